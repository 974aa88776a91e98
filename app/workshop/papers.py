"""Draws 车间日报, the workshop's day: cars in the shop, handed over, takings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from app.formatting import clock, clock_on, joined, money
from app.identity import plate as plates
from app.labels import label
from app.orders.papers import add_bills
from app.orders.queries import OrderRow
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.text import N_, _, language, ngettext
from app.workshop.queries import WorkshopDay
from db.vocabulary import PaperKind

ORDER = (
    PaperColumn(N_("No."), 9, CENTRE),
    PaperColumn(N_("Order"), 24),
    PaperColumn(N_("Plate"), 23),
    PaperColumn(N_("Model"), 36),
    PaperColumn(N_("Service type"), 28),
    PaperColumn(N_("Advisor"), 22),
    PaperColumn(N_("Technician"), 22),
    PaperColumn(N_("Bay"), 15),
    PaperColumn(N_("Date in"), 20),
    PaperColumn(N_("Promised"), 20),
)
IN_SHOP = (*ORDER, PaperColumn(N_("Stage"), 24), PaperColumn(N_("Remark"), 26))
DELIVERED = (*ORDER, PaperColumn(N_("Date out"), 24), PaperColumn(N_("Amount"), 26, RIGHT))
FIGURES = GridLook(columns=(1,) * 8)
TAKINGS = GridLook(columns=(1,) * 7)


def workshop_sheet(facts: WorkshopDay, store: StoreHead, *, printed: Printed) -> bytes:
    """The day on A4 landscape.

    An empty section says so, so that nobody misses a page.
    """
    title, number = label(PaperKind.WORKSHOP_SHEET), f"D{facts.day:%y%m%d}"
    printed = replace(printed, history=facts.history)
    about = joined(_cars(facts.in_shop), f"{_('Takings')} {money(facts.taken)}")
    paper = Paper(title, number, store, language(), printed, landscape=True, subject=about)
    paper.day(facts.day)
    paper.grid([_figures(facts)], FIGURES)
    rows = _rows(facts, facts.in_shop, _standing)
    paper.table(IN_SHOP, Rows(rows or [_none(IN_SHOP)], dense=True), name=_("In the workshop"))
    rows = _rows(facts, facts.delivered, _departure)
    totals = [[*([""] * len(ORDER)), _("Total"), money(facts.billed)]] if rows else []
    paper.table(
        DELIVERED, Rows(rows or [_none(DELIVERED)], totals, dense=True), name=_("Handed over")
    )
    add_bills(paper, facts.bills)
    paper.grid([_takings(facts)], TAKINGS)
    boxes = [_("Workshop controller"), _("Service manager"), _("Cashier")]
    return paper.signatures(boxes, internal=True).build()


def _cars(rows: Sequence[OrderRow]) -> str:
    return ngettext("{n} car", "{n} cars", len(rows)).format(n=len(rows))


def _none(columns: Sequence[PaperColumn]) -> list[str]:
    """The only row of a section without cars."""
    return [_("None") if place == 1 else "" for place in range(len(columns))]


def _figures(facts: WorkshopDay) -> list[Fact]:
    return [
        (_("Received today"), str(facts.received)),
        (_("In the workshop"), str(len(facts.in_shop))),
        (_("Due today"), str(len(facts.due))),
        (_("Late"), str(len(facts.late))),
        (_("Needs parts"), str(len(facts.waiting_parts))),
        (_("Handed over"), str(len(facts.delivered))),
        (_("Takings"), money(facts.taken)),
        (_("As at"), _("end of the day") if facts.is_over else clock(facts.at)),
    ]


def _rows(
    facts: WorkshopDay, rows: Sequence[OrderRow], last: Callable[[OrderRow, WorkshopDay], list[str]]
) -> list[list[str]]:
    """The cells of each order; `last` gives those of the last two columns."""
    return [[str(at), *_cells(row, facts), *last(row, facts)] for at, row in enumerate(rows, 1)]


def _cells(row: OrderRow, facts: WorkshopDay) -> list[str]:
    return [
        row.number,
        plates.shown(row.plate or ""),
        row.model or "",
        label(row.service_type),
        row.advisor,
        row.technician or "",
        row.bay or "",
        _clock(row.received_at, facts),
        _clock(row.promised_at, facts),
    ]


def _standing(row: OrderRow, facts: WorkshopDay) -> list[str]:
    return [label(row.stage), _remark(row, facts)]


def _departure(row: OrderRow, facts: WorkshopDay) -> list[str]:
    return [_clock(row.delivered_at, facts), money(row.total)]


def _remark(row: OrderRow, facts: WorkshopDay) -> str:
    """What to look at: late or due today, and parts that are still to come."""
    late = _("Late") if row in facts.late else ""
    if row not in facts.waiting_parts:
        return late or (_("Due today") if row in facts.due else "")
    when = _clock(row.parts_expected_at, facts) or "—"
    return joined(late, _("parts {when}").format(when=when))


def _takings(facts: WorkshopDay) -> list[Fact]:
    """The money of the day by the way it came, and the sum; nothing where none came."""
    if not facts.takings and not facts.promised:
        return []
    amounts = [(label(method), money(amount)) for method, amount in facts.takings.items()]
    later = money(facts.promised) if facts.promised else ""
    taken = (_("Takings of the day"), Strong(money(facts.taken)))
    return [*amounts, taken, (_("Put on account, not in the total"), later)]


def _clock(at: datetime | None, facts: WorkshopDay) -> str:
    """The time, with the date where it is another day."""
    return clock_on(at, facts.day)
