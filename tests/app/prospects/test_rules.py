"""The next contact lies in working hours and after the talk, whatever the hour.

Lateness turns at the exact minute.
"""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import Refused
from app.prospects import rules
from app.prospects.rules import Hours
from app.urgency import Urgency
from db.vocabulary import CallResult, Role

HOURS = Hours(time(8, 30), time(18))
moments = some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1))


@given(moments, some.integers(0, 365))
def test_the_next_contact_is_later_and_while_the_store_is_open(since: datetime, days: int) -> None:
    due = rules.next_contact(since, days, hours=HOURS)
    assert due > since
    assert HOURS.opens <= due.time() <= HOURS.closes
    assert days <= (due.date() - since.date()).days <= max(days, 1)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        (datetime(2026, 11, 21, 10, 32, 40), 1, datetime(2026, 11, 22, 10, 32)),
        (datetime(2026, 11, 21, 19, 40), 3, datetime(2026, 11, 24, 18, 0)),
        (datetime(2026, 11, 21, 7, 0), 7, datetime(2026, 11, 28, 8, 30)),
        (datetime(2026, 11, 21, 11, 0), 0, datetime(2026, 11, 21, 18, 0)),
        (datetime(2026, 11, 21, 18, 5), 0, datetime(2026, 11, 22, 8, 30)),
    ],
)
def test_the_interval_of_the_level_is_kept(since: datetime, days: int, due: datetime) -> None:
    assert rules.next_contact(since, days, hours=HOURS) == due


def test_lateness_turns_at_the_very_minute() -> None:
    due = datetime(2026, 11, 21, 12, 0)
    minute = timedelta(minutes=1)
    assert rules.urgency(due, due - timedelta(days=1), every_days=3) is Urgency.LATER
    assert rules.urgency(due, due - minute, every_days=3) is Urgency.TODAY
    assert rules.urgency(due, due, every_days=3) is Urgency.OVERDUE
    assert rules.urgency(due, due + timedelta(days=3) - minute, every_days=3) is Urgency.OVERDUE
    assert rules.urgency(due, due + timedelta(days=3), every_days=3) is Urgency.CRITICAL


@given(moments, moments, some.integers(0, 60))
def test_time_never_makes_a_contact_less_urgent(due: datetime, now: datetime, every: int) -> None:
    order = list(Urgency)
    later = rules.urgency(due, now + timedelta(hours=5), every_days=every)
    assert order.index(later) >= order.index(rules.urgency(due, now, every_days=every))


def test_who_was_not_reached_is_tried_the_next_day() -> None:
    assert rules.days_until_next(CallResult.REACHED, 7) == 7
    assert rules.days_until_next(CallResult.NO_ANSWER, 7) == 1
    assert rules.days_until_next(CallResult.CALL_LATER, 0) == 0


def test_a_change_of_level_needs_a_reason() -> None:
    rules.check_regrade(1, 1, reason=None)
    rules.check_regrade(1, 2, reason="已定车型")
    with pytest.raises(Refused, match=r"level\.no_reason"):
        rules.check_regrade(1, 2, reason="  ")


def test_a_level_belongs_to_its_owner_and_the_manager() -> None:
    assert rules.may_grade(frozenset({Role.CONSULTANT}), is_owner=True)
    assert not rules.may_grade(frozenset({Role.CONSULTANT}), is_owner=False)
    assert rules.may_grade(frozenset({Role.MANAGER}), is_owner=False)


def test_a_store_that_is_open_until_midnight_has_contacts_until_its_last_minute() -> None:
    late = Hours(time(8, 30), time.max)
    since = datetime(2026, 11, 21, 23, 10)
    assert rules.next_contact(since, 1, hours=late) == datetime(2026, 11, 22, 23, 10)
    assert rules.next_contact(since, 0, hours=late) == datetime(2026, 11, 21, 23, 59)


def test_an_area_has_one_name_however_it_was_said() -> None:
    told = (
        "北京市海淀区中关村 1 号",
        "浙江省杭州市西湖区文三路",
        "朝阳区建国路 8 号",
        "上海路 3 号",
    )
    assert [rules.district(address) for address in told] == ["海淀", "西湖", "朝阳", ""]
    assert [rules.area_name(said) for said in ("海淀区", "海淀", "沙县", None)] == [
        "海淀",
        "海淀",
        "沙县",
        "",
    ]
