"""Draws 车辆检查单: every item with its limits, its figure before and now, and its light."""

from collections.abc import Sequence

from app.formatting import joined, kilometres, show_moment
from app.labels import label
from app.local_time import local
from app.paper.closing import Signature
from app.paper.grid import Strong
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn
from app.service import paper_blocks as blocks
from app.service.inspection_rules import limits_told
from app.service.queries.facts import OrderFacts
from app.service.queries.inspections import FindingRow, InspectionRow
from app.text import N_, _
from db.inspection_words import Light
from db.vocabulary import PaperKind

FINDINGS = (
    PaperColumn(N_("Group"), 19),
    PaperColumn(N_("Item"), 40.5),
    PaperColumn(N_("Green / red"), 26),
    PaperColumn(N_("Last"), 13, RIGHT),
    PaperColumn(N_("Figure"), 16, RIGHT),
    PaperColumn(N_("Found"), 30),
    PaperColumn(N_("Remark"), 22),
)
SIGNS = {Light.GREEN: "○", Light.AMBER: "△", Light.RED: "×"}
"""A light on black and white paper: its sign stands before its word."""


def inspection_sheet(facts: OrderFacts) -> bytes:
    """The inspections of an order, each with all its items."""
    order = facts.order
    paper = Paper(
        label(PaperKind.INSPECTION_SHEET),
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(blocks.plate(order), order.model),
    )
    read = [
        (_("Date in"), show_moment(order.received_at)),
        (_("Odometer in"), Strong(kilometres(order.intake.odometer))),
        (_("Service advisor"), order.advisor),
    ]
    paper.grid([*blocks.car(order), read])
    for inspection in facts.inspections:
        add_findings(paper, inspection)
        paper.note(_summary(inspection))
    inspectors = dict.fromkeys(one.holder for one in facts.inspections if one.holder)
    technician = Signature(_("Inspected by"), _(", ").join(inspectors))
    return paper.signatures([technician, _("Customer (signature)")], internal=True).build()


def add_findings(
    paper: Paper, inspection: InspectionRow, *, lights: Sequence[Light | None] = ()
) -> None:
    """A table of the items, or of those with one of `lights`; nothing where there is none."""
    shown = [one for one in inspection.findings if not lights or one.light in lights]
    if shown:
        paper.table(FINDINGS, [_cells(one) for one in shown], name=inspection.name)


def _cells(row: FindingRow) -> list[str]:
    last = f"{row.earlier[-1].figure.normalize():f}" if row.earlier else ""
    now = f"{row.figure.normalize():f} {row.unit or ''}".rstrip() if row.figure is not None else ""
    found = f"{SIGNS[row.light]} {label(row.light)}" if row.light is not None else ""
    limits = limits_told(row.limits, row.unit)
    return [row.group_name or "", row.name, limits, last, now, found, row.words or ""]


def _summary(inspection: InspectionRow) -> str:
    """How many of each light, by whom and when."""
    counts = [(light, inspection.count(light)) for light in reversed(Light)]
    lit = [f"{label(light)} {count}" for light, count in counts if count]
    done = inspection.finished_at
    ended = show_moment(local(done)) if done is not None else _("not finished")
    return joined(*lit, inspection.holder, ended)
