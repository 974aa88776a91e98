"""The end of a paper.

The amount with its capitals, and the boxes to sign and seal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from app.formatting import money
from app.identity.capitals import in_capitals
from app.paper.pen import RIGHT, Pen
from app.paper.pieces import Piece
from app.paper.style import (
    AMOUNT,
    CAPITALS,
    GUTTER,
    HAIRLINE,
    LINE,
    MARGIN,
    MM,
    PARTY,
    PARTY_LABEL,
    SIGNATURE_HEIGHT,
)
from app.paper.texts import Set, text

_SIGN_LINE = (
    27 * MM
)  # below the top of the box: room above it for a signature, around it for a seal of 40 mm
_PICTURE = (44 * MM, 17 * MM)


@dataclass(frozen=True, slots=True)
class Signature:
    """A box to sign: role, name, and a signature from a pad with its day.

    `picture` is a PNG, `signed_on` the day in words.
    """

    role: str
    name: str = ""
    picture: bytes | None = None
    signed_on: str = ""


def amount(label: str, value: Decimal, *, capitals: str, room: float) -> list[Piece]:
    """Figures and capitals right-aligned, one under the other; `capitals` is the word for 大写."""
    figures = text(f"{label}　{money(value)}", AMOUNT, room=room)
    letters = text(f"{capitals}　{in_capitals(value)}", CAPITALS, room=room)
    height = figures.height + letters.height
    return [
        Piece(
            height,
            partial(_paint_amount, figures=figures, letters=letters, right=MARGIN + room),
            before=2.5 * MM,
        )
    ]


def signatures(boxes: Sequence[Signature], *, date_word: str, room: float) -> list[Piece]:
    """Side by side, three at most upright and four across; rows of boxes stay together."""
    columns = min(len(boxes), 4 if room > 200 * MM else 3)
    pieces = []
    for start in range(0, len(boxes), columns):
        wide = (room - GUTTER * (columns - 1)) / columns
        painted = partial(
            _paint_boxes, boxes=boxes[start : start + columns], date_word=date_word, wide=wide
        )
        pieces.append(Piece(SIGNATURE_HEIGHT, painted, keep=True, before=4 * MM))
    pieces[-1].keep = False
    return pieces


def _paint_amount(pen: Pen, top: float, *, figures: Set, letters: Set, right: float) -> None:
    pen.lines(figures.lines, AMOUNT, at=(right, top), align=RIGHT)
    pen.lines(letters.lines, CAPITALS, at=(right, top - figures.height), align=RIGHT)


def _paint_boxes(
    pen: Pen, top: float, *, boxes: Sequence[Signature], date_word: str, wide: float
) -> None:
    for number, box in enumerate(boxes):
        _paint_box(
            pen,
            box,
            date_word=date_word,
            wide=wide,
            corner=(MARGIN + number * (wide + GUTTER), top),
        )


def _paint_box(
    pen: Pen, box: Signature, *, date_word: str, wide: float, corner: tuple[float, float]
) -> None:
    x, top = corner
    inner, room = x + 3 * MM, wide - 6 * MM
    pen.box(x, top, size=(wide, SIGNATURE_HEIGHT))
    pen.lines(text(box.role, PARTY, room=room).lines[:2], PARTY, at=(inner, top - 2 * MM))
    if box.picture:
        pen.picture(box.picture, inner, top=top - 9 * MM, size=_PICTURE)
    pen.rule(inner, top - _SIGN_LINE, length=room, weight=HAIRLINE, grey=LINE)
    pen.lines(text(box.name, PARTY, room=room).lines[:1], PARTY, at=(inner, top - _SIGN_LINE))
    dated = text(f"{date_word}　{box.signed_on}", PARTY_LABEL, room=room)
    pen.lines(
        dated.lines[:1],
        PARTY_LABEL,
        at=(inner, top - SIGNATURE_HEIGHT + PARTY_LABEL.leading + 0.8 * MM),
    )
