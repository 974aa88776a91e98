"""How wide words are and where they are cut, measured once.

Lists, boards and plans draw the same words again and again, and shaping them is most of the work.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

MOST = 20_000
_widths: dict[tuple[str, int, bool], int] = {}
_cut: dict[tuple[str, int, bool, int], str] = {}


def width_of(words: str, font: QFont) -> int:
    """How wide one line of words is, in a face of `theme.font`."""
    key = (words, font.pixelSize(), font.bold())
    found = _widths.get(key)
    if found is None:
        _make_room(_widths)
        found = _widths[key] = QFontMetrics(font).horizontalAdvance(words)
    return found


def cut(words: str, font: QFont, *, room: int) -> str:
    """The words as one line, with dots at the end where they have no room."""
    key = (words, font.pixelSize(), font.bold(), room)
    found = _cut.get(key)
    if found is None:
        _make_room(_cut)
        line = words.replace("\n", " ")
        right = Qt.TextElideMode.ElideRight
        found = _cut[key] = QFontMetrics(font).elidedText(line, right, room)
    return found


def _make_room(kept: dict) -> None:  # type: ignore[type-arg]
    if len(kept) >= MOST:
        kept.clear()
