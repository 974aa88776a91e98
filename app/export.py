"""A list as an Excel file: titles, then a line per row, with real numbers, dates and texts.

Needs neither a store nor a window: whoever shows a list hands over its cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from app.errors import Refused
from app.formatting import show_moment
from app.local_time import local
from app.text import N_
from db import long_work

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | date | datetime | time | None
"""A moment is aware; None is an empty cell."""
SUFFIX = ".xlsx"
MOST_ROWS = 1_048_575
"""What an Excel sheet holds beneath its titles."""
MOST_CHARACTERS = 32_767
"""What an Excel cell holds."""
MOST_DIGITS = 10**15
"""A longer whole number would lose its last digits in a cell."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a program that opens the file may take for the beginning of a formula."""
SAMPLE, LEAST_WIDTH, MOST_WIDTH = 200, 8, 60
STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "bottom": 1},
    # a telephone number or a VIN that somebody touches stays a text
    "text": {"num_format": "@"},
    "marked": {"num_format": "@", "quote_prefix": True},
    "whole": {"num_format": "0"},
    "decimal": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
    "time": {"num_format": "hh:mm"},
}


@dataclass(frozen=True, slots=True)
class SheetStamp:
    """What the list is called, who saved it and when: it stands at the foot of every print."""

    title: str
    by: str
    at: datetime


def sheet(titles: Sequence[str], rows: Iterable[Sequence[Cell]], *, stamp: SheetStamp) -> bytes:
    """The file: one sheet, its titles fixed and with filters. Refuses more than a sheet holds."""
    # only a list that is saved needs it
    from xlsxwriter import Workbook

    lines = list(rows)
    if len(lines) > MOST_ROWS:
        message = N_("A sheet holds {most:,} lines. Narrow the list first.")
        raise Refused("export.long", message, most=MOST_ROWS)
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        made = local(stamp.at).replace(tzinfo=None)
        book.set_properties({"title": stamp.title, "author": stamp.by, "created": made})
        page = book.add_worksheet(stamp.title[:31])
        _set_up(page, titles, lines, stamp=stamp)
        styles = {name: book.add_format(dict(how)) for name, how in STYLES.items()}
        for at, title in enumerate(titles):
            page.write_string(0, at, title, styles["title"])
        for row, line in enumerate(lines, 1):
            long_work.step(row, len(lines))
            for at, cell in enumerate(line):
                _write_cell(page, (row, at), cell, styles=styles)
    return file.getvalue()


def _set_up(
    page: "Worksheet", titles: Sequence[str], lines: Sequence[Sequence[Cell]], *, stamp: SheetStamp
) -> None:
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(lines), len(titles) - 1)
    for at, width in enumerate(_widths(titles, lines)):
        page.set_column(at, at, width)
    page.set_landscape()
    page.repeat_rows(0)
    foot = f"{stamp.title} · {stamp.by} · {show_moment(stamp.at)}".replace("&", "&&")
    page.set_footer(f"&L{foot[:200]}&R&P / &N")


def _write_cell(
    page: "Worksheet", place: tuple[int, int], cell: Cell, *, styles: Mapping[str, "Format"]
) -> None:
    """By the kind of the value and never by how a text looks."""
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime):
        page.write_datetime(*place, local(cell).replace(tzinfo=None), styles["moment"])
    elif isinstance(cell, date) and cell.year >= 1900:
        page.write_datetime(*place, cell, styles["date"])
    elif isinstance(cell, time):
        page.write_datetime(*place, cell, styles["time"])
    elif isinstance(cell, int | Decimal) and -MOST_DIGITS < cell < MOST_DIGITS:
        style = "decimal" if isinstance(cell, Decimal) else "whole"
        page.write_number(*place, float(cell), styles[style])
    else:
        text = _sound(str(cell))
        style = "marked" if text.startswith(FORMULA_SIGNS) else "text"
        page.write_string(*place, text, styles[style])


def _sound(text: str) -> str:
    """What a cell can hold: no half of a character, and an ellipsis where it was too long."""
    whole = text.encode("utf-8", "replace").decode()
    return whole if len(whole) <= MOST_CHARACTERS else f"{whole[: MOST_CHARACTERS - 1]}…"


def _widths(titles: Sequence[str], lines: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """Room for what stands in the first lines, in characters; a Chinese one takes two."""
    for at, title in enumerate(titles):
        texts = [title, *(_read(line[at]) for line in lines[:SAMPLE])]
        widest = max(
            sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text[:MOST_WIDTH])
            for text in texts
        )
        yield min(max(widest + 2, LEAST_WIDTH), MOST_WIDTH)


def _read(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return "2026-11-21 12:00"
    return f"{cell:,.2f}" if isinstance(cell, Decimal) else str(cell or "")
