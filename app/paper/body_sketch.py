"""Draws the car with the damage that was marked on it, and beside it how the car came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from app.body_marks import SIGNS, BodyMarks
from app.car_outline import FRONT, HEIGHT, LEFT, REAR, RIGHT, WIDTH, outline
from app.paper.block_lines import enclosed
from app.paper.fonts import printable, width
from app.paper.lines import broken
from app.paper.pen import CENTRE, Pen
from app.paper.pieces import PaperBlock, Piece
from app.paper.style import BODY, FIELD_LABEL, FIELD_STRONG, MARGIN, MM, TextStyle
from app.text import _

_WIDE, _WIDER = 82 * MM, 97 * MM
_AIR = 2 * MM
_ASIDE = 103 * MM
"""Where the column at the right begins, from the margin."""
_NUMBER = TextStyle(6.5, 7.5, bold=True)
_TICK = 2.6 * MM
_DIAL = 9.5 * MM
_DIAL_HIGH = 19 * MM
_READING = TextStyle(13, 16, bold=True)

Ticks = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the car: the gauges, then lists to tick and texts, each with its title.

    `fuel` is the share of the tank, None where nobody read it.
    """

    fuel: float | None
    gauge: tuple[str, str]
    reading: tuple[str, str]
    lists: Sequence[tuple[str, Ticks | str]]


def body_sketch(marks: BodyMarks, *, room: float, beside: Beside | None = None) -> list[Piece]:
    """One block: the five views with numbered marks, told in words beside or beneath them."""
    words = [f"{number}  {one.told()}" for number, one in enumerate(marks.marks, 1)]
    if beside is not None:
        return enclosed([_walk_round(marks, words, beside, room=room)], PaperBlock(room))
    aside = room - _WIDE - 4 * _AIR
    lines = [line for one in words for line in broken(one, BODY, room=aside)]
    high = HEIGHT * _WIDE / WIDTH
    height = max(high, len(lines) * BODY.leading) + 2 * _AIR
    return enclosed([Piece(height, partial(_paint, marks=marks, lines=lines))], PaperBlock(room))


def _walk_round(marks: BodyMarks, words: list[str], beside: Beside, *, room: float) -> Piece:
    lines = _in_columns(words, _WIDER)
    rows = list(_laid_out(beside.lists, room - _ASIDE))
    left = HEIGHT * _WIDER / WIDTH + len(lines) * BODY.leading
    right = _DIAL_HIGH + sum(height for height, _drawn in rows)

    def paint(pen: Pen, top: float) -> None:
        _paint_views(pen, marks, lines, top=top)
        _paint_gauges(pen, beside, top=top - _AIR)
        _paint_lists(pen, rows, top=top - _AIR - _DIAL_HIGH, room=room)

    return Piece(max(left, right) + 2 * _AIR, paint)


def _paint(pen: Pen, top: float, *, marks: BodyMarks, lines: list[str]) -> None:
    _paint_car(pen, marks, top=top, wide=_WIDE)
    pen.lines(lines, BODY, at=(MARGIN + _WIDE + 3 * _AIR, top - _AIR))


def _paint_car(pen: Pen, marks: BodyMarks, *, top: float, wide: float) -> None:
    corner, scale = (MARGIN + _AIR, top - _AIR), wide / WIDTH
    for view in outline(marks.body):
        pen.curves(view.body, at=corner, scale=scale, weight=0.7)
        pen.curves((*view.glass, *view.lines), at=corner, scale=scale, weight=0.35, grey=0.45)
    for number, one in enumerate(marks.marks, 1):
        place = (corner[0] + one.x * scale, corner[1] - one.y * scale)
        pen.curves(SIGNS[one.kind], at=place, scale=scale, weight=1.1)
        pen.badge(str(number), _NUMBER, at=(place[0] + 34 * scale, place[1] + 34 * scale))


Drawn = tuple[list[tuple[float, str, bool | None]], TextStyle]
"""Texts of one line with their distance from the left; True or False has a box before it."""


