"""What stands beside the board: a card, its jobs, what is carried over, or stage times."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

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

P = TypeVar("P", bound=Panel)


class SidePanels(QWidget):
    """One panel at a time, each made when it is first asked for; `closed` when one was left."""

    closed = Signal()
    dispatch_sheet_asked = Signal()
    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._made: list[Panel] = []
        hbox(parent=self)

    @cached_property
    def card(self) -> CardPanel:
        panel = self._take(CardPanel(self._shell))
        panel.assigned.connect(self.closed)
        return panel

    @cached_property
    def carry(self) -> CarryPanel:
        return self._take(CarryPanel(self._shell))

    @cached_property
    def times(self) -> TimesPanel:
        panel = self._take(TimesPanel(self._shell))
        panel.order_asked.connect(self.order_asked)
        return panel

    @cached_property
    def jobs(self) -> DispatchPanel:
        panel = self._take(DispatchPanel(self._shell))
        panel.given.connect(self.closed)
        panel.print_asked.connect(self.dispatch_sheet_asked)
        return panel

    def show_only(self, panel: Panel | None) -> None:
        """This panel and no other; None for none."""
        for one in self._made:
            one.setVisible(one is panel)

    def show_jobs(self, row: OrderRow, day: BoardDay) -> None:
        """The jobs of a car, to be given to technicians."""
        self.jobs.show_row(row, day)
        self.show_only(self.jobs)

    def open_row(self) -> OrderRow | None:
        """The order whose jobs are being given out."""
        shown = (one for one in self._made if isinstance(one, DispatchPanel) and one.isVisible())
        return next((one.row for one in shown), None)

    def show_carry(self) -> None:
        """The unfinished cars of the day, each with a new time or a reason."""
        self.carry.ask()
        self.show_only(self.carry)

    def show_times(self) -> None:
        """How long cars stood in each stage."""
        self.times.ask()
        self.show_only(self.times)

    def _take(self, panel: P) -> P:
        panel.hide()
        self._made.append(panel)
        self.layout().addWidget(panel)
        panel.closed.connect(self.closed)
        return panel
