"""The walk round the car on paper: ticks, the fuel gauge, marks in words; never over its block."""

import pytest

from app.body_marks import BodyMarks, read
from app.paper import pages
from app.paper.body_sketch import Beside
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from tests.make import NOON


def drawn(marks: BodyMarks, beside: Beside) -> bytes:
    paper = Paper("环车检查单", "W1", StoreHead("云山汽车"), "zh_CN", Printed(NOON, "王敏"))
    return paper.body_sketch(marks, beside=beside).note("以上已核对").build()


def beside(*, ticked: bool = False, fuel: float | None = None, words: str = "无") -> Beside:
    things = tuple((name, ticked) for name in ("行车记录仪", "儿童座椅", "雨伞"))
    lists = (("随车物品", things), ("车损情况", words))
    return Beside(fuel, ("油量", "1/2"), ("进厂里程", "40,000 km"), lists)


def ink(pdf: bytes) -> int:
    """How many points of the first page are dark."""
    _wide, _high, pixels = pages.page_image(pdf, 0, dpi=144)
    return sum(pixels[place] < 100 for place in range(0, len(pixels), 4))


def test_a_ticked_box_differs_from_an_empty_one() -> None:
    empty, ticked = drawn(read(None), beside()), drawn(read(None), beside(ticked=True))
    assert ink(ticked) > ink(empty)
    assert pages.page_text(ticked, 0) == pages.page_text(empty, 0)


def test_nobody_read_the_gauge_so_it_has_no_needle() -> None:
    without, half = drawn(read(None), beside()), drawn(read(None), beside(fuel=0.5))
    assert ink(half) > ink(without)
    assert ink(drawn(read(None), beside(fuel=0.0))) > ink(without)  # empty is not unknown


@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_every_mark_is_told_in_words_and_what_follows_stands_below(count: int) -> None:
    marks = read("sedan " + " ".join(f"dent@{300 + 5 * one},300" for one in range(count)))
    said = pages.page_text(drawn(marks, beside()), 0)
    assert said.count("凹陷") == count or said.count("Dent") == count
    assert "以上已核对" in said


def test_a_long_text_makes_the_block_higher_instead_of_leaving_it() -> None:
    long = "左前门有划痕，长约十二厘米；" * 12
    said = pages.page_text(drawn(read(None), beside(words=long)), 0)
    assert said.replace("\r\n", "").count("十二厘米") == 12
