"""An input of named amounts: accessories, gifts, insurance or fees, one beneath the other."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QWidget

from app import fields
from app.formatting import joined, money
from app.text import _
from ui import theme
from ui.parts.fields import Money, Text
from ui.parts.keys import is_enter
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.naming import named

Named = tuple[str | None, Decimal | None]


class LinesInput(QWidget):
    """The value is a tuple of name and amount; an empty line always waits at the end."""

    edited = Signal()
    spoken_role = QAccessible.Role.Grouping

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._box = vbox(parent=self, spacing=1)
        self._lines: list[_AmountRow] = []
        self._show(())

    def value(self) -> tuple[Named, ...]:
        """Every line in which something stands."""
        return tuple(one.value() for one in self._lines if not one.is_empty)

    def set_value(self, value: Iterable[Named] | None) -> None:
        """Other lines; this is no edit."""
        self._show(tuple(value or ()))

    def problem(self) -> str:
        """What is unclear about the first amount that is."""
        return next((told for one in self._lines if (told := one.amount.problem())), "")

    def told(self) -> str:
        """The lines in words."""
        return joined(*(joined(name, money(sum_), by=" ") for name, sum_ in self.value()))

    def draft(self) -> object:
        """What was typed, also where it is unclear."""
        return [[one.name.text(), one.amount.text()] for one in self._lines if not one.is_empty]

    def restore(self, draft: object) -> None:
        """Types a draft back."""
        typed = draft if isinstance(draft, list) else []
        self._show(((None, None),) * len(typed))
        for one, (name, amount) in zip(self._lines, typed, strict=False):
            one.name.restore(name)
            one.amount.restore(amount)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from name to amount and on to the next line; an empty one is left."""
        inputs = [part for one in self._lines for part in (one.name, one.amount)]
        focus = self.focusWidget()
        at = next((place for place, part in enumerate(inputs) if part is focus), -1)
        if not is_enter(event) or at < 0 or at == len(inputs) - 1 or self._lines[at // 2].is_empty:
            super().keyPressEvent(event)
            return
        inputs[at + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, lines: tuple[Named, ...]) -> None:
        while len(self._lines) > len(lines) + 1:
            gone = self._lines.pop()
            gone.hide()
            self._box.removeWidget(gone)
            gone.deleteLater()
        while len(self._lines) < len(lines) + 1:
            self._add()
        for one, (name, amount) in zip(self._lines, (*lines, (None, None)), strict=True):
            one.name.set_value(name)
            one.amount.set_value(amount)

    def _add(self) -> None:
        line = _AmountRow(f"{self._name}_{len(self._lines) + 1}")
        line.edited.connect(self._follow)
        self._lines.append(line)
        self._box.addWidget(line)
        if len(self._lines) == 1:
            self.setFocusProxy(line.name)

    def _follow(self) -> None:
        if not self._lines[-1].is_empty:
            self._add()
        self.edited.emit()


class _AmountRow(QWidget):
    """One name with its amount."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = named(Text(hint=_("Item")), f"{name}_name", says=_("Item"))
        self.amount = named(Money(), f"{name}_amount", says=_("Amount"))
        self.name.keep_within(fields.declared("quote_line.text"))
        self.amount.keep_within(fields.declared("quote_line.amount"))
        self.amount.setFixedWidth(theme.size("timeline-names"))
        hbox(stretched(self.name), self.amount, parent=self, spacing=2)
        for part in (self.name, self.amount):
            part.edited.connect(self.edited)

    @property
    def is_empty(self) -> bool:
        """True while nothing is typed here."""
        return not self.name.text().strip() and not self.amount.text().strip()

    def value(self) -> Named:
        """Name and amount; what is missing is None."""
        return self.name.value(), self.amount.value()
