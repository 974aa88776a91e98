"""What people typed stands on the paper as they typed it.

No markup, no lost character, nothing over the edge.
"""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper import pages
from app.paper.closing import Signature
from app.paper.fonts import printable
from app.paper.glyphs import missing_characters
from app.paper.grid import GridLook, Strong
from app.paper.style import A4, MARGIN
from app.paper.table import PaperColumn, Rows
from tests.app.paper.make import bare, paper, text_of

EVIL = [
    "<b>bold</b>", "<img src=/etc/passwd>", "<table>" * 20, "&", "R&D", "&lt;", "&amp;amp;",
    "A<VIP>B", "<!-- -->", "]]>", "</para>",
    "<a href='file:///etc/passwd'>x</a>", "%s {0} {}", "%(name)s %%", "'; DROP TABLE person; --",
    '"', "''", "*", "NEAR(", "\\", "\\n",
    "a\r\nb", "a\tb", "a\rb", "a\x0bb", "a\u2028b", "NUL\x00here", "\u202eabc", "a\u200bb\ufeffc",
    "　张　三　", "喆䶮㛃堃", "𠮷田", "𬭎",
    "😀👨‍👩‍👧", "❤️",
    "e\u0301", "𝔘𝔫𝔦", "１２３ＡＢＣ", "=1+1", "=HYPERLINK('x')", "@SUM", "+1", "-1", "../../x",
    "CON", "a/b\\c:*?",
    "x" * 300, "长" * 300, "W" * 300,
    "²³µ℃￥¥№㎡±×÷°‰", "—…“”‘’《》【】", "·•", "\U000e0041", "\U0010ffff", "\ue000",
    "https://example.com/a?b=c&d=e", "a@b.cn", "𠮷" * 64, "…" * 100, "（" * 200,
]  # fmt: skip


def seen(value: str) -> str:
    """The stated normalisation.

    Controls and what has no ink are not printed; where lines end is free.
    """
    return bare(
        "".join(one for one in printable(value) if unicodedata.category(one) not in ("Cc", "Cf"))
    )


def everywhere(value: str) -> bytes:
    sheet = paper(title=value[:80] or "x", by=value[:40], store=value[:60] or "x", number="N-1")
    sheet.grid([[(value, value), ("B", Strong(value))]], GridLook(name="B", by_hand=True))
    sheet.grid([[(value, value), ("VIN", value)]], GridLook(columns=(1, 1, 1, 1)))
    sheet.note(value, strong=True).clauses([value])
    sheet.table(
        [PaperColumn(value, 20), PaperColumn("B", 20, "right"), PaperColumn("C", 20, "centre")],
        Rows([[value] * 3], [[value, "", ""]]),
        name="B",
    )
    return sheet.total(value, Decimal(1)).signatures([Signature(value, value, value)]).build()


@pytest.mark.parametrize("value", EVIL, ids=ascii)
def test_a_hostile_text_is_found_on_the_paper_as_it_was_typed(value: str) -> None:
    content = (
        paper()
        .note(f"[{value}]")
        .table([PaperColumn("A", 1)], [[f"{{{value}}}"]])
        .clauses([f"({value})"])
        .build()
    )
    found = bare(text_of(content))
    assert f"[{seen(value)}]" in found
    assert f"{{{seen(value)}}}" in found
    assert f"({seen(value)})" in found


@pytest.mark.parametrize("value", EVIL, ids=ascii)
def test_a_hostile_text_in_every_place_makes_no_link_and_no_picture(value: str) -> None:
    document = pypdfium2.PdfDocument(everywhere(value))
    for page in document:
        assert pypdfium2.raw.FPDFPage_GetAnnotCount(page) == 0
        kinds = {found.type for found in page.get_objects()}
        assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
        page.close()
    document.close()


@pytest.mark.parametrize("value", EVIL, ids=ascii)
def test_a_hostile_text_leaves_no_ink_beyond_the_margins(value: str) -> None:
    content = everywhere(value)
    for number in range(pages.page_count(content)):
        wide, high, pixels = pages.page_image(content, number, dpi=36)
        edge = int(MARGIN / 2) - 1
        rows = (pixels[y * wide * 4 : (y + 1) * wide * 4] for y in range(high))
        assert all(set(row[: edge * 4]) == {255} and set(row[-edge * 4 :]) == {255} for row in rows)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cf", "Cs", "Mn", "Cn", "Zs", "Zl", "Zp", "Co"]),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_is_found_on_the_paper(value: str) -> None:
    # the reader itself folds a few presentation forms; what is not folded must come back
    if unicodedata.normalize("NFKC", value) == value and not any(
        unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in value
    ):
        assert bare(value) in bare(text_of(paper().note(value).build()))


def test_characters_beyond_the_first_plane_are_copied_whole() -> None:
    content = paper().note("𠮷田 𬭎 😀").build()
    assert "𠮷田 𬭎 😀" in text_of(content)


def test_a_missing_glyph_is_said_before_printing_and_shown_as_a_box() -> None:
    assert missing_characters("张𠮷伟😀😀") == "𠮷😀"
    assert missing_characters("喆䶮㛃堃𬭎²³µ℃￥ \n\u200b") == ""
    assert missing_characters("\ud800") == "\ud800"
    boxed, drawn = (paper().note(value).build(invariant=True) for value in ("😀", "□"))
    assert pages.page_image(boxed, 0, dpi=100) == pages.page_image(drawn, 0, dpi=100)
    assert missing_characters("😀") == "😀"


def test_every_standard_character_has_a_glyph_in_both_weights() -> None:
    level_one_and_two = [
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    ]
    assert missing_characters("".join(level_one_and_two)) == ""


def test_the_wide_space_stays() -> None:
    assert "　　甲　乙" in text_of(paper().note("　　甲　乙").build())


def test_all_fonts_are_embedded() -> None:
    content = everywhere("喆 & Tom 😀")
    assert b"Helvetica" not in content
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor") > 0


def test_papers_made_at_the_same_time_do_not_mix() -> None:
    def made(number: int) -> bool:
        words = "".join(chr(0x4E00 + number * 50 + step) for step in range(50))
        return words in bare(text_of(paper().note(words).build()))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(made, range(40)))


def test_the_page_is_a4() -> None:
    assert pages.page_size(paper().note("x").build(), 0) == pytest.approx(A4, abs=0.01)
    assert pages.page_size(paper(landscape=True).note("x").build(), 0) == pytest.approx(
        (A4[1], A4[0]), abs=0.01
    )
