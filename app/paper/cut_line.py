"""Draws a dashed line across the page where a stub is cut off."""

from functools import partial

from app.paper.fonts import width
from app.paper.pen import CENTRE, Pen
from app.paper.pieces import Piece
from app.paper.style import MARGIN, MM, SMALL
from app.paper.texts import text

_AIR = 3 * MM


def cut_line(words: str, *, room: float) -> list[Piece]:
    """`words` stand in a gap in the middle of the line; the page turns behind it only."""
    said = text(words, SMALL, room=room * 0.8).lines[0]
    return [Piece(8 * MM, partial(_paint, said=said, room=room), keep=True, before=2 * MM)]


def _paint(pen: Pen, top: float, *, said: str, room: float) -> None:
    half = width(said, SMALL) / 2 + _AIR
    middle, line = MARGIN + room / 2, top - 4 * MM
    pen.dashes(0, line, length=middle - half)
    pen.dashes(middle + half, line, length=middle - half)
    pen.lines([said], SMALL, at=(middle, line + SMALL.leading / 2), align=CENTRE)
