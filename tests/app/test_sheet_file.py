"""CSV and Excel files as rows of texts, with the writing of Chinese Windows."""

import io
import zipfile

import pytest
import xlsxwriter

from app.errors import Refused
from app.sheet_file import MOST_ROWS, rows_of

LIST = [["车架号", "车主"], ["LGBH52E0XKY012345", "张伟"], [], ["LSVAA49J132047371", "李,娜"]]


def workbook(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, other = book.add_worksheet("召回"), book.add_worksheet("说明")
        other.write(0, 0, "不是这里")
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                sheet.write(number, place, text)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_csv_file_in_every_usual_writing(encoding: str, divider: str) -> None:
    text = "\r\n".join(divider.join(f'"{cell}"' for cell in row) for row in LIST)
    assert rows_of(text.encode(encoding)) == LIST


def test_the_first_sheet_of_a_workbook_with_its_empty_rows() -> None:
    assert rows_of(workbook(LIST)) == LIST


def test_numbers_and_gaps_stand_where_they_stood() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(1, 2, 41_000)
        sheet.write_rich_string(1, 0, "LGBH52E0", book.add_format({"bold": True}), "XKY012345")
    assert rows_of(out.getvalue()) == [[], ["LGBH52E0XKY012345", "", "41000"]]


def broken() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", "<worksheet><row></worksheet>")
    return out.getvalue()


def with_entities() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bomb)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04torn", broken(), with_entities(), b"\x89PNG\r\n\x00\x00\xff\xfe"]
)
def test_what_is_no_table_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused, match=r"file\.unread"):
        rows_of(content)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Refused, match=r"file\.rows"):
        rows_of(b"x\n" * (MOST_ROWS + 1))
