"""Says at the foot of the window what the field with the cursor understands."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.text import N_, _
from ui.parts.form import Form
from ui.shell.workspace.status import StatusLine

IN_A_FORM = N_("Enter: next field; Ctrl+Enter: save")


class FieldHint(QObject):
    """Follows the focus in the window of a status line."""

    def __init__(self, status: StatusLine) -> None:
        super().__init__(status)
        self._status = status
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is self._status.window():
            self._status.show_hint(hint_of(new))


def hint_of(part: QWidget | None) -> str:
    """What an input says of itself, else how a form is filled; empty outside of forms."""
    while part is not None:
        told = getattr(part, "typed_as", "")
        if told:
            return _(told)
        if isinstance(part, Form):
            return _(IN_A_FORM)
        part = part.parentWidget()
    return ""
