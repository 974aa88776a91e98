"""Lists as Excel files: what is a number stays one, and no text ever becomes one (Q3, I1, I7)."""

import time as clock
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from app import export
from app.errors import Refused
from app.export import SheetStamp, sheet
from tests import sheets
from tests.make import NOON
from tests.reliability.hostile import HOSTILE, LONE

STAMP = SheetStamp("客户", "王敏 & 李强", NOON)


def one(cell: export.Cell) -> sheets.SheetCell:
    return sheets.read(sheet(["x"], [[cell]], stamp=STAMP))[1]["A"]


def test_numbers_money_and_dates_are_what_they_are() -> None:
    assert (one(12).value, one(12).format) == (12.0, "0")
    assert (one(Decimal("1085.35")).value, one(Decimal("1085.35")).format) == (1085.35, "#,##0.00")
    assert one(Decimal("-999999999999.99")).value == -999999999999.99
    assert one(date(2026, 11, 21)).moment == datetime(2026, 11, 21)
    assert (one(NOON).moment, one(NOON).format) == (
        datetime(2026, 11, 21, 12),
        "yyyy-mm-dd hh:mm",
    )
    assert one(time(8, 30)).value == pytest.approx(8.5 / 24)
    assert one(date(1890, 5, 1)).value == "1890-05-01", "Excel knows no day before 1900"


@pytest.mark.parametrize("text", ["13800138000", "1HGCM82633A004352", "0010", "1e5", "2026-11-21"])
def test_what_looks_like_a_number_stays_a_text(text: str) -> None:
    assert (one(text).kind, one(text).value, one(text).format) == ("s", text, "@")
    assert one(10**17).value == "100000000000000000", "no digit is lost"


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "=HYPERLINK('http://x')"]
)
def test_what_begins_like_a_formula_is_marked_as_a_text(text: str) -> None:
    cell = one(text)
    assert (cell.kind, cell.value, cell.quoted) == ("s", text, True)


def test_hostile_texts_come_back_as_they_were() -> None:
    lines = sheets.read(sheet(["x"], [[text] for text in HOSTILE], stamp=STAMP))[1:]
    for text, line in zip(HOSTILE, lines, strict=True):
        # the format of the file itself has one kind of line end
        assert line["A"].kind == "s"
        assert str(line["A"].value).replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert one(LONE[0]).value == "a?b"


def test_a_text_is_cut_where_a_cell_ends_and_nothing_is_an_empty_cell() -> None:
    assert str(one("长" * 40_000).value) == "长" * 32_766 + "…"
    assert sheets.read(sheet(["x", "y"], [[None, ""]], stamp=STAMP))[1:] in ([], [{}])


def test_more_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="long"):
        sheet(["x"], [[1], [2], [3]], stamp=STAMP)


def test_ten_thousand_lines_take_less_than_two_seconds() -> None:
    rows = [
        [
            f"客户{at}",
            "13800138000",
            "京A12345",
            at,
            Decimal(at) / 100,
            NOON,
            date(2026, 1, 2),
            "在修",
        ]
        for at in range(10_000)
    ]
    began = clock.process_time()
    content = sheet([*"abcdefgh"], rows, stamp=STAMP)
    assert clock.process_time() - began < 2
    lines = sheets.values(content)
    assert (len(lines), lines[-1][0], lines[-1][4]) == (10_001, "客户9999", 99.99)
