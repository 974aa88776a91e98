"""How long the window stands still while somebody signs in and opens every tab."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure, middle
from tests.bench.process import probe

TIMES = 3


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """Medians of walks through all tabs, after one that compiles."""
    with tempfile.TemporaryDirectory() as compiled:
        walks = [probe("tabs", path.parent, Path(compiled)) for _ in range(TIMES + 1)][1:]
    seven, every = (middle([walk[name] for walk in walks]) for name in ("seven", "memory"))
    yield Figure(name="memory with seven tabs open", value=seven, unit="MiB", goal=220)
    yield Figure(name=f"memory with all {walks[0]['tabs']} tabs open", value=every, unit="MiB")
    for name in walks[0]["freezes"]:
        yield from _freeze(name, [walk["freezes"][name] for walk in walks])


def _freeze(name: str, runs: list[Any]) -> Iterator[Figure]:
    wall, cpu = (middle([run[clock] for run in runs]) for clock in ("wall", "cpu"))
    yield Figure(name=f"longest freeze, {name}", value=wall, goal=100)
    yield Figure(name=f"longest freeze, {name}, CPU of the window's thread", value=cpu)
