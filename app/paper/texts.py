"""Sets running text: notes and clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.paper.fonts import printable, width
from app.paper.lines import broken
from app.paper.pen import Pen
from app.paper.pieces import Paint, Piece, keep_together
from app.paper.style import CLAUSE, CLAUSE_SMALL, MARGIN, MM, TextStyle

_INDENT = 4.6 * MM


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


def clauses(values: Sequence[str], *, room: float, small: bool = False) -> list[Piece]:
    """Numbered clauses, with the number in the margin; `small` for a contract of many lines.

    None stands alone on either side of a page break.
    """
    style = CLAUSE_SMALL if small else CLAUSE
    pieces: list[Piece] = []
    ends: list[Piece] = []
    for number, value in enumerate(values, 1):
        made = paragraph(value, style, room=room, indent=_INDENT, mark=f"{number}.")
        made[0].before = (0.2 if pieces else 1.6) * MM
        pieces += made
        ends.append(made[-1])
    if len(ends) > 1:
        keep_together(ends)
    return pieces


def _paint_line(pen: Pen, top: float, *, line: str, style: TextStyle, indent: float) -> None:
    pen.lines([line], style, at=(MARGIN + indent, top))


def _paint_mark(pen: Pen, top: float, *, mark: str, style: TextStyle, rest: Paint) -> None:
    pen.lines([mark], style, at=(MARGIN, top))
    rest(pen, top)
