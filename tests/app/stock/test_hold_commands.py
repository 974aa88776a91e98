"""Reservations: one at a time, with an end, extended by who may."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import hold_commands
from app.stock.values import NewHold
from db.stock_words import StockState
from tests import make as makers
from tests.app.stock.conftest import AddCar
from tests.app.stock.test_commands import row_of
from tests.make import NOON


def test_the_second_reads_who_has_the_car_for_whom_and_until_when(
    add_car: AddCar, act: Any, make: Any, li: Actor, zhao: Actor
) -> None:
    car, customer = add_car(), make(makers.person, "张伟")
    act(hold_commands.reserve, car, NewHold(person_id=customer), by=li)
    with pytest.raises(Refused) as refused:
        act(hold_commands.reserve, car, NewHold(note="老客户"), by=zhao)
    told = refused.value.text()
    assert "李强" in told and "张伟" in told and "2026-11-23 12:00" in told, told


def test_a_hold_that_has_run_out_is_ended_by_the_next(
    add_car: AddCar, act: Any, records: Records, li: Actor, zhao: Actor
) -> None:
    car = add_car()
    act(hold_commands.reserve, car, NewHold(note="张伟"), by=li)
    later = NOON + timedelta(hours=48)
    act(hold_commands.reserve, car, NewHold(note="老客户"), by=zhao, at=later)
    assert row_of(records, li, car).holder == "赵敏"


def test_released_and_taken_back_unless_somebody_was_faster(
    add_car: AddCar, act: Any, records: Records, li: Actor, zhao: Actor
) -> None:
    car = add_car()
    hold = act(hold_commands.reserve, car, NewHold(note="张伟"), by=li)
    with pytest.raises(Refused, match=r"hold\.not_yours"):
        act(hold_commands.release, hold, by=zhao)
    act(hold_commands.release, hold, by=li)
    assert row_of(records, li, car).state is StockState.IN_STOCK
    act(hold_commands.hold_again, hold, by=li)
    act(hold_commands.release, hold, by=li)
    act(hold_commands.reserve, car, NewHold(note="老客户"), by=zhao)
    with pytest.raises(Refused, match=r"hold\.taken"):
        act(hold_commands.hold_again, hold, by=li)


def test_beyond_the_longest_only_the_manager(
    add_car: AddCar, act: Any, records: Records, li: Actor, manager: Actor
) -> None:
    car = add_car()
    hold = act(hold_commands.reserve, car, NewHold(note="张伟"), by=li)
    far = NOON + timedelta(days=8)
    with pytest.raises(Refused) as refused:
        act(hold_commands.extend, hold, far, by=li)
    assert (refused.value.code, refused.value.field) == ("hold.long", "held_until")
    before = act(hold_commands.extend, hold, far, by=manager)
    assert row_of(records, li, car).held_until == far
    act(hold_commands.take_back_extension, hold, before, by=manager)
    assert row_of(records, li, car).held_until == before


def test_somebody_or_a_word_is_needed(add_car: AddCar, act: Any, li: Actor) -> None:
    with pytest.raises(Refused, match=r"hold\.nobody"):
        act(hold_commands.reserve, add_car(), NewHold(), by=li)
