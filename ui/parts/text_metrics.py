"""Lines of words as they are drawn, and how wide they are: laid out once.

Lists, boards and plans draw the same words again and again, and laying them out is most of the
work. For faces of `theme.font` alone: of a face only size and weight are looked at.
"""

from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QStaticText, QTransform

K, V = TypeVar("K"), TypeVar("V")
MOST_WIDTHS, MOST_LINES = 10_000, 1_500
"""A line takes 2.6 KiB."""


class LaidOut(NamedTuple):
    """One line, ready to be drawn, and its room."""

    line: QStaticText
    width: float
    height: float


_Face = tuple[str, int, bool]
_widths: dict[_Face, int] = {}
_whole: dict[_Face, LaidOut] = {}
_cut: dict[tuple[str, int, bool, int], LaidOut] = {}


def width_of(words: str, font: QFont) -> int:
    """How wide one line of words is."""
    key = (words, font.pixelSize(), font.bold())
    found = _widths.get(key)
    if found is None:
        _make_room(_widths, MOST_WIDTHS)
        found = _widths[key] = QFontMetrics(font).horizontalAdvance(words)
    return found


def laid_out(words: str, font: QFont, *, room: int) -> LaidOut:
    """The words as one line, with dots at the end where they have no room."""
    face = (words, font.pixelSize(), font.bold())
    whole = _whole.get(face)
    if whole is None:
        _make_room(_whole, MOST_LINES)
        whole = _whole[face] = _lay_out(words.replace("\n", " "), font)
    if whole.width <= room:
        return whole
    key = (*face, room)
    found = _cut.get(key)
    if found is None:
        _make_room(_cut, MOST_LINES)
        line, right = words.replace("\n", " "), Qt.TextElideMode.ElideRight
        found = _cut[key] = _lay_out(QFontMetrics(font).elidedText(line, right, room), font)
    return found


def _lay_out(words: str, font: QFont) -> LaidOut:
    line = QStaticText(words)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.prepare(QTransform(), font)
    return LaidOut(line, line.size().width(), QFontMetricsF(font).height())


def _make_room(kept: dict[K, V], most: int) -> None:
    if len(kept) >= most:
        kept.clear()
