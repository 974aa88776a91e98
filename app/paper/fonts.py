"""Embeds Noto Sans SC in every paper, and draws □ for missing glyphs.

reportlab writes a character above U+FFFF into the PDF's text map as five hexadecimal digits, which
no reader understands: the
map is rewritten as UTF-16BE. A character without a glyph is drawn as □ while the text map keeps the
character: the
eye sees that something is missing, and copying or searching still finds the name.
"""

from threading import RLock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources
from app.paper.glyphs import BOX, FILES, missing_characters, seen
from app.paper.style import TextStyle

REGULAR, BOLD = "DeskSans", "DeskSans-Bold"

# one parser position per font file: whoever measures new characters or saves a paper holds the lock
LOCK = RLock()

_FILES = dict(zip((REGULAR, BOLD), FILES, strict=True))
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")


class HouseFont(TTFont):  # type: ignore[misc]  # reportlab carries no types
    """A font with a text map for all of Unicode and □ for missing glyphs."""

    def stand_in(self, code: int) -> None:
        """From now on `code` is drawn as □."""
        box = ord(BOX)
        self.face.charWidths[code] = self.face.getCharWidth(box)
        self.face.charToGlyph[code] = self.face.charToGlyph[box]

    def addObjects(self, doc: Any) -> None:  # noqa: N802, reportlab's name
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            doc.idToObject[fonts[name].ToUnicode.name].content = _text_map(subset)


def font(*, bold: bool = False) -> HouseFont:
    """The house font, read once per process (80 ms a weight).

    A missing or broken file stops the paper: no font, no paper.
    """
    name = BOLD if bold else REGULAR
    with LOCK:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(HouseFont(name, str(resources.path(_FILES[name]))))
        found: HouseFont = pdfmetrics.getFont(name)
    return found


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


def _text_map(subset: list[int]) -> str:
    """The ToUnicode map of one subset, in blocks of 100 lines as PDF wants."""
    lines = [
        f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for place, code in enumerate(subset)
        if code
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )
