"""When a buyer is called again: tried anew, then the second call, then no more (S079)."""

import pytest

from app.prospects.buyer_calls import days_ahead
from db.vocabulary import CallResult

REACHED, NOBODY, LATER = CallResult.REACHED, CallResult.NO_ANSWER, CallResult.CALL_LATER


@pytest.mark.parametrize(
    ("results", "days"),
    [
        ((REACHED,), 10),
        ((NOBODY,), 1),
        ((NOBODY, LATER), 1),
        ((NOBODY, LATER, REACHED), 10),
        ((NOBODY, NOBODY, NOBODY), 10),
        ((REACHED, NOBODY), 1),
        ((REACHED, REACHED), None),
        ((CallResult.WRONG_NUMBER, NOBODY, NOBODY, NOBODY), None),
    ],
)
def test_a_call_is_tried_three_times_and_made_twice(
    results: tuple[CallResult, ...], days: int | None
) -> None:
    assert days_ahead(results, second=10) == days
