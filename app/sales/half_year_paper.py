"""Draws the half-year summary 半年总结 of a consultant, with room for the talk about it (S044)."""

from app.formatting import joined, show_date, show_month, two_decimals
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn, Rows
from app.sales.half_year import HalfYear, SalesMonth
from app.text import N_, _, speaking
from db.vocabulary import PaperKind

MONTHS = (
    PaperColumn(N_("Month"), 34),
    PaperColumn(N_("Cars handed over"), 28, RIGHT),
    PaperColumn(N_("Margin (¥)"), 33, RIGHT),
    PaperColumn(N_("New prospects"), 28, RIGHT),
    PaperColumn(N_("Phone calls"), 28, RIGHT),
    PaperColumn(N_("Home visits"), 28, RIGHT),
)
FIGURES = GridLook(columns=(1, 1, 1))


def half_year(facts: HalfYear, store: StoreHead, *, printed: Printed) -> bytes:
    """One A4: the figures, month by month, then what both say to them."""
    with speaking(facts.language):
        return _paper(facts, store, printed).build()


def _paper(facts: HalfYear, store: StoreHead, printed: Printed) -> Paper:
    span = _("{first} to {last}").format(first=show_date(facts.first), last=show_date(facts.last))
    paper = Paper(
        label(PaperKind.HALF_YEAR),
        f"H{facts.first:%y%m}",
        store,
        facts.language,
        printed,
        subject=joined(facts.whose, span),
        subtitle=joined(facts.whose, span),
    )
    paper.grid(_figures(facts), FIGURES)
    rows = [_cells(show_month(one.month), one) for one in facts.months]
    paper.table(MONTHS, Rows(rows, [_cells(_("Total"), _sum(facts))]), name=_("By month"))
    if facts.unknown:
        told = _("{n} of the cars are in no margin: their purchase price was not noted.")
        paper.note(told.format(n=facts.unknown))
    paper.areas(
        [_("What went well"), _("What to do better"), _("Plan of the next half-year")], height=28
    )
    return paper.signatures([_("Consultant"), _("Sales manager")], internal=True)


def _figures(facts: HalfYear) -> list[list[Fact]]:
    best = facts.best
    told = _("{month}: {n}").format(month=show_month(best.month), n=best.cars) if best else ""
    return [
        [
            (_("Cars handed over / target"), Strong(f"{facts.cars} / {facts.target}")),
            (_("Margin"), Strong(f"¥{two_decimals(facts.margin)}")),
            (_("Best month"), told),
        ],
        [
            (_("Customers who bought here"), str(facts.customers)),
            (_("Live prospects"), str(facts.live)),
            (_("New prospects"), str(_sum(facts).prospects)),
        ],
    ]


def _sum(facts: HalfYear) -> SalesMonth:
    months = facts.months
    return SalesMonth(
        facts.first,
        facts.cars,
        facts.margin,
        sum(one.prospects for one in months),
        sum(one.calls for one in months),
        sum(one.visits for one in months),
    )


def _cells(name: str, month: SalesMonth) -> list[str]:
    counts = (str(count) for count in (month.prospects, month.calls, month.visits))
    return [name, str(month.cars), two_decimals(month.margin), *counts]
