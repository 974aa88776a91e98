"""The hours of a month, worked out by hand, and the paper that lists the jobs behind them."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app import text
from app.paper import pages
from app.workbench import commands as clocks
from app.workbench.month import MonthFacts, month_hours
from app.workbench.papers import month_sheet, month_sheet_with_jobs
from app.workbench.values import WorkShare
from tests.make import NOON

NOVEMBER = date(2026, 11, 1)


def facts(shop: Any, month: date = NOVEMBER) -> MonthFacts:
    with shop.records.read() as session:
        return month_hours(session, month, by="赵师傅", at=NOON + timedelta(hours=3))


def work(shop: Any) -> None:
    """Ma: brakes 1.00 h in 50 min; oil 0.50 h in 30 min, of which Lin has 40 %."""
    shares = [WorkShare(shop.ma.staff_id, Decimal(60)), WorkShare(shop.lin.staff_id, Decimal(40))]
    shop.act(clocks.share, shop.jobs["oil"], shares, by=shop.controller)
    begin = NOON
    for job, minutes in (("brakes", 50), ("oil", 30)):
        shop.act(clocks.start, shop.jobs[job], at=begin)
        begin += timedelta(minutes=minutes)
        shop.act(clocks.finish, shop.jobs[job], at=begin)


def test_each_technician_has_sums_that_equal_the_jobs_beneath(shop: Any) -> None:
    """Ma sold 1.00 + 0.30 in 80 min = 1.33 h: 97.74 %. Lin sold 0.20 and clocked nothing."""
    work(shop)
    people = {one.name: one for one in facts(shop).people}
    ma, lin = people["马建军"], people["林涛"]
    assert (ma.hours.sold, ma.hours.standard) == (Decimal("1.30"), Decimal("1.30"))
    assert (ma.hours.worked, ma.hours.efficiency) == (Decimal("1.33"), Decimal("97.74"))
    assert (lin.hours.sold, lin.hours.worked, lin.hours.efficiency) == (Decimal("0.20"), 0, None)
    for one in people.values():
        assert sum(job.sold for job in one.jobs) == one.hours.sold
        assert sum(job.standard for job in one.jobs) == one.hours.standard
    assert facts(shop).total.sold == Decimal("1.50")
    assert facts(shop, date(2026, 10, 1)).total.sold == 0


def told_by(pdf: bytes) -> str:
    said = "".join(pages.page_text(pdf, at) for at in range(pages.page_count(pdf)))
    return re.sub(r"\s", "", said)


def test_the_paper_tells_sums_alone_unless_the_jobs_are_asked_for(shop: Any) -> None:
    work(shop)
    text.use("zh_CN")
    pdf = month_sheet(facts(shop))
    told = told_by(pdf)
    assert pages.page_count(pdf) == 1
    assert "马建军" in told and "97.7%" in told
    assert "更换机油" not in told and "京A·11111" not in told


def test_the_paper_lists_people_sums_and_jobs(shop: Any) -> None:
    work(shop)
    text.use("zh_CN")
    told = told_by(month_sheet_with_jobs(facts(shop)))
    expected = ("技师月度工时", "马建军", "97.7%", "合计1.501.50", "京A·11111")
    for words in (*expected, "更换机油0.300.30"):
        assert words in told, words
