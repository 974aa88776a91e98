"""Draws 车间日报, the workshop's day: cars in the shop, handed over, takings."""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.formatting import clock, clock_on, money
from app.identity import plate as plates
from app.labels import label
from app.orders.queries import OrderRow
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn
from app.text import N_, _, language, ngettext
from app.workshop.queries import WorkshopDay
from db.vocabulary import PaperKind

ORDER = (
    PaperColumn(N_("No."), 11, RIGHT),
    PaperColumn(N_("Order"), 28),
    PaperColumn(N_("Plate"), 27),
    PaperColumn(N_("Model"), 38),
    PaperColumn(N_("Job"), 29),
    PaperColumn(N_("Advisor"), 20),
    PaperColumn(N_("Technician"), 24),
    PaperColumn(N_("Bay"), 19),
    PaperColumn(N_("Received"), 21),
    PaperColumn(N_("Promised"), 21),
)
IN_SHOP = (*ORDER, PaperColumn(N_("Stage"), 27), PaperColumn(N_("Remark"), 33))
DELIVERED = (*ORDER, PaperColumn(N_("Handed over"), 27), PaperColumn(N_("Amount"), 33, RIGHT))


def workshop_sheet(facts: WorkshopDay, store: StoreHead, *, printed: Printed) -> bytes:
    """The day on A4 landscape.

    An empty section says so, so that nobody misses a page.
    """
    title, number = label(PaperKind.WORKSHOP_SHEET), f"D{facts.day:%y%m%d}"
    paper = Paper(title, number, store, language(), printed, landscape=True)
    paper.day(facts.day, weather="")
    paper.fields(_figures(facts), columns=4)
    if _heading(paper, _("Cars in the shop"), facts.in_shop):
        paper.table(IN_SHOP, _rows(facts, facts.in_shop, _standing))
    if _heading(paper, _("Handed over"), facts.delivered):
        totals = [*([""] * len(ORDER)), _("Total"), money(facts.billed)]
        paper.table(DELIVERED, _rows(facts, facts.delivered, _departure), totals=[totals])
    _takings(paper, facts)
    paper.signatures([_("Workshop controller"), _("Service manager"), _("Cashier")])
    return paper.build()


def _figures(facts: WorkshopDay) -> list[tuple[str, str]]:
    return [
        (_("Received today"), str(facts.received)),
        (_("In the shop"), str(len(facts.in_shop))),
        (_("Due today"), str(len(facts.due))),
        (_("Late"), str(len(facts.late))),
        (_("Waiting for parts"), str(len(facts.waiting_parts))),
        (_("Handed over"), str(len(facts.delivered))),
        (_("Takings"), money(facts.taken)),
        (_("As at"), _("end of the day") if facts.is_over else clock(facts.at)),
    ]


def _heading(paper: Paper, title: str, rows: Sequence[OrderRow]) -> bool:
    """Writes title and count; False where there is nothing to list."""
    count = ngettext("{n} car", "{n} cars", len(rows)).format(n=len(rows))
    paper.heading(f"{title} · {count}")
    if not rows:
        paper.note(_("None."))
    return bool(rows)


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
    """What to look at: waiting for parts and until when, late, due today."""
    if row in facts.waiting_parts:
        return _("parts {when}").format(when=_clock(row.parts_expected_at, facts) or "—")
    if row in facts.late:
        return _("Late")
    return _("Due today") if row in facts.due else ""


def _takings(paper: Paper, facts: WorkshopDay) -> None:
    if not facts.takings and not facts.promised:
        return
    paper.heading(_("Takings of the day"))
    amounts = [(label(method), money(amount)) for method, amount in facts.takings.items()]
    amounts.append((_("Total"), money(facts.taken)))
    if facts.promised:
        amounts.append((_("Put on account, not in the total"), money(facts.promised)))
    paper.fields(amounts, columns=4)


def _clock(at: datetime | None, facts: WorkshopDay) -> str:
    """The time, with the date where it is another day."""
    return clock_on(at, facts.day)
