"""Draws 营业日报表: what was done today, what waits tomorrow, and room for the manager."""

from app.formatting import clock, joined, shared_count, short_moment
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook
from app.paper.paper import Paper
from app.paper.pen import CENTRE
from app.paper.table import PaperColumn, Rows
from app.prospects.day_report import DayReport, ReportLine
from app.prospects.quotas import Quota
from app.text import N_, _, ngettext, speaking
from db.vocabulary import ContactWay, PaperKind

LEAST_LINES = 5
MADE = (
    PaperColumn(N_("No."), 8, CENTRE),
    PaperColumn(N_("Time"), 12),
    PaperColumn(N_("Customer"), 22),
    PaperColumn(N_("Phone"), 24),
    PaperColumn(N_("Area"), 16),
    PaperColumn(N_("Model"), 18),
    PaperColumn(N_("Source"), 18),
    PaperColumn(N_("Level"), 11, CENTRE),
    PaperColumn(N_("Contact by"), 17),
    PaperColumn(N_("Result"), 17),
    PaperColumn(N_("What was said"), 62),
    PaperColumn(N_("Next contact"), 22),
    PaperColumn(N_("Consultant"), 20),
)
PLANNED = (
    PaperColumn(N_("No."), 8, CENTRE),
    PaperColumn(N_("Tomorrow"), 20),
    PaperColumn(N_("Customer"), 26),
    PaperColumn(N_("Phone"), 26),
    PaperColumn(N_("Area"), 24),
    PaperColumn(N_("Model"), 22),
    PaperColumn(N_("Level"), 12, CENTRE),
    PaperColumn(N_("Contact by"), 22),
    PaperColumn(N_("Consultant"), 22),
    PaperColumn(N_("Done"), 16),
)
FIGURES = GridLook(columns=(1, 1, 1, 1))


def day_report(facts: DayReport, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 across: figures, contacts of the day, tasks of the next, instructions, signatures."""
    with speaking(facts.language):
        return _report(facts, store, printed)


def _report(facts: DayReport, store: StoreHead, printed: Printed) -> bytes:
    count = ngettext("{n} contact", "{n} contacts", len(facts.made)).format(n=len(facts.made))
    paper = Paper(
        label(PaperKind.SALES_REPORT),
        f"D{facts.day:%y%m%d}",
        store,
        facts.language,
        printed,
        landscape=True,
        subject=joined(facts.whose or _("All consultants"), count, _("Internal: personal data")),
    )
    paper.day(facts.day)
    paper.grid(_figures(facts), FIGURES)
    rows = [_made(line, place) for place, line in enumerate(facts.made, 1)]
    blank = max(0, LEAST_LINES - len(rows))
    paper.table(MADE, Rows(rows, blank=blank, ruled=True, dense=True), name=_("Today"))
    for name, lines in ((_("Morning"), facts.calls), (_("Afternoon"), facts.visits)):
        planned = [_planned(line, place) for place, line in enumerate(lines, 1)]
        content = Rows(planned, blank=max(0, 1 - len(planned)), ruled=True, dense=True)
        paper.table(PLANNED, content, name=name)
    paper.areas([_("Work of today and tasks of tomorrow"), _("Manager's instructions")], height=18)
    paper.signatures([_("Consultant"), _("Showroom manager"), _("Sales manager")], internal=True)
    return paper.build()


def _figures(facts: DayReport) -> list[list[Fact]]:
    levels = joined(*(f"{code} {count}" for code, count in facts.levels), by="  ")
    ended = _("{begun} / {won} / {lost}").format(
        begun=facts.begun, won=shared_count(facts.ordered), lost=facts.lost
    )
    return [
        [
            (_("Consultant"), facts.whose or _("All consultants")),
            (_("Live prospects"), _of(facts.quotas.live)),
            (_("Calls today"), _of(facts.quotas.calls)),
            (_("Home visits this week"), _of(facts.quotas.visits)),
        ],
        [(_("By level"), levels), (_("New / ordered / lost today"), ended)],
    ]


def _of(quota: Quota) -> str:
    return f"{quota.count} / {quota.target}"


def _made(line: ReportLine, place: int) -> list[str]:
    return [
        str(place),
        clock(line.at),
        line.person,
        line.phone,
        line.area,
        line.model,
        line.source,
        line.level,
        label(line.way),
        label(line.result),
        line.content,
        short_moment(line.next_at),
        line.staff,
    ]


def _planned(line: ReportLine, place: int) -> list[str]:
    return [
        str(place),
        short_moment(line.at),
        line.person,
        line.phone,
        line.area,
        line.model,
        line.level,
        label(line.way or ContactWay.PHONE),
        line.staff,
        "",
    ]
