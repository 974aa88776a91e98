"""The form that sets the PIN of a technician for shared screens."""

from PySide6.QtWidgets import QWidget

from app.text import N_, _
from app.tones import Tone
from app.workbench.commands import set_pin
from ui.parts.fields import Password
from ui.parts.form import Field, Form
from ui.parts.panel import Panel
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Shell


class PinPanel(Panel):
    """The PIN twice."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.form = Form(
            (Field("pin", N_("New PIN"), Password), Field("again", N_("PIN again"), Password)),
            submit=N_("Set the PIN"),
            clear="",
            name="pin",
        )
        super().__init__("", self.form, closable=True, name="pin_panel", parent=parent)
        self._shell, self._staff_id, self._name = shell, 0, ""
        self._editing = RecordForm(shell, self.form)
        self.form.submitted.connect(self._save)
        self.form.left.connect(self.closed)

    def show_for(self, staff_id: int, name: str) -> None:
        """Ask for the PIN of a technician."""
        self._staff_id, self._name = staff_id, name
        self.show_body(_("PIN of {name}").format(name=name), self.form)
        self.form.clear()
        self.show()
        self.form.start()

    def _save(self) -> None:
        typed = self.form.value()
        if typed["pin"] != typed["again"]:
            self.form.say("again", _("The two PINs differ."), tone=Tone.BAD)
            return
        self._editing.save(set_pin, self._staff_id, typed["pin"], then=self._saved)

    def _saved(self, _none: object) -> None:
        self.form.clear()
        self._shell.notices.say(_("The PIN of {name} is set.").format(name=self._name))
        self.closed.emit()
