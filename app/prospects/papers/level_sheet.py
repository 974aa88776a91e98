"""Draws 意向客户级别状况表: a month of levels with a narrow column for each day."""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.formatting import joined, show_month
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.grid import GridLook
from app.paper.month_grid import DayLook, DayMark, MonthLook, MonthRow, MonthSums
from app.paper.paper import Paper
from app.paper.pen import CENTRE
from app.paper.table import PaperColumn
from app.prospects.level_sheet import LevelMonth, LevelRow
from app.text import N_, _, ngettext, speaking
from db.vocabulary import PaperKind, ProspectState

LEAST_ROWS = 13
"""So many rows stand there at least: the others are for the pen."""
BEFORE = (
    PaperColumn(N_("No."), 7, CENTRE),
    PaperColumn(N_("Customer"), 18),
    PaperColumn(N_("Phone"), 22),
    PaperColumn(N_("Model"), 19),
    PaperColumn(N_("Source"), 15),
    PaperColumn(N_("At first"), 9, CENTRE),
)
AFTER = (PaperColumn(N_("At end"), 9, CENTRE), PaperColumn(N_("Lost / note"), 22))
ENDS = {
    ProspectState.WON: N_("O"),
    ProspectState.LOST: N_("F"),
}
"""The trade's letters: an order, a defeat."""
SHARES = GridLook(columns=(1, 1, 1))


def level_sheet(facts: LevelMonth, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 across: a line for each prospect, sums beneath, tallies and signatures at the end."""
    with speaking(facts.language):
        return _sheet(facts, store, printed)


def _sheet(facts: LevelMonth, store: StoreHead, printed: Printed) -> bytes:
    count = ngettext("{n} prospect", "{n} prospects", len(facts.rows)).format(n=len(facts.rows))
    paper = Paper(
        label(PaperKind.LEVEL_SHEET),
        f"L{facts.month:%y%m}",
        store,
        facts.language,
        printed,
        landscape=True,
        subject=joined(count, _("Internal: personal data")),
        subtitle=joined(show_month(facts.month), facts.whose or _("All consultants"), count),
    )
    rows = [_row(row, place, facts) for place, row in enumerate(facts.rows, 1)]
    blank = ("",) * (len(BEFORE) - 1)
    rows += [
        MonthRow((str(place), *blank), ("", "")) for place in range(len(rows) + 1, LEAST_ROWS + 1)
    ]
    look = MonthLook(facts.month, BEFORE, AFTER, facts.today)
    made, planned = _counts(facts.rows)
    paper.month_grid(look, rows, sums=_sums(made, planned))
    _tallies(paper.together(), facts)
    paper.grid([_rate(facts, sum(made.values()), sum(planned.values())), _legend()], SHARES)
    paper.signatures([_("Consultant"), _("Showroom manager"), _("Sales manager")], internal=True)
    return paper.build()


def _row(row: LevelRow, place: int, facts: LevelMonth) -> MonthRow:
    end = _(ENDS[row.state]) if row.state in ENDS else row.closing
    note = joined("" if facts.whose else row.owner, label(row.loss_reason))
    before = (str(place), row.name, row.phone, row.model, row.source, row.opening)
    return MonthRow(before, (end, note), _marks(row))


def _marks(row: LevelRow) -> Mapping[int, DayMark]:
    """The end of a prospect stands over its contact of that day, a contact over what was due."""
    marks = {day: DayMark(DayLook.DOT) for day in row.planned}
    marks |= {day: DayMark(DayLook.RING) for day in row.missed}
    marks |= {day: DayMark(DayLook.WORD, level) for day, level in row.letters.items()}
    if row.closed_day is not None and row.state in ENDS:
        marks[row.closed_day] = DayMark(DayLook.CIRCLED, _(ENDS[row.state]))
    return marks


def _counts(rows: Iterable[LevelRow]) -> tuple[Counter[int], Counter[int]]:
    """Of each day how many were contacted, and how many of those and of the missed ones."""
    made: Counter[int] = Counter()
    planned: Counter[int] = Counter()
    for row in rows:
        made.update(row.letters.keys())
        planned.update(row.letters.keys() | row.missed)
    return made, planned


def _sums(made: Counter[int], planned: Counter[int]) -> list[MonthSums]:
    return [
        MonthSums(_("Contacts due and made"), planned, str(sum(planned.values()))),
        MonthSums(_("Contacts made"), made, str(sum(made.values()))),
    ]


def _tallies(paper: Paper, facts: LevelMonth) -> None:
    """How many had each level at first, and have now or ended."""
    first, now = facts.opening_counts(), Counter(_ended(row) for row in facts.rows)
    words = [*facts.codes, *(word for word in map(_, ENDS.values()) if word not in facts.codes)]
    columns = [PaperColumn(N_("Prospects by level"), 46)]
    columns += [PaperColumn(word, 12, CENTRE) for word in words]
    columns.append(PaperColumn(N_("Total"), 16, CENTRE))
    total = str(len(facts.rows))
    paper.table(
        columns,
        [
            [_("At the beginning"), *(str(first[word] or "—") for word in words), total],
            [_("At the end, or now"), *(str(now[word] or "—") for word in words), total],
        ],
    )


def _ended(row: LevelRow) -> str:
    return _(ENDS[row.state]) if row.state in ENDS else row.closing


def _rate(facts: LevelMonth, made: int, planned: int) -> list[tuple[str, str]]:
    share = f"{made} / {planned}" + (f" = {100 * made / planned:.0f} %" if planned else "")
    return [
        (_("Contacts made of those due"), share),
        (_("Open into next month"), str(facts.carried)),
        (_("Ordered / lost"), _("{won} / {lost}").format(**_closed(facts.rows))),
    ]


def _closed(rows: Iterable[LevelRow]) -> dict[str, int]:
    states = Counter(row.state for row in rows)
    return {"won": states[ProspectState.WON], "lost": states[ProspectState.LOST]}


def _legend() -> list[tuple[str, str]]:
    return [
        (_("Level letter"), _("contacted, the level then")),
        (_("● planned, ○ due and not contacted"), " "),
        (_("In a circle"), _("O ordered, F lost; thick line: today")),
    ]
