"""A reprint is the paper that was given out, marked as a copy and otherwise untouched."""

import re
from datetime import UTC, datetime

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from app.paper.reprint import copy_of


def said(content: bytes, page: int) -> str:
    return re.sub(r"\s", "", pages.page_text(content, page))


def test_a_reprint_says_which_copy_it_is_on_every_page_and_keeps_the_rest() -> None:
    paper = Paper(
        "维修委托书",
        "W261121-001",
        StoreHead("长远汽车"),
        "zh_CN",
        Printed(datetime(2026, 11, 21, 4, tzinfo=UTC), "王敏"),
    )
    paper.clauses([f"第 {number} 条 喆䶮㛃堃" for number in range(60)])
    content = paper.build(invariant=True)
    again = copy_of(content, 3, language="zh_CN")
    assert pages.page_count(again) == pages.page_count(content) > 1
    for page in range(pages.page_count(content)):
        assert "副本3" in said(again, page)
        assert said(again, page).replace("副本3", "") == said(content, page)


def test_the_first_printing_is_left_as_it_is() -> None:
    assert copy_of(b"%PDF", 1, language="en") == b"%PDF"
