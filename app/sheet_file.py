"""Reads the first table of a CSV or Excel file (.xlsx) as rows of texts."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from app.errors import Refused
from app.text import N_

MOST_BYTES = 20_000_000
MOST_ROWS, MOST_COLUMNS = 50_000, 200
ENCODINGS = ("utf-8-sig", "gb18030")
UNREAD = N_("This file cannot be read. Save it as CSV or as an Excel workbook (.xlsx).")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
Rows = list[list[str]]


def rows_of(content: bytes) -> Rows:
    """The rows with their cells as texts; row 1 of the file comes first, empty ones too.

    Refused for what is neither, or larger than 20 MB or 50,000 rows.
    """
    if len(content) > MOST_BYTES:
        raise Refused("file.large", N_("This file is too large: 20 MB at most."))
    found = _workbook(content) if content[:2] == b"PK" else _csv(content)
    if len(found) > MOST_ROWS:
        raise Refused("file.rows", N_("This file has too many rows: 50,000 at most."))
    return found


def _csv(content: bytes) -> Rows:
    """Comma, semicolon or tab, whichever the first rows have most of."""
    text = next((found for name in ENCODINGS if (found := _decoded(content, name))), "")
    if "\0" in text or (content and not text):
        raise Refused("file.unread", UNREAD)
    head = text[:4000]
    divider = max(",;\t", key=head.count)
    try:
        return [row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text), delimiter=divider)]
    except csv.Error:
        raise Refused("file.unread", UNREAD) from None


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _workbook(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > 10 * MOST_BYTES:
                raise Refused("file.large", N_("This file is too large: 20 MB at most."))
            texts = _shared_texts(parts)
            first = min((name for name in parts.namelist() if SHEET.fullmatch(name)), key=_place)
            return list(_sheet(parts.read(first), texts))
    except (zipfile.BadZipFile, ElementTree.ParseError, ValueError, KeyError, IndexError):
        raise Refused("file.unread", UNREAD) from None


def _place(name: str) -> tuple[int, str]:
    """`sheet2.xml` comes before `sheet10.xml`."""
    number = re.search(r"\d+", name)
    return int(number.group()) if number else 0, name


def _shared_texts(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    return [_words(one) for one in _parsed(parts.read("xl/sharedStrings.xml"))]


def _sheet(content: bytes, texts: list[str]) -> Iterator[list[str]]:
    """Rows by their own numbers: Excel leaves empty ones out."""
    at = 0
    for row in _parsed(content).iter():
        if _name(row) != "row":
            continue
        number = int(row.get("r") or at + 1)
        if number > MOST_ROWS:
            raise Refused("file.rows", N_("This file has too many rows: 50,000 at most."))
        while at < number - 1:
            at += 1
            yield []
        at = number
        yield _cells(row, texts)


def _cells(row: ElementTree.Element, texts: list[str]) -> list[str]:
    found: list[str] = []
    for cell in row:
        place = _column(cell.get("r") or "") if cell.get("r") else len(found)
        if place < MOST_COLUMNS:
            found += [""] * (place + 1 - len(found))
            found[place] = _text(cell, texts)
    return found


def _text(cell: ElementTree.Element, texts: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _words(cell)
    value = next((one.text or "" for one in cell if _name(one) == "v"), "")
    return texts[int(value)] if kind == "s" and value else value


def _words(element: ElementTree.Element) -> str:
    """The text runs of a cell in a row; readings of characters (phonetic runs) are none."""
    return "".join(
        run.text or ""
        for part in element
        if _name(part) != "rPh"
        for run in part.iter()
        if _name(run) == "t"
    )


def _column(reference: str) -> int:
    """`C7` is column 2."""
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _parsed(content: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise ValueError("a workbook declares no entities")
    return ElementTree.fromstring(content)  # noqa: S314 - without entities, of bounded size
