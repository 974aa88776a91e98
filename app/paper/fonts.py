"""Measures and registers the house font, Noto Sans SC.

reportlab comes with the first paper: 4 MiB and 50 ms that neither a start nor a page waits for.
"""

from threading import RLock
from typing import TYPE_CHECKING

import resources
from app.paper.glyphs import FILES, missing_characters, seen
from app.paper.style import TextStyle

if TYPE_CHECKING:
    from app.paper.house_font import HouseFont

REGULAR, BOLD = "DeskSans", "DeskSans-Bold"

# one parser position per font file: whoever measures new characters or saves a paper holds the lock
LOCK = RLock()

_FILES = dict(zip((REGULAR, BOLD), FILES, strict=True))
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")


def font(*, bold: bool = False) -> "HouseFont":
    """The house font, read once per process (80 ms a weight).

    A missing or broken file stops the paper: no font, no paper.
    """
    from app.paper import house_font

    name = BOLD if bold else REGULAR
    with LOCK:
        return house_font.registered(name, resources.path(_FILES[name]))


def printable(text: str) -> str:
    """`text` as a paper can show it.

    Line ends as \\n, tabs as a space, without control and direction characters.

    Those have no ink and could turn a name around in the reader; the wide space and every other
    character stay.
    """
    if text.isascii() and text.isprintable():
        return text
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    kept = "".join(map(seen, text.replace("\t", " ")))
    for one in missing_characters(kept):
        with LOCK:
            font().stand_in(ord(one))
            font(bold=True).stand_in(ord(one))
    return kept


def width(text: str, style: TextStyle) -> float:
    """How wide the printable `text` is set."""
    return sum(widths(text, style))


def widths(text: str, style: TextStyle) -> list[float]:
    """The width of each character."""
    face = font(bold=style.bold).face
    known, other, scale = face.charWidths, face.defaultWidth, style.size / 1000
    return [known.get(ord(one), other) * scale for one in text]
