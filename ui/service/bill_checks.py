"""What stops the bill of an order, and notes; each line leads to its section."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.service.rules import Check
from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched
from ui.service.section import OrderSection


class Checks(QWidget):
    """What stops the bill, and notes; each line leads to its section."""

    def __init__(self, section: OrderSection) -> None:
        super().__init__(section)
        self._section = section
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
            said = _("Nothing stands in the way of the bill.")
            self._column.addWidget(_line(Glyph(Icon.CIRCLE_CHECK, Tone.GOOD), said))
        self._column.addStretch(1)

    def _row(self, check: Check) -> QWidget:
        sign = Glyph(Icon.TRIANGLE_ALERT, Tone.WARN)
        text = _("Note: {what}")
        if check.stops:
            sign, text = Glyph(Icon.CIRCLE_X, Tone.BAD), _("Stops: {what}")
        says = _("Go to: {what}").format(what=check.text())
        button = Button(_("Go there"), kind="link", name=f"mend_{check.code}", says=says)
        button.clicked.connect(lambda: self._section.asked.emit(check.where))
        return _line(sign, text.format(what=check.text()), button)


def _line(sign: Glyph, text: str, button: Button | None = None) -> QWidget:
    line = QWidget()
    row = hbox(sign, stretched(Label(text, "body", wrap=True)), parent=line)
    if button is not None:
        row.addWidget(button)
    return line
