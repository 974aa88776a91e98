"""Every line of the timeline leads to a record; what is owed is told; a long file opens at once."""

import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app import timeline
from app.desks import DESKS as SPECS
from app.people import commands, queries
from app.people.commands import MergeChoice
from app.people.consents import ConsentFacts
from app.records import Records
from app.vehicles import queries as vehicles
from db.tables.admin import Audit
from db.tables.bills import Payment, Settlement
from db.tables.people import Person
from db.tables.prospects import FollowUp, LevelChange
from db.tables.service import RepairOrder
from db.tables.vehicles import VehicleRelation
from db.vocabulary import Act as Did
from db.vocabulary import (
    CallResult,
    ConsentPurpose,
    ContactWay,
    PaymentMethod,
    ProspectState,
    Relation,
    Stage,
)
from tests import make as makers
from tests.make import NOON
from ui.desks import DESKS

Act = Callable[..., Any]


@pytest.fixture
def person(act: Act, records: Records) -> int:
    """张伟, of whom every kind of event is told."""
    made = int(act(commands.add, {"name": "张伟", "phone": "13800138000"}))
    twin = act(commands.add, {"name": "张先生", "phone": "13900139000"})
    act(_live, made)
    act(commands.keep_consent, made, ConsentFacts((ConsentPurpose.SALES_CONTACT,), "书面", 3))
    act(commands.keep_consent, made, ConsentFacts(()), at=NOON + timedelta(hours=1))
    with records.read() as session:
        versions = (session.get(Person, made).version, session.get(Person, twin).version)
    act(
        commands.unmerge,
        act(commands.merge, MergeChoice(made, twin, frozenset(), versions)),
        at=NOON + timedelta(hours=2),
    )
    return made


def _live(session: Any, person: int, *, by: Any, at: Any) -> None:
    makers.visit(session, by=1, at=at, person_id=person, purpose_id=1)
    makers.test_drive(session, makers.demo_car(session), by=1, at=at, person_id=person)
    wish = makers.prospect(
        session,
        session.get(Person, person),
        session.get(makers.Staff, 1),
        session.get(makers.Level, 1),
    )
    wish.state, wish.closed_at, wish.lost_reason = ProspectState.LOST, at, "买了别的品牌"
    session.add(
        LevelChange(prospect_id=wish.id, new_level_id=1, at=at, staff_id=1, reason="问了贷款")
    )
    told = {"way": ContactWay.PHONE, "result": CallResult.REACHED, "content": "周末来店"}
    session.add(
        FollowUp(
            person_id=person,
            prospect_id=wish.id,
            staff_id=1,
            due_at=at,
            done_at=at,
            done_by=1,
            **told,
        )
    )
    car = makers.vehicle(session, "京A12345")
    session.add(
        VehicleRelation(
            vehicle_id=car.id, person_id=person, relation=Relation.OWNER, from_on=at.date()
        )
    )
    order = makers.repair_order(
        session, car, by=1, at=at, customer_id=person, stage=Stage.DELIVERED
    )
    makers.repair_order(session, car, by=1, at=at - timedelta(days=400), stage=Stage.DELIVERED)
    session.add(
        Payment(
            number="P1",
            order_id=order.id,
            method=PaymentMethod.CASH,
            amount=Decimal("85.50"),
            at=at,
            taken_by=1,
        )
    )


def test_every_kind_of_event_opens_its_record(records: Records, person: int) -> None:
    shown = {noun for desk in DESKS for noun in desk.records}
    with records.read() as session:
        record = queries.record(session, person)
        assert record is not None
        kinds = {event.kind for event in record.events}
        assert kinds >= {
            "visit",
            "drive",
            "order",
            "inherited",
            "payment",
            "level",
            "follow_up",
            "consent",
            "withdrawal",
            "merge",
            "unmerge",
        }
        for event in record.events:
            assert event.noun in shown, event.kind
            if event.noun in timeline.documents(SPECS):
                found = timeline.document(session, event.noun, event.record_id)
                assert found is not None and (found.id, found.person_id) == (
                    event.record_id,
                    person,
                )


