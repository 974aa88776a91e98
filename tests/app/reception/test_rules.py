"""First and return visits, the rotation, the contact-kept rate, times and people.

Values in, a decision out.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import Refused
from app.reception import rules
from app.reception.rules import Consultant, Guest, Rate, VisitOrdinal
from db.vocabulary import VisitKind

DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
days = some.dates(date(2026, 1, 1), date(2026, 12, 31))
guests = some.lists(
    some.builds(
        Guest,
        some.sampled_from(VisitKind),
        some.booleans(),
        some.booleans(),
        some.booleans(),
        some.integers(1, 9),
    )
)


@pytest.mark.parametrize(
    ("day", "registered", "talks", "order"),
    [
        (DAY, None, [], VisitOrdinal.FIRST),
        (
            DAY,
            date(2026, 11, 1),
            [],
            VisitOrdinal.FIRST,
        ),  # registered by phone, first time in the store
        (DAY, DAY, [DAY], VisitOrdinal.SAME_DAY),  # back after lunch
        (DAY, date(2026, 11, 14), [date(2026, 11, 14)], VisitOrdinal.SECOND),
        (DAY, date(2026, 11, 14), [date(2026, 11, 14), date(2026, 11, 14)], VisitOrdinal.SECOND),
        (
            DAY,
            date(2026, 11, 1),
            [date(2026, 11, 14)],
            VisitOrdinal.LATER,
        ),  # a talk on another day came before
        (DAY, date(2026, 11, 14), [date(2026, 11, 14), date(2026, 11, 18)], VisitOrdinal.LATER),
    ],
)
def test_first_and_second_visits_are_told_apart(
    day: date, registered: date | None, talks: list[date], order: VisitOrdinal
) -> None:
    assert rules.visit_order(day, registered, talks=talks) is order


@given(days, some.lists(days, max_size=5))
def test_only_who_was_never_here_is_here_for_the_first_time(day: date, talks: list[date]) -> None:
    order = rules.visit_order(day, min(talks, default=None), talks=talks)
    assert (order is VisitOrdinal.FIRST) == (not talks)


@given(some.lists(days, min_size=1, max_size=5, unique=True))
def test_a_person_has_one_first_and_at_most_one_second_visit(came: list[date]) -> None:
    came.sort()
    orders = [rules.visit_order(day, came[0], talks=came[:at]) for at, day in enumerate(came)]
    assert orders.count(VisitOrdinal.FIRST) == 1
    assert orders.count(VisitOrdinal.SECOND) == (1 if len(came) > 1 else 0)


def test_the_rate_counts_first_natural_store_visits_only() -> None:
    walk, call = VisitKind.WALK_IN, VisitKind.PHONE_IN
    rows = [
        Guest(walk, True, True, True),
        Guest(walk, True, True, False),
        Guest(walk, False, True, True),
        Guest(call, True, True, True),
    ]
    rows.append(Guest(walk, True, False, True))
    assert rules.kept_rate(rows) == Rate(1, 2)
    assert Rate(17, 21).percent == 81
    assert Rate().percent is None


@given(some.integers(0, 400), some.integers(1, 400), some.integers(0, 100))
def test_the_target_is_judged_on_the_exact_fraction(kept: int, visits: int, target: int) -> None:
    kept = min(kept, visits)
    assert Rate(kept, visits).meets(target) == (
        kept / visits >= target / 100 or kept * 100 == target * visits
    )


def test_a_rate_just_below_the_target_shows_it_and_misses_it() -> None:
    assert Rate(16, 23).percent == 70
    assert not Rate(16, 23).meets(70)


@given(guests)
def test_the_totals_add_up(rows: list[Guest]) -> None:
    told = rules.tally(rows)
    assert told.groups + told.calls == len(rows)
    assert told.first + told.again == told.groups
    assert told.rate.visits <= told.first
    assert told.rate.kept <= told.kept <= len(rows)


moments = some.none() | some.integers(0, 600).map(lambda minutes: NOW - timedelta(minutes=minutes))


@given(some.lists(some.tuples(moments, some.booleans()), max_size=8))
def test_the_rotation_is_fair(waiting: list[tuple[datetime | None, bool]]) -> None:
    people = [Consultant(at, since, busy) for at, (since, busy) in enumerate(waiting)]
    order = rules.in_turn(people)
    assert sorted(one.id for one in order) == list(range(len(people)))
    for one, other in pairwise(order):
        assert one.busy <= other.busy
        if one.busy == other.busy and one.since is not None:
            assert other.since is not None and one.since <= other.since


def test_everybody_has_had_a_turn_before_anybody_has_two() -> None:
    since: dict[int, datetime | None] = {1: None, 2: None, 3: None}
    turns = []
    for minute in range(6):
        chosen = rules.in_turn([Consultant(key, last) for key, last in since.items()])[0].id
        since[chosen] = NOW + timedelta(minutes=minute)
        turns.append(chosen)
    assert turns == [1, 2, 3, 1, 2, 3]


def test_passing_over_a_turn_needs_a_reason() -> None:
    rules.check_turn(2, 2, reason=None)
    rules.check_turn(3, None, reason=None)
    rules.check_turn(None, 2, reason=None)
    rules.check_turn(3, 2, reason="客户指定")
    with pytest.raises(Refused, match=r"turn\.no_reason"):
        rules.check_turn(3, 2, reason=" ")


@pytest.mark.parametrize(
    ("arrived", "left", "field"),
    [
        (NOW + timedelta(hours=1), None, "arrived_at"),
        (NOW, NOW - timedelta(minutes=1), "left_at"),
        (NOW - timedelta(hours=2), NOW + timedelta(hours=1), "left_at"),
    ],
)
def test_impossible_times_are_refused_beside_their_field(
    arrived: datetime, left: datetime | None, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_times(arrived, left, now=NOW)
    assert refused.value.field == field


@pytest.mark.parametrize("count", [0, 100, -1])
def test_a_group_has_1_to_99_people(count: int) -> None:
    with pytest.raises(Refused, match=r"visit\.people"):
        rules.check_people(count)


def test_a_long_visit_is_long_from_the_very_minute() -> None:
    for seconds in (0, 40, 59):
        arrived = NOW - timedelta(minutes=90) + timedelta(seconds=seconds)
        assert not rules.is_long(rules.minutes_inside(arrived, NOW - timedelta(seconds=1)), 90)
        assert rules.is_long(rules.minutes_inside(arrived, NOW), 90), "came at 10:30, it is 12:00"


def test_from_closing_time_on_nobody_should_be_left_inside() -> None:
    assert not rules.is_closing(time(17, 59, 59), time(18))
    assert rules.is_closing(time(18, 0), time(18))
    assert not rules.is_closing(time(23, 59, 59), time.max), "open until midnight"
