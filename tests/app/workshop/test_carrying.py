"""Unfinished cars get a new time or a reason at closing, and are told the next morning."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app import settings
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.today_spec import AskedDay
from app.workshop import today
from app.workshop.carrying import CarryValue, carry_over, left_over
from db.vocabulary import Stage
from tests.make import NOON

DAY = date(2026, 11, 21)
TOMORROW = NOON + timedelta(days=1)


def test_what_is_not_finished_today_is_left_until_it_has_a_time_or_a_reason(
    records: Records, act: Callable[..., Any], car: Callable[..., int]
) -> None:
    late = car("京A11111", stage=Stage.IN_WORK, promised_at=NOON - timedelta(hours=1))
    bare = car("京A22222", stage=Stage.WAITING_PARTS)
    car("京A33333", stage=Stage.IN_WORK, promised_at=TOMORROW)
    car("京A44444", stage=Stage.READY, promised_at=NOON)

    def left() -> list[int]:
        with records.read() as session:
            return [row.id for row in left_over(session, DAY)]

    assert left() == [late, bare], "what is promised for tomorrow or ready is no carry-over"
    with pytest.raises(Refused) as silent:
        act(carry_over, late, CarryValue(TOMORROW, " "), day=DAY)
    assert silent.value.field == "reason"
    with pytest.raises(Refused) as soon:
        act(carry_over, late, CarryValue(NOON + timedelta(hours=2), "等件"), day=DAY)
    assert soon.value.field == "promised_at"
    act(carry_over, late, CarryValue(TOMORROW, "变速箱拆检"), day=DAY)
    assert left() == [bare]
    with records.read() as session:
        assert left_over(session, DAY)[0].id == bare
    act(carry_over, bare, CarryValue(None, "等件"), day=DAY)
    assert left() == []
    with pytest.raises(Refused) as gone:
        act(carry_over, car("京A55555", stage=Stage.CANCELLED), CarryValue(None, "误"), day=DAY)
    assert gone.value.code == "order.closed"


def test_the_next_morning_tells_the_cars_and_their_reasons(
    records: Records, act: Callable[..., Any], car: Callable[..., int], manager: Actor
) -> None:
    bare = car("京A22222", stage=Stage.WAITING_PARTS)
    act(carry_over, bare, CarryValue(None, "等变速箱总成"), day=DAY)
    with records.read() as session:
        store = settings.load(session)
        asked = AskedDay(manager, NOON, store)
        assert today.carried_over(session, asked) == (), "not on the same day"
        (item,) = today.carried_over(session, AskedDay(manager, TOMORROW, store))
    assert item.opens[1] == bare and "等变速箱总成" in item.why


def test_a_ready_car_is_told_of_with_its_days_until_the_customer_knows(
    records: Records, car: Callable[..., int], manager: Actor
) -> None:
    since = NOON - timedelta(days=3)
    key = car("京A44444", stage=Stage.READY, stage_since=since)
    with records.read() as session:
        asked = AskedDay(manager, NOON, settings.load(session))
        (item,) = today.not_collected(session, asked)
    assert item.opens[1] == key
    assert "3 days" in item.why and "not told" in item.why
