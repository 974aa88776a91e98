"""Draws the workshop's copy of an order, with room to write.

It has no price and no telephone number.
"""

from app.formatting import kilometres, show_moment
from app.labels import label
from app.orders.rules import SettlementBlock
from app.paper.facts import Fact
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.advice import AdviceLine
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.vocabulary import LineState, PaperKind

CONCERNS = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 62),
    PaperColumn(N_("Finding"), 36),
    PaperColumn(N_("Cause"), 34),
    PaperColumn(N_("Action taken"), 34),
)
JOBS = (
    NUMBER,
    PaperColumn(N_("Repair job"), 62),
    PaperColumn(N_("Hours"), 14, RIGHT),
    PaperColumn(N_("Agreed"), 18, CENTRE),
    PaperColumn(N_("Technician"), 24),
    PaperColumn(N_("Start"), 24),
    PaperColumn(N_("Finish"), 24),
)
PARTS = (
    NUMBER,
    PaperColumn(N_("Part number"), 36),
    PaperColumn(N_("Part name"), 66),
    PaperColumn(N_("Kind of part"), 24),
    PaperColumn(N_("Quantity"), 20, RIGHT),
    PaperColumn(N_("Given out"), 20, CENTRE),
)


def workshop_copy(facts: OrderFacts) -> bytes:
    """One page for most orders; technicians write findings, times and signs into it."""
    order, title = facts.order, label(PaperKind.WORKSHOP_COPY)
    paper = Paper(title, order.number, facts.store, facts.language, facts.printed)
    paper.fields([*blocks.car(order), *_job(order), *blocks.wanted(order.intake)], columns=4)
    if order.intake.damage:
        paper.fields([(_("Damage seen"), order.intake.damage)], columns=1)
    if order.intake.internal_note:
        paper.fields([(_("Internal note"), order.intake.internal_note)], columns=1)
    paper.heading(_("In the customer's words"))
    paper.table(CONCERNS, blocks.concern_rows(order), blank_rows=1)
    _add_jobs(paper, order)
    _add_parts(paper, order)
    paper.signatures([_("Technician, own check"), _("Team leader"), _("Quality inspector")])
    return paper.build()


def _job(order: OrderSheet) -> list[Fact]:
    return [
        (_("Received"), show_moment(order.received_at)),
        (_("Promised"), show_moment(order.promised_at)),
        (_("Service type"), label(order.service_type)),
        (_("Odometer in"), kilometres(order.intake.odometer)),
        (_("Fuel level"), label(order.intake.fuel)),
        (_("Key tag"), order.intake.key_tag or ""),
        (_("Service advisor"), order.advisor),
        (_("Technician"), order.technician or ""),
        (_("Bay"), order.bay or ""),
    ]


def _add_jobs(paper: Paper, order: OrderSheet) -> None:
    paper.heading(_("Jobs"))
    lines = blocks.charged(order, SettlementBlock.LABOUR)
    rows = [[str(place), *_job_cells(line), "", "", ""] for place, line in enumerate(lines, 1)]
    paper.table(JOBS, rows, blank_rows=1)


def _job_cells(line: AdviceLine) -> list[str]:
    is_agreed = line.state is LineState.APPROVED
    return [blocks.named(line), blocks.number(line.quantity), blocks.yes(is_agreed)]


def _add_parts(paper: Paper, order: OrderSheet) -> None:
    lines = blocks.charged(order, SettlementBlock.MATERIAL)
    if lines:
        paper.heading(_("Parts to use"))
        rows = [[str(place), *blocks.part_cells(line), ""] for place, line in enumerate(lines, 1)]
        paper.table(PARTS, rows)
