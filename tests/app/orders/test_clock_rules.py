"""Time at jobs, shares in percent and the three ratios, with figures worked out by hand."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.orders import clock_rules as rules
from app.orders.clock_rules import ClockedLine, HoursOf, Span
from db.vocabulary import LineState, Stage
from tests.make import NOON

MINUTE = timedelta(minutes=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute).astimezone()


def test_e_ef_01_each_ratio_is_counted_from_its_own_hours() -> None:
    one = HoursOf(
        sold=Decimal("9.6"),
        worked=Decimal("8.0"),
        attended=Decimal("8.5"),
        available=Decimal("8.5"),
    )
    told = (one.efficiency, one.utilisation, one.productivity)
    assert told == (Decimal("120.00"), Decimal("94.12"), Decimal("112.94"))
    assert one.idle == Decimal("0.5")
    assert HoursOf(sold=Decimal(1)).efficiency is None


def test_e_ef_02_sold_hours_follow_the_share_and_worked_hours_the_own_clock() -> None:
    sold = rules.split(Decimal("3.0"), [Decimal(50), Decimal(30), Decimal(20)])
    worked = [Decimal("1.0"), Decimal("1.0"), Decimal("0.8")]
    assert sold == [Decimal("1.50"), Decimal("0.90"), Decimal("0.60")]
    assert [rules.percent(s, w) for s, w in zip(sold, worked, strict=True)] == [
        Decimal("150.00"),
        Decimal("90.00"),
        Decimal("75.00"),
    ]


def test_e_ef_03_equal_shares_sum_to_100_and_the_first_takes_the_rest() -> None:
    thirds = [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert rules.equal_shares(3) == thirds
    assert rules.split(Decimal("100.00"), thirds) == thirds


@given(
    st.decimals(min_value=0, max_value=9999, places=2),
    st.lists(st.decimals(min_value="0.01", max_value=100, places=2), min_size=1, max_size=6),
)
def test_what_is_split_sums_to_the_whole(amount: Decimal, weights: list[Decimal]) -> None:
    parts = rules.split(amount, weights)
    assert sum(parts) == amount and min(parts) >= 0


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([(1, "50"), (2, "49.99")], "share.sum"),
        ([(1, "50"), (2, "50.01")], "share.sum"),
        ([(1, "150"), (2, "-50")], "share.sum"),
        ([(1, "50"), (1, "50")], "share.people"),
        ([], "share.people"),
    ],
)
def test_shares_sum_to_100_of_different_people(shares: list[tuple[int, str]], code: str) -> None:
    with pytest.raises(Refused) as told:
        rules.check_shares([(who, Decimal(percent)) for who, percent in shares])
    assert told.value.code == code
    rules.check_shares([(1, Decimal("33.34")), (2, Decimal("66.66"))])


def test_a_span_counts_until_now_and_never_below_nothing() -> None:
    assert Span(NOON).length(NOON + 10 * MINUTE) == 10 * MINUTE
    assert Span(NOON).length(NOON - MINUTE) == timedelta()
    assert Span(NOON, NOON + 60 * MINUTE).length(NOON + 10 * MINUTE) == 10 * MINUTE
    assert rules.hours(timedelta(minutes=50)) == Decimal("0.83")
    assert rules.hours(timedelta(seconds=18)) == Decimal("0.01")  # 0.005, half up


@pytest.mark.parametrize(
    ("seconds", "over"), [(66 * 60, False), (66 * 60 + 1, True), (60 * 60 + 1, False)]
)
def test_overtime_begins_a_second_after_what_the_store_allows(seconds: int, over: bool) -> None:
    """One standard hour and 10 %: 66 minutes are still fine."""
    line = ClockedLine(1, Decimal(1), False, (Span(NOON),))
    assert line.is_overtime(NOON + timedelta(seconds=seconds), 10) is over
    assert not rules.is_overtime(timedelta(hours=9), Decimal(0), percent=10)


@pytest.mark.parametrize(
    ("began", "now", "forgotten", "ends"),
    [
        (at(21, 9), at(21, 23), False, at(21, 18)),
        (at(21, 9), at(22, 4, 59), False, at(21, 18)),
        (at(21, 9), at(22, 5), True, at(21, 18)),
        (at(21, 20), at(22, 8), True, at(21, 20)),  # began after closing: it proves nothing
        (at(22, 2), at(22, 8), True, at(22, 2)),  # the night belongs to the 21st
        (at(22, 9), at(21, 9), False, at(22, 18)),  # a PC that is a day behind ends nothing
    ],
)
def test_a_clock_of_a_day_that_is_over_ends_at_closing(
    began: datetime, now: datetime, forgotten: bool, ends: datetime
) -> None:
    assert rules.is_forgotten(began, now) is forgotten
    assert rules.shift_end(began, time(18)) == ends


def test_only_agreed_unfinished_work_of_an_order_in_work_is_started() -> None:
    for state in (LineState.PROPOSED, LineState.DECLINED):
        with pytest.raises(Refused, match="not_agreed"):
            rules.check_workable(state, None)
    with pytest.raises(Refused, match="finished"):
        rules.check_workable(LineState.APPROVED, NOON)
    rules.check_workable(LineState.APPROVED, None)
    for stage in set(Stage) - rules.STARTABLE:
        with pytest.raises(Refused, match="stage"):
            rules.check_stage(stage)


def test_a_span_that_would_end_before_its_start_is_refused() -> None:
    rules.check_order(NOON, NOON)
    with pytest.raises(Refused, match="negative"):
        rules.check_order(NOON, NOON - timedelta(microseconds=1))
