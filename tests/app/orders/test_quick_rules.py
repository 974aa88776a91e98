"""Quick service in minutes: the countdown, and what stopped it, with figures by hand."""

from datetime import datetime, timedelta

import pytest

from app.orders.clock_rules import Span
from app.orders.quick_rules import Countdown, Stopped, stops
from app.text import use
from app.tones import Tone
from db.clock_words import PauseReason
from db.vocabulary import Stage
from tests.make import NOON

PARTS, BREAK, OTHER = PauseReason.PARTS, PauseReason.BREAK, PauseReason.OTHER_CAR


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


@pytest.mark.parametrize(
    ("minute", "late", "told", "tone"),
    [
        (0, False, "quick: 1 h left", Tone.GOOD),
        (44, False, "quick: 16 min left", Tone.GOOD),
        (45, False, "quick: 15 min left", Tone.WARN),
        (60, False, "quick: 0 min left", Tone.WARN),
        (60.02, True, "quick: 0 min over", Tone.BAD),
        (75, True, "quick: 15 min over", Tone.BAD),
    ],
)
def test_an_hour_is_an_hour_from_arrival(minute: float, late: bool, told: str, tone: Tone) -> None:
    use("en")
    one = Countdown(NOON, 60)
    assert one.is_late(after(minute)) is late
    assert one.told(after(minute)) == (told, tone)


def test_the_hand_over_stops_the_countdown() -> None:
    assert not Countdown(NOON, 60, after(59)).is_late(after(500))
    assert Countdown(NOON, 60, after(61)).is_late(after(500))


def test_waiting_and_pauses_are_counted_apart() -> None:
    """10 min nobody began; work 10-20, break 20-30, work 30-40; parts 40-70; work 70-80, other car
    80-95; then the check.
    """
    moves = [
        (NOON, Stage.WAITING),
        (after(10), Stage.IN_WORK),
        (after(40), Stage.WAITING_PARTS),
        (after(70), Stage.IN_WORK),
        (after(95), Stage.QUALITY_CHECK),
    ]
    clocks = [
        Stopped(Span(after(10), after(20)), BREAK),
        Stopped(Span(after(30), after(40)), PARTS),
        Stopped(Span(after(70), after(80)), OTHER),
    ]
    found = stops(moves, clocks, until=after(120))
    assert {key: minutes(span) for key, span in found.items()} == {
        None: 10,
        BREAK: 10,
        PARTS: 30,
        OTHER: 15,
    }


def test_a_pause_stops_nothing_while_a_colleague_works() -> None:
    moves = [(NOON, Stage.IN_WORK)]
    clocks = [Stopped(Span(NOON, after(10)), BREAK), Stopped(Span(after(5)))]
    assert stops(moves, clocks, until=after(60)) == {}


def test_what_is_under_way_counts_until_now() -> None:
    moves = [(NOON, Stage.WAITING_APPROVAL)]
    assert stops(moves, [], until=after(25)) == {PauseReason.CUSTOMER: timedelta(minutes=25)}
