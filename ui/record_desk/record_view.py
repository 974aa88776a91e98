"""The facts of a record, and under them the form of a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from app.text import _
from ui import theme
from ui.parts.form import Form
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH, boxed, hbox, stretched, vbox
from ui.parts.panel import inset, rule
from ui.parts.scroll import ScrollArea
from ui.record_desk.inputs import shown


class _Facts(QWidget):
    """Lays its rows out for the width it has: with a scroll bar come, a value may wrap."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.layout().invalidate()
        self.layout().setGeometry(self.rect())
        super().resizeEvent(event)


class RecordView(QWidget):
    """Facts are shown anew while a form beneath them keeps what is typed.

    `below` follows the facts, `beside` stands at the right of the state.
    """

    def __init__(
        self,
        forms: Iterable[Form],
        alerts: QWidget | None = None,
        *,
        below: QWidget | None = None,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._forms = tuple(forms)
        self._facts = _Facts()
        self._rows = QFormLayout(self._facts)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._rows.setHorizontalSpacing(theme.size("space-4"))
        self._rows.setVerticalSpacing(theme.size("space-2"))
        self._chip = Chip()
        self._rule = rule()
        told = self._facts if below is None else boxed(vbox(self._facts, below, STRETCH, spacing=4))
        self._brief = Label("", "body", wrap=True)
        self._brief.hide()
        self._beside = beside
        rest = STRETCH if beside is None else stretched(beside)
        head = inset(hbox(self._chip, stretched(self._brief, 100), rest))
        area = self._area = boxed(inset(ScrollArea(told)))
        below = (stretched(form) for form in self._forms)
        above = inset(alerts) if alerts is not None else None
        vbox(above, head, stretched(area), inset(self._rule), *below, parent=self, spacing=3)
        self.show_form(None)

    def show_facts(self, facts: Sequence[tuple[str, object]], *, state: str, tone: str) -> None:
        """Label and value, without those that are empty; the state stands above them."""
        self._chip.show_chip(state, tone)
        self._chip.setVisible(bool(state))
        while self._rows.rowCount():
            self._rows.removeRow(0)
        for name, value in facts:
            if text := shown(value):
                self._rows.addRow(Label(_(name), "label"), Label(text, "body", wrap=True))

    def show_form(self, form: Form | None, *, brief: str = "") -> None:
        """One of the forms beneath the facts, or none; with `brief` in place of the facts."""
        self._rule.setVisible(form is not None and not brief)
        self._area.setVisible(not brief)
        self._brief.say(brief)
        self._brief.setVisible(bool(brief))
        if self._beside is not None:
            self._beside.setVisible(not brief)
        for one in self._forms:
            one.setVisible(one is form)

    def texts(self) -> tuple[str, ...]:
        """What stands there, for tests and for who reads aloud."""
        return tuple(label.text() for label in self._facts.findChildren(Label))
