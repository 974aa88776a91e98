"""All that stands in the way of bill or hand-over; each line leads to its field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.service.rules import Check
from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched


class CheckList(QWidget):
    """What stops, red, and notes, yellow; `asked` is where one leads: a section, and its field."""

    asked = Signal(str)

    def __init__(self, free: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._free = free
        self._column = QVBoxLayout(self)
        edge = theme.size("space-1")
        self._column.setContentsMargins(edge, 0, edge, 0)
        self._column.setSpacing(0)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show all checks, or one line that says that there is none."""
        while (item := self._column.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for check in checks:
            self._column.addWidget(self._row(check))
        if not checks:
            self._column.addWidget(_line(Glyph(Icon.CIRCLE_CHECK, Tone.GOOD), self._free))
        self._column.addStretch(1)

    def _row(self, check: Check) -> QWidget:
        sign = Glyph(Icon.TRIANGLE_ALERT, Tone.WARN)
        text = _("Note: {what}")
        if check.stops:
            sign, text = Glyph(Icon.CIRCLE_X, Tone.BAD), _("To do first: {what}")
        says = _("Go to: {what}").format(what=check.text())
        button = Button(_("Go there"), kind="link", name=f"mend_{check.code}", says=says)
        button.clicked.connect(lambda: self.asked.emit(check.where))
        return _line(sign, text.format(what=check.text()), button)


def _line(sign: Glyph, text: str, button: Button | None = None) -> QWidget:
    line = QWidget()
    row = hbox(sign, stretched(Label(text, "body", wrap=True)), parent=line)
    if button is not None:
        row.addWidget(button)
    return line
