"""The steps of a visit as chips."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.reception.queries import VisitRow
from app.reception.rules import STEPS, SalesStep
from app.text import _
from ui.parts.fields import Chips
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named


class StepChips(Chips):
    """`stepped` names each step that was ticked or taken back."""

    stepped = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__([(step, _(text)) for step, text in STEPS.items()])
        named(self, name, says=_("Steps of the visit"))
        self._ticked: frozenset[SalesStep] = frozenset()
        self.edited.connect(self._step)

    def show_steps(self, steps: Iterable[SalesStep]) -> None:
        """The steps that were taken, also by a colleague meanwhile."""
        self.set_value(steps)
        self._ticked = frozenset(self.value())

    def _step(self) -> None:
        before, self._ticked = self._ticked, frozenset(self.value())
        for step in before ^ self._ticked:
            self.stepped.emit(step)


class StepsStrip(QWidget):
    """The steps of the visitor who is chosen in the list above; `stepped(visit_id, step)`."""

    stepped = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: VisitRow | None = None
        hint = _("Select a visitor above, then tick the steps of the visit.")
        self._hint = Label(hint, "muted", elide=True)
        self.chips = StepChips("inside_steps")
        hbox(stretched(self._hint), stretched(self.chips), parent=self)
        self.chips.stepped.connect(self._step)
        self.show_visitor(None, frozenset())

    def show_visitor(self, row: VisitRow | None, steps: frozenset[SalesStep]) -> None:
        """Show the steps of a visitor, or a hint while nobody is chosen."""
        self._row = row
        self.chips.show_steps(steps)
        self.chips.setVisible(row is not None)
        self._hint.setVisible(row is None)

    def _step(self, step: SalesStep) -> None:
        if self._row is not None:
            self.stepped.emit(self._row.id, step)
