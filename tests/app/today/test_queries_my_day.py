"""My day: each role has its own lists, each person sees what is theirs, and the counts are the
lengths of the lists.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.permissions import Actor
from app.records import Records
from app.today import queries
from db.tables.prospects import FollowUp
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON


def _actor(key: int, *roles: Role) -> Actor:
    return Actor(key, "x", frozenset(roles), "PC")


@pytest.fixture
def store(make: Callable[..., int]) -> tuple[int, int]:
    """Two consultants.

    The first has an overdue contact, one due this evening, one tomorrow; both have a visitor and a
    drive.
    """
    first, second = (
        make(makers.staff, "李强", Role.CONSULTANT),
        make(makers.staff, "赵敏", Role.CONSULTANT),
    )

    def fill(session: Any) -> Any:
        person = makers.person(session, "张伟", "13800138000")
        prospect = makers.prospect(
            session, person, session.get_one(makers.Staff, first), makers.level(session, "Z")
        )
        for hours in (-2, 3, 24):
            row = FollowUp(
                person_id=person.id,
                prospect_id=prospect.id,
                staff_id=first,
                due_at=NOON + timedelta(hours=hours),
            )
            session.add(row)
        for consultant in (first, second):
            makers.visit(session, by=1, consultant_id=consultant)
            makers.test_drive(
                session,
                makers.demo_car(session),
                by=1,
                consultant_id=consultant,
                person_id=person.id,
            )
        return prospect

    make(fill)
    return first, second


def test_a_consultant_sees_only_the_own_day(records: Records, store: tuple[int, int]) -> None:
    with records.read() as session:
        mine = queries.my_day(session, viewer=_actor(store[0], Role.CONSULTANT), at=NOON)
        other = queries.my_day(session, viewer=_actor(store[1], Role.CONSULTANT), at=NOON)
    assert (
        len(mine.rows("contacts") or ()),
        mine.late("contacts"),
        len(mine.rows("drives") or ()),
        len(mine.rows("inside") or ()),
    ) == (2, 1, 1, 1)
    assert mine.rows("hand_overs") is None
    lengths = [len(other.rows(name) or ()) for name in ("contacts", "drives", "inside")]
    assert lengths == [0, 1, 1]


def test_reception_sees_the_whole_showroom_and_calls_nobody(
    records: Records, store: tuple[int, int]
) -> None:
    with records.read() as session:
        day = queries.my_day(session, viewer=_actor(1, Role.RECEPTION), at=NOON)
    assert day.rows("contacts") is None
    assert (len(day.rows("drives") or ()), len(day.rows("inside") or ())) == (2, 2)


def test_an_advisor_sees_the_cars_promised_for_today_and_before(
    records: Records, make: Callable[..., int]
) -> None:
    advisor = make(makers.staff, "陈志远", Role.ADVISOR)

    def fill(session: Any) -> Any:
        for hours in (-30, 2, 30):
            car = makers.vehicle(session)
            order = makers.repair_order(
                session,
                car,
                by=advisor,
                at=NOON - timedelta(days=3),
                promised_at=NOON + timedelta(hours=hours),
            )
        makers.repair_order(session, makers.vehicle(session), by=1, promised_at=NOON)
        return order

    make(fill)
    with records.read() as session:
        day = queries.my_day(session, viewer=_actor(advisor, Role.ADVISOR), at=NOON)
    assert (len(day.rows("hand_overs") or ()), day.late("hand_overs")) == (2, 1)
    assert (day.rows("contacts"), day.rows("inside")) == (None, None)


def test_the_number_to_call_is_masked_for_who_may_not_see_it(
    records: Records, make: Callable[..., int]
) -> None:
    key = make(makers.person, "张伟", "13800138000")
    with records.read() as session:
        assert (
            queries.phone_of(session, key, viewer=_actor(1, Role.MANAGER)).replace(" ", "")
            == "13800138000"
        )
        assert "0013" not in queries.phone_of(
            session, key, viewer=_actor(1, Role.TECHNICIAN)
        ).replace(" ", "")
