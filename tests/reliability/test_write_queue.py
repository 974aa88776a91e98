"""Programs that save as fast as they can take turns, whoever of them is killed and whenever."""

import random
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from db import write_queue
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, Save, saves_together, work_until_killed

pytestmark = pytest.mark.sqlite_only("a server lets nobody starve; the line stands before a file")

WRITERS, EACH = 4, 12
KILLS, SEED = 25, 20261123
NOUNS = ("visit", "repair_order", "car_booking")


def test_nobody_is_passed_over_again_and_again(store: Path) -> None:
    """Without turns somebody waits while the others save a hundred times, 110 to 180 times as long
    as usual; with turns none to two, and 4 to 8 times.
    """
    told = saves_together(store, WRITERS, EACH)
    saves = [save for program in told for save in program]
    assert not any(save.busy for save in saves)
    assert len(saves) == WRITERS * EACH * 3
    passed = sorted(
        _saved_meanwhile(save, [one for other in told if other is not program for one in other])
        for program in told
        for save in program
    )
    assert passed[-1] <= 3 * (WRITERS - 1), passed[-20:]
    waits = sorted(save.ended - save.begun for save in saves)
    assert waits[-1] <= 40 * waits[len(waits) // 2]
    assert soundness.faults(store) == []


def _saved_meanwhile(save: Save, others: list[Save]) -> int:
    """How many of the others' saves began after this one and were done before it."""
    return sum(save.begun < other.begun and other.ended < save.ended for other in others)


def test_the_killed_hold_nobody_up(store: Path) -> None:
    """One of four is killed wherever it stands and another takes its place, 25 times."""
    dice, places = random.Random(SEED), count()
    log = store.parent / "said"
    running = [_started(store, next(places), log) for _ in range(WRITERS)]
    for _kill in range(KILLS):
        _wait_for_saves(log, running, dice.randint(1, 6))
        time.sleep(dice.uniform(0, 0.02))
        killed = running.pop(dice.randrange(WRITERS))
        killed.kill()
        killed.join()
        running.append(_started(store, next(places), log))
    _wait_for_saves(log, running, 2 * WRITERS)
    for program in running:
        program.kill()
        program.join()
    whole = [line for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")]
    confirmed = [line.split() for line in whole]
    for noun in NOUNS:
        assert {int(key) for said, key in confirmed if said == noun} <= soundness.ids(store, noun)
    assert soundness.half_orders(store) == 0
    assert soundness.faults(store) == []


def _started(store: Path, place: int, log: Path) -> Any:
    program = PROGRAMS.Process(target=_work_in_line, args=(store, place, str(log)), daemon=True)
    program.start()
    return program


def _work_in_line(path: Path, place: int, log: str) -> None:
    """Never passes anybody by: a place that a kill left taken would hold everybody up."""
    write_queue.PATIENCE = 3600.0
    work_until_killed(path, place, log)


def _wait_for_saves(log: Path, running: list[Any], more: int) -> None:
    wanted = _said(log) + more
    until = time.monotonic() + 60
    while _said(log) < wanted:
        assert all(program.is_alive() for program in running)
        assert time.monotonic() < until, "the line stands still"
        time.sleep(0.002)


def _said(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0
