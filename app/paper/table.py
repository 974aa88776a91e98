"""Draws tables: the head on every page, totals never alone, blank rows for the pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.paper.block_lines import enclosed
from app.paper.column_fit import TableTexts, fitted_widths
from app.paper.pen import CENTRE, LEFT, RIGHT, Pen
from app.paper.pieces import PaperBlock, Piece
from app.paper.style import (
    BAND,
    CELL,
    CELL_BOLD,
    CELL_FINE,
    CELL_FINE_BOLD,
    CELL_SMALL,
    CELL_SMALL_BOLD,
    HAND_ROW,
    HEAD,
    MARGIN,
    MM,
    TextStyle,
)
from app.paper.texts import Set, text
from app.text import _

_PAD, _LESS_PAD = 1.2 * MM, 0.75 * MM  # left and right of a text
_AIR = 0.6 * MM
_LESS_AIR = 0.38 * MM  # above and below
_LINES = (
    30  # a row with more lines is continued in the next piece, so that it can be cut between pages
)
_TOGETHER = 2  # rows that stay with the totals


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table.

    Its title is a source text, translated when it is drawn.

    `width` counts in relation to the other columns (millimetres are a good measure): a table is as
    wide as its page.
    """

    title: str
    width: float
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands under the heads, as texts; `blank` rows follow for the pen, then `totals`.

    `ruled` draws lines between the columns, as blank rows do; `by_hand` leaves room for the pen in
    each row. `dense` sets a day's register smaller, `fine` smaller still, where that spares a page.
    `fitted` gives each column what its texts need, where tables of one paper need not share their
    edges.
    """

    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    blank: int = 0
    ruled: bool = False
    by_hand: bool = False
    dense: bool = False
    fine: bool = False
    fitted: bool = False

    @property
    def styles(self) -> tuple[TextStyle, TextStyle]:
        """Of the rows, and of heads and totals."""
        if self.fine:
            return CELL_FINE, CELL_FINE_BOLD
        return (CELL_SMALL, CELL_SMALL_BOLD) if self.dense else (CELL, CELL_BOLD)

    @property
    def pad(self) -> float:
        """Left and right of a text, in points."""
        return _LESS_PAD if self.dense else _PAD


def table(
    columns: Sequence[PaperColumn], content: Rows, *, room: float, name: str = ""
) -> list[Piece]:
    """A piece per row. ValueError for a row that has not one text per column.

    `name` stands upright in a band at the left.
    """
    layout = _Layout.of(columns, content, room=room, left=BAND if name else 0.0)
    head = layout.head([_(column.title) for column in columns])
    plain, bold = content.styles
    body = [piece for row in content.rows for piece in layout.row(row, plain)]
    body += [layout.blank() for _ in range(content.blank)]
    totals = [piece for row in content.totals for piece in layout.row(row, bold)]
    if totals:
        for piece in (*body[-_TOGETHER:], *totals[:-1]):
            piece.keep = True
    for piece in (*body, *totals):
        piece.head = head
    first = Piece(head.height, head.paint, keep=bool(body or totals))
    return enclosed([first, *body, *totals], PaperBlock(room, name))


@dataclass(frozen=True, slots=True)
class _Layout:
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    ruled: bool  # lines between the columns, to write between
    least: float  # height of a row
    air: float  # above and below a text
    pad: float  # left and right of it
    title: TextStyle

    @classmethod
    def of(
        cls, columns: Sequence[PaperColumn], content: Rows, *, room: float, left: float
    ) -> "_Layout":
        widths = _widths(columns, content, room=room - left)
        lefts = tuple(MARGIN + left + sum(widths[:number]) for number in range(len(widths)))
        ruled = content.ruled or content.blank > 0
        aligns = tuple(column.align for column in columns)
        least = HAND_ROW if content.by_hand else 0.0
        air = _LESS_AIR if content.dense else _AIR
        _plain, title = content.styles
        return cls(lefts, widths, aligns, ruled, least, air, content.pad, title)

    def head(self, titles: Sequence[str]) -> Piece:
        cells = self._set(titles, self.title)
        height = max(cell.height for cell in cells) + 3 * self.air
        return Piece(height, partial(self._paint, cells=cells, height=height, is_head=True))

    def row(self, values: Sequence[str], style: TextStyle) -> list[Piece]:
        cells = self._set(values, style)
        longest = max(len(cell.lines) for cell in cells)
        pieces = []
        for start in range(0, longest, _LINES):
            part = [Set(cell.lines[start : start + _LINES], style) for cell in cells]
            height = max(self.least, max(cell.height for cell in part) + 2 * self.air)
            pieces.append(Piece(height, partial(self._paint, cells=part, height=height)))
        return pieces

    def blank(self) -> Piece:
        cells = [Set([], CELL) for _ in self.widths]
        return Piece(HAND_ROW, partial(self._paint, cells=cells, height=HAND_ROW))

    def _set(self, values: Sequence[str], style: TextStyle) -> list[Set]:
        return [
            text(value, style, room=wide - 2 * self.pad)
            for value, wide in zip(values, self.widths, strict=True)
        ]

    def _paint(
        self, pen: Pen, top: float, *, cells: list[Set], height: float, is_head: bool = False
    ) -> None:
        room, start = sum(self.widths), self.lefts[0]
        if is_head:
            pen.shade(start, top, size=(room, height), grey=HEAD)
        air = (height - max(cell.height for cell in cells)) / 2
        for cell, left, wide, align in zip(
            cells, self.lefts, self.widths, self.aligns, strict=True
        ):
            x = {LEFT: left + self.pad, RIGHT: left + wide - self.pad, CENTRE: left + wide / 2}[
                align
            ]
            pen.lines(cell.lines, cell.style, at=(x, top - air), align=align)
        pen.rule(start, top - height, length=room)
        if self.ruled:
            for x in self.lefts[1:]:
                pen.fall(x, top, length=height)


def _widths(columns: Sequence[PaperColumn], content: Rows, *, room: float) -> tuple[float, ...]:
    """The widths of the columns in points, as declared or as their texts need."""
    scale = room / sum(column.width for column in columns)
    declared = [column.width * scale for column in columns]
    if not content.fitted:
        return tuple(declared)
    titles = [_(column.title) for column in columns]
    texts = TableTexts(titles, content.rows, *content.styles)
    padded = [wide - 2 * content.pad for wide in declared]
    return tuple(wide + 2 * content.pad for wide in fitted_widths(texts, padded))
