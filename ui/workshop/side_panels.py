"""What stands beside the board: a card, the carry-over of the day, or the times of the stages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.layouts import hbox
from ui.parts.panel import Panel
from ui.shell.workspace.page import Shell
from ui.workshop.card_panel import CardPanel
from ui.workshop.carry_panel import CarryPanel
from ui.workshop.times_panel import TimesPanel


class SidePanels(QWidget):
    """One panel at a time; `closed` when one was left."""

    closed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card, self.carry, self.times = CardPanel(shell), CarryPanel(shell), TimesPanel(shell)
        self._all: tuple[Panel, ...] = (self.card, self.carry, self.times)
        hbox(*self._all, parent=self)
        for panel in self._all:
            panel.closed.connect(self.closed)
        self.card.assigned.connect(self.closed)
        self.show_only(None)

    def show_only(self, panel: Panel | None) -> None:
        """This panel and no other; None for none."""
        for one in self._all:
            one.setVisible(one is panel)

    def show_carry(self) -> None:
        """The unfinished cars of the day, each with a new time or a reason."""
        self.carry.ask()
        self.show_only(self.carry)

    def show_times(self) -> None:
        """How long cars stood in each stage."""
        self.times.ask()
        self.show_only(self.times)
