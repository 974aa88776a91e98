"""The list of customers tells who was here last, with which car, and what comes next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from app.people import queries
from app.people.latest import Coming, Seen
from app.people.queries import PersonRow
from app.permissions import Actor
from app.records import Records
from db.nouns import Noun
from db.tables.people import Person
from db.tables.prospects import FollowUp
from db.tables.service import RepairOrder
from db.tables.vehicles import VehicleRelation
from db.vocabulary import Relation, ServiceType, Stage
from tests import make as makers

Act = Callable[..., Any]
DAY = timedelta(days=1)


def _owner(session: Any, *, by: Actor, at: datetime) -> int:
    """A customer who drove here yesterday and whose car has been in the shop for three days."""
    who = makers.person(session, "张伟", "13800138000")
    car = makers.vehicle(session, "京A12345", model_name="轩逸", colour="珠光白")
    session.add(
        VehicleRelation(
            vehicle_id=car.id, person_id=who.id, relation=Relation.OWNER, from_on=at.date()
        )
    )
    makers.visit(session, by=1, at=at - DAY, person_id=who.id)
    makers.repair_order(
        session,
        car,
        by=1,
        at=at - 3 * DAY,
        customer_id=who.id,
        number="W261121-001",
        stage=Stage.IN_WORK,
        promised_at=at + DAY,
    )
    return int(who.id)


def _row(records: Records, person: int) -> PersonRow:
    with records.read() as session:
        return queries.rows(session, [person])[0]


def test_a_car_in_the_shop_goes_before_a_later_visit(act: Act, records: Records) -> None:
    row = _row(records, act(_owner))
    assert (row.cars, row.model, row.colour) == (("京A12345",), "轩逸", "珠光白")
    assert row.seen is not None and row.coming is not None
    assert (row.seen.noun, row.seen.stage, row.seen.is_in_shop) == (
        Noun.REPAIR_ORDER,
        Stage.IN_WORK,
        True,
    )
    assert row.coming.noun == Noun.REPAIR_ORDER


def test_after_the_hand_over_the_latest_visit_counts(act: Act, records: Records) -> None:
    person = act(_owner)

    def deliver(session: Any, *, by: Actor, at: datetime) -> datetime:
        order = session.query(RepairOrder).one()
        order.stage = Stage.DELIVERED
        return at

    at = act(deliver)
    row = _row(records, person)
    assert row.seen == Seen(at - DAY, Noun.VISIT)
    assert row.coming is None


def test_the_earliest_of_all_that_is_open_comes_next(act: Act, records: Records) -> None:
    person = act(_owner)

    def plan(session: Any, *, by: Actor, at: datetime) -> datetime:
        makers.sales_consent(session, session.get_one(Person, person))
        for hours, done in ((-5, at), (-2, None), (9, None)):
            due = at + timedelta(hours=hours)
            session.add(FollowUp(person_id=person, staff_id=1, due_at=due, done_at=done))
        return at

    at = act(plan)
    assert _row(records, person).coming == Coming(at - timedelta(hours=2), Noun.FOLLOW_UP)


def test_who_was_never_here_has_neither(act: Act, records: Records) -> None:
    def add(session: Any, *, by: Actor, at: datetime) -> int:
        return int(makers.person(session, "李娜").id)

    row = _row(records, act(add))
    assert (row.cars, row.model, row.seen, row.coming, row.last_seen) == ((), "", None, None, None)


def test_an_order_that_is_over_is_named_by_its_kind(act: Act, records: Records) -> None:
    def add(session: Any, *, by: Actor, at: datetime) -> int:
        who, car = makers.person(session, "李娜"), makers.vehicle(session, "京B77777")
        makers.repair_order(
            session,
            car,
            by=1,
            at=at,
            customer_id=who.id,
            number="W261121-009",
            stage=Stage.DELIVERED,
            service_type=ServiceType.MAINTENANCE,
        )
        return int(who.id)

    seen = _row(records, act(add)).seen
    assert seen is not None and not seen.is_in_shop
    assert seen.service_type is ServiceType.MAINTENANCE
