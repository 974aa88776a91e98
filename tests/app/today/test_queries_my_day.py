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
from db.nouns import Noun
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
        len(mine.strips["showroom"].people),
    ) == (2, 1, 1, 1)
    assert mine.rows("hand_overs") is None
    lengths = [len(other.rows(name) or ()) for name in ("contacts", "drives")]
    assert (lengths, len(other.strips["showroom"].people)) == ([0, 1], 1)


def test_reception_sees_the_whole_showroom_and_calls_nobody(
    records: Records, store: tuple[int, int]
) -> None:
    with records.read() as session:
        day = queries.my_day(session, viewer=_actor(1, Role.RECEPTION), at=NOON)
    assert day.rows("contacts") is None
    assert (len(day.rows("drives") or ()), len(day.strips["showroom"].people)) == (2, 2)


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


def test_a_car_says_why_it_is_late_and_what_comes_next(
    records: Records, make: Callable[..., int]
) -> None:
    """Promised 10:40, it is 12:00: 1 h 20 min over; nobody works on it, so it is assigned next."""

    def fill(session: Any) -> Any:
        return makers.repair_order(
            session,
            makers.vehicle(session),
            by=1,
            at=NOON - timedelta(hours=3),
            promised_at=NOON - timedelta(minutes=80),
            plate="京FX1658",
            waits_in_store=True,
        )

    key = make(fill)
    with records.read() as session:
        day = queries.my_day(session, viewer=_actor(1, Role.MANAGER), at=NOON)
    (item,) = day.rows("hand_overs") or ()
    assert (item.opens, item.who) == (("repair_order", key), "京F·X1658, waiting in the store")
    assert (item.why, item.act.text) == ("1 h 20 min over · Waiting", "Assign")
    assert day.strips["due_today"].notes == (("1 late", "bad"),)
    assert [mark.tone for mark in day.strips["due_today"].marks] == ["bad"]


def test_a_visitor_nobody_looks_after_waits_and_a_long_one_is_overdue(
    records: Records, make: Callable[..., int]
) -> None:
    """The store's limit is 90 minutes; a visitor with a consultant is no task before."""
    for minutes, consultant in ((9, None), (89, 1), (90, 1)):
        make(makers.visit, by=1, at=NOON - timedelta(minutes=minutes), consultant_id=consultant)
    with records.read() as session:
        day = queries.my_day(session, viewer=_actor(1, Role.MANAGER), at=NOON)
    told = [(item.why, item.act.text) for item in day.rows("inside") or ()]
    assert told == [
        ("1 h 30 min · long", "Check out"),
        ("nobody looks after them, 9 min", "Assign"),
    ]
    assert [person.note for person in day.strips["showroom"].people] == [
        "1 h 30 min · long",
        "1 h 29 min",
        "nobody yet",
    ]


def test_a_new_store_is_told_what_it_needs_until_all_is_there(
    records: Records, make: Callable[..., int]
) -> None:
    def steps(*roles: Role) -> tuple[list[str], frozenset[str]]:
        with records.read() as session:
            found = queries.my_day(session, viewer=_actor(1, *roles), at=NOON).set_up
        return [one.name for one in found.steps], found.done

    names, done = steps(Role.MANAGER)
    assert set(names) == {
        *("store", "colleagues", "models", "demo_cars", "labour", "parts", "first_visitor")
    }
    assert done == frozenset()
    assert steps(Role.TECHNICIAN) == ([], frozenset()), "who cannot do it is not told"
    make(makers.demo_car)
    assert steps(Role.MANAGER)[1] == {"models", "demo_cars"}
    make(makers.visit, by=1)
    assert steps(Role.RECEPTION) == ([], frozenset()), "the only step of this role is done"


def test_the_overdue_are_counted_by_kind_for_who_may_see_them(
    records: Records, store: tuple[int, int]
) -> None:
    first, second = store
    with records.read() as session:
        mine = queries.overdue_nouns(session, viewer=_actor(first, Role.CONSULTANT), at=NOON)
        theirs = queries.overdue_nouns(session, viewer=_actor(second, Role.CONSULTANT), at=NOON)
        mechanic = queries.overdue_nouns(session, viewer=_actor(3, Role.TECHNICIAN), at=NOON)
        day = queries.my_day(session, viewer=_actor(first, Role.CONSULTANT), at=NOON)
    assert mine[Noun.FOLLOW_UP] == 1 and mine.total() == day.late()
    assert theirs[Noun.FOLLOW_UP] == 0
    assert not mechanic
