"""Draws 派工单, the dispatch sheet: who does which job in which bay, with room for times.

It has no price and no telephone number.
"""

from datetime import datetime
from decimal import Decimal

from app.formatting import clock_on, joined, kilometres, show_moment
from app.labels import label
from app.local_time import local_day
from app.orders.dispatched import DispatchedJob
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.sizes import UPRIGHT
from app.paper.table import PaperColumn, Rows
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.vocabulary import PaperKind

JOBS = (
    NUMBER,
    PaperColumn(N_("Repair job"), 40),
    PaperColumn(N_("Trade"), 19),
    PaperColumn(N_("Std hours"), 15, RIGHT),
    PaperColumn(N_("Bay"), 14),
    PaperColumn(N_("Technician"), 19),
    PaperColumn(N_("Start"), 16.5, CENTRE),
    PaperColumn(N_("Finish"), 16.5, CENTRE),
    PaperColumn(N_("Signature"), 18.5),
)
STOPS = (
    NUMBER,
    PaperColumn(N_("Job that stopped"), 44),
    PaperColumn(N_("Stopped at"), 20, CENTRE),
    PaperColumn(N_("Resumed at"), 20, CENTRE),
    PaperColumn(N_("Reason: parts, customer, sublet, other"), 75),
)
BLANK_ROWS = 4
"""On A4, for what is added and for stops; one each on a smaller sheet."""


def dispatch_sheet(facts: OrderFacts) -> bytes:
    """One page for most orders; the technicians write times, stops and signs into it."""
    order = facts.order
    promised = _("promised {time}").format(time=show_moment(order.promised_at) or "—")
    paper = Paper(
        label(PaperKind.DISPATCH_SHEET),
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(blocks.plate(order), promised),
        subtitle=_("Internal: stays in the workshop"),
    )
    paper.grid([*_car(order), [(_("Customer's words"), blocks.words(order))]])
    rows = [_cells(place, job, order) for place, job in enumerate(facts.jobs, 1)]
    total = sum((job.standard for job in facts.jobs), Decimal(0))
    totals = ["", _("Total standard hours"), "", blocks.number(total), *[""] * 5]
    blank = BLANK_ROWS if facts.printed.size is UPRIGHT else 1
    jobs = Rows(rows, [totals], blank=blank, by_hand=True)
    paper.table(JOBS, jobs, name=_("Jobs"))
    paper.table(STOPS, Rows((), blank=blank), name=_("Stops"))
    boxes = [_("Workshop controller"), _("Technician, own check"), _("Quality inspector")]
    return paper.signatures(boxes, internal=True).build()


def _car(order: OrderSheet) -> list[list[Fact]]:
    promised = show_moment(order.promised_at)
    return [
        [
            (_("Make/model"), joined(order.car.brand, order.model, by=" ")),
            (_("Plate"), Strong(blocks.plate(order))),
            (_("Key tag"), Strong(order.intake.key_tag or "")),
        ],
        [
            (_("VIN"), order.car.vin or ""),
            (_("Date in"), show_moment(order.received_at)),
            (_("Service type"), label(order.service_type)),
        ],
        [
            (_("Promised hand-over"), Strong(promised) if promised else ""),
            (_("Odometer in"), kilometres(order.intake.odometer)),
            (_("Service advisor"), order.advisor),
        ],
    ]


def _cells(place: int, job: DispatchedJob, order: OrderSheet) -> list[str]:
    return [
        str(place),
        job.name,
        label(job.trade),
        blocks.number(job.standard),
        order.bay or "",
        job.people or order.technician or "",
        _time(job.started_at, order),
        _time(job.finished_at, order),
        "",
    ]


def _time(at: datetime | None, order: OrderSheet) -> str:
    """The time as the clock told it, with the date on another day than that of arrival."""
    return clock_on(at, local_day(order.received_at))
