"""Programs that save into one store at the same time without a pause: how long each save takes.

Visits, repair orders and bookings of one slot, by the clock on the wall.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import store
from tests.bench.figure import Figure, middle
from tests.reliability.acting import saves_together

EACH = 25
LONGEST_GOALS = {4: 1500.0}
P99_GOALS = {4: 500.0, 8: 1000.0}
"""Milliseconds, by the number of programs."""


def figures(_path: Path, folder: Path) -> Iterator[Figure]:
    """For two, four and eight programs, each on a copy of the store."""
    for programs in (2, 4, 8):
        with tempfile.TemporaryDirectory() as place:
            path = store.copied(folder, Path(place))
            told = saves_together(path, programs, EACH)
        saves = [save for program in told for save in program]
        runs = sorted((save.ended - save.begun) * 1000 for save in saves)
        what = f"{programs} programs save at once ({len(runs)} saves)"
        yield Figure(name=f"{what}, p50", value=middle(runs))
        yield Figure(name=f"{what}, p99", value=_p99(runs), goal=P99_GOALS.get(programs))
        yield Figure(name=f"{what}, longest", value=runs[-1], goal=LONGEST_GOALS.get(programs))
        busy = sum(save.busy for save in saves)
        yield Figure(name=f"{what}, told busy", value=busy, unit="", goal=0)


def _p99(ordered: list[float]) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
