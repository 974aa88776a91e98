"""The dispatch sheet 派工单: who does which job, with standard hours and the clocks' times."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import text
from app.orders.dispatched import dispatched_jobs
from app.paper import pages
from app.service import papers
from app.service.queries import facts
from app.workbench import commands as clocks
from app.workbench.values import WorkShare
from db.vocabulary import PaperKind
from tests.app.workbench.conftest import beginnings, shop_fixture
from tests.make import NOON

__all__ = ["beginnings", "shop_fixture"]


def said(shop: Any, order: int, language: str = "zh_CN") -> str:
    text.use(language)
    with shop.records.read() as session:
        kind = PaperKind.DISPATCH_SHEET
        read = facts.order_facts(session, order, kind=kind, by="赵师傅", at=NOON)
    pdf = papers.build(read, PaperKind.DISPATCH_SHEET)
    assert pages.page_count(pdf) == 1
    return re.sub(r"\s", "", pages.page_text(pdf, 0))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sheet_names_jobs_people_and_hours_and_no_price(shop: Any, language: str) -> None:
    told = said(shop, shop.orders[0], language)
    for fact in ("京A·11111", "更换机油", "马建军", "1.5"):  # 1.00 and 0.50 hours together
        assert fact in told
    assert not re.search(r"[¥￥]|\d\.\d\d", told)


def test_times_of_the_clocks_are_printed_and_the_rest_is_for_the_pen(shop: Any) -> None:
    brakes = shop.jobs["brakes"]
    shop.act(clocks.start, brakes, at=NOON)
    shop.act(clocks.finish, brakes, at=NOON + timedelta(minutes=50))
    told = said(shop, shop.orders[0])
    assert "12:00" in told and "12:50" in told
    with shop.records.read() as session:
        jobs = {job.id: job for job in dispatched_jobs(session, shop.orders[0])}
    assert jobs[brakes].started_at == NOON
    assert jobs[brakes].finished_at == NOON + timedelta(minutes=50)
    assert jobs[shop.jobs["oil"]].started_at is None


def test_a_shared_job_names_all_with_their_percents(shop: Any) -> None:
    shares = [WorkShare(shop.ma.staff_id, Decimal(60)), WorkShare(shop.lin.staff_id, Decimal(40))]
    shop.act(clocks.share, shop.jobs["oil"], shares, by=shop.controller)
    assert "马建军60%/林涛40%" in said(shop, shop.orders[0])
