"""Draws the car with the damage that was marked on it, beside the marks in words."""

from functools import partial

from app.body_marks import SIGNS, BodyMarks
from app.car_outline import HEIGHT, WIDTH, outline
from app.paper.block_lines import enclosed
from app.paper.lines import broken
from app.paper.pen import CENTRE, Pen
from app.paper.pieces import PaperBlock, Piece
from app.paper.style import BODY, MARGIN, MM, TextStyle

_WIDE = 82 * MM
_SCALE = _WIDE / WIDTH
_AIR = 2 * MM
_NUMBER = TextStyle(6.5, 7.5, bold=True)


def body_sketch(marks: BodyMarks, *, room: float) -> list[Piece]:
    """One block: the five views at the left, each mark with its number in words at the right."""
    words = [f"{number}  {one.told()}" for number, one in enumerate(marks.marks, 1)]
    aside = room - _WIDE - 4 * _AIR
    lines = [line for one in words for line in broken(one, BODY, room=aside)]
    height = max(HEIGHT * _SCALE, len(lines) * BODY.leading) + 2 * _AIR
    return enclosed([Piece(height, partial(_paint, marks=marks, lines=lines))], PaperBlock(room))


def _paint(pen: Pen, top: float, *, marks: BodyMarks, lines: list[str]) -> None:
    corner = (MARGIN + _AIR, top - _AIR)
    for view in outline(marks.body):
        pen.curves(view.body, at=corner, scale=_SCALE, weight=0.7)
        pen.curves((*view.glass, *view.lines), at=corner, scale=_SCALE, weight=0.35, grey=0.45)
    for number, one in enumerate(marks.marks, 1):
        place = (corner[0] + one.x * _SCALE, corner[1] - one.y * _SCALE)
        pen.curves(SIGNS[one.kind], at=place, scale=_SCALE, weight=1.1)
        beside = (place[0] + 26 * _SCALE, place[1] + 40 * _SCALE)
        pen.lines([str(number)], _NUMBER, at=beside, align=CENTRE)
    pen.lines(lines, BODY, at=(MARGIN + _WIDE + 3 * _AIR, top - _AIR))
