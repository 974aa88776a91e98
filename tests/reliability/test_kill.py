"""A program that is killed has saved what it said it had saved, whole, and the next start needs
nobody.
"""

import random
import time
from collections import defaultdict
from pathlib import Path

from app.admin import stores
from app.desks import DESKS
from db.store_address import StorePlace
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, work_until_killed

KILLS = {"sqlite": 25, "postgresql": 5}
"""A file has more to lose than the client of a server."""
WRITERS, SEED = 2, 20261122


def test_nothing_that_was_confirmed_is_lost_when_the_program_is_killed(
    place: StorePlace, engine_name: str, tmp_path: Path
) -> None:
    dice = random.Random(SEED)
    confirmed: dict[str, set[int]] = defaultdict(set)
    for kill in range(KILLS[engine_name]):
        for noun, key in _killed(place, tmp_path / f"said-{kill}", kill, dice=dice):
            confirmed[noun].add(key)
        begun = time.perf_counter()
        stores.open_store(place, DESKS).close()
        assert time.perf_counter() - begun < 2
        assert all(keys <= soundness.ids(place, noun) for noun, keys in confirmed.items()), (
            f"lost at kill {kill} of seed {SEED}"
        )
        assert soundness.half_orders(place) == 0
    assert (
        min(len(confirmed[noun]) for noun in ("visit", "repair_order", "car_booking"))
        >= (KILLS[engine_name])
    )
    assert soundness.faults(place) == []


def _killed(
    place: StorePlace, log: Path, kill: int, *, dice: random.Random
) -> list[tuple[str, int]]:
    """Two programs work side by side; both are killed some saves later, wherever they are.

    What they had confirmed.
    """
    running = [
        PROGRAMS.Process(
            target=work_until_killed, args=(place, kill * WRITERS + one, str(log)), daemon=True
        )
        for one in range(WRITERS)
    ]
    for program in running:
        program.start()
    saves = dice.randint(1, 9)
    while _lines(log) < saves:
        assert all(program.is_alive() for program in running)
        time.sleep(0.002)
    time.sleep(dice.uniform(0, 0.04))
    for program in running:
        program.kill()
        program.join()
        program.close()
    whole = [
        line.split() for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")
    ]
    return [(noun, int(key)) for noun, key in whole]


def _lines(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0
