"""The workshop's copy.

The customer's words and the jobs, with room to write, and without a price or a telephone number.
"""

from app.formatting import kilometres, show_moment
from app.labels import label
from app.orders.rules import SettlementBlock
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.service import paper_blocks as blocks
from app.service.queries.facts import OrderFacts
from app.text import _
from db.vocabulary import LineState, PaperKind


def workshop_copy(facts: OrderFacts) -> bytes:
    """One page for most orders; technicians write findings, times and signs into it."""
    order = facts.order
    paper = Paper(
        label(PaperKind.WORKSHOP_COPY), order.number, facts.store, facts.language, facts.printed
    )
    paper.fields(
        [
            *blocks.car(order),
            (_("Received"), show_moment(order.received_at)),
            (_("Promised"), show_moment(order.promised_at)),
            (_("Service type"), label(order.service_type)),
            (_("Odometer in"), kilometres(order.intake.odometer)),
            (_("Fuel level"), label(order.intake.fuel)),
            (_("Key tag"), order.intake.key_tag or ""),
            (_("Service advisor"), order.advisor),
            (_("Technician"), order.technician or ""),
            (_("Bay"), order.bay or ""),
            (_("Wash the car"), blocks.yes(order.intake.wash)),
            (_("Give old parts back"), blocks.yes(order.intake.old_parts_back)),
            (_("Customer waits in the store"), blocks.yes(order.intake.waits_in_store)),
        ],
        columns=4,
    )
    if order.intake.damage:
        paper.fields([(_("Damage seen"), order.intake.damage)], columns=1)
    _concerns(paper, facts)
    _jobs(paper, facts)
    _parts(paper, facts)
    paper.signatures([_("Technician, own check"), _("Team leader"), _("Quality inspector")])
    return paper.build()


def _concerns(paper: Paper, facts: OrderFacts) -> None:
    paper.heading(_("In the customer's words"))
    columns = [
        PaperColumn(_("No."), 10, CENTRE),
        PaperColumn(_("Customer's words"), 62),
        PaperColumn(_("Finding"), 36),
        PaperColumn(_("Cause"), 34),
        PaperColumn(_("Action taken"), 34),
    ]
    rows = [
        [str(place), row.words, row.finding or "", row.cause or "", row.correction or ""]
        for place, row in enumerate(facts.order.concerns, 1)
    ]
    paper.table(columns, rows, blank_rows=1)


def _jobs(paper: Paper, facts: OrderFacts) -> None:
    paper.heading(_("Jobs"))
    columns = [
        PaperColumn(_("No."), 10, CENTRE),
        PaperColumn(_("Repair job"), 62),
        PaperColumn(_("Hours"), 14, RIGHT),
        PaperColumn(_("Agreed"), 18, CENTRE),
        PaperColumn(_("Technician"), 24),
        PaperColumn(_("Start"), 24),
        PaperColumn(_("Finish"), 24),
    ]
    rows = [
        [
            str(place),
            blocks.named(line),
            blocks.number(line.quantity),
            blocks.yes(line.state is LineState.APPROVED),
            "",
            "",
            "",
        ]
        for place, line in enumerate(blocks.charged(facts.order, SettlementBlock.LABOUR), 1)
    ]
    paper.table(columns, rows, blank_rows=1)


def _parts(paper: Paper, facts: OrderFacts) -> None:
    lines = blocks.charged(facts.order, SettlementBlock.MATERIAL)
    if not lines:
        return
    paper.heading(_("Parts to use"))
    columns = [
        PaperColumn(_("No."), 10, CENTRE),
        PaperColumn(_("Part number"), 36),
        PaperColumn(_("Part name"), 66),
        PaperColumn(_("Kind of part"), 24),
        PaperColumn(_("Quantity"), 20, RIGHT),
        PaperColumn(_("Given out"), 20, CENTRE),
    ]
    rows = [
        [
            str(place),
            line.code or "",
            " ".join(part for part in (blocks.named(line), line.brand) if part),
            _("Customer's own") if line.by_customer else label(line.kind),
            f"{blocks.number(line.quantity)} {line.unit or ''}".strip(),
            "",
        ]
        for place, line in enumerate(lines, 1)
    ]
    paper.table(columns, rows)
