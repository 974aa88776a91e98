"""Sets running text: notes, headings, clauses and ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.paper.fonts import printable, width
from app.paper.lines import broken
from app.paper.pen import CENTRE, Pen
from app.paper.pieces import Paint, Piece, keep_together
from app.paper.style import CLAUSE, HEADING, MARGIN, MM, TextStyle

_INDENT = 7 * MM


@dataclass(frozen=True, slots=True)
class Set:
    """Lines ready to draw."""

    lines: list[str]
    style: TextStyle

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> float:
        return max(width(line, self.style) for line in self.lines)


def text(value: str, style: TextStyle, *, room: float) -> Set:
    """Breaks a text into lines; nothing in it is markup.

    Whatever people typed goes through here. A missing glyph is drawn as □.
    """
    return Set(broken(printable(value), style, room=room), style)


def paragraph(
    value: str, style: TextStyle, *, room: float, indent: float = 0, mark: str = ""
) -> list[Piece]:
    """A piece per line; `mark` (a clause number) hangs in the indent of the first."""
    lines = text(value, style, room=room - indent).lines
    pieces = [
        Piece(style.leading, partial(_paint_line, line=line, style=style, indent=indent))
        for line in lines
    ]
    if mark:
        pieces[0].paint = partial(_paint_mark, mark=mark, style=style, rest=pieces[0].paint)
    keep_together(pieces)
    pieces[-1].keep = False
    return pieces


def heading(value: str, *, room: float) -> list[Piece]:
    """A heading, which stays on the page of what follows."""
    pieces = paragraph(value, HEADING, room=room)
    pieces[0].before = 4 * MM
    for piece in pieces:
        piece.keep = True
    return pieces


def clauses(values: Sequence[str], *, room: float, start: int = 1) -> list[Piece]:
    """Numbered clauses, with the number in the margin."""
    pieces: list[Piece] = []
    for number, value in enumerate(values, start):
        made = paragraph(value, CLAUSE, room=room, indent=_INDENT, mark=f"{number}.")
        made[0].before = 1.2 * MM
        pieces += made
    return pieces


def ticks(values: Sequence[tuple[bool, str]], *, room: float) -> list[Piece]:
    """Boxes to tick, drawn: the font has no ballot box."""
    pieces: list[Piece] = []
    for ticked, value in values:
        made = paragraph(value, CLAUSE, room=room, indent=_INDENT)
        made[0].before = 1.2 * MM if pieces else 3 * MM
        made[0].paint = partial(_paint_tick, ticked=ticked, rest=made[0].paint)
        pieces += made
    return pieces


def _paint_line(pen: Pen, top: float, *, line: str, style: TextStyle, indent: float) -> None:
    pen.lines([line], style, at=(MARGIN + indent, top))


def _paint_mark(pen: Pen, top: float, *, mark: str, style: TextStyle, rest: Paint) -> None:
    pen.lines([mark], style, at=(MARGIN, top))
    rest(pen, top)


def _paint_tick(pen: Pen, top: float, *, ticked: bool, rest: Paint) -> None:
    side = 3.2 * MM
    pen.box(MARGIN, top - (CLAUSE.leading - side) / 2, size=(side, side))
    if ticked:
        pen.lines(["✓"], CLAUSE, at=(MARGIN + side / 2, top), align=CENTRE)
    rest(pen, top)
