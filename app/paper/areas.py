"""Draws empty areas for copies of a licence, a stamp or a sketch."""

from collections.abc import Sequence
from functools import partial

from app.paper.pen import CENTRE, Pen
from app.paper.pieces import Piece
from app.paper.style import GUTTER, MARGIN, MM, SMALL
from app.paper.texts import Set, text


def areas(titles: Sequence[str], *, height: float, room: float) -> list[Piece]:
    """Boxes side by side with their titles in the middle; `height` in millimetres."""
    wide = (room - GUTTER * (len(titles) - 1)) / len(titles)
    words = [text(title, SMALL, room=wide - 6 * MM) for title in titles]
    return [
        Piece(height * MM, partial(_paint, words, wide=wide, height=height * MM), before=3 * MM)
    ]


def _paint(words: list[Set], pen: Pen, top: float, *, wide: float, height: float) -> None:
    for number, title in enumerate(words):
        x = MARGIN + number * (wide + GUTTER)
        pen.box(x, top, size=(wide, height))
        pen.lines(
            title.lines, SMALL, at=(x + wide / 2, top - (height - title.height) / 2), align=CENTRE
        )
