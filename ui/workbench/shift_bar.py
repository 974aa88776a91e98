"""The shift clock with its three big buttons, and who is at a shared screen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.local_time import uptime
from app.orders.technicians import PRESENCES, Presence, TechnicianNow
from app.text import _
from app.tones import Tone
from app.workbench.values import Who
from ui import theme
from ui.icons import Icon
from ui.parts.choice import Choice
from ui.parts.labels import Chip
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named
from ui.parts.text_inputs import Password
from ui.workbench.touch import TouchButton

TONES = {
    Presence.AT_WORK: Tone.ACCENT,
    Presence.FREE: Tone.GOOD,
    Presence.ON_BREAK: Tone.WARN,
}


class ShiftBar(QFrame):
    """Come, break, go. `chosen` names whose page is wanted."""

    chosen = Signal(int)
    come, paused, gone = Signal(), Signal(), Signal()

    def __init__(self, own_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_id = own_id
        self.setProperty("surface", "card")
        self.setObjectName("shift_bar")
        self.who = named(Choice(), "bench_who", says=_("Technician"))
        self.pin = named(Password(hint=_("PIN")), "bench_pin", says=_("PIN"))
        self.pin.setMaximumWidth(2 * theme.size("touch"))
        self._presence = Chip("")
        self.come_button = TouchButton(_("Clock in"), icon=Icon.PLAY, name="shift_come")
        self.break_button = TouchButton(_("Break"), icon=Icon.HOURGLASS, name="shift_break")
        self.go_button = TouchButton(_("Clock out"), icon=Icon.LOG_OUT, name="shift_go")
        self.who.edited.connect(self._choose)
        self.come_button.clicked.connect(self.come)
        self.break_button.clicked.connect(self.paused)
        self.go_button.clicked.connect(self.gone)
        buttons = (self.come_button, self.break_button, self.go_button)
        acts = (stretched(button, 1) for button in buttons)
        parts = (stretched(self.who, 2), self.pin, self._presence, *acts)
        hbox(*parts, parent=self, margins=(4, 3, 4, 3), spacing=3)
        for part in (self.pin, self._presence, *buttons):
            part.hide()  # until it is known who stands there and what the clock says

    def show_people(self, people: Sequence[TechnicianNow], staff_id: int) -> None:
        """Who may be chosen, and who is."""
        self.who.set_options((one.id, one.name) for one in people)
        self.who.set_value(staff_id)
        self.who.setVisible(len(people) > 1)
        self.pin.setVisible(staff_id != self._own_id)

    def show_presence(self, one: TechnicianNow) -> None:
        """What the shift clock says, and which steps are possible."""
        is_here = one.presence in (Presence.AT_WORK, Presence.FREE) and one.is_clocked_in
        self._presence.show()
        self._presence.show_chip(_(PRESENCES[one.presence]), TONES.get(one.presence, Tone.NEUTRAL))
        self.come_button.setVisible(not is_here)
        self.break_button.setVisible(is_here)
        self.go_button.setVisible(is_here)

    def proof(self) -> Who | None:
        """Whose clock is meant where it is not the own one; empties the PIN."""
        staff_id = self.who.value()
        if staff_id is None or staff_id == self._own_id:
            return None
        pin = self.pin.value()
        self.pin.set_value(None)
        return Who(int(str(staff_id)), pin, uptime())

    def _choose(self) -> None:
        chosen = self.who.value()
        if chosen is not None:
            self.chosen.emit(chosen)
