"""Draws photos side by side, each with its words beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

from app.body_marks import place_of
from app.formatting import joined, show_moment
from app.local_time import local
from app.paper.lines import broken
from app.paper.pen import Pen
from app.paper.pieces import Piece
from app.paper.style import GUTTER, MARGIN, MM, SMALL
from app.photos import WholePhoto
from app.text import _
from db.inspection_words import PhotoDate

HIGH = 40 * MM
FEWEST, MOST = 3, 4
"""So many places are in a row: four photos fill one, five are three and two."""


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """A JPEG with what is said of it."""

    jpeg: bytes
    words: str


def photo_picture(photo: WholePhoto, *said: str) -> PaperPicture:
    """A photo with what is said of it, its caption and the date of the camera.

    A date of the file or of adding proves nothing about the car and stays off the paper.
    """
    row = photo.row
    taken = show_moment(local(row.taken_at)) if row.dated_by is PhotoDate.CAMERA else ""
    return PaperPicture(photo.jpeg, joined(*said, row.caption, taken))


def mark_name(photo: WholePhoto, marks: str | None) -> str:
    """The damage mark that a photo shows, by its number among all; "" for none."""
    place = place_of(photo.row.mark, marks)
    return _("Mark {number}").format(number=place) if place else ""


def pictures(shown: Sequence[PaperPicture], *, room: float) -> list[Piece]:
    """Rows of pictures; a row is never cut by the end of a page."""
    beside = max(FEWEST, ceil(len(shown) / max(1, ceil(len(shown) / MOST))))
    wide = (room - GUTTER * (beside - 1)) / beside
    rows = [shown[at : at + beside] for at in range(0, len(shown), beside)]
    return [_row(row, wide) for row in rows]


def _row(row: Sequence[PaperPicture], wide: float) -> Piece:
    words = [broken(one.words, SMALL, room=wide) for one in row]
    below = max(len(lines) for lines in words) * SMALL.leading
    paint = partial(_paint, row=row, words=words, wide=wide)
    return Piece(HIGH + below + 2 * MM, paint, before=3 * MM)


def _paint(
    pen: Pen, top: float, *, row: Sequence[PaperPicture], words: list[list[str]], wide: float
) -> None:
    for at, (one, lines) in enumerate(zip(row, words, strict=True)):
        x = MARGIN + at * (wide + GUTTER)
        pen.picture(one.jpeg, x, top=top, size=(wide, HIGH))
        pen.lines(lines, SMALL, at=(x, top - HIGH - 1 * MM))
