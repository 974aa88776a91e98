"""Draws the stock list 库存表: every car that stands here or is on its way, with totals."""

from app.admin.letterhead import letterhead
from app.formatting import joined, short_day, short_moment, two_decimals
from app.labels import label
from app.paper.frame import Printed
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.stock import facts as sums
from app.stock.facts import StockRow, StockSheet
from app.text import N_, _, ngettext, speaking
from db.vocabulary import PaperKind

COLUMNS = (
    PaperColumn(N_("No."), 10, RIGHT),
    PaperColumn(N_("Stock number"), 26),
    PaperColumn(N_("Car"), 52),
    PaperColumn(N_("VIN"), 38),
    PaperColumn(N_("Where it stands, key"), 28),
    PaperColumn(N_("State"), 24),
    PaperColumn(N_("Days"), 16, CENTRE),
    PaperColumn(N_("Reserved for"), 34),
    PaperColumn(N_("Certificate"), 24),
    PaperColumn(N_("List price (¥)"), 24, RIGHT),
)


def stock_list(facts: StockSheet) -> bytes:
    """The cars by age, the oldest first, then how many there are of each model and age."""
    with speaking(facts.language):
        return _stock_list(facts).build()


def _stock_list(facts: StockSheet) -> Paper:
    title, number = label(PaperKind.STOCK_LIST), f"K{facts.day:%y%m%d}"
    printed = Printed(facts.printed_at, facts.printed_by)
    head = letterhead(facts.settings, internal=True)
    count = ngettext("{n} car", "{n} cars", len(facts.rows)).format(n=len(facts.rows))
    about = joined(count, _("Internal: personal data"))
    paper = Paper(title, number, head, facts.language, printed, landscape=True, subject=about)
    paper.day(facts.day)
    rows = [_cells(row, place) for place, row in enumerate(facts.rows, 1)]
    none = [_("None") if place == 1 else "" for place in range(len(COLUMNS))]
    paper.table(COLUMNS, Rows(rows or [none], dense=True))
    _add_totals(paper, facts)
    return paper.signatures([_("Stock keeper"), _("Manager")], internal=True)


def _cells(row: StockRow, place: int) -> list[str]:
    return [
        str(place),
        row.number,
        joined(row.name, joined(row.colour, row.interior), by="\n"),
        row.vin,
        joined(row.whereabouts, row.key_number),
        label(row.state),
        str(row.days) if row.days is not None else short_day(row.expected_on),
        joined(row.held_for, short_moment(row.held_until), by="\n"),
        label(row.certificate),
        two_decimals(row.list_price) if row.list_price is not None else "",
    ]


def _add_totals(paper: Paper, facts: StockSheet) -> None:
    """Models down, ages across; both sums are the number of cars on the list."""
    names = [band.name for band in facts.bands]
    columns = (
        PaperColumn(N_("Model"), 60),
        PaperColumn(N_("In transit"), 30, RIGHT),
        *(PaperColumn(name, 30, RIGHT) for name in names),
        PaperColumn(N_("Total"), 30, RIGHT),
    )
    found = sums.by_model(facts.rows, names)
    rows = [[one.model, *map(_count, one.cars), str(sum(one.cars))] for one in found]
    total = [sum(counts) for counts in zip(*(one.cars for one in found), strict=True)]
    last = [_("Total"), *map(str, total), str(sum(total))]
    if found:
        paper.together()
        paper.table(columns, Rows(rows, [last], dense=True))


def _count(cars: int) -> str:
    return str(cars) if cars else ""
