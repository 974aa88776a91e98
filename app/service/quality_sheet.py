"""Draws 质检单: who checked the finished work, what was found, with room for what is open."""

from app.formatting import joined, show_moment
from app.labels import label
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE
from app.paper.table import PaperColumn, Rows
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.facts import OrderFacts
from app.service.queries.quality import CheckRow
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.quality_words import CheckStep
from db.vocabulary import PaperKind

STEPS = (
    NUMBER,
    PaperColumn(N_("Which check"), 36),
    PaperColumn(N_("By whom"), 22),
    PaperColumn(N_("Time"), 34),
    PaperColumn(N_("Result"), 22, CENTRE),
    PaperColumn(N_("Road test"), 18, CENTRE),
    PaperColumn(N_("Note"), 26.5),
)
ITEMS = (
    NUMBER,
    PaperColumn(N_("Item"), 40),
    PaperColumn(N_("Passed when"), 60.5),
    PaperColumn(N_("Own check"), 20, CENTRE),
    PaperColumn(N_("Leader"), 19, CENTRE),
    PaperColumn(N_("Final"), 19, CENTRE),
)


def quality_sheet(facts: OrderFacts) -> bytes:
    """One page; what nobody has checked yet is left for the pen."""
    order = facts.order
    paper = Paper(
        label(PaperKind.QUALITY_SHEET),
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=blocks.plate(order),
        subtitle=_("Internal: stays in the workshop"),
    )
    paper.grid([*blocks.car(order), *_job(order)])
    jobs = [line.name for line in order.lines if line.code is not None or line.quantity]
    if jobs:
        paper.note(_("Work: {jobs}").format(jobs=_(", ").join(jobs)))
    paper.table(STEPS, Rows(_steps(order)), name=_("Checks"))
    items = _items(order)
    paper.table(ITEMS, Rows(items, blank=0 if items else 6), name=_("Items"))
    boxes = [_("Technician, own check"), _("Team leader"), _("Quality inspector")]
    return paper.signatures(boxes, internal=True).build()


def _job(order: OrderSheet) -> list[list[Fact]]:
    return [
        [
            (_("Promised hand-over"), Strong(show_moment(order.promised_at) or "—")),
            (_("Date in"), show_moment(order.received_at)),
            (_("Service type"), blocks.service_types(order)),
        ],
        [
            (_("Service advisor"), order.advisor),
            (_("Technician"), order.technician or ""),
            (_("Wash the car"), blocks.yes(order.intake.wash)),
        ],
    ]


def _last(order: OrderSheet) -> dict[CheckStep, CheckRow]:
    """The last check of each kind that counts."""
    return {row.step: row for row in reversed(order.quality.checks) if row.counts}


def _steps(order: OrderSheet) -> list[list[str]]:
    """The checks that the repair needs, then those that failed before."""
    found = _last(order)
    rows = [[label(step), *_found(found.get(step))] for step in order.quality.state.needed]
    failed = [row for row in order.quality.checks if not row.passed]
    rows += [[label(row.step), *_found(row)] for row in reversed(failed)]
    return [[str(place), *row] for place, row in enumerate(rows, 1)]


def _found(row: CheckRow | None) -> list[str]:
    if row is None:
        return [""] * 5
    result = _("Passed") if row.passed else _("Back to work")
    driven = f"{row.road_km} km" if row.road_km else blocks.yes(row.road_tested)
    return [row.staff, show_moment(row.at), result, driven, joined(row.reason, row.override)]


def _items(order: OrderSheet) -> list[list[str]]:
    """Each item of the list with what each check said of it."""
    found = _last(order)
    said = {step: {one.name: one.fine for one in row.results} for step, row in found.items()}
    names = {one.name: one.standard or "" for row in found.values() for one in row.results}
    names |= {item.name: item.standard or "" for item in order.quality.items}
    return [
        [str(place), name, standard, *(_said(said.get(step, {}).get(name)) for step in CheckStep)]
        for place, (name, standard) in enumerate(names.items(), 1)
    ]


def _said(fine: bool | None) -> str:
    if fine is None:
        return ""
    return _("in order") if fine else _("not in order")
