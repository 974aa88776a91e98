"""Draws a month: rows with a narrow column for each day, marks in them, sums beneath."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from functools import partial

from app.formatting import weekday
from app.paper.block_lines import enclosed
from app.paper.fonts import width
from app.paper.pen import CENTRE, RIGHT, Pen
from app.paper.pieces import PaperBlock, Piece
from app.paper.style import (
    CELL_FINE,
    CELL_FINE_BOLD,
    CELL_SMALL,
    CELL_SMALL_BOLD,
    HEAD,
    MARGIN,
    MM,
    RULE,
    SMALL,
    TextStyle,
)
from app.paper.table import PaperColumn
from app.paper.texts import Set, text
from app.text import _

DAY_WIDE, ROW_HIGH, SUM_HIGH, HEAD_HIGH = 4.75 * MM, 6.5 * MM, 5 * MM, 8 * MM
_PAD, _AIR = 0.7 * MM, 0.5 * MM
_DOT, _RING = 1.5, 2.1
_TOGETHER = 2


class DayLook(Enum):
    """How a day is marked: a word, a word in a circle, a dot, an empty ring."""

    WORD = auto()
    CIRCLED = auto()
    DOT = auto()
    RING = auto()


@dataclass(frozen=True, slots=True)
class DayMark:
    """What stands in one day of a row."""

    look: DayLook
    word: str = ""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The texts before and after the days, and the marks by day of the month."""

    before: Sequence[str]
    after: Sequence[str]
    days: Mapping[int, DayMark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthSums:
    """A line of counts beneath the rows; `total` stands in the first column after the days."""

    title: str
    days: Mapping[int, int]
    total: str


@dataclass(frozen=True, slots=True)
class MonthLook:
    """The month, its columns beside the days, and the day after which a thick line stands."""

    month: date
    before: Sequence[PaperColumn]
    after: Sequence[PaperColumn]
    today: date | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column beside the days stands."""

    left: float
    wide: float
    centred: bool

    @property
    def style(self) -> TextStyle:
        """A short text in the middle is set bold."""
        return CELL_SMALL_BOLD if self.centred else CELL_SMALL


_Cells = list[tuple[Set, _Place]]


def month_grid(
    look: MonthLook, rows: Sequence[MonthRow], *, sums: Sequence[MonthSums], room: float
) -> list[Piece]:
    """A piece for each row; the head is repeated on every page."""
    layout = _MonthLayout(look, room)
    head = Piece(HEAD_HIGH, layout.paint_head, keep=bool(rows or sums))
    body = [layout.row(row) for row in rows]
    totals = [Piece(SUM_HIGH, partial(layout.paint_sums, line=line)) for line in sums]
    if totals:
        for piece in (*body[-_TOGETHER:], *totals[:-1]):
            piece.keep = True
    for piece in (*body, *totals):
        piece.head = head
    return enclosed([head, *body, *totals], PaperBlock(room, ground=layout.paint_ground))


class _MonthLayout:
    """Where everything stands, counted once for all rows."""

    def __init__(self, look: MonthLook, room: float) -> None:
        self.look, self.room = look, room
        self.count = monthrange(look.month.year, look.month.month)[1]
        beside = room - 31 * DAY_WIDE
        scale = beside / sum(column.width for column in (*look.before, *look.after))
        self.before = _places(look.before, MARGIN, scale)
        self.first = MARGIN + sum(column.width for column in look.before) * scale
        self.end = self.first + 31 * DAY_WIDE
        self.after = _places(look.after, self.end, scale)
        self.rules = [self.first + place * DAY_WIDE for place in range(32)]
        same = look.today is not None and look.today.replace(day=1) == look.month
        self.today = look.today.day if look.today is not None and same else None
        days = (look.month.replace(day=day) for day in range(1, self.count + 1))
        self.weekend = [day.day for day in days if day.weekday() >= 5]

    def row(self, row: MonthRow) -> Piece:
        """Its height is what its longest text needs."""
        cells = self._set(row.before, self.before) + self._set(row.after, self.after)
        longest = max((cell.height for cell, _place in cells), default=0.0)
        high = max(ROW_HIGH, longest + 2 * _AIR)
        return Piece(high, partial(self._paint_row, cells=cells, days=row.days, high=high))

    def paint_ground(self, pen: Pen, upper: float, *, lower: float) -> None:
        """Weekends in grey, a line beside each day, a thick one after today."""
        high = upper - lower
        for day in self.weekend:
            pen.shade(self.rules[day - 1], upper, size=(DAY_WIDE, high), grey=HEAD)
        for x in self.rules:
            pen.fall(x, upper, length=high)
        if self.today is not None:
            pen.fall(self.rules[self.today], upper, length=high, weight=RULE, grey=0.0)

    def paint_head(self, pen: Pen, top: float) -> None:
        """Titles, days with their weekdays."""
        pen.shade(MARGIN, top, size=(self.room, HEAD_HIGH), grey=HEAD)
        for columns, places in ((self.look.before, self.before), (self.look.after, self.after)):
            titles = [_(column.title) for column in columns]
            _paint_cells(pen, top, self._set(titles, places, CELL_SMALL_BOLD), high=HEAD_HIGH)
        for day in range(1, self.count + 1):
            middle = self._middle(day)
            pen.lines([str(day)], CELL_SMALL_BOLD, at=(middle, top - 0.5 * MM), align=CENTRE)
            name = weekday(self.look.month.replace(day=day))[:2]
            pen.lines([name], SMALL, at=(middle, top - 4.1 * MM), align=CENTRE)
        pen.rule(MARGIN, top - HEAD_HIGH, length=self.room)

    def paint_sums(self, pen: Pen, top: float, *, line: MonthSums) -> None:
        """Counts under their days, the title at their left."""
        style, lower = CELL_FINE, top - (SUM_HIGH - CELL_FINE.leading) / 2
        pen.lines([line.title], style, at=(self.first - _PAD, lower), align=RIGHT)
        counts = ((str(count), self._middle(day)) for day, count in line.days.items())
        pen.scatter([(told, x - width(told, style) / 2, lower) for told, x in counts], style)
        if self.after:
            middle = self.after[0].left + self.after[0].wide / 2
            pen.lines([line.total], CELL_FINE_BOLD, at=(middle, lower), align=CENTRE)
        pen.rule(MARGIN, top - SUM_HIGH, length=self.room)

    def _paint_row(
        self, pen: Pen, top: float, *, cells: _Cells, days: Mapping[int, DayMark], high: float
    ) -> None:
        _paint_cells(pen, top, cells, high=high)
        middle = top - high / 2
        words = {day: mark.word for day, mark in days.items() if mark.look is DayLook.WORD}
        style = CELL_SMALL_BOLD
        upper = middle + style.leading / 2
        placed = ((word, self._middle(day)) for day, word in words.items())
        pen.scatter([(word, x - width(word, style) / 2, upper) for word, x in placed], style)
        for day in days.keys() - words.keys():
            _paint_mark(pen, days[day], (self._middle(day), middle))
        pen.rule(MARGIN, top - high, length=self.room)

    def _set(
        self, values: Sequence[str], places: Sequence[_Place], style: TextStyle | None = None
    ) -> _Cells:
        return [
            (text(value, style or place.style, room=place.wide - 2 * _PAD), place)
            for value, place in zip(values, places, strict=True)
        ]

    def _middle(self, day: int) -> float:
        return self.first + (day - 0.5) * DAY_WIDE


def _places(columns: Sequence[PaperColumn], left: float, scale: float) -> list[_Place]:
    """Left edge and width of each column."""
    found = []
    for column in columns:
        found.append(_Place(left, column.width * scale, column.align == CENTRE))
        left += column.width * scale
    return found


def _paint_cells(pen: Pen, top: float, cells: _Cells, *, high: float) -> None:
    """All texts of a row, those of one style in one go."""
    by_style: dict[TextStyle, list[tuple[str, float, float]]] = {}
    for cell, place in cells:
        upper, style = top - (high - cell.height) / 2, cell.style
        for number, line in enumerate(cell.lines):
            free = (place.wide - width(line, style)) / 2 if place.centred else _PAD
            at = (line, place.left + free, upper - number * style.leading)
            by_style.setdefault(style, []).append(at)
    for style, texts in by_style.items():
        pen.scatter(texts, style)


def _paint_mark(pen: Pen, mark: DayMark, at: tuple[float, float]) -> None:
    if mark.look is DayLook.CIRCLED:
        pen.badge(mark.word, CELL_SMALL_BOLD, at=at)
    elif mark.look is DayLook.DOT:
        pen.ring(*at, radius=_DOT, dashed=False, filled=True)
    else:
        pen.ring(*at, radius=_RING, dashed=False)
