"""Draws the workshop's copy of an order, with room to write.

It has no price and no telephone number.
"""

from collections.abc import Iterator

from app.formatting import joined, kilometres, show_moment
from app.labels import label
from app.orders.rules import SettlementBlock
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.advice import AdviceLine
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.vocabulary import LineState, PaperKind

JOBS = (
    NUMBER,
    PaperColumn(N_("Repair job"), 58),
    PaperColumn(N_("Hours"), 14, RIGHT),
    PaperColumn(N_("Approved"), 22, CENTRE),
    PaperColumn(N_("Technician"), 21.5),
    PaperColumn(N_("Start"), 21.5),
    PaperColumn(N_("Finish"), 21.5),
)
PARTS = (
    NUMBER,
    PaperColumn(N_("Part name"), 58),
    PaperColumn(N_("Part number"), 36),
    PaperColumn(N_("Part kind"), 21.5),
    PaperColumn(N_("Qty"), 21.5, RIGHT),
    PaperColumn(N_("Issued"), 21.5, CENTRE),
)


def workshop_copy(facts: OrderFacts) -> bytes:
    """One page for most orders; technicians write findings, times and signs into it."""
    order, title = facts.order, label(PaperKind.WORKSHOP_COPY)
    promised = _("promised {time}").format(time=show_moment(order.promised_at) or "—")
    paper = Paper(
        title,
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(blocks.plate(order), promised),
        subtitle=_("Internal: stays in the workshop"),
    )
    paper.grid([*blocks.car(order), *_job(order), blocks.wanted(order.intake), *_noted(order)])
    concerns = Rows(blocks.concern_rows(order), blank=3)
    paper.table(blocks.CONCERNS, concerns, name=_("Concerns"))
    _add_jobs(paper, order)
    _add_parts(paper, order)
    boxes = [_("Technician, own check"), _("Team leader"), _("Quality inspector")]
    return paper.signatures(boxes, internal=True).build()


def _job(order: OrderSheet) -> list[list[Fact]]:
    promised = show_moment(order.promised_at)
    return [
        [
            (_("Promised hand-over"), Strong(promised) if promised else ""),
            (_("Date in"), show_moment(order.received_at)),
            (_("Service type"), blocks.service_types(order)),
        ],
        [
            (_("Odometer in"), kilometres(order.intake.odometer)),
            (_("Fuel level"), label(order.intake.fuel)),
            (_("Key tag"), Strong(order.intake.key_tag or "")),
        ],
        [
            (_("Service advisor"), order.advisor),
            (_("Technician"), order.technician or ""),
            (_("Bay"), order.bay or ""),
        ],
    ]


def _noted(order: OrderSheet) -> list[list[Fact]]:
    return [
        [(_("Damage seen"), order.intake.damage or "")],
        [(_("Internal note"), "\n".join(_internal_notes(order)))],
    ]


def _internal_notes(order: OrderSheet) -> Iterator[str]:
    """What is for the workshop alone: of the order, its concerns and its lines."""
    yield from filter(None, [order.intake.internal_note])
    for concern in order.concerns:
        if concern.internal_note:
            yield joined(concern.words, concern.internal_note, by=": ")
    for line in order.lines:
        if line.internal_note:
            yield joined(line.name, line.internal_note, by=": ")


def _add_jobs(paper: Paper, order: OrderSheet) -> None:
    lines = blocks.charged(order, SettlementBlock.LABOUR)
    rows = [[str(place), *_job_cells(line), "", "", ""] for place, line in enumerate(lines, 1)]
    paper.table(JOBS, Rows(rows, blank=3), name=_("Jobs"))


def _job_cells(line: AdviceLine) -> list[str]:
    is_agreed = line.state is LineState.APPROVED
    return [blocks.named(line), blocks.number(line.quantity), blocks.yes(is_agreed)]


def _add_parts(paper: Paper, order: OrderSheet) -> None:
    lines = blocks.charged(order, SettlementBlock.MATERIAL)
    rows = [[str(place), *_part_cells(line)] for place, line in enumerate(lines, 1)]
    paper.table(PARTS, Rows(rows, blank=3), name=_("Parts"))


def _part_cells(line: AdviceLine) -> list[str]:
    kind = _("Customer's own") if line.by_customer else label(line.kind)
    name = joined(blocks.named(line), line.brand, by=" ")
    return [name, line.code or "", kind, blocks.amount_of(line), ""]
