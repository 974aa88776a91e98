"""A rework names the order that it does again, and reads whether its guarantee holds."""

from datetime import date, timedelta
from typing import Any

from app.orders.rules import GuaranteeEnd
from app.service.commands import opening
from app.service.queries.reworks import past_repairs
from app.service.values import Intake, NewOrder
from db.vocabulary import ServiceType
from tests.app.service.test_commands_leaving import ended, refused, stay
from tests.make import NOON

DAY = timedelta(days=1)


def test_the_chosen_order_is_linked_and_its_guarantee_follows(desk: Any) -> None:
    """An engine overhaul, then a second-level maintenance: the engine is done again."""
    engine = stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    second = stay(desk, ServiceType.SECOND_LEVEL, at=NOON + DAY, odometer=40_500)
    with desk.records.read() as session:
        found = past_repairs(session, desk.sheet(engine).car.id)
    assert [one.id for one in found] == [second, engine]
    assert found[1].end == GuaranteeEnd(date(2027, 3, 1), 60_000)
    assert found[0].end == GuaranteeEnd(date(2026, 12, 22), 45_500)
    intake = Intake(odometer=41_000, service_type=ServiceType.REWORK, reworked_id=engine)
    again = desk.act(opening.open_order, NewOrder("京C33333", intake=intake), at=NOON + 2 * DAY)
    assert desk.sheet(again).intake.reworked_id == engine


def test_without_a_choice_the_newest_is_meant_and_another_cars_is_refused(desk: Any) -> None:
    first = stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    newest = stay(desk, ServiceType.SECOND_LEVEL, at=NOON + DAY, odometer=40_500)
    rework = Intake(odometer=41_000, service_type=ServiceType.REWORK)
    again = desk.act(opening.open_order, NewOrder("京C33333", intake=rework), at=NOON + 2 * DAY)
    assert desk.sheet(again).intake.reworked_id == newest
    other = Intake(service_type=ServiceType.REWORK, reworked_id=first)
    refusal = refused(desk, opening.open_order, NewOrder("京C44444", intake=other))
    assert (refusal.code, refusal.field) == ("order.rework", "reworked_id")
    plain = Intake(odometer=41_000, service_type=ServiceType.REPAIR, reworked_id=first)
    desk.act(opening.change_intake, again, plain, at=NOON + 2 * DAY)
    assert desk.sheet(again).intake.reworked_id is None


def test_a_rework_of_a_chosen_rework_restarts_where_it_was_completed(desk: Any) -> None:
    stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    done = NOON + 3 * DAY
    again = stay(desk, ServiceType.REWORK, at=done, odometer=43_100, left=done + 2 * DAY)
    with desk.records.read() as session:
        newest = past_repairs(session, desk.sheet(again).car.id)[0]
    assert (newest.id, newest.end.last_day, newest.end.km) == (again, *ended(desk, again)[1:])
