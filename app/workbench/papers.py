"""Draws 月度工时: the hours of technicians in a month, and the jobs that they come from."""

from collections.abc import Sequence
from decimal import Decimal

from app.formatting import joined, short_day, show_date
from app.identity import plate as plates
from app.labels import label
from app.orders.clock_rules import HoursOf
from app.orders.quick_month import QuickMonth, quick_text
from app.paper.grid import Fact, GridLook
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.text import N_, _, speaking
from app.workbench import rules
from app.workbench.month import FinishedJob, MonthFacts, TechnicianMonth
from app.workbench.month_rows import MonthHours
from db.vocabulary import PaperKind

HOURS = (
    PaperColumn(N_("No."), 9, CENTRE),
    PaperColumn(N_("Technician"), 30),
    PaperColumn(N_("Standard h"), 20, RIGHT),
    PaperColumn(N_("Sold h"), 20, RIGHT),
    PaperColumn(N_("Worked h"), 20, RIGHT),
    PaperColumn(N_("Attended h"), 20, RIGHT),
    PaperColumn(N_("Available h"), 20, RIGHT),
    PaperColumn(N_("Efficiency"), 22, RIGHT),
    PaperColumn(N_("Utilisation"), 22, RIGHT),
    PaperColumn(N_("Productivity"), 22, RIGHT),
    PaperColumn(N_("Part of pay"), 22, RIGHT),
)
QUICK = (
    PaperColumn(N_("Day"), 18),
    PaperColumn(N_("Repair order"), 30),
    PaperColumn(N_("Plate"), 26),
    PaperColumn(N_("Quick service"), 46),
    PaperColumn(N_("Advisor"), 40),
    PaperColumn(N_("Promised min"), 24, RIGHT),
    PaperColumn(N_("Taken min"), 22, RIGHT),
    PaperColumn(N_("Fulfilled"), 20, CENTRE),
)
JOBS = (
    PaperColumn(N_("Day"), 18),
    PaperColumn(N_("Repair order"), 30),
    PaperColumn(N_("Plate"), 26),
    PaperColumn(N_("Repair job"), 100),
    PaperColumn(N_("Standard h"), 22, RIGHT),
    PaperColumn(N_("Sold h"), 22, RIGHT),
)
SHARES = GridLook(columns=(1, 1, 1))


def month_sheet(facts: MonthFacts) -> bytes:
    """A line for each technician with the sums: one page in most workshops."""
    with speaking(facts.language):
        return _signed(_sums(facts)).build()


def month_sheet_with_jobs(facts: MonthFacts) -> bytes:
    """The same sums, then the finished jobs of each: many pages where a month was full."""
    with speaking(facts.language):
        paper = _sums(facts)
        for one in facts.people:
            if one.jobs:
                _add_jobs(paper, one)
        _add_quick(paper, facts.month.quick)
        return _signed(paper).build()


def _signed(paper: Paper) -> Paper:
    return paper.signatures([_("Workshop controller"), _("Service manager")], internal=True)


def _sums(facts: MonthFacts) -> Paper:
    month = facts.month
    title, number = label(PaperKind.HOURS_SHEET), f"G{month.first:%y%m}"
    span = f"{show_date(month.first)} – {show_date(month.last)}"
    paper = Paper(
        title,
        number,
        facts.store,
        facts.language,
        facts.printed,
        landscape=True,
        subject=span,
        subtitle=joined(span, _("Internal: personal data")),
    )
    rows = [
        [str(at), one.name, *_figures(one.hours), _percent(one.pay, 2)]
        for at, one in enumerate(facts.people, 1)
    ]
    totals = ["", _("Total"), *_figures(facts.total), ""]
    paper.table(HOURS, Rows(rows, [totals]))
    paper.grid([_shares(), *([("", told)] for told in month_texts(month))], SHARES)
    return paper


def _shares() -> list[Fact]:
    """How the three shares are counted."""
    return [
        (_("Efficiency"), _("sold ÷ worked hours")),
        (_("Utilisation"), _("worked ÷ attended hours")),
        (_("Productivity"), _("sold ÷ available hours")),
    ]


def month_texts(month: MonthHours) -> list[str]:
    """What follows from the figures: pay of technicians and head, quick service, coaching."""
    pay = month.quick.pay
    by_hours = _(
        "Pay: {technician} % of a technician's by productivity; {head} % of the workshop head's"
        " by efficiency: {earned} of pay. Efficiency of the month before: {before}."
    ).format(
        technician=pay.productivity_share,
        head=pay.efficiency_share,
        earned=_percent(month.head_pay, 2),
        before=_percent(month.before.efficiency),
    )
    coached = _("Three months below {target} %, team leader coaches: {names}").format(
        target=rules.PRODUCTIVE_FROM, names=_(", ").join(one.name for one in month.coached)
    )
    return [
        by_hours,
        *filter(None, (quick_text(month.quick),)),
        *([coached] if month.coached else []),
    ]


def _figures(hours: HoursOf) -> list[str]:
    counted = (hours.standard, hours.sold, hours.worked, hours.attended, hours.available)
    shares = (hours.efficiency, hours.utilisation, hours.productivity)
    return [*(f"{one:,.2f}" for one in counted), *(_percent(one) for one in shares)]


def _percent(share: Decimal | None, places: int = 1) -> str:
    return "—" if share is None else f"{share:.{places}f} %"


def _add_jobs(paper: Paper, one: TechnicianMonth) -> None:
    totals = ["", _("Total"), "", "", f"{one.hours.standard:,.2f}", f"{one.hours.sold:,.2f}"]
    paper.table(JOBS, Rows(_cells(one.jobs), [totals], dense=True), name=one.name)


def _add_quick(paper: Paper, month: QuickMonth) -> None:
    """The quick services that the kept share counts."""
    rows = [
        [
            short_day(one.day),
            one.order,
            plates.shown(one.plate),
            label(one.kind),
            one.advisor,
            str(one.minutes),
            str(one.taken),
            _("yes") if one.kept else _("no"),
        ]
        for one in month.visits
    ]
    if rows:
        paper.table(QUICK, Rows(rows, dense=True), name=_("Quick service"))


def _cells(jobs: Sequence[FinishedJob]) -> list[list[str]]:
    return [
        [
            short_day(job.day),
            job.order,
            plates.shown(job.plate),
            job.name,
            f"{job.standard:,.2f}",
            f"{job.sold:,.2f}",
        ]
        for job in jobs
    ]
