"""Eight programs at once want the next number and the same slots, on both engines."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from queue import Empty
from typing import Any

import pytest

from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db.store_address import StorePlace
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, Desk, allocate

PROGRAMS_AT_ONCE, NUMBERS, SLOTS = 8, 250, 200


def contest(place: StorePlace, number: int, many: int, start: Any, results: Any) -> None:
    """Books `many` slots that all others want too; `results` gets how many it was given."""
    desk = Desk(Records(engines.open_store(place), DESKS), number)
    start.wait(60)
    results.put([desk.contested_drive(slot) for slot in range(many)])
    desk.records.close()


def at_once(target: Any, place: StorePlace, many: int) -> list[Any]:
    """What eight programs were given, one after the other."""
    start, results = PROGRAMS.Barrier(PROGRAMS_AT_ONCE), PROGRAMS.Queue()
    programs = [
        PROGRAMS.Process(target=target, args=(place, number, many, start, results))
        for number in range(PROGRAMS_AT_ONCE)
    ]
    for program in programs:
        program.start()
    given: list[Any] = []
    for _program in programs:
        given += _next(results, programs)
    for program in programs:
        program.join(60)
    return given


def _next(results: Any, programs: list[Any]) -> list[Any]:
    """What the next program was given; one that died is told at once."""
    while True:
        with suppress(Empty):
            return list(results.get(timeout=2))
        assert not [one.exitcode for one in programs if one.exitcode], "a program has died"


@pytest.mark.timeout(3600)
def test_no_number_is_given_twice_or_left_out(
    place: StorePlace, rounds: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    many = rounds(NUMBERS)
    given = at_once(allocate, place, many)
    asked = soundness.asked(place, "SELECT number FROM repair_order")
    numbers = sorted(int(number.rpartition("-")[2]) for (number,) in asked)
    assert numbers == list(range(1, PROGRAMS_AT_ONCE * many + 1))
    assert len(set(given)) == len(given) == PROGRAMS_AT_ONCE * many
    assert soundness.half_orders(place) == 0
    tell(f"8 programs x {many} numbers: doubled 0, left out 0")


@pytest.mark.timeout(3600)
def test_no_slot_is_booked_twice(
    place: StorePlace, rounds: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    many = rounds(SLOTS)
    won = Counter(at_once(contest, place, many))
    assert won[True] == many and won[False] == (PROGRAMS_AT_ONCE - 1) * many
    starts = soundness.asked(place, "SELECT starts_at, count(*) FROM car_booking GROUP BY 1")
    assert [count for _start, count in starts] == [1] * many
    tell(f"8 programs x {many} slots: booked twice 0")
