"""What stands beside the board: a card, its jobs, what is carried over, or stage times."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.orders.queries import OrderRow
from app.workshop.queries import BoardDay
from ui.parts.layouts import hbox
from ui.parts.panel import Panel
from ui.shell.workspace.page import Shell
from ui.workshop.card_panel import CardPanel
from ui.workshop.carry_panel import CarryPanel
from ui.workshop.dispatch_panel import DispatchPanel
from ui.workshop.times_panel import TimesPanel


class SidePanels(QWidget):
    """One panel at a time; `closed` when one was left."""

    closed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card, self.carry, self.times = CardPanel(shell), CarryPanel(shell), TimesPanel(shell)
        self.jobs = DispatchPanel(shell)
        self._all: tuple[Panel, ...] = (self.card, self.carry, self.times, self.jobs)
        hbox(*self._all, parent=self)
        for panel in self._all:
            panel.closed.connect(self.closed)
        self.card.assigned.connect(self.closed)
        self.jobs.given.connect(self.closed)
        self.show_only(None)

    def show_only(self, panel: Panel | None) -> None:
        """This panel and no other; None for none."""
        for one in self._all:
            one.setVisible(one is panel)

    def show_jobs(self, row: OrderRow, day: BoardDay) -> None:
        """The jobs of a car, to be given to technicians."""
        self.jobs.show_row(row, day)
        self.show_only(self.jobs)

    def show_carry(self) -> None:
        """The unfinished cars of the day, each with a new time or a reason."""
        self.carry.ask()
        self.show_only(self.carry)

    def show_times(self) -> None:
        """How long cars stood in each stage."""
        self.times.ask()
        self.show_only(self.times)
