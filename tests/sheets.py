"""Reads an Excel file as a spreadsheet would, with nothing but what Python has."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DAY_ZERO = datetime(1899, 12, 30)


@dataclass(frozen=True)
class SheetCell:
    """`kind` is "s" for a text and "n" for a number; `format` how a number is shown."""

    kind: str
    value: str | float
    format: str
    quoted: bool

    @property
    def moment(self) -> datetime:
        """The number as a moment, to the second."""
        return DAY_ZERO + timedelta(seconds=round(float(self.value) * 86400))


def read(content: bytes) -> list[dict[str, SheetCell]]:
    """The lines with their cells by column letter; a formula fails."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
    texts = [_text(one) for one in parts["xl/sharedStrings.xml"].findall("x:si", NS)]
    formats = _formats(parts["xl/styles.xml"])
    page = parts["xl/worksheets/sheet1.xml"]
    assert not page.findall(".//x:f", NS), "a formula"
    return [
        {
            re.sub(r"\d", "", cell.attrib["r"]): _cell(cell, texts, formats)
            for cell in row.findall("x:c", NS)
            if cell.find("x:v", NS) is not None
        }
        for row in page.findall(".//x:row", NS)
    ]


def values(content: bytes) -> list[list[str | float]]:
    """The lines as plain values; empty cells are left out."""
    return [[cell.value for cell in line.values()] for line in read(content)]


def _cell(
    cell: ElementTree.Element, texts: list[str], formats: list[tuple[str, bool]]
) -> SheetCell:
    kind, raw = cell.get("t", "n"), cell.findtext("x:v", "", NS)
    shown, quoted = formats[int(cell.get("s", "0"))]
    return SheetCell(kind, texts[int(raw)] if kind == "s" else float(raw), shown, quoted)


def _text(item: ElementTree.Element) -> str:
    whole = "".join(part.text or "" for part in item.iter(f"{{{NS['x']}}}t"))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), whole)


def _formats(styles: ElementTree.Element) -> list[tuple[str, bool]]:
    own = {
        one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{{{NS['x']}}}numFmt")
    }
    known = {"1": "0", "4": "#,##0.00", "49": "@"}
    return [
        (
            own.get(one.get("numFmtId")) or known.get(one.get("numFmtId", ""), "General"),
            one.get("quotePrefix") == "1",
        )
        for one in styles.findall("x:cellXfs/x:xf", NS)
    ]
