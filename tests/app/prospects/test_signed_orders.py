"""An order whose enquiry came by a call is shared (S191)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import settings
from app.errors import Refused
from app.local_time import local_day
from app.permissions import Actor
from app.prospects import commands
from app.prospects.card import prospect_card
from app.prospects.day_report import day_report
from app.prospects.live_list import live_prospects
from app.prospects.quotas import quotas
from app.prospects.signed_orders import credits_of_orders, shared
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.vocabulary import Role, VisitKind
from tests import make as makers
from tests.make import NOON

DAY = local_day(NOON)


@pytest.fixture
def team(act: Any, make: Any) -> tuple[Actor, Actor]:
    """孙丽 takes the calls of the store, 李强 sells."""
    found = []
    for name in ("孙丽", "李强"):
        role = Role.CONSULTANT
        found.append(Actor(make(makers.staff, name, role), name, frozenset({role}), "前台1"))

    def plant(session: Any, *, by: Actor, at: Any) -> None:
        settings.store(session, {"call_receiver": found[0].staff_id})

    act(plant)
    return found[0], found[1]


@pytest.fixture
def enquire(act: Any, make: Any) -> Any:
    def write(by: Actor, to: Actor) -> None:
        facts = {"level_id": make(makers.level, "Z", 3), "source_id": make(makers.source)}
        facts["consultant_id"] = to.staff_id
        called = {"kind": VisitKind.PHONE_IN, "phone": "13800138000", "name": "张伟"}
        call = NewVisit(**called, **facts)
        act(reception.register, call, by=by)

    make(makers.purpose)
    return write


def test_shares_add_up_to_the_order() -> None:
    assert shared(1, None, percent=50) == {1: Decimal(1)} == shared(1, 1, percent=50)
    assert shared(1, 2, percent=30) == {1: Decimal("0.7"), 2: Decimal("0.3")}


def test_a_call_is_handed_on_and_its_order_counts_half_for_each(
    act: Any, enquire: Any, records: Records, team: tuple[Actor, Actor], manager: Actor
) -> None:
    sun, li = team
    enquire(sun, li)
    with records.read() as session:
        [row] = live_prospects(session, li, at=NOON)
        card = prospect_card(session, row.id, viewer=li)
    assert (row.owner, row.receiver) == ("李强", "孙丽")
    assert card is not None and card.head.receiver == "孙丽"

    def sign(session: Any, *, by: Actor, at: Any) -> None:
        makers.signed_order(session, session.get_one(Person, row.person_id), at, by=li.staff_id)

    act(sign)
    with records.read() as session:
        count = [credits_of_orders(session, DAY, to=DAY, staff_id=one.staff_id) for one in team]
        assert count == [Decimal("0.5"), Decimal("0.5")]
        assert credits_of_orders(session, DAY, to=DAY) == 1
        assert quotas(session, manager, at=NOON).orders == 1
        assert quotas(session, sun, at=NOON).orders == Decimal("0.5")
        report = day_report(session, DAY, viewer=manager, at=NOON)
        assert report.ordered == 1  # also where nobody had closed an enquiry
        later = DAY + timedelta(days=1)
        assert credits_of_orders(session, later, to=later) == 0


def test_a_visitor_or_a_call_that_somebody_else_takes_is_not_shared(
    act: Any, enquire: Any, records: Records, team: tuple[Actor, Actor]
) -> None:
    sun, li = team
    enquire(li, li)
    with records.read() as session:
        [row] = live_prospects(session, li, at=NOON)
    assert row.received_by is None
    with pytest.raises(Refused, match=r"prospect\.manager"):
        act(commands.hand_over, row.id, sun.staff_id, by=li)


def test_who_received_a_call_hands_it_over_without_a_manager(
    act: Any, enquire: Any, records: Records, team: tuple[Actor, Actor]
) -> None:
    sun, li = team
    enquire(sun, sun)
    with records.read() as session:
        [row] = live_prospects(session, sun, at=NOON)
    act(commands.hand_over, row.id, li.staff_id, by=sun)
    with records.read() as session:
        assert session.get_one(Prospect, row.id).owner_id == li.staff_id
