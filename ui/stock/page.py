"""The page of the cars for sale: figures above, the list, one car at the right."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import whole_yuan
from app.local_time import local_day
from app.stock import papers, pdi_paper, proposal, proposal_paper, queries
from app.stock.facts import StockRow
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.stock_words import StockState
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.figure_link import FigureLink
from ui.parts.minutes import EveryMinute
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.page import RecordPage
from ui.shell.printing.print_flow import PaperTask
from ui.shell.workspace.page import Shell
from ui.stock.declaration import LONG, STANDING, cars
from ui.stock.desk import DESK
from ui.stock.panel import StockPanel

COST = "interest"
ROWS_OF = {
    "here": STANDING,
    "in_transit": StockState.IN_TRANSIT,
    "longest": LONG,
    COST: STANDING,
    "reserved": StockState.RESERVED,
}
"""What a press on a figure lists."""


class StockPage(RecordPage):
    """The stock list; a hold that runs out frees its car at the minute."""

    desk = DESK
    title = N_("Cars for sale")
    panel = StockPanel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._figures = _figures(shows_cost=shell.work.actor is not None and shell.work.actor.may())
        super().__init__(shell, parent)
        self.list.rows_read.connect(self._count)
        for name, figure in self._figures.items():
            figure.pressed.connect(lambda name=name: self.list.show_filter(ROWS_OF[name]))
        tick = EveryMinute(self.work.now, self)
        tick.timeout.connect(lambda: self.isVisible() and self.reload())

    def declared(self) -> RecordDesk:
        """The cars as they stand by the clock of the window."""
        return cars(self.shell.work.now)

    def figures(self) -> Sequence[FigureLink]:
        """What the head of the page counts."""
        return tuple(self._figures.values())

    def beside(self) -> Sequence[QWidget]:
        """A truckload is pasted by the manager, the list printed by everybody."""
        paste = self.action_button("add_car", "quiet", icon=Icon.CLIPBOARD_LIST)
        ordering = self.action_button("order_proposal", "quiet", icon=Icon.ROUTE)
        return paste, ordering, self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)

    def show_record(self, noun: Noun, record_id: int) -> None:
        """A car, or the proposal that waits on Today."""
        if record_id == proposal.PROPOSAL:
            self.order_proposal()
        else:
            super().show_record(noun, record_id)

    def daily_sheet(self) -> None:
        """F9: print the stock list of today."""
        now = self.work.now()
        name = f"stock-{local_day(now).isoformat()}"
        task = PaperTask(PaperKind.STOCK_LIST, name, papers.stock_list, counted=True)
        about = {"viewer": self.work.actor, "at": now}
        self.shell.printing.print(task, queries.sheet, **about)

    def order_proposal(self) -> None:
        """What to order from the maker, as a paper to decide on."""
        now = self.work.now()
        name = proposal.proposal_name(local_day(now))
        task = PaperTask(
            PaperKind.ORDER_PROPOSAL, name, proposal_paper.order_proposal, counted=True
        )
        about = {"viewer": self.work.actor, "at": now}
        self.shell.printing.print(task, proposal.order_proposal, **about)

    def pdi_sheet(self) -> None:
        """Ctrl+P: the sheet by which the chosen car is inspected."""
        row = self.list.panel.row
        if row is None:
            self.shell.notices.say(_("Choose a car first."), Tone.NEUTRAL)
            return
        name, about = f"pdi-{row.number}", {"viewer": self.work.actor, "at": self.work.now()}
        task = PaperTask(PaperKind.PDI_SHEET, name, pdi_paper.pdi_sheet, counted=True)
        self.shell.printing.print(task, pdi_paper.sheet, row.id, **about)

    def paste(self) -> None:
        """Many VINs at once."""
        self.list.table.clear_choice()
        panel = self.list.panel
        assert isinstance(panel, StockPanel)
        panel.offer(self.list.options)
        panel.paste()

    def _count(self, rows: Sequence[StockRow]) -> None:
        standing = [row for row in rows if row.is_standing]
        longest = max((row.days or 0 for row in standing), default=0)
        is_long = any(row.is_long for row in standing)
        cost = sum((row.interest or Decimal(0) for row in standing), Decimal(0))
        values = {
            "here": str(sum(row.is_here for row in standing)),
            "in_transit": str(sum(row.arrived_on is None for row in standing)),
            "longest": _("{n} d").format(n=longest) if standing else "—",
            COST: whole_yuan(cost),
            "reserved": str(sum(row.state is StockState.RESERVED for row in standing)),
        }
        for name, figure in self._figures.items():
            is_warned = name == "longest" and is_long
            figure.show_value(values[name], Tone.WARN if is_warned else Tone.NEUTRAL)


def _figures(*, shows_cost: bool) -> dict[str, FigureLink]:
    """Four figures: what the stock has cost is for managers, the reserved cars for consultants."""
    told = [
        ("here", N_("In stock")),
        ("in_transit", N_("In transit")),
        ("longest", N_("Longest standing")),
        (COST, N_("Interest so far")) if shows_cost else ("reserved", N_("Reserved")),
    ]
    return {name: FigureLink(_(text), name=name) for name, text in told}
