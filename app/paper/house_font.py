"""Embeds Noto Sans SC in every paper, and draws □ for missing glyphs.

reportlab writes a character above U+FFFF into the PDF's text map as five hexadecimal digits, which
no reader understands: the map is rewritten as UTF-16BE. A character without a glyph is drawn as □
while the text map keeps the character: the eye sees that something is missing, and copying or
searching still finds the name.
"""

from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.paper.glyphs import BOX


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


def registered(name: str, file: Path) -> HouseFont:
    """The font of this name, read from its file the first time."""
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(HouseFont(name, str(file)))
    found: HouseFont = pdfmetrics.getFont(name)
    return found


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
