"""Runs the wall for hours while cards move: `make soak ARGS="--hours 4"`.

Prints every sample, and at the end the growth of memory an hour and of open handles. The first
tenth is warming up and is not counted. Leaves with 1 where it grows more than MOST_GROWTH.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from app import local_time
from app.admin import queries as house
from app.admin import stores
from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.practice import month
from app.records import Records
from app.workshop import commands as board
from app.workshop import queries
from db.vocabulary import Role, Stage
from ui.workshop.wall_program import WallProgram, WallStart

MOST_GROWTH = 4.0
"""MB an hour."""
MOVE_SECONDS, SAMPLES = 2.0, 200
STEPS = (Stage.WAITING_PARTS, Stage.IN_WORK)


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds since the start, resident megabytes, open file handles."""

    seconds: float
    megabytes: float
    handles: int


def main(arguments: Sequence[str]) -> int:
    """Runs for `--hours`, four without it."""
    parser = argparse.ArgumentParser("soak", description=__doc__)
    parser.add_argument("--hours", type=float, default=4.0)
    parser.add_argument("--every", type=float, default=MOVE_SECONDS, help="seconds between moves")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "practice" / "store.db"
        at = local_time.now()
        program = WallProgram(
            WallStart(lambda: stores.open_practice(path, month.build, desks=DESKS, at=at))
        )
        program.wall.resize(1920, 1080)
        program.wall.show()
        samples = _run(program, given.hours * 3600, every=given.every)
        program.end()
    return _report(samples)


def _run(program: WallProgram, seconds: float, *, every: float) -> list[Sample]:
    """Moves a card to and fro, and measures."""
    by, began = _controller(program.records), time.monotonic()
    stages, samples, moves = cycle(STEPS), [_sample(0.0)], 0
    pause = max(seconds / SAMPLES, 1.0)
    while (passed := time.monotonic() - began) < seconds:
        until = time.monotonic() + every
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)
        moves += _move(program.records, next(stages), by=by)
        if passed - samples[-1].seconds >= pause:
            samples.append(_sample(passed))
            last = samples[-1]
            print(
                f"{passed:8.0f} s {last.megabytes:8.1f} MB {last.handles:4d} handles {moves} moves"
            )
    return [*samples, _sample(time.monotonic() - began)]


def _controller(records: Records) -> Actor:
    with records.read() as session:
        one = house.staff(session, Role.CONTROLLER)[0]
    return Actor(one.id, one.name, frozenset({Role.CONTROLLER}), "soak")


def _move(records: Records, stage: Stage, *, by: Actor) -> int:
    """Moves the first card that may go there; 1 where one did."""
    at = local_time.now()
    with records.read() as session:
        rows = queries.board(session, at=at).rows
    for row in rows:
        if row.stage in STEPS and row.stage is not stage:
            try:
                records.act(board.move, row.id, stage, by=by, at=at)
            except Refused:
                continue
            return 1
    return 0


def _sample(seconds: float) -> Sample:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    megabytes = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return Sample(seconds, megabytes, len(os.listdir("/proc/self/fd")))


def _report(samples: Sequence[Sample]) -> int:
    """Prints the slopes; 1 where the memory grows too fast."""
    counted = [one for one in samples if one.seconds >= samples[-1].seconds / 10]
    memory = _slope([(one.seconds / 3600, one.megabytes) for one in counted])
    handles = counted[-1].handles - counted[0].handles
    print(f"memory {memory:+.2f} MB an hour (at most {MOST_GROWTH:+.2f}), handles {handles:+d}")
    return int(memory > MOST_GROWTH or handles > 2)


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Least squares; 0 for fewer than two points."""
    count = len(points)
    middle_x = sum(x for x, _y in points) / count
    middle_y = sum(y for _x, y in points) / count
    spread = sum((x - middle_x) ** 2 for x, _y in points)
    if not spread:
        return 0.0
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
