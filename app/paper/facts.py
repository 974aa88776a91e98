"""Pieces of label and value.

The fields of a form, the parties of a contract, the day of a sheet.
"""

from collections.abc import Sequence
from functools import partial
from itertools import chain, zip_longest

from app.paper.pen import RIGHT, Pen
from app.paper.pieces import Piece
from app.paper.style import (
    BODY,
    BODY_LABEL,
    GUTTER,
    MARGIN,
    MM,
    PARTY,
    PARTY_LABEL,
    SMALL,
    STRONG,
    VALUE,
)
from app.paper.texts import Set, text

Fact = tuple[str, str]
_HAND = 32 * MM  # enough for a word by hand


_Line = list[tuple[Set, float]]  # texts of one line each, with their distance from the left margin


def fields(facts: Sequence[Fact], *, room: float, columns: int) -> list[Piece]:
    """Label above value, a hairline beneath each.

    An empty value is a line to write on.
    """
    pitch = (room + GUTTER) / columns
    pieces: list[Piece] = []
    for start in range(0, len(facts), columns):
        row = facts[start : start + columns]
        labels = _side_by_side([text(label, SMALL, room=pitch - GUTTER) for label, _ in row], pitch)
        values = _side_by_side([text(value, VALUE, room=pitch - GUTTER) for _, value in row], pitch)
        lefts = [number * pitch for number in range(len(row))]
        rules = Piece(
            0.8 * MM, partial(_paint_rules, lefts=lefts, length=pitch - GUTTER, below=0.8 * MM)
        )
        pieces += _together([*labels, *values, rules], before=1.6 * MM if pieces else 3.2 * MM)
    return pieces


def parties(sides: Sequence[tuple[str, Sequence[Fact]]], *, room: float) -> list[Piece]:
    """Two and two side by side.

    A pair is cut only if a page cannot hold it.
    """
    pitch = (room + 2 * GUTTER) / 2
    pieces: list[Piece] = []
    for start in range(0, len(sides), 2):
        pair = sides[start : start + 2]
        names = _side_by_side(
            [text(name, STRONG, room=pitch - 2 * GUTTER) for name, _ in pair], pitch
        )
        lefts = [number * pitch for number in range(len(pair))]
        rules = Piece(
            1 * MM, partial(_paint_rules, lefts=lefts, length=pitch - 2 * GUTTER, below=0)
        )
        columns = [
            _party(facts, pitch - 2 * GUTTER, left)
            for (_, facts), left in zip(pair, lefts, strict=True)
        ]
        lines = [Piece(PARTY.leading, partial(_paint_line, line=line)) for line in _merged(columns)]
        pieces += _together([*names, rules, *lines], before=3 * MM)
    return pieces


def day_line(day: str, weather: Fact, *, room: float) -> list[Piece]:
    """The day at the left, the weather at the right.

    Unknown weather is a line to write on.
    """
    return [
        Piece(
            BODY.leading + 1 * MM,
            partial(_paint_day, day=text(day, STRONG, room=room), weather=weather, room=room),
        )
    ]


def _party(facts: Sequence[Fact], room: float, left: float) -> list[_Line]:
    """The lines of one party.

    Labels, and the values in a column beside the longest of them.
    """
    labels = [text(label, PARTY_LABEL, room=room * 0.4) for label, _ in facts]
    indent = max((label.width for label in labels), default=0.0) + 3 * MM
    lines: list[_Line] = []
    for label, (_, value) in zip(labels, facts, strict=True):
        said = text(value, PARTY, room=room - indent)
        pair = _single(label, left), _single(said, left + indent)
        lines += _merged(pair)
    return lines


def _single(many: Set, left: float) -> list[_Line]:
    return [[(Set([line], many.style), left)] for line in many.lines]


def _merged(columns: Sequence[list[_Line]]) -> list[_Line]:
    """First line with first line, second with second, down to the longest column."""
    empty: _Line = []
    return [[*chain(*cells)] for cells in zip_longest(*columns, fillvalue=empty)]


def _side_by_side(sets: Sequence[Set], pitch: float) -> list[Piece]:
    """A piece per line: a value longer than a page goes on on the next."""
    columns = [_single(one, number * pitch) for number, one in enumerate(sets)]
    leading = sets[0].style.leading
    return [Piece(leading, partial(_paint_line, line=line)) for line in _merged(columns)]


def _together(pieces: list[Piece], *, before: float) -> list[Piece]:
    pieces[0].before = before
    for piece in pieces[:-1]:
        piece.keep = True
    return pieces


def _paint_line(pen: Pen, top: float, *, line: _Line) -> None:
    for one, left in line:
        pen.lines(one.lines, one.style, at=(MARGIN + left, top))


def _paint_rules(pen: Pen, top: float, *, lefts: list[float], length: float, below: float) -> None:
    for left in lefts:
        pen.rule(MARGIN + left, top - below, length=length)


def _paint_day(pen: Pen, top: float, *, day: Set, weather: Fact, room: float) -> None:
    label, value = (
        text(part, style, room=room / 3)
        for part, style in zip(weather, (BODY_LABEL, BODY), strict=True)
    )
    pen.lines(day.lines[:1], STRONG, at=(MARGIN, top))
    right = MARGIN + room
    said = value.width if weather[1] else _HAND
    pen.lines(value.lines[:1], BODY, at=(right, top), align=RIGHT)
    pen.lines(label.lines[:1], BODY_LABEL, at=(right - said - 2 * MM, top), align=RIGHT)
    if not weather[1]:
        pen.rule(right - _HAND, top - BODY.leading, length=_HAND)
