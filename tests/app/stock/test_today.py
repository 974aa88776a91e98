"""What waits today: too long in stock, late, to be cared for, a reservation that runs out."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from app import settings
from app.admin import commands as house
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import hold_commands, today
from app.stock.proposal import proposal_name
from app.stock.values import NewHold
from app.today_spec import AskedDay, TodayItem
from app.urgency import Urgency
from db.vocabulary import PaperKind
from tests.app.stock.conftest import TODAY, AddCar
from tests.make import NOON


def told(records: Records, viewer: Actor, at: datetime = NOON) -> dict[str, tuple[TodayItem, ...]]:
    with records.read() as session:
        asked = AskedDay(viewer, at, settings.load(session))
        return {one.name: one.read(session, asked) for one in today.LISTS}


def test_each_car_is_told_once_it_is_due(add_car: AddCar, records: Records, li: Actor) -> None:
    add_car(arrived_on=TODAY - timedelta(days=91))
    late = add_car(1, arrived_on=None, expected_on=TODAY - timedelta(days=1))
    add_car(2)
    found = told(records, li)
    assert [item.who for item in found["long_standing"]] == ["1 car has stood too long"]
    assert [item.opens[1] for item in found["late_arrivals"]] == [late]
    assert found["late_arrivals"][0].urgency is Urgency.OVERDUE
    assert len(found["care_due"]) == 1


def test_one_press_notes_the_care_and_another_takes_it_back(
    add_car: AddCar, act: Any, records: Records, li: Actor
) -> None:
    add_car(arrived_on=TODAY - timedelta(days=30))
    (item,) = told(records, li)["care_due"]
    assert item.act.command is not None and item.act.undo is not None
    act(item.act.command[0], *item.act.command[1], by=li)
    assert told(records, li)["care_due"] == ()
    act(item.act.undo[0], *item.act.undo[1], by=li)
    assert len(told(records, li)["care_due"]) == 1


def test_a_reservation_that_ends_today_is_told_to_its_consultant(
    add_car: AddCar, act: Any, records: Records, li: Actor, zhao: Actor, manager: Actor
) -> None:
    wish = NewHold(note="王先生", held_until=NOON + timedelta(hours=3))
    act(hold_commands.reserve, add_car(), wish, by=li)
    counts = [len(told(records, who)["holds_ending"]) for who in (li, zhao, manager)]
    assert counts == [1, 0, 1]
    assert told(records, li, NOON + timedelta(hours=3))["holds_ending"] == ()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("band_2", 30, "stock.bands"), ("hold_hours", 169, "stock.hold")],
)
def test_rules_that_do_not_fit_together_are_refused(
    act: Any, name: str, value: int, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        act(house.save_settings, {name: value})
    assert (refused.value.code, refused.value.field) == (code, name)


def test_each_monday_the_proposal_is_due_until_it_was_printed(
    add_car: AddCar, act: Any, records: Records, manager: Actor, li: Actor
) -> None:
    monday = NOON + timedelta(days=2)
    assert told(records, manager, monday)["to_order"] == ()
    add_car()
    (item,) = told(records, manager, monday)["to_order"]
    assert item.urgency is Urgency.TODAY
    (late,) = told(records, manager, monday + timedelta(days=1))["to_order"]
    assert late.urgency is Urgency.OVERDUE
    printed = (PaperKind.ORDER_PROPOSAL, proposal_name(monday.date()))
    act(house.count_print, *printed, by=manager, at=monday)
    for day, waits in ((0, 0), (6, 0), (7, 1)):
        found = told(records, manager, monday + timedelta(days=day))
        assert len(found["to_order"]) == waits
