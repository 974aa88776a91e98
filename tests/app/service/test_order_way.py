"""When an order passed each point of its way, with a clock that goes on."""

from datetime import timedelta
from typing import Any

from app.orders.way import Milestone
from app.permissions import Actor
from app.records import Records
from app.service.commands import opening
from app.service.order_way import standing, way
from app.service.queries.sheet import sheet
from app.service.values import Intake, NewOrder
from db.vocabulary import Stage
from tests.make import NOON

MINUTE = timedelta(minutes=1)


def told(records: Records, key: int) -> dict[Milestone, tuple[str, int | None]]:
    """State and minutes after noon of each point."""
    with records.read() as session:
        order = sheet(session, key)
    assert order is not None
    points = way(order, standing(order))
    minutes = {one.milestone: one.at and int((one.at - NOON).seconds / 60) for one in points}
    return {one.milestone: (one.state.value, minutes[one.milestone]) for one in points}


def test_each_point_has_the_time_at_which_it_was_passed_last(
    records: Records, manager: Actor
) -> None:
    """In work 12:10, check 12:30, back 12:40, check 12:50, ready 13:00; no wash is wanted."""

    def act(minutes: int, command: Any, *args: Any, **named: Any) -> Any:
        return records.act(command, *args, by=manager, at=NOON + minutes * MINUTE, **named)

    key = act(0, opening.open_order, NewOrder("京A12345", intake=Intake(odometer=1, wash=False)))
    assert told(records, key)[Milestone.ASSIGNMENT] == ("now", None)
    act(10, opening.move, key, Stage.IN_WORK)
    act(30, opening.move, key, Stage.QUALITY_CHECK)
    act(40, opening.move, key, Stage.IN_WORK, reason="noise")
    assert told(records, key)[Milestone.CHECK] == ("ahead", None), "it failed"
    act(50, opening.move, key, Stage.QUALITY_CHECK)
    act(60, opening.move, key, Stage.READY)
    assert told(records, key) == {
        Milestone.ARRIVAL: ("done", 0),
        Milestone.ASSIGNMENT: ("done", 10),
        Milestone.WORK: ("done", 50),
        Milestone.CHECK: ("done", 60),
        Milestone.WASH: ("left_out", None),
        Milestone.SETTLEMENT: ("now", None),
        Milestone.HAND_OVER: ("ahead", None),
    }


def test_a_cancelled_order_has_only_arrived(records: Records, manager: Actor) -> None:
    key = records.act(opening.open_order, NewOrder("京A12345"), by=manager, at=NOON)
    records.act(opening.move, key, Stage.CANCELLED, reason="gone", by=manager, at=NOON)
    states = [state for state, _at in told(records, key).values()]
    assert states == ["done", *["ahead"] * 3, "ahead", "ahead", "ahead"]
