"""Pieces of label and value: the fields of a form, the parties of a contract, the day of a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.paper.pen import RIGHT, Pen
from app.paper.pieces import Piece, keep_together
from app.paper.style import BODY, BODY_LABEL, GUTTER, MARGIN, MM, PARTY, PARTY_LABEL, SMALL, STRONG, VALUE
from app.paper.texts import Set, text

Fact = tuple[str, str]
_HAND = 32 * MM  # enough for a word by hand
_AIR = 1 * MM  # below the rule under a party's name


@dataclass(frozen=True, slots=True)
class _Row:
    label: Set
    value: Set

    @property
    def height(self) -> float:
        return max(self.label.height, self.value.height)


@dataclass(frozen=True, slots=True)
class _Party:
    name: Set
    rows: list[_Row]
    indent: float

    @property
    def height(self) -> float:
        return self.name.height + _AIR + sum(row.height for row in self.rows)


def fields(facts: Sequence[Fact], *, room: float, columns: int) -> list[Piece]:
    """Label above value, a hairline beneath each: an empty value is a line to write on."""
    pitch = (room + GUTTER) / columns
    pieces = []
    for start in range(0, len(facts), columns):
        cells = [
            _Row(text(label, SMALL, room=pitch - GUTTER), text(value, VALUE, room=pitch - GUTTER))
            for label, value in facts[start : start + columns]
        ]
        labels = max(cell.label.height for cell in cells)
        height = labels + max(cell.value.height for cell in cells) + 0.8 * MM
        pieces.append(Piece(height, partial(_paint_fields, cells=cells, pitch=pitch, heights=(labels, height)), before=1.6 * MM))
    keep_together(pieces)
    if pieces:
        pieces[-1].keep = False
    return pieces


def parties(sides: Sequence[tuple[str, Sequence[Fact]]], *, room: float) -> list[Piece]:
    """Two and two side by side, a pair in one piece."""
    wide = (room - 2 * GUTTER) / 2
    pieces = []
    for start in range(0, len(sides), 2):
        pair = [_party(name, facts, wide) for name, facts in sides[start : start + 2]]
        pieces.append(Piece(max(party.height for party in pair) + 2 * MM, partial(_paint_parties, pair=pair, wide=wide), before=2 * MM))
    return pieces


def day_line(day: str, weather: Fact, *, room: float) -> list[Piece]:
    """The day at the left, the weather at the right; unknown weather is a line to write on."""
    return [Piece(BODY.leading + 1 * MM, partial(_paint_day, day=text(day, STRONG, room=room), weather=weather, room=room))]


def _party(name: str, facts: Sequence[Fact], room: float) -> _Party:
    labels = [text(label, PARTY_LABEL, room=room * 0.4) for label, _ in facts]
    indent = max((label.width for label in labels), default=0.0) + 3 * MM
    rows = [_Row(label, text(value, PARTY, room=room - indent)) for label, (_, value) in zip(labels, facts, strict=True)]
    return _Party(text(name, STRONG, room=room), rows, indent)


def _paint_fields(pen: Pen, top: float, *, cells: list[_Row], pitch: float, heights: tuple[float, float]) -> None:
    labels, height = heights
    for number, cell in enumerate(cells):
        x = MARGIN + number * pitch
        pen.lines(cell.label.lines, SMALL, at=(x, top))
        pen.lines(cell.value.lines, VALUE, at=(x, top - labels))
        pen.rule(x, top - height, length=pitch - GUTTER)


def _paint_parties(pen: Pen, top: float, *, pair: list[_Party], wide: float) -> None:
    for number, party in enumerate(pair):
        x, y = MARGIN + number * (wide + 2 * GUTTER), top
        pen.lines(party.name.lines, STRONG, at=(x, y))
        y -= party.name.height
        pen.rule(x, y, length=wide)
        y -= _AIR
        for row in party.rows:
            pen.lines(row.label.lines, PARTY_LABEL, at=(x, y))
            pen.lines(row.value.lines, PARTY, at=(x + party.indent, y))
            y -= row.height


def _paint_day(pen: Pen, top: float, *, day: Set, weather: Fact, room: float) -> None:
    label, value = (text(part, style, room=room / 3) for part, style in zip(weather, (BODY_LABEL, BODY), strict=True))
    pen.lines(day.lines[:1], STRONG, at=(MARGIN, top))
    right = MARGIN + room
    said = value.width if weather[1] else _HAND
    pen.lines(value.lines[:1], BODY, at=(right, top), align=RIGHT)
    pen.lines(label.lines[:1], BODY_LABEL, at=(right - said - 2 * MM, top), align=RIGHT)
    if not weather[1]:
        pen.rule(right - _HAND, top - BODY.leading, length=_HAND)
