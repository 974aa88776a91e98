"""Where pages end.

Heads repeated, totals with rows above them, signatures with what they sign, page x of y.
"""

from datetime import date
from decimal import Decimal

import pytest

from app.identity.capitals import in_capitals
from app.paper import pages
from app.paper.closing import QrCode
from app.paper.grid import GridLook, Strong
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn, Rows
from app.text import MissingCatalogue
from tests.app.paper.make import paper, text_of, texts_of

COLUMNS = [PaperColumn("HEAD", 20), PaperColumn("Customer", 60), PaperColumn("Amount", 30, RIGHT)]


def sheet(rows: int, **kind: object) -> list[str]:
    made = paper(**kind)  # type: ignore[arg-type]
    made.table(
        COLUMNS,
        Rows(
            [[f"row{number}.", "张女士", "¥1.00"] for number in range(rows)],
            [["TOTAL", "", "¥9.00"]],
        ),
    )
    return list(texts_of(made.build()))


@pytest.mark.parametrize(("rows", "expected"), [(1, 1), (40, 1), (60, 2), (400, 8)])
@pytest.mark.parametrize("landscape", [False, True])
def test_a_table_has_its_head_on_every_page_and_its_totals_on_the_last(
    rows: int, expected: int, landscape: bool
) -> None:
    found = sheet(rows, landscape=landscape)
    assert len(found) == expected if not landscape else len(found) >= expected
    assert all("HEADCustomer" in page for page in found)
    assert [page.count("TOTAL") for page in found] == [0] * (len(found) - 1) + [1]
    assert all(f"row{number}." in "".join(found) for number in range(rows))
    assert all(f"Page{number}of{len(found)}" in page for number, page in enumerate(found, 1))


@pytest.mark.parametrize("rows", range(24, 80))
def test_totals_never_stand_without_rows(rows: int) -> None:
    last = sheet(rows)[-1]
    assert f"row{rows - 1}." in last
    assert f"row{rows - 2}." in last


@pytest.mark.parametrize("lines", range(28, 44))
def test_signatures_never_stand_alone(lines: int) -> None:
    made = (
        paper()
        .note("\n".join(f"line{number}." for number in range(lines)))
        .signatures(["SELLER", "BUYER"])
    )
    last = list(texts_of(made.build()))[-1]
    assert "SELLER" in last
    assert f"line{lines - 1}." in last


def test_a_row_longer_than_a_page_is_continued() -> None:
    story = "".join(f"<{number}>" for number in range(2000))
    found = list(
        texts_of(paper().table(COLUMNS, Rows([["1", story, ""]], [["TOTAL", "", ""]])).build())
    )
    assert len(found) > 1
    cell = "".join(page.partition("HEADCustomerAmount")[2].partition("Page")[0] for page in found)
    assert story in cell
    assert "TOTAL" in found[-1]


def test_a_field_longer_than_a_page_is_continued() -> None:
    story = "".join(f"<{number}>" for number in range(2000))
    for made in (
        paper().grid([[("Remark", story), ("VIN", "x")]]),
        paper().grid([[("Remark", story)]], GridLook(name="A")),
    ):
        found = texts_of(made.build())
        assert len(found) > 1
        assert (
            sum(f"<{number}>" in "".join(found) for number in range(2000)) > 1900
        )  # a few stand across a line of the other column
        assert "<1999>" in found[-1]


def test_blank_rows_are_drawn_for_the_pen() -> None:
    empty, ruled = (paper().table(COLUMNS, Rows([], blank=number)).build() for number in (0, 10))
    ink = [sum(pages.page_image(content, 0, dpi=50)[2]) for content in (empty, ruled)]
    assert ink[1] < ink[0]


def test_a_table_refuses_a_row_of_the_wrong_length() -> None:
    with pytest.raises(ValueError, match="zip"):
        paper().table(COLUMNS, [["one", "two"]])


