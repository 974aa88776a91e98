"""The page of the cars for sale: figures above, the list, one car at the right."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import whole_yuan
from app.local_time import local_day
from app.stock import (
    outlet_paper,
    outlet_paper_facts,
    papers,
    pdi_commands,
    pdi_paper,
    proposal,
    proposal_paper,
    queries,
)
from app.stock.facts import StockRow
from app.stock.outlet_facts import TransferRow
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.stock_words import StockState
from db.vocabulary import PaperKind, Role
from ui.icons import Icon
from ui.parts.figure_link import FigureLink
from ui.parts.minutes import EveryMinute
from ui.record_desk.money_panel import MoneyPanel
from ui.record_desk.record_list import RecordList
from ui.record_desk.views_page import PageList, ViewsPage
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell
from ui.stock.declaration import LONG, STANDING, cars
from ui.stock.desk import CARS, DESK, OUTLETS, TRANSFERS
from ui.stock.outlets import KEPT, OutletPanel, outlets
from ui.stock.panel import StockPanel
from ui.stock.transfers import transfers

COST = "interest"
ROWS_OF = {
    "here": STANDING,
    "in_transit": StockState.IN_TRANSIT,
    "longest": LONG,
    COST: STANDING,
    "reserved": StockState.RESERVED,
}
"""What a press on a figure lists."""


LIST_OF = {
    Noun.CAR_TRANSFER: TRANSFERS,
    Noun.OUTLET: OUTLETS,
    Noun.FORECAST_WISH: OUTLETS,
}
"""Where a record stands; cars in the first list."""


class StockPage(ViewsPage):
    """The stock list, where a hold that runs out frees its car at the minute; the outlets."""

    desk = DESK
    title = N_("Cars for sale")

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._figures = _figures(shows_cost=shell.work.actor is not None and shell.work.actor.may())
        super().__init__(shell, parent)
        for name, figure in self._figures.items():
            figure.pressed.connect(lambda name=name: self._list_cars(ROWS_OF[name]))
        tick = EveryMinute(self.work.now, self)
        tick.timeout.connect(lambda: self.isVisible() and self.reload())

    def declared(self) -> Sequence[PageList]:
        """The cars; for the cashier those at outlets, for the manager also the outlets."""
        every, actor = [PageList(CARS, N_("Cars"), self._cars)], self.work.actor
        if actor is None or actor.may(Role.CASHIER):
            every.append(PageList(TRANSFERS, N_("Cars at outlets"), self._transfers))
        if actor is None or actor.may():
            every.append(PageList(OUTLETS, N_("Outlets"), self._outlets))
        return every

    def made(self, name: str, made: RecordList) -> None:
        """The cars are counted in the head."""
        if name == CARS:
            made.rows_read.connect(self._count)

    def figures(self) -> Sequence[FigureLink]:
        """What the head of the page counts."""
        return tuple(self._figures.values())

    def beside(self) -> Sequence[QWidget]:
        """A truckload is pasted by the manager, the list printed by everybody."""
        paste = self.action_button("add_car", "quiet", icon=Icon.CLIPBOARD_LIST)
        ordering = self.action_button("order_proposal", "quiet", icon=Icon.ROUTE)
        return paste, ordering, self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)

    def show_record(self, noun: Noun, record_id: int) -> None:
        """A car, what outlets have or are to forecast, or the proposal that waits on Today."""
        if record_id == proposal.PROPOSAL:
            self.order_proposal()
            return
        self.open_section(LIST_OF.get(noun, CARS))
        panel = self.list.panel
        if noun == Noun.FORECAST_WISH and isinstance(panel, OutletPanel):
            panel.ask_forecast(record_id)
        self.list.open(record_id)

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

    def print_chosen(self) -> None:
        """Ctrl+P: the PDI sheet of a car, a transfer note, the settlement of an outlet."""
        panel = self.list.panel
        if panel.row is None:
            self.shell.notices.say(_("Choose a line first."), Tone.NEUTRAL)
        elif isinstance(panel, OutletPanel):
            panel.print_month()
        elif isinstance(panel, StockPanel):
            self._pdi_sheet(panel.row)
        else:
            self._transfer_note(panel.row)

    def _pdi_sheet(self, row: StockRow) -> None:
        """The sheet by which the chosen car is inspected."""
        name, about = f"pdi-{row.number}", {"viewer": self.work.actor, "at": self.work.now()}
        keep = Keep(pdi_commands.keep_sheet, lambda facts, pdf: (facts.told(pdf),))
        task = PaperTask(PaperKind.PDI_SHEET, name, pdi_paper.given, keep)
        self.shell.printing.print(task, pdi_paper.sheet, row.id, **about)

    def _transfer_note(self, row: TransferRow) -> None:
        """The note by which somebody takes a car to an outlet."""
        name, about = f"transfer-{row.number}", {"viewer": self.work.actor, "at": self.work.now()}
        task = PaperTask(PaperKind.TRANSFER_NOTE, name, outlet_paper.given, KEPT)
        self.shell.printing.print(task, outlet_paper_facts.note, row.id, **about)

    def paste(self) -> None:
        """Many VINs at once."""
        self.open_section(CARS)
        self.list.table.clear_choice()
        panel = self.list.panel
        assert isinstance(panel, StockPanel)
        panel.offer(self.list.options)
        panel.paste()

    def _cars(self) -> RecordList:
        return RecordList(self.shell, cars(self.work.now), StockPanel, apart=True)

    def _transfers(self) -> RecordList:
        return RecordList(self.shell, transfers(self.work.now), MoneyPanel, apart=True)

    def _outlets(self) -> RecordList:
        return RecordList(self.shell, outlets(self.work.now), OutletPanel, apart=True)

    def _list_cars(self, name: str) -> None:
        self.open_section(CARS)
        self.list.show_filter(name)

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
