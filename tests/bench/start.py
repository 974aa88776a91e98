"""From the command to the first paint and to a person who can type, beside a bare Qt window."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import extra_desks
from tests.bench.figure import Figure, middle
from tests.bench.process import probe

TIMES = 15
GROWTH = 1.05
"""What fifteen empty desks more may add."""


def figures(_path: Path, folder: Path) -> Iterator[Figure]:
    """Medians of starts, turn about, after one of each that compiles.

    An installed program has its bytecode. A bare window is the floor.
    """
    with tempfile.TemporaryDirectory() as place:
        compiled, extra = Path(place) / "compiled", Path(place) / "extra"
        extra.mkdir()
        kinds = (("bare",), ("program",), ("crowded", str(extra_desks.written(extra))))
        rounds = [
            [probe(kind[0], folder, compiled, *kind[1:]) for kind in kinds]
            for _ in range(TIMES + 1)
        ][1:]
    bare, program, crowded = ([one[place] for one in rounds] for place in range(3))
    yield from _opening(middle([one["cpu"] for one in bare]) * 1000, program)
    for name, told in (("paint", "the first paint"), ("ready", "sign-in"), ("loaded", "work")):
        growth = [many[name] / few[name] for many, few in zip(crowded, program, strict=True)]
        yield Figure(
            name=f"{extra_desks.EXTRA} empty desks more, CPU to {told}",
            value=middle(growth),
            unit="x",
            goal=GROWTH,
        )
    grown = [many["full"] / few["full"] for many, few in zip(crowded, program, strict=True)]
    yield Figure(
        name=f"{extra_desks.EXTRA} empty desks more, memory",
        value=middle(grown),
        unit="x",
        goal=GROWTH,
    )


def _opening(floor: float, runs: list[dict[str, float]]) -> Iterator[Figure]:
    told = {name: middle([run[name] for run in runs]) for name in runs[0]}
    for name, title, goal in (
        ("paint", "CPU to the first paint (floor: bare window, 8 tabs)", 1.5),
        ("ready", "CPU until somebody can type", 2.0),
        ("loaded", "CPU until the store is open for work", 4.0),
    ):
        yield Figure(name=title, value=told[name] * 1000, floor=floor, goal=goal)
    yield Figure(name="longest freeze of the window on the way", value=told["freeze"], goal=50)
    yield Figure(name="memory when somebody can type", value=told["memory"], unit="MiB")
    yield Figure(name="memory when the store is open", value=told["full"], unit="MiB", goal=110)
