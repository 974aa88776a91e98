"""The rotation: who is next, who is with a guest, who is off duty, and every turn that was passed
over today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.admin.commands import set_duty
from app.formatting import clock
from app.local_time import local_day
from app.reception import rotation
from app.reception.rotation import Rotation
from app.text import N_, _, ngettext
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.labels import Label
from ui.parts.panel import Panel, inset
from ui.parts.table import Column, Table
from ui.shell.workspace.page import Shell

STATES = {"next": N_("Next"), "free": N_("Free"), "busy": N_("Busy"), "away": N_("Off duty")}
TONES = {"next": Tone.ACCENT, "free": Tone.GOOD, "busy": Tone.NEUTRAL, "away": Tone.WARN}


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One consultant as the list shows one."""

    id: int
    name: str
    state: str
    guests: int = 0
    since: datetime | None = None

    @property
    def on_duty(self) -> bool:
        """Whether the rotation counts this one in."""
        return self.state != "away"


class TurnsPanel(Panel):
    """One click takes somebody off duty or back. `shown`: it wants the room."""

    shown = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell, self._work = shell, shell.work
        columns = (
            Column(
                "name", N_("Consultant"), 96, ink=True, stretch=True, second=_today, sortable=False
            ),
            Column(
                "state",
                N_("State"),
                100,
                text=lambda one: _(STATES[one]),
                tone=lambda row: TONES[row.state],
                chip=True,
                sortable=False,
            ),
            Column(
                "duty",
                N_("Duty"),
                104,
                get=_act,
                tone=lambda _row: Tone.ACCENT,
                icon=_act_icon,
                sortable=False,
            ),
        )
        self.table = Table(
            columns,
            empty=N_("Nobody is a sales consultant yet. Add people in Settings."),
            name="turns_table",
        )
        skips = (
            Column("at", N_("When"), 68, text=clock),
            Column(
                "name", N_("Passed over"), 96, ink=True, stretch=True, second=lambda row: row.reason
            ),
            Column("by", N_("By"), 84),
        )
        self.skips = Table(skips, empty=N_("Nobody was passed over today."), name="skips_table")
        self._heading = Label("", "label")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        column.addWidget(self.table, 3)
        column.addLayout(inset(self._heading))
        column.addWidget(self.skips, 2)
        super().__init__(
            _("Whose turn it is"), body, closable=True, name="turns_panel", parent=parent
        )
        self.table.view.clicked.connect(self._click)
        self.table.activated.connect(self._switch)

    def begin(self) -> None:
        """Come to the front, the cursor in the list."""
        self.shown.emit()
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Ask again while it is in view."""
        if self.isVisible():
            self._work.ask(
                rotation.rotation,
                local_day(self._work.now()),
                then=self.show_rotation,
                topic=(self, "turns"),
            )

    def show_rotation(self, told: Rotation) -> None:
        """The order of the day: the one whose turn it is first, who is off duty last."""
        here = [
            TurnLine(one.id, one.name, _state(at, one.busy), one.guests, one.since)
            for at, one in enumerate(told.turns)
        ]
        self.table.show_rows([*here, *(TurnLine(one.id, one.name, "away") for one in told.away)])
        self._heading.say(_("Passed over today ({n})").format(n=len(told.skips)))
        self.skips.show_rows(told.skips)

    def _click(self, index: QModelIndex) -> None:
        if self.table.columns[index.column()].key == "duty":
            self._switch(self.table.row(index.row()))

    def _switch(self, row: TurnLine | None) -> None:
        if row is None:
            return
        on_duty = not row.on_duty

        def switched(_nothing: object) -> None:
            text = _("{name} is on duty.") if on_duty else _("{name} is off duty.")
            self._shell.notices.say(
                text.format(name=row.name),
                undo=lambda: self._work.act(set_duty, row.id, on_duty=not on_duty),
            )

        self._work.act(set_duty, row.id, on_duty=on_duty, then=switched)


def _state(place: int, busy: bool) -> str:
    if busy:
        return "busy"
    return "next" if place == 0 else "free"


def _today(row: TurnLine) -> str:
    if not row.on_duty:
        return ""
    if not row.guests:
        return _("no guest yet today")
    count = ngettext("{n} guest", "{n} guests", row.guests).format(n=row.guests)
    if row.state == "busy" or row.since is None:
        return count
    return _("{guests} · since {time}").format(guests=count, time=clock(row.since))


def _act(row: TurnLine) -> str:
    return _("Pause") if row.on_duty else _("Resume")


def _act_icon(row: TurnLine) -> str:
    return Icon.USER_X if row.on_duty else Icon.USER_CHECK
