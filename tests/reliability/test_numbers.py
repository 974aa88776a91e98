"""Eight programs at once.

Every order has a number of its own, none is left out, and nobody is told that the store is locked.
"""

import re

from db.store_address import StorePlace
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, allocate

MANY = 8
EACH = {"sqlite": 8, "postgresql": 4}


def test_numbers_are_never_given_twice_and_leave_no_gap(
    place: StorePlace, engine_name: str
) -> None:
    each = EACH[engine_name]
    start, results = PROGRAMS.Barrier(MANY), PROGRAMS.Queue()
    programs = [
        PROGRAMS.Process(target=allocate, args=(place, desk, each, start, results))
        for desk in range(MANY)
    ]
    for program in programs:
        program.start()
    told = [key for _ in programs for key in results.get(timeout=100)]
    for program in programs:
        program.join(20)
    numbers = [number for (number,) in soundness.asked(place, "SELECT number FROM repair_order")]
    assert len(set(told)) == len(told) == MANY * each
    assert sorted(int(re.fullmatch(r"W261121-(\d+)", number)[1]) for number in numbers) == list(
        range(1, MANY * each + 1)
    )  # type: ignore[index]
    assert soundness.half_orders(place) == 0
    assert soundness.faults(place) == []
