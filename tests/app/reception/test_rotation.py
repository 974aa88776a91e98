"""Whose turn it is, on a real store.

The longest without a guest today among those on duty; a skip is on record.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from app.admin.commands import set_duty
from app.errors import Refused
from app.permissions import Actor
from app.reception import commands, queries, rotation
from app.reception.values import Changed, NewVisit
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TODAY = date(2026, 11, 21)


@pytest.fixture
def desk(make) -> Actor:
    return Actor(
        make(makers.staff, "王小敏", Role.RECEPTION), "王小敏", frozenset({Role.RECEPTION}), "前台1"
    )


@pytest.fixture
def li(make) -> int:
    return make(makers.staff, "李强")


@pytest.fixture
def write(act, desk):
    def run(at=NOON, **facts: Any) -> Any:
        return act(commands.register, NewVisit(**facts), by=desk, at=at)

    return run


@pytest.fixture
def page(records, manager):
    def read(day=TODAY, at=NOON) -> queries.RegisterView:
        with records.read() as session:
            return queries.desk(session, day=day, at=at, viewer=manager)

    return read


def test_turns_go_round_and_passing_over_needs_a_reason(
    act, make, write, page, li, records
) -> None:
    zhao, off = make(makers.staff, "赵敏"), make(makers.staff, "孙丽", on_duty=False)
    first, second = (turn.id for turn in page().turns)
    assert {first, second} == {li, zhao} and off not in (first, second)
    with pytest.raises(Refused, match=r"turn\.no_reason"):
        write(consultant_id=second, turn_id=first)
    write(consultant_id=second, turn_id=first, skip_reason="客户指定")
    assert [turn.id for turn in page().turns] == [
        first,
        second,
    ], "who was passed over is next all the same"
    write(consultant_id=first, turn_id=first, at=NOON + MINUTE)
    turns = page(at=NOON + MINUTE).turns
    assert [(turn.id, turn.busy, turn.guests) for turn in turns] == [
        (second, True, 1),
        (first, True, 1),
    ]


def test_a_guest_given_to_somebody_later_passes_nobody_over_in_silence(
    act, make, write, page, li, records, desk
) -> None:
    """Registered without a consultant, or with the right one.

    The turn is asked for when the row is changed.
    """
    zhao = make(makers.staff, "赵敏")
    key = write(name="张女士").visit_id
    first, second = (turn.id for turn in page().turns)
    assert {first, second} == {li, zhao}

    def change(**facts: Any) -> Any:
        with records.read() as session:
            version = queries.opened(session, key, viewer=desk).row.version
        return act(
            commands.correct,
            Changed(key, version, NewVisit(name="张女士", **facts)),
            by=desk,
            at=NOON,
        )

    with pytest.raises(Refused, match=r"turn\.no_reason"):
        change(consultant_id=second, turn_id=first)
    change(consultant_id=second, turn_id=first, skip_reason="客户指定")
    change(consultant_id=second, turn_id=first, area="海淀")
    with records.read() as session:
        skips = rotation.rotation(session, TODAY).skips
    assert [(one.reason, one.by) for one in skips] == [("客户指定", "王小敏")]


def test_the_longest_without_a_guest_today_is_next_and_every_skip_is_on_record(
    act, make, write, page, li, records
) -> None:
    zhao, sun = make(makers.staff, "赵敏"), make(makers.staff, "孙丽")
    for key, came, left in ((li, 240, 30), (zhao, 180, 170), (sun, 120, 60)):
        write(consultant_id=key, arrived_at=NOON - came * MINUTE, left_at=NOON - left * MINUTE)
    assert [turn.id for turn in page().turns] == [zhao, sun, li], "by when the last guest left"
    act(set_duty, zhao, on_duty=False)
    assert [turn.id for turn in page().turns] == [sun, li]
    write(consultant_id=li, turn_id=sun, skip_reason="客户指定")
    with records.read() as session:
        told = rotation.rotation(session, TODAY)
    assert [one.name for one in told.away] == ["赵敏"]
    assert [(one.name, one.reason, one.by) for one in told.skips] == [
        ("孙丽", "客户指定", "王小敏")
    ]
    assert {turn.guests for turn in page(day=TODAY + DAY, at=NOON + DAY).turns} == {0}, (
        "every day begins anew"
    )


GUESTS = some.lists(
    some.tuples(some.integers(0, 3), some.integers(0, 600), some.none() | some.integers(0, 300)),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(GUESTS, some.sets(some.integers(0, 3)))
def test_the_turn_is_what_a_person_with_a_list_would_say(records, guests, away) -> None:
    """Read from the register by SQL, and by going through it with a pencil."""
    with Session(records.engine) as session:
        people = [makers.staff(session, f"顾问{at}", on_duty=at not in away).id for at in range(4)]
        purpose = makers.purpose(session, "看车").id
        last, busy = dict.fromkeys(people), set()
        for at, ago, stay in guests:
            came = NOON - ago * MINUTE
            left = None if stay is None else min(NOON, came + stay * MINUTE)
            makers.visit(
                session, by=1, at=came, left_at=left, consultant_id=people[at], purpose_id=purpose
            )
            last[people[at]] = max(filter(None, (last[people[at]], left or came)))
            busy |= {people[at]} if left is None else set()
        told = rotation.turns(session, TODAY)
        session.rollback()
    here = [key for at, key in enumerate(people) if at not in away]
    assert {turn.id for turn in told} == set(here)
    free = [key for key in here if key not in busy]
    if free:
        idle = {key: NOON - last[key] if last[key] else DAY for key in free}
        assert idle[told[0].id] == max(idle.values())
    assert [turn.busy for turn in told] == sorted(turn.id in busy for turn in told)
