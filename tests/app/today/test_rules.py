"""In which order things are done today."""

from datetime import timedelta
from typing import Any

from app.today.rules import Group, group_of, in_order, is_mine
from app.today_spec import TodayAct, TodayItem
from app.urgency import Urgency
from tests.make import NOON

MINUTE = timedelta(minutes=1)


def item(who: str, minutes: int, urgency: Urgency = Urgency.LATER, **more: Any) -> TodayItem:
    return TodayItem(
        opens=("visit", hash(who)),
        at=NOON + minutes * MINUTE,
        who=who,
        act=TodayAct("Open"),
        urgency=urgency,
        **more,
    )


def test_who_waits_here_comes_before_an_older_call_and_the_rest_by_its_time() -> None:
    items = [
        item("later", 61),
        item("at risk at five", 300, Urgency.TODAY),
        item("soon", 60),
        item("call of yesterday", -1500, Urgency.OVERDUE),
        item("call of last week", -9000, Urgency.CRITICAL),
        item("late car", -80, Urgency.OVERDUE, waits=True),
        item("later car", -150, Urgency.OVERDUE, waits=True),
    ]
    assert [one.who for one in in_order(items, NOON)] == [
        *("later car", "late car", "call of last week", "call of yesterday"),
        *("soon", "later", "at risk at five"),
    ]


def test_an_hour_is_soon_and_a_minute_more_is_not() -> None:
    assert group_of(item("a", 60), NOON) is Group.SOON
    assert group_of(item("a", 61), NOON) is Group.LATER
    assert group_of(item("a", 61, Urgency.CRITICAL), NOON) is Group.OVERDUE
    assert group_of(item("a", -5, Urgency.TODAY), NOON) is Group.SOON


def test_what_nobody_looks_after_is_everybodys() -> None:
    assert is_mine(item("a", 0), 7) and is_mine(item("a", 0, owner_id=7), 7)
    assert not is_mine(item("a", 0, owner_id=8), 7)
