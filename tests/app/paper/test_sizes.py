"""Papers on continuous paper say the same, page by page, and a printer's offset moves them."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.paper.offset_cross import FROM_EDGE, offset_cross
from app.paper.paper import Paper
from app.paper.reprint import copy_of
from app.paper.sizes import ACROSS, CONTINUOUS, SIZES, UPRIGHT, PaperSize, size_of
from app.paper.style import MM
from app.paper.table import PaperColumn
from tests.make import NOON


def black_box(pdf: bytes, dpi: float = 144) -> tuple[float, float]:
    """Left and upper edge of what is dark on the first page, in millimetres."""
    wide, high, pixels = pages.page_image(pdf, 0, dpi=dpi)
    dark = [place for place in range(0, len(pixels), 4) if pixels[place] < 128]
    columns, rows = {place // 4 % wide for place in dark}, {place // 4 // wide for place in dark}
    assert max(rows) < high
    return min(columns) / dpi * 25.4, min(rows) / dpi * 25.4


def box() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, (CONTINUOUS.wide, CONTINUOUS.high))
    canvas.rect(50 * MM, 60 * MM, 20 * MM, 20 * MM, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(("right", "down"), [(3.0, 0.0), (0.0, 4.0), (-2.5, -1.5)])
def test_an_offset_moves_the_page_by_so_many_millimetres(right: float, down: float) -> None:
    before, after = black_box(box()), black_box(pages.shifted(box(), right=right, down=down))
    assert after[0] - before[0] == pytest.approx(right, abs=0.2)
    assert after[1] - before[1] == pytest.approx(down, abs=0.2)


def test_no_offset_leaves_the_very_bytes() -> None:
    pdf = box()
    assert pages.shifted(pdf, right=0, down=0) is pdf


@pytest.mark.parametrize("size", SIZES.values())
def test_the_crosses_of_the_test_print_stand_20_mm_from_the_edges(size: PaperSize) -> None:
    pdf = offset_cross(size, ["测试打印"])
    assert pages.page_size(pdf, 0) == pytest.approx((size.wide, size.high), abs=0.1)
    left, top = black_box(pdf, dpi=288)
    ruler = FROM_EDGE / MM - 10  # the rulers reach ten millimetres from the cross
    assert left == pytest.approx(ruler, abs=0.2)
    assert top == pytest.approx(ruler, abs=0.2)


@pytest.mark.parametrize("size", SIZES.values())
def test_every_row_stands_between_the_margins_of_each_sheet(size: PaperSize) -> None:
    printed = Printed(NOON, "王敏", 2, size=size)
    paper = Paper("结算清单", "J261121-001", StoreHead("云山汽车"), "zh_CN", printed)
    paper.table([PaperColumn("Job", 100)], [[f"第{row}行"] for row in range(60)])
    pdf = copy_of(paper.build(), 2, language="zh_CN")
    count = pages.page_count(pdf)
    said = "".join(pages.page_text(pdf, number) for number in range(count))
    assert [f"第{row}行" in said for row in range(60)] == [True] * 60
    for number in range(count):
        assert pages.page_size(pdf, number) == pytest.approx((size.wide, size.high), abs=0.1)
        assert f"第 {number + 1} 页 / 共 {count} 页" in pages.page_text(pdf, number)


def test_a_page_tells_its_sheet() -> None:
    for size in (UPRIGHT, ACROSS, CONTINUOUS):
        assert size_of(size.wide + 0.4, size.high - 0.4) is size
