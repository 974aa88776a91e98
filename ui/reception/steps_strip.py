"""The steps of a visit beside the list of who is here.

One click each, written with time and person.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.reception.queries import VisitRow
from app.reception.rules import STEPS, SalesStep
from app.text import _
from ui import theme
from ui.parts.fields import Chips
from ui.parts.labels import Label


class StepsStrip(QWidget):
    """Follows the chosen visitor; a second click takes a step back."""

    stepped = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: VisitRow | None = None
        self._ticked: frozenset[SalesStep] = frozenset()
        self._hint = Label(
            _("Choose a visitor above: the steps of the visit are one click each."),
            "muted",
            elide=True,
        )
        self.chips = Chips([(step, _(text)) for step, text in STEPS.items()])
        self.chips.setObjectName("inside_steps")
        self.chips.setAccessibleName(_("Steps of the visit"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-2"))
        row.addWidget(self._hint, 1)
        row.addWidget(self.chips, 1)
        self.chips.edited.connect(self._step)
        self.show_visitor(None, frozenset())

    def show_visitor(self, row: VisitRow | None, steps: frozenset[SalesStep]) -> None:
        """Another visitor, or what a colleague has ticked meanwhile."""
        self._row, self._ticked = row, steps
        self.chips.setVisible(row is not None)
        self.chips.set_value(steps)
        self._hint.setVisible(row is None)

    def _step(self) -> None:
        changed = set(self.chips.value()) ^ self._ticked
        self._ticked = frozenset(self.chips.value())
        for step in changed:
            if self._row is not None:
                self.stepped.emit(self._row.id, step)