def test_a_record_says_all_that_was_written_down(records: Records, person: int) -> None:
    with records.read() as session:
        record = queries.record(session, person)
        assert record is not None
        first = {event.noun: event.record_id for event in record.events}
        told = {
            noun: repr(timeline.document(session, noun, first[noun]))
            for noun in timeline.documents(SPECS)
        }
        assert all(
            timeline.document(session, noun, 999) is None for noun in timeline.documents(SPECS)
        )
    assert all(word in told["follow_up"] for word in ("周末来店", "REACHED", "PHONE", "王敏"))
    assert all(word in told["prospect"] for word in ("买了别的品牌", "问了贷款", "LOST"))
    assert all(word in told["consent"] for word in ("书面", "SALES_CONTACT", "3", "王敏"))
    assert all(word in told["merge"] for word in ("张先生", "王敏"))


@pytest.mark.parametrize(
    ("payments", "owed"),
    [
        ((), "800.00"),
        (((PaymentMethod.CASH, 500),), "300.00"),
        (((PaymentMethod.ON_ACCOUNT, 800),), "800.00"),
        (
            (
                (PaymentMethod.ON_ACCOUNT, 800),
                (PaymentMethod.CARD, 800),
                (PaymentMethod.ON_ACCOUNT, -800),
            ),
            "0.00",
        ),
    ],
)
def test_what_is_on_account_is_still_owed(
    act: Act, records: Records, payments: Any, owed: str
) -> None:
    person = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    payer = act(commands.add, {"name": "李娜", "phone": "13900139000"})

    def bill(session: Any, *, by: Any, at: Any) -> int:
        car = makers.vehicle(session, "京A12345")
        for who in (None, payer):
            order = makers.repair_order(
                session, car, by=1, at=at, customer_id=person, payer_id=who, stage=Stage.DELIVERED
            )
            total = Decimal(800) if who is None else Decimal(50)
            parts = {"labour": total, "material": Decimal(0), "other": Decimal(0), "total": total}
            session.add(
                Settlement(
                    order_id=order.id,
                    payer_id=who or person,
                    number=f"J{order.id}",
                    settled_at=at,
                    settled_by=1,
                    **parts,
                )
            )
        first = session.scalars(select(RepairOrder.id).order_by(RepairOrder.id)).first()
        for place, (method, amount) in enumerate(payments):
            session.add(
                Payment(
                    number=f"P{place}",
                    order_id=first,
                    method=method,
                    amount=Decimal(amount),
                    at=at,
                    taken_by=1,
                )
            )
        return int(car.id)

    car = act(bill)
    with records.read() as session:
        mine, theirs, whole = (
            queries.record(session, person),
            queries.record(session, payer),
            vehicles.record(session, car),
        )
    assert mine is not None and theirs is not None and whole is not None
    assert (str(mine.unpaid), str(theirs.unpaid), whole.unpaid) == (owed, "50.00", mine.unpaid + 50)


def test_a_look_at_alerts_is_written_down(act: Act, records: Records) -> None:
    person = act(commands.add, {"name": "张伟", "phone": "13800138000", "alert": "投诉处理中"})
    act(commands.see_alerts, "person", person)
    with records.read() as session:
        seen = session.execute(
            select(Audit.noun_id, Audit.staff_id, Audit.reason).where(Audit.act == Did.SEE)
        ).all()
    assert [tuple(row) for row in seen] == [(person, 1, "alerts")]


def test_a_page_with_three_hundred_events_opens_in_a_tenth_of_a_second(
    act: Act, records: Records
) -> None:
    person = act(commands.add, {"name": "张伟", "phone": "13800138000"})

    def fill(session: Any, *, by: Any, at: Any) -> None:
        car = makers.vehicle(session, "京A12345")
        session.add(
            VehicleRelation(
                vehicle_id=car.id, person_id=person, relation=Relation.OWNER, from_on=at.date()
            )
        )
        for place in range(75):
            when = at - timedelta(days=place)
            makers.visit(session, by=1, at=when, person_id=person, purpose_id=1)
            order = makers.repair_order(
                session, car, by=1, at=when, customer_id=person, stage=Stage.DELIVERED
            )
            session.add(
                Payment(
                    number=f"P{place}",
                    order_id=order.id,
                    method=PaymentMethod.CASH,
                    amount=Decimal(9),
                    at=when,
                    taken_by=1,
                )
            )
            session.add(
                FollowUp(
                    person_id=person,
                    staff_id=1,
                    due_at=when,
                    done_at=when,
                    result=CallResult.REACHED,
                )
            )

    act(fill)
    spent = []
    for _turn in range(7):
        with records.read() as session:
            start = time.thread_time()  # what other programs take is not counted
            record = queries.record(session, person)
            spent.append(time.thread_time() - start)
    assert record is not None and len(record.events) == 300
    assert min(spent) <= 0.1, spent
