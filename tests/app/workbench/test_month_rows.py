"""The hours of a month in rows: each sum equals the rows beneath it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands as house
from app.admin.commands import save_settings
from app.orders.clock_rules import HoursOf
from app.workbench import commands as clocks
from app.workbench import month_rows
from app.workbench.month_rows import MonthHours, TechnicianRows
from app.workbench.rules import needs_coaching
from app.workbench.values import WorkShare
from tests.make import NOON

NOVEMBER, LATER = date(2026, 11, 1), NOON + timedelta(hours=5)


def month(shop: Any, day: date = NOVEMBER) -> MonthHours:
    with shop.records.read() as session:
        return month_rows.month_overview(session, day, at=LATER)


def rows(shop: Any, who: Any, day: date = NOVEMBER) -> TechnicianRows:
    with shop.records.read() as session:
        return month_rows.technician_rows(session, who.staff_id, day, at=LATER)


def work(shop: Any) -> None:
    """Ma: brakes (1.00 h) in 20 min, oil (0.50 h, 60 %) in 20 min, lamp for 20 min, not done.

    Each third of an hour is 0.333; together they are 1.00.
    """
    shares = [WorkShare(shop.ma.staff_id, Decimal(60)), WorkShare(shop.lin.staff_id, Decimal(40))]
    shop.act(clocks.share, shop.jobs["oil"], shares, by=shop.controller)
    begin = NOON
    for job in ("brakes", "oil", "lamp"):
        shop.act(clocks.start, shop.jobs[job], at=begin)
        begin += timedelta(minutes=20)
        if job != "lamp":
            shop.act(clocks.finish, shop.jobs[job], at=begin)
    shop.act(clocks.go, at=begin)


def test_the_rows_of_a_technician_add_up_to_the_month(shop: Any) -> None:
    work(shop)
    ma = next(one for one in month(shop).people if one.name == "马建军")
    assert (ma.hours.sold, ma.hours.worked) == (Decimal("1.30"), Decimal("1.00"))
    found = rows(shop, shop.ma)
    told = {job.name: (job.sold, job.standard, job.worked, job.is_finished) for job in found.jobs}
    assert [values[2] for values in told.values()] == [Decimal("0.34"), *[Decimal("0.33")] * 2]
    assert told["更换灯泡"] == (0, 0, Decimal("0.33"), False)
    assert told["更换机油"][0] == Decimal("0.30"), "60 % of 0.50"
    for name in ("sold", "standard", "worked", "attended", "available"):
        assert sum(getattr(day.hours, name) for day in found.days) == getattr(ma.hours, name), name
    assert [day.day for day in found.days if day.hours.worked] == [date(2026, 11, 21)]
    assert {job.efficiency for job in found.jobs} == {None, Decimal("294.12"), Decimal("90.91")}


def test_a_share_without_a_clock_is_a_row_too(shop: Any) -> None:
    work(shop)
    [job] = rows(shop, shop.lin).jobs
    assert (job.name, job.sold, job.worked) == ("更换机油", Decimal("0.20"), 0)
    assert job.efficiency is None, "nothing was worked"
    assert rows(shop, shop.lin, date(2026, 10, 1)).jobs == ()


def test_the_total_is_what_all_have(shop: Any) -> None:
    work(shop)
    told = month(shop)
    assert (told.first, told.last) == (NOVEMBER, date(2026, 11, 21))
    assert (told.total.sold, told.total.worked) == (Decimal("1.50"), Decimal("1.00"))
    assert all(one.earlier == (None, None) for one in told.people), "nobody attended before"


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (("79.99", "60.00", "12.00"), True),
        (("79.99", "80.00", "12.00"), False),
        ((None, "60.00", "12.00"), False),
        (("60.00", "12.00"), False),
    ],
)
def test_three_months_below_the_target_ask_for_coaching(
    months: tuple[str | None, ...], expected: bool
) -> None:
    given = [Decimal(month) if month else None for month in months]
    assert needs_coaching(given) is expected


def test_pay_follows_productivity_and_efficiency(shop: Any) -> None:
    """Ma sold 1.30 of 21 days of 8 h, 0.77 %: a fifth of it is 0.15 % of pay.

    All sold 1.50 in 1.00 worked hours, 150 %: a fifth is 30.00 % of the workshop head's pay.
    """
    work(shop)
    told = month(shop)
    ma = next(one for one in told.people if one.name == "马建军")
    assert (ma.hours.available, ma.hours.productivity) == (Decimal("168.00"), Decimal("0.77"))
    assert (ma.pay, told.head_pay) == (Decimal("0.15"), Decimal("30.00"))
    half = {"productivity_share": 50, "efficiency_share": 25}
    shop.act(save_settings, half, by=shop.manager)
    told = month(shop)
    assert [one.pay for one in told.people if one.name == "马建军"] == [Decimal("0.39")]
    assert told.head_pay == Decimal("37.50")


@pytest.mark.parametrize(
    "name", ["productivity_share", "efficiency_share", "quick_head_cut", "quick_advisor_cut"]
)
def test_pay_has_the_floors_of_the_work_plans(shop: Any, name: str) -> None:
    """S173: at least 20 %; S178: not below 10 %."""
    floor = 20 if name.endswith("share") else 10
    refused = shop.refused(save_settings, {name: floor - 1}, by=shop.manager)
    assert refused.field == name
    shop.act(save_settings, {name: floor}, by=shop.manager)


def test_the_month_before_stands_beside_the_efficiency(shop: Any) -> None:
    work(shop)
    with shop.records.read() as session:
        at = datetime(2026, 12, 10, 4, tzinfo=UTC)
        told = month_rows.month_overview(session, date(2026, 12, 1), at=at)
    assert (told.before.efficiency, told.total.efficiency, told.head_pay) == (150, None, None)


def test_whoever_left_still_stands_in_the_month_that_was_worked(shop: Any) -> None:
    """Ma worked 1.00 h of the month: no day of the calendar is owed any more."""
    work(shop)
    before = month(shop).total
    shop.act(house.retire_staff, shop.ma.staff_id, hand_to=shop.lin.staff_id, by=shop.manager)
    told = month(shop)
    ma = next(one for one in told.people if one.name == "马建军")
    assert (ma.hours.sold, ma.hours.worked) == (Decimal("1.30"), Decimal("1.00"))
    assert ma.hours.available == ma.hours.attended == Decimal("1.00")
    assert (told.total.sold, told.total.worked) == (before.sold, before.worked)
    found = rows(shop, shop.ma)
    for name in ("sold", "standard", "worked", "attended", "available"):
        assert sum(getattr(day.hours, name) for day in found.days) == getattr(ma.hours, name), name


def test_a_controller_who_lends_a_hand_is_counted_too(shop: Any) -> None:
    shop.act(clocks.start, shop.jobs["lamp"], by=shop.controller)
    at = NOON + timedelta(minutes=30)
    shop.act(clocks.finish, shop.jobs["lamp"], by=shop.controller, at=at)
    [found] = [one for one in month(shop).people if one.name == "赵师傅"]
    assert (found.hours.sold, found.hours.worked) == (Decimal("0.30"), Decimal("0.50"))


def test_nobody_together_has_nothing() -> None:
    assert HoursOf.together(()) == HoursOf()
