"""From the command to the first paint and to a person who can type, beside a bare Qt window."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, middle

TIMES = 5


def figures(path: Path, folder: Path) -> Iterator[Figure]:
    """Medians of five starts each, turn about, after one of each that compiles.

    An installed program has its bytecode.
    """
    with tempfile.TemporaryDirectory() as compiled:
        pairs = [
            (_probe("bare", folder, compiled), _probe("program", folder, compiled))
            for _ in range(TIMES + 1)
        ][1:]
    floor = middle([bare["cpu"] for bare, _ in pairs]) * 1000
    told = {
        name: middle([program[name] for _, program in pairs])
        for name in ("paint", "ready", "loaded", "freeze", "memory", "full")
    }
    yield Figure(
        name="CPU to the first paint (floor: bare window, 8 tabs)",
        value=told["paint"] * 1000,
        floor=floor,
        goal=1.6,
    )
    yield Figure(
        name="CPU until somebody can type", value=told["ready"] * 1000, floor=floor, goal=4
    )
    yield Figure(
        name="CPU until the store is open behind the door",
        value=told["loaded"] * 1000,
        floor=floor,
        goal=8,
    )
    yield Figure(name="longest freeze of the window on the way", value=told["freeze"], goal=50)
    yield Figure(name="memory when somebody can type", value=told["memory"], unit="MiB", goal=110)
    yield Figure(name="memory when the store is open", value=told["full"], unit="MiB", goal=140)
    with tempfile.TemporaryDirectory() as compiled:
        walk = [_probe("tabs", path.parent, compiled) for _ in range(2)][-1]
    yield Figure(
        name=f"memory with all {walk['tabs']} tabs open", value=walk["memory"], unit="MiB", goal=300
    )
    yield Figure(name="longest freeze while they are opened", value=walk["freeze"], goal=100)


def _probe(kind: str, folder: Path, compiled: str) -> dict[str, float]:
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": compiled,
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, "-m", "tests.bench.probe", kind, str(folder)]
    said = subprocess.run(
        command, capture_output=True, text=True, env=surroundings, timeout=120, check=True
    )
    return dict(json.loads(said.stdout.splitlines()[-1]))
