"""Draws labels with their values in columns that all forms of the house share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.paper.block_lines import enclosed
from app.paper.fonts import printable, width
from app.paper.lines import broken
from app.paper.pen import Pen
from app.paper.pieces import PaperBlock, Piece
from app.paper.style import (
    BAND,
    BODY,
    FIELD,
    FIELD_LABEL,
    FIELD_STRONG,
    MARGIN,
    MM,
    TextStyle,
)

Fact = tuple[str, str]
"""A label and its value."""
COLUMNS = (70.0, 52.0, 52.0)
"""The columns of most forms, in relation to each other."""
_PAD = 1.2 * MM
_GAP = 1.8 * MM  # between a label and its value
_NEARER = (FIELD.leading - BODY.leading) / 2 + 0.5
_AIR = 1.2 * MM  # beneath the last line of a value of several lines


class Strong(str):
    """A value that is set in bold: a plate, a name, a promise."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class GridLook:
    """Columns in relation to each other, the block's name, whether empty values are for the pen."""

    columns: Sequence[float] = COLUMNS
    name: str = ""
    by_hand: bool = False


PLAIN = GridLook()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One label with the lines of its value, `left` from the margin and `room` wide."""

    label: str
    lines: list[str]
    style: TextStyle
    left: float
    room: float

    @property
    def x(self) -> float:
        """Where the label begins."""
        return MARGIN + self.left + _PAD

    @property
    def value_x(self) -> float:
        """Where the value begins."""
        return self.x + _indent(self.label)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the grid from `left` on; a rule stands above all but the first."""

    cells: list[_Cell]
    left: float
    room: float
    is_first: bool


def grid(rows: Sequence[Sequence[Fact]], look: GridLook, *, room: float) -> list[Piece]:
    """A value as wide as the columns it needs; each row of `rows` begins a new line.

    Empty values are left out, unless they are for the pen.
    """
    left = BAND if look.name else 0.0
    edges = _edges(look.columns, left, room)
    flowed = [line for row in rows for line in _flowed(row, edges, by_hand=look.by_hand)]
    lines = [_Line(cells, left, room - left, place == 0) for place, cells in enumerate(flowed)]
    pieces = [piece for line in lines for piece in _pieces(line)]
    return enclosed(pieces, PaperBlock(room, look.name)) if pieces else []


def _edges(columns: Sequence[float], left: float, room: float) -> list[float]:
    scale = (room - left) / sum(columns)
    return [left + scale * sum(columns[:place]) for place in range(len(columns) + 1)]


def _flowed(row: Sequence[Fact], edges: list[float], *, by_hand: bool) -> list[list[_Cell]]:
    """The facts of one row, in as many lines as they need."""
    lines: list[list[_Cell]] = [[]]
    at, last = 0, len(edges) - 1
    for label, value in row:
        if not value and not by_hand:
            continue
        needed = _needed(label, value)
        end = _end(edges, at, needed)
        if end is None and at:
            lines.append([])
            at, end = 0, _end(edges, 0, needed)
        end = end or last
        lines[-1].append(_cell((label, value), left=edges[at], room=edges[end] - edges[at]))
        at = end
        if at == last:
            lines.append([])
            at = 0
    return [line for line in lines if line]


def _end(edges: list[float], start: int, needed: float) -> int | None:
    """The first edge that leaves enough room from `start` on."""
    for end in range(start + 1, len(edges)):
        if edges[end] - edges[start] >= needed:
            return end
    return None


def _style(value: str) -> TextStyle:
    return FIELD_STRONG if isinstance(value, Strong) else FIELD


def _indent(label: str) -> float:
    return width(label, FIELD_LABEL) + _GAP if label else 0.0


def _needed(label: str, value: str) -> float:
    lines = printable(value).split("\n")
    widest = max(width(line, _style(value)) for line in lines)
    return _indent(printable(label)) + widest + 2 * _PAD + 0.01


def _cell(fact: Fact, *, left: float, room: float) -> _Cell:
    label, value = fact
    style = _style(value)
    short = printable(label)
    if _needed(label, value) > room:
        short = broken(short, FIELD_LABEL, room=room * 0.45)[0]
    inner = room - 2 * _PAD - _indent(short)
    return _Cell(short, broken(printable(value), style, room=inner), style, left, room)


def _pieces(line: _Line) -> list[Piece]:
    """A piece for each line of the longest value, to go on on the next page."""
    count = max(len(cell.lines) for cell in line.cells)
    pieces = []
    for number in range(count):
        height = FIELD.leading if number == 0 else BODY.leading
        height += _AIR if number == count - 1 and count > 1 else 0.0
        painted = partial(_paint_rest, line=line, number=number)
        if number == 0:
            painted = partial(_paint_first, line=line)
        pieces.append(Piece(height, painted, keep=number < min(2, count - 1)))
    return pieces


def _paint_first(pen: Pen, top: float, *, line: _Line) -> None:
    if not line.is_first:
        pen.rule(MARGIN + line.left, top, length=line.room)
    for cell in line.cells:
        drop = (cell.style.size - FIELD_LABEL.size) * 0.38  # on one base line with the value
        pen.lines([cell.label], FIELD_LABEL, at=(cell.x, top - drop))
        pen.lines(cell.lines[:1], cell.style, at=(cell.value_x, top))
        if not "".join(cell.lines):
            _paint_hand_line(pen, cell, top=top)


def _paint_rest(pen: Pen, top: float, *, line: _Line, number: int) -> None:
    """A further line of the values, a little nearer to the one above."""
    for cell in line.cells:
        shown = cell.lines[number : number + 1]
        pen.lines(shown, cell.style, at=(cell.value_x, top + _NEARER))


def _paint_hand_line(pen: Pen, cell: _Cell, *, top: float) -> None:
    end = MARGIN + cell.left + cell.room - 2 * _PAD
    if end > cell.value_x:
        pen.rule(cell.value_x, top - FIELD.leading + 3, length=end - cell.value_x)
