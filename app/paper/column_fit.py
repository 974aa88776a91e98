"""Divides the width of a page among the columns of a register by what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.paper.fonts import printable, width
from app.paper.lines import broken
from app.paper.style import TextStyle

_STEP = 3.0  # points that a column gives up at a time
_ROWS = 80  # of a longer register the first rows decide
_SLACK = 0.02
_WHOLE = 9  # characters of the longest plate, which is never broken
_MOST = 1.6  # of its declared width, for the sake of one long word


@dataclass(frozen=True, slots=True)
class TableTexts:
    """What stands in a table, and how it is set."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    body: TextStyle
    head: TextStyle


def fitted_widths(texts: TableTexts, declared: Sequence[float]) -> list[float]:
    """Widths in points with the sum of `declared` and as few lines as possible; no word is cut.

    A column without texts keeps its width for the pen. ValueError for a row that has not one text
    per column.
    """
    head, body = texts.head, texts.body
    columns = list(zip(*texts.rows[:_ROWS], strict=True)) or [()] * len(texts.titles)
    every = list(zip(texts.titles, columns, declared, strict=True))
    least = [
        max(
            _widest_word(title, head),
            min(_MOST * own, max((_widest_word(cell, body) for cell in cells), default=0.0)),
        )
        for title, cells, own in every
    ]
    widths = [
        max(low, *(_natural(cell, body) for cell in cells)) if any(cells) else max(low, own)
        for low, (_title, cells, own) in zip(least, every, strict=True)
    ]
    spare = sum(declared) - sum(widths)
    if spare >= 0:
        return [
            wide + spare * own / sum(declared) for wide, own in zip(widths, declared, strict=True)
        ]
    return _narrowed(widths, least, columns=columns, style=body, room=sum(declared))


def _narrowed(
    widths: list[float],
    least: list[float],
    *,
    columns: Sequence[Sequence[str]],
    style: TextStyle,
    room: float,
) -> list[float]:
    """Takes a step from the column that adds the fewest lines until the sum fits in `room`."""

    @cache
    def lines(column: int, wide: float) -> tuple[int, ...]:
        return tuple(_line_count(cell, style, wide) for cell in columns[column])

    while sum(widths) > room:
        heights = [max(row) for row in zip(*map(lines, range(len(widths)), widths), strict=True)]
        free = [place for place, wide in enumerate(widths) if wide - _STEP >= least[place]]
        if not free:
            return [wide * room / sum(widths) for wide in widths]

        def cost(place: int) -> tuple[int, float]:
            narrower = lines(place, widths[place] - _STEP)
            more = sum(max(0, new - old) for new, old in zip(narrower, heights, strict=True))  # noqa: B023
            return more, -widths[place]

        widths[min(free, key=cost)] -= _STEP
    spare = (room - sum(widths)) / len(widths)
    return [wide + spare for wide in widths]


def _line_count(cell: str, style: TextStyle, wide: float) -> int:
    return len(broken(printable(cell), style, room=wide)) if cell else 1


def _natural(cell: str, style: TextStyle) -> float:
    return max(width(line, style) for line in printable(cell).split("\n")) + _SLACK


def _widest_word(cell: str, style: TextStyle) -> float:
    """The widest piece of a text that is not broken: short words, and Latin ones of any length."""
    words = printable(cell).split()
    pieces = [part for word in words for part in _parts(word)]
    return max((width(part, style) for part in pieces), default=0.0) + _SLACK


def _parts(word: str) -> list[str]:
    """A name, a plate or a short Chinese word as it is; a long one between its characters."""
    return [word] if len(word) <= _WHOLE else re.findall(r"[\u2e80-\uffff]|[^\u2e80-\uffff]+", word)
