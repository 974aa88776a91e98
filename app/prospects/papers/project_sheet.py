"""Draws 项目跟踪表: a fleet project with its five stages, the tender, steps and contacts."""

from datetime import date

from app.formatting import joined, show_date, show_moment
from app.labels import label
from app.local_time import local_day
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.table import PaperColumn, Rows
from app.prospects.project_list import ProjectRow, StageRow
from app.prospects.project_sheet import ProjectSheet
from app.text import N_, _, speaking
from db.project_words import FleetStage, FleetStepKind
from db.vocabulary import PaperKind

LEAST_CONTACTS = 10
"""So many lines of contacts at least: the others are for the pen."""
STAGES = (
    PaperColumn(N_("Stage of the project"), 40),
    PaperColumn(N_("Came to it on"), 26),
    PaperColumn(N_("By"), 24),
    PaperColumn(N_("Note"), 84),
)
STEPS = (
    PaperColumn(N_("At the acceptance"), 40),
    PaperColumn(N_("Due on"), 26),
    PaperColumn(N_("Done on"), 26),
    PaperColumn(N_("By"), 24),
    PaperColumn(N_("Note"), 58),
)
CONTACTS = (
    PaperColumn(N_("Date"), 26),
    PaperColumn(N_("Contact by"), 18),
    PaperColumn(N_("Result"), 18),
    PaperColumn(N_("What was said"), 88),
    PaperColumn(N_("By"), 24),
)


def project_sheet(facts: ProjectSheet, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 upright; one page for most projects."""
    with speaking(facts.language):
        return _sheet(facts, store, printed)


def _sheet(facts: ProjectSheet, store: StoreHead, printed: Printed) -> bytes:
    row = facts.row
    paper = Paper(
        label(PaperKind.PROJECT_SHEET),
        row.number,
        store,
        facts.language,
        printed,
        subject=joined(row.customer, row.title, label(row.state)),
        subtitle=_("Internal: personal data"),
    )
    paper.grid(_wish(row), GridLook(name=_("Project"), by_hand=True))
    paper.grid(_tender(row), GridLook(name=_("Tender"), by_hand=True))
    came_to = {one.stage: one for one in reversed(facts.history.stages)}
    stages = [_stage(stage, came_to.get(stage)) for stage in FleetStage]
    paper.table(STAGES, Rows(stages, ruled=True, dense=True), name=_("Stages of the project"))
    steps = [_step(row, kind) for kind in FleetStepKind]
    paper.table(STEPS, Rows(steps, ruled=True, dense=True), name=_("Acceptance"))
    made = [
        [
            show_date(local_day(one.done_at)),
            label(one.way),
            label(one.result),
            one.content or "",
            one.by,
        ]
        for one in reversed(facts.history.contacts)
    ]
    blank = max(2, LEAST_CONTACTS - len(made))
    contacts = Rows(made, blank=blank, ruled=True, dense=True)
    paper.table(CONTACTS, contacts, name=_("Contacts"))
    paper.signatures([_("Consultant"), _("Showroom manager")], internal=True)
    return paper.build()


def _wish(row: ProjectRow) -> list[list[Fact]]:
    following = joined(show_moment(row.next_at), label(row.next_way)) if row.next_at else ""
    cars = _("{n} cars").format(n=row.cars)
    return [
        [
            (_("Customer"), Strong(row.customer)),
            (_("Phone"), row.phone),
            (_("Customer class"), label(row.customer_class)),
        ],
        [(_("What the project is"), Strong(row.title))],
        [
            (_("Who buys"), label(row.kind)),
            (_("Wanted"), Strong(joined(cars, row.model))),
            (_("Wanted by"), _day(row.expected_on)),
        ],
        [
            (_("Opened"), show_date(local_day(row.opened_at))),
            (_("Consultant"), Strong(row.owner)),
            (_("State"), Strong(label(row.state))),
        ],
        [(_("Cars so far"), Strong(row.sold.told))],
        [(_("Next contact"), following)],
    ]


def _tender(row: ProjectRow) -> list[list[Fact]]:
    return [
        [
            (_("Tender deadline"), Strong(_day(row.tender_on))),
            (_("Tender papers ready on"), _day(row.papers_on)),
            (_("Result of the tender"), Strong(label(row.result))),
        ],
        [(_("Note on the result"), row.result_note)],
    ]


def _stage(stage: FleetStage, came: StageRow | None) -> list[str]:
    if came is None:
        return [label(stage), "", "", ""]
    return [label(stage), show_date(local_day(came.at)), came.by, came.note]


def _step(row: ProjectRow, kind: FleetStepKind) -> list[str]:
    step = row.step(kind)
    if step is None:
        return [label(kind), "", "", "", ""]
    return [label(kind), show_date(step.due_on), _day(step.done_on), step.by, ""]


def _day(on: date | None) -> str:
    return show_date(on) if on is not None else ""