def _laid_out(
    lists: Sequence[tuple[str, Ticks | str]], room: float
) -> Iterator[tuple[float, Drawn]]:
    """Lines with their heights: a title, then the boxes or the text beneath it."""
    for title, content in lists:
        yield FIELD_LABEL.leading, ([(0.0, title, None)], FIELD_LABEL)
        if isinstance(content, str):
            for line in broken(printable(content), BODY, room=room):
                yield BODY.leading, ([(0.0, line, None)], BODY)
        else:
            for row in _ticked(content, room):
                yield BODY.leading + 1, (row, BODY)


def _ticked(ticks: Ticks, room: float) -> Iterator[list[tuple[float, str, bool | None]]]:
    """Boxes with their words, as many as a line holds."""
    row: list[tuple[float, str, bool | None]] = []
    at = 0.0
    for word, ticked in ticks:
        needed = _TICK + 1.2 * MM + width(printable(word), BODY)
        if row and at + needed > room:
            yield row
            row, at = [], 0.0
        row.append((at, printable(word), ticked))
        at += needed + 3.5 * MM
    if row:
        yield row


def _in_columns(words: list[str], room: float) -> list[tuple[str, str]]:
    """The marks in words, two to a line where they fit."""
    short = all(width(printable(one), BODY) < room / 2 - MM for one in words)
    if not short:
        return [(one, "") for one in words]
    return [(words[at], "".join(words[at + 1 : at + 2])) for at in range(0, len(words), 2)]


def _paint_views(pen: Pen, marks: BodyMarks, lines: list[tuple[str, str]], *, top: float) -> None:
    """The car, the names of its views, and the marks in words beneath."""
    _paint_car(pen, marks, top=top, wide=_WIDER)
    for view, left, above in ((RIGHT, 190, 0), (LEFT, 190, 0), (FRONT, 0, 60), (REAR, 0, 60)):
        x, y = (view.left - left) * _WIDER / WIDTH, (view.top - above) * _WIDER / WIDTH
        pen.lines([_(view.title)], FIELD_LABEL, at=(MARGIN + _AIR + x, top - _AIR - y))
    below = top - _AIR - HEIGHT * _WIDER / WIDTH
    for place in (0, 1):
        shown = [printable(line[place]) for line in lines]
        pen.lines(shown, BODY, at=(MARGIN + _AIR + place * _WIDER / 2, below))


def _paint_lists(pen: Pen, rows: list[tuple[float, Drawn]], *, top: float, room: float) -> None:
    for height, (texts, style) in rows:
        if style is FIELD_LABEL:
            pen.rule(MARGIN + _ASIDE, top, length=room - _ASIDE)
        _paint_line(pen, texts, style, top=top)
        top -= height


def _paint_gauges(pen: Pen, beside: Beside, *, top: float) -> None:
    middle = (MARGIN + _ASIDE + _DIAL + 3 * MM, top - _DIAL - 3.5 * MM)
    pen.dial(middle, radius=_DIAL, share=beside.fuel, style=_NUMBER)
    told = " ".join(part for part in beside.gauge if part)
    pen.lines([printable(told)], FIELD_LABEL, at=(middle[0], middle[1] - 1.2 * MM), align=CENTRE)
    x = MARGIN + _ASIDE + 2 * _DIAL + 12 * MM
    pen.lines([printable(beside.reading[0])], FIELD_LABEL, at=(x, top - 1 * MM))
    pen.lines([printable(beside.reading[1])], _READING, at=(x, top - FIELD_STRONG.leading))


def _paint_line(
    pen: Pen, texts: list[tuple[float, str, bool | None]], style: TextStyle, *, top: float
) -> None:
    for left, word, ticked in texts:
        x = MARGIN + _ASIDE + left
        if ticked is not None:
            pen.tick(x, top - (style.leading - _TICK) / 2, size=_TICK, ticked=ticked)
            x += _TICK + 1.2 * MM
        pen.lines([word], style, at=(x, top))
