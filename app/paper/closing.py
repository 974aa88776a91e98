"""The end of a paper.

The amount with its capitals, and the boxes to sign and seal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from app.formatting import money
from app.identity.capitals import in_capitals
from app.paper.pen import CENTRE, RIGHT, Pen
from app.paper.pieces import Paint, Piece
from app.paper.style import (
    GUTTER,
    MARGIN,
    MM,
    SEAL_HEIGHT,
    SIGN_HEIGHT,
    SIGN_NOTE,
    SIGN_ROLE,
    TOTAL,
    TOTAL_LABEL,
    TOTAL_WORDS,
)
from app.paper.texts import Set, text
from app.paper.words import DAY_BY_HAND, SEAL, word

_SEAL_RADIUS = 12 * MM
_PICTURE = (40 * MM, 15 * MM)
_CODE_WIDE, _CODE = 31 * MM, 23 * MM
_PAD = 2.2 * MM


@dataclass(frozen=True, slots=True)
class Signature:
    """A box to sign: role, name, and a signature from a pad with its day.

    `said` is what is signed, `seal` marks the place of a stamp, `picture` is a PNG, `signed_on`
    the day in words.
    """

    role: str
    name: str = ""
    said: str = ""
    seal: bool = False
    picture: bytes | None = None
    signed_on: str = ""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code with a word beneath, in a box beside the signatures."""

    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class BoxLook:
    """How the boxes look: their language, the room of a row, and an optional QR code.

    `internal`: nobody seals, so the boxes are lower.
    """

    language: str
    room: float
    internal: bool = False
    code: QrCode | None = None

    @property
    def height(self) -> float:
        return SIGN_HEIGHT if self.internal else SEAL_HEIGHT


def total(label: str, value: Decimal, *, room: float) -> list[Piece]:
    """Capitals at the left, figures at the right, on one line between rules.

    Capitals that are too long for it go on below.
    """
    figures = text(money(value), TOTAL, room=room)
    said = text(label, TOTAL_LABEL, room=room / 2)
    rest = room - figures.width - said.width - 4 * _PAD
    letters = text(in_capitals(value), TOTAL_WORDS, room=max(rest, room / 4))
    height = max(figures.height, said.height, letters.height) + 0.6 * MM
    painted = partial(_paint_total, parts=(said, letters, figures), room=room)
    return [Piece(height, painted, before=1.2 * MM)]


def signatures(boxes: Sequence[Signature], look: BoxLook) -> list[Piece]:
    """Side by side, three at most upright and four across; rows of boxes stay together."""
    columns = min(len(boxes), 4 if look.room > 200 * MM else 3)
    beside = _CODE_WIDE + GUTTER if look.code else 0.0
    wide = (look.room - beside - GUTTER * (columns - 1)) / columns
    rows = [boxes[start : start + columns] for start in range(0, len(boxes), columns)]
    pieces = [
        Piece(look.height, partial(_paint_boxes, boxes=row, look=look, wide=wide), keep=True)
        for row in rows
    ]
    for piece in pieces:
        piece.before = 2 * MM
    if look.code is not None:
        painted = partial(_paint_code, code=look.code, look=look, rest=pieces[0].paint)
        pieces[0].paint = painted
    pieces[-1].keep = False
    return pieces


def _paint_total(pen: Pen, top: float, *, parts: tuple[Set, Set, Set], room: float) -> None:
    said, letters, figures = parts
    line = top - 0.6 * MM
    for one, x, drop in (
        (said, MARGIN + _PAD / 2, TOTAL.size - TOTAL_LABEL.size),
        (letters, MARGIN + _PAD + said.width, TOTAL.size - TOTAL_WORDS.size),
    ):
        pen.lines(one.lines, one.style, at=(x, line - drop * 0.38))
    pen.lines(figures.lines, TOTAL, at=(MARGIN + room - _PAD / 2, line), align=RIGHT)


def _paint_boxes(
    pen: Pen, top: float, *, boxes: Sequence[Signature], look: BoxLook, wide: float
) -> None:
    for number, box in enumerate(boxes):
        _paint_box(pen, box, look, wide=wide, corner=(MARGIN + number * (wide + GUTTER), top))


def _paint_box(
    pen: Pen, box: Signature, look: BoxLook, *, wide: float, corner: tuple[float, float]
) -> None:
    x, top = corner
    inner, room = x + _PAD, wide - 2 * _PAD
    pen.box(x, top, size=(wide, look.height))
    if box.seal:
        _paint_seal(pen, look, right=x + wide, top=top)
    role = text(box.role, SIGN_ROLE, room=room)
    pen.lines(role.lines[:2], SIGN_ROLE, at=(inner, top - 1.2 * MM))
    below = top - 1.2 * MM - min(len(role.lines), 2) * SIGN_ROLE.leading
    notes = [part for part in (box.name, box.said) if part]
    lines = [line for note in notes for line in text(note, SIGN_NOTE, room=room).lines[:2]]
    pen.lines(lines, SIGN_NOTE, at=(inner, below))
    if box.picture:
        pen.picture(box.picture, inner, top=below - len(lines) * SIGN_NOTE.leading, size=_PICTURE)
    dated = box.signed_on or word(look.language, DAY_BY_HAND)
    base = top - look.height + SIGN_NOTE.leading + 1 * MM
    pen.lines([dated], SIGN_NOTE, at=(x + wide - _PAD, base), align=RIGHT)


def _paint_seal(pen: Pen, look: BoxLook, *, right: float, top: float) -> None:
    x, y = right - _SEAL_RADIUS - 2 * MM, top - look.height / 2
    pen.ring(x, y, radius=_SEAL_RADIUS)
    at = (x, y + SIGN_NOTE.leading / 2)
    pen.lines([word(look.language, SEAL)], SIGN_NOTE, at=at, align=CENTRE)


def _paint_code(pen: Pen, top: float, *, code: QrCode, look: BoxLook, rest: Paint) -> None:
    rest(pen, top)
    left = MARGIN + look.room - _CODE_WIDE
    pen.box(left, top, size=(_CODE_WIDE, look.height))
    pen.qr(code.value, left + (_CODE_WIDE - _CODE) / 2, top=top - 3 * MM, size=_CODE)
    caption = text(code.caption, SIGN_NOTE, room=_CODE_WIDE - 2 * MM).lines[:2]
    pen.lines(caption, SIGN_NOTE, at=(left + _CODE_WIDE / 2, top - 5 * MM - _CODE), align=CENTRE)
