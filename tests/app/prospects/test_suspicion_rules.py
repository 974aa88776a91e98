"""Contacts that look as if nobody had been called."""

from datetime import timedelta
from typing import Any

from app.prospects.suspicion_rules import NotedContact, Suspicion, SuspicionLimits, suspicious
from db.vocabulary import CallResult, ContactWay
from tests.make import NOON

LIMITS = SuspicionLimits(contacts=3, minutes=5, characters=4)


def noted(at: int = 0, key: int = 0, **more: Any) -> NotedContact:
    """A call of minute `at` after noon in which something was said."""
    told = {"staff_id": 1, "way": ContactWay.PHONE, "result": CallResult.REACHED}
    told |= {"content": "周六来看车", "has_number": True} | more
    return NotedContact(id=key or at + 1, noted_at=NOON + timedelta(minutes=at), **told)


def test_an_ordinary_day_asks_no_question() -> None:
    assert suspicious([noted(at) for at in range(0, 60, 3)], LIMITS) == {}


def test_many_within_a_few_minutes_are_told_each_and_only_of_one_colleague() -> None:
    burst = [noted(10), noted(12), noted(15), noted(30)]
    others = [noted(11, 90, staff_id=2), noted(13, 91, staff_id=2)]
    found = suspicious([*burst, *others], LIMITS)
    assert found == {key: frozenset({Suspicion.BURST}) for key in (11, 13, 16)}
    never = SuspicionLimits(contacts=0, minutes=5, characters=4)
    assert suspicious(burst, never) == {}


def test_somebody_reached_has_said_something_and_can_be_called() -> None:
    empty = noted(0, content="  ok ")
    missed = noted(20, content="", result=CallResult.NO_ANSWER)
    unknown = noted(40, has_number=False)
    met = noted(59, has_number=False, way=ContactWay.IN_STORE)
    found = suspicious([empty, missed, unknown, met], LIMITS)
    assert found == {
        1: frozenset({Suspicion.NO_WORDS}),
        41: frozenset({Suspicion.NO_NUMBER}),
    }
