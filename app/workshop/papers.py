"""车间日报: the workshop's day on paper - in shop, due, late, waiting for parts, handed over,
takings.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from app.formatting import clock, clock_on, money
from app.identity import plate as plates
from app.labels import label
from app.orders.queries import OrderRow
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn
from app.text import _, language, ngettext
from app.workshop.queries import WorkshopDay
from db.vocabulary import PaperKind


def workshop_sheet(facts: WorkshopDay, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 landscape.

    Sections without a car say so in one line, so that nobody wonders whether a page is missing.
    """
    paper = Paper(
        label(PaperKind.WORKSHOP_SHEET),
        f"D{facts.day:%y%m%d}",
        store,
        language(),
        printed,
        landscape=True,
    )
    paper.day(facts.day, weather="")
    paper.fields(_figures(facts), columns=4)
    _section(paper, _("Cars in the shop"), facts.in_shop, facts=facts)
    _section(paper, _("Handed over"), facts.delivered, facts=facts, done=True)
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
        (_("As at"), clock(facts.at)),
    ]


def _section(
    paper: Paper, title: str, rows: Sequence[OrderRow], *, facts: WorkshopDay, done: bool = False
) -> None:
    count = ngettext("{n} car", "{n} cars", len(rows)).format(n=len(rows))
    paper.heading(f"{title} · {count}")
    if not rows:
        paper.note(_("None."))
        return
    columns = [
        PaperColumn(_("No."), 11, RIGHT),
        PaperColumn(_("Order"), 28),
        PaperColumn(_("Plate"), 27),
        PaperColumn(_("Model"), 38),
        PaperColumn(_("Job"), 29),
        PaperColumn(_("Advisor"), 20),
        PaperColumn(_("Technician"), 24),
        PaperColumn(_("Bay"), 19),
        PaperColumn(_("Received"), 21),
        PaperColumn(_("Promised"), 21),
        PaperColumn(_("Handed over") if done else _("Stage"), 27),
        PaperColumn(_("Amount"), 33, RIGHT) if done else PaperColumn(_("Remark"), 33),
    ]
    totals = []
    if done:
        amount = sum((row.total for row in rows), Decimal(0))
        totals = [[*([""] * 10), _("Total"), money(amount)]]
    paper.table(
        columns,
        [_cells(row, place, facts, done=done) for place, row in enumerate(rows, 1)],
        totals=totals,
    )


def _cells(row: OrderRow, place: int, facts: WorkshopDay, *, done: bool) -> list[str]:
    cells = [
        str(place),
        row.number,
        plates.shown(row.plate or ""),
        row.model or "",
        label(row.service_type),
        row.advisor,
        row.technician or "",
        row.bay or "",
        _clock(row.received_at, facts),
        _clock(row.promised_at, facts),
        _clock(row.delivered_at, facts) if done else label(row.stage),
    ]
    return [*cells, money(row.total) if done else _remark(row, facts)]


def _remark(row: OrderRow, facts: WorkshopDay) -> str:
    """What the controller must look at: late, waiting for parts and until when, due today."""
    if row in facts.waiting_parts:
        return _("parts {when}").format(when=_clock(row.parts_expected_at, facts) or "—")
    if row in facts.late:
        return _("Late")
    return _("Due today") if row in facts.due else ""


def _takings(paper: Paper, facts: WorkshopDay) -> None:
    if facts.takings:
        paper.heading(_("Takings of the day"))
        amounts = [(label(method), money(amount)) for method, amount in facts.takings.items()]
        paper.fields([*amounts, (_("Total"), money(facts.taken))], columns=4)


def _clock(at: datetime | None, facts: WorkshopDay) -> str:
    """Only the time on the day itself, with the day before it otherwise."""
    return clock_on(at, facts.day)
