"""Programs that save side by side, killed wherever they are, again and again."""

import random
import time
from collections import defaultdict
from pathlib import Path

from app.admin import stores
from app.desks import DESKS
from db.store_address import StorePlace
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, work_until_killed

WRITERS = 2
NOUNS = ("visit", "repair_order", "car_booking")
READY_WITHIN = 2.0
"""CPU seconds that the next start may take, however busy the machine is."""


def kill_writers(place: StorePlace, folder: Path, *, kills: int, seed: int) -> int:
    """Kills two writers at a time; every confirmed record must be there, whole, each time.

    `folder` keeps what they say. Returns how many records were confirmed.
    """
    dice = random.Random(seed)
    confirmed: dict[str, set[int]] = defaultdict(set)
    for kill in range(kills):
        for noun, key in _killed(place, folder / f"said-{kill}", kill, dice=dice):
            confirmed[noun].add(key)
        begun = time.process_time()
        stores.open_store(place, DESKS).close()
        assert time.process_time() - begun < READY_WITHIN
        assert all(keys <= soundness.ids(place, noun) for noun, keys in confirmed.items()), (
            f"lost at kill {kill} of seed {seed}"
        )
        assert soundness.half_orders(place) == 0
    assert confirmed.keys() == set(NOUNS), "each kind was among them"
    assert soundness.faults(place) == []
    return sum(map(len, confirmed.values()))


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
