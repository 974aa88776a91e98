"""Papers of 1, 40 and 400 lines on both sheets: every page tells its car, no line is lost."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from itertools import takewhile
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.paper import pages
from app.paper.sizes import CONTINUOUS, UPRIGHT, PaperSize
from app.service.commands import bill
from app.service.papers import build
from app.service.queries.facts import order_facts
from app.service.values import Bill
from db.tables.service import LabourLine
from db.vocabulary import PaperKind, Stage
from tests.app.service.store import NOON, Desk

LONG = (
    PaperKind.SETTLEMENT_LIST,
    PaperKind.REPAIR_CONTRACT,
    PaperKind.WORKSHOP_COPY,
    PaperKind.DISPATCH_SHEET,
)
Box = tuple[float, float, float, float]
PLATE, HOUR = "京A·12345", Decimal("100.00")


@pytest.fixture
def long_order(desk: Desk, order: int) -> Callable[[int], int]:
    """An order with so many jobs of an hour at 100 yuan, agreed, done and billed."""

    def made(jobs: int) -> int:
        def fill(session: Any, *, by: Any, at: Any) -> None:
            price = {"hours": Decimal("1.00"), "rate": HOUR, "fee": HOUR}
            session.add_all(
                LabourLine(order_id=order, name=f"项目{number}号", position=number, **price)
                for number in range(jobs)
            )

        desk.act(fill, by=desk.manager)
        desk.approve(order, *(line.ref for line in desk.sheet(order).lines))
        desk.move(order, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY)
        desk.act(bill.settle, order, Bill())
        return order

    return made


@pytest.mark.sqlite_only("papers are drawn from facts; 400 lines take their time")
@pytest.mark.parametrize("jobs", [1, 40, 400])
def test_long_papers_lose_no_line_and_overlap_nowhere(
    desk: Desk, long_order: Callable[[int], int], jobs: int
) -> None:
    key = long_order(jobs)
    for kind in LONG:
        with desk.records.read() as session:
            facts = order_facts(session, key, kind=kind, by="周敏", at=NOON)
        for size in (UPRIGHT, CONTINUOUS):
            check(build(facts, kind, size=size), jobs, kind=kind, size=size)


def test_texts_upon_each_other_are_found() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    for name, down in (("first", 0), ("second", 4), ("third", 40)):
        canvas.drawString(100, 700 - down, name)
    canvas.save()
    assert len(overlapping(target.getvalue())) == 1


def check(pdf: bytes, jobs: int, *, kind: PaperKind, size: PaperSize) -> None:
    where = f"{kind} of {jobs} on {size.high:.0f} points"
    texts = [pages.page_text(pdf, at) for at in range(pages.page_count(pdf))]
    assert all(PLATE in text for text in texts), f"a page without its car: {where}"
    found = [int(one) for one in re.findall(r"项目(\d+)号", "".join(texts))]
    assert sorted(found) == list(range(jobs)), where
    assert pages.page_size(pdf, 0) == pytest.approx((size.wide, size.high), abs=0.5)
    assert not overlapping(pdf), where
    if kind is PaperKind.DISPATCH_SHEET:
        assert texts[0].count("Mechanical") >= min(jobs, 8), f"a trade is broken: {where}"
    if kind is PaperKind.SETTLEMENT_LIST:
        assert "1. " in texts[-1], f"a clause stands alone: {where}"
        assert f"{HOUR * jobs:,.2f}" in texts[-1], where


def overlapping(pdf: bytes) -> list[tuple[int, str, str]]:
    """Page and texts whose boxes lie upon each other by more than a point both ways."""
    clashes = []
    with closing(pypdfium2.PdfDocument(io.BytesIO(pdf))) as document:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            boxes = [words.get_rect(at) for at in range(words.count_rects())]
            for one, other in filter(_clash, _near(boxes)):
                told = words.get_text_bounded(*one), words.get_text_bounded(*other)
                clashes.append((number, *told))
            words.close()
            page.close()
    return clashes


def _near(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """Pairs of boxes (left, bottom, right, top) of about the same height on the page."""
    boxes = sorted(boxes, key=lambda box: box[1])
    for at, one in enumerate(boxes):
        above = takewhile(partial(_is_below_top, one), boxes[at + 1 :])
        yield from ((one, other) for other in above)


def _is_below_top(one: Box, other: Box) -> bool:
    return other[1] < one[3]


def _clash(pair: tuple[Box, Box]) -> bool:
    one, other = pair
    across, along = min(one[2], other[2]) - max(one[0], other[0]), one[3] - other[1]
    return across > 1 and min(along, other[3] - other[1]) > 1