def test_a_paper_with_nothing_on_it_is_a_page() -> None:
    assert pages.page_count(paper().build()) == 1


def test_figures_and_capitals_stand_together() -> None:
    found = text_of(paper().total("Due", Decimal("1085.35")).build())
    assert "¥1,085.35" in found
    assert in_capitals(Decimal("1085.35")) in found


def test_the_first_print_is_no_copy_and_the_second_says_so() -> None:
    assert "copy" not in text_of(paper().build())
    assert text_of(paper(copy=2).build()).count("copy 2") == 2


def test_a_practice_store_says_so_on_every_page() -> None:
    found = list(texts_of(paper(practice=True).note("x\n" * 100).build()))
    assert len(found) > 1
    assert all(set("练习PRACTICE") <= set(page) for page in found)
    plain, marked = (
        pages.page_image(paper(practice=kind).build(), 0, dpi=30) for kind in (False, True)
    )
    assert plain != marked


def test_the_words_are_those_of_the_papers_language() -> None:
    try:
        made = (
            paper(language="zh_CN", copy=3)
            .day(date(2026, 11, 21), weather="")
            .total("应付", Decimal(1))
            .build()
        )
    except (FileNotFoundError, MissingCatalogue):
        pytest.skip("the texts are not compiled")
    found = text_of(made)
    for said in ("2026年11月21日 星期六", "天气", "壹元整", "第 1 页 / 共 1 页", "副本 3", "打印"):
        assert said in found
    assert "Saturday, 21 November 2026" in text_of(paper().day(date(2026, 11, 21)).build())


def test_the_same_facts_make_the_same_bytes() -> None:
    made = [paper().note("喆 same").build(invariant=True) for _ in range(2)]
    assert made[0] == made[1]


def test_a_picture_of_a_page_is_complete() -> None:
    wide, high, pixels = pages.page_image(paper().note("x").build(), 0, dpi=72)
    assert (wide, high) == (596, 842)
    assert len(pixels) == wide * high * 4
    assert set(pixels[3::4]) == {255}
    assert 0 < sum(1 for value in pixels[::4] if value < 128) < wide * high / 20


def test_every_page_names_the_number_and_the_subject() -> None:
    made = paper(subject="京A·12345 · ¥186.00").note("x\n" * 100).build()
    for page in texts_of(made):
        assert "TD-20261121-0007·京A·12345·¥186.00" in page


def test_empty_fields_vanish_and_those_for_the_pen_keep_their_line() -> None:
    facts = [[("Plate", Strong("京A·12345")), ("VIN", ""), ("Colour", "白")]]
    assert "VIN" not in text_of(paper().grid(facts).build())
    by_hand = text_of(paper().grid(facts, GridLook(by_hand=True)).build())
    assert "VIN" in by_hand and "京A·12345" in by_hand
    assert pages.page_count(paper().grid([[("VIN", "")]]).build()) == 1


def test_a_code_for_the_camera_stands_beside_the_signatures() -> None:
    plain, coded = (
        paper().note("x").signatures(["BUYER"], code=code).build()
        for code in (None, QrCode("https://example.com/r/1", "Rate us"))
    )
    assert "Rate us" in text_of(coded) and "Rate us" not in text_of(plain)
    ink = [sum(pages.page_image(content, 0, dpi=50)[2]) for content in (plain, coded)]
    assert ink[1] < ink[0]


def test_a_title_too_wide_for_the_head_stands_below_it() -> None:
    short, long = (paper(title=title).note("x") for title in ("Bill", "A very long title " * 4))
    assert long.frame.top(1) < short.frame.top(1)
    assert "Averylongtitle" in texts_of(long.build())[0]


def test_boxes_that_nobody_seals_are_lower() -> None:
    def high(internal: bool) -> float:
        made = paper().note("x").signatures(["A"], internal=internal)
        return made._pieces[-1].height

    assert (round(high(True) * 25.4 / 72), round(high(False) * 25.4 / 72)) == (25, 38)
