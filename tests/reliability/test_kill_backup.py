"""A program that is killed while it backs up or founds a store leaves the old state or the new one,
and sweeps up at the next start.
"""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.admin import backup
from app.desks import DESKS
from app.records import Records
from app.server import dumps
from db import engine as engines
from db import upgrade
from db.store_address import ServerAddress, StorePlace
from tests.make import NOON
from tests.postgres import TestServer, WorkerStore
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, back_up, back_up_for_ever, found_and_close

KILLS = {"sqlite": 6, "postgresql": 2}
LONGEST = {"sqlite": 0.4, "postgresql": 1.5}
"""Seconds until a kill: a backup of a server is dumped and restored."""
SEED = 20261122


def test_every_backup_that_counts_is_whole_after_a_kill(
    place: StorePlace, engine_name: str, tmp_path: Path
) -> None:
    dice, folder = random.Random(SEED), tmp_path / "backups"
    for _ in range(KILLS[engine_name]):
        _kill(back_up_for_ever, place, str(folder), after=dice.uniform(0.05, LONGEST[engine_name]))
        assert all(one.verified for one in backup.backups(folder))
        if newest := backup.newest(folder):
            _verify(place, newest.path)
    records = Records(engines.open_store(place), DESKS)
    back_up(records, folder, NOON)
    records.close()
    assert not list(folder.glob("*.part"))
    assert backup.newest(folder) is not None
    assert soundness.faults(place) == []


def _verify(place: StorePlace, made: Path) -> None:
    if isinstance(place, ServerAddress):
        dumps.verify(place, made)
    else:
        backup.verify(made)


@pytest.fixture
def new_place(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[int], StorePlace]]:
    """`new_place(number)` is a place where no store lies yet."""
    if engine_name == "sqlite":
        yield lambda number: tmp_path / f"store-{number}.db"
        return
    server: TestServer = request.getfixturevalue("server")
    worker_store: WorkerStore = request.getfixturevalue("worker_store")
    name = f"killed_{worker_store.address.database}"
    yield lambda _number: server.make_database(name)
    server.drop_database(name)


def test_a_store_whose_making_was_cut_off_is_made_at_the_next_start(
    new_place: Callable[[int], StorePlace], engine_name: str
) -> None:
    dice = random.Random(SEED)
    for number in range(KILLS[engine_name]):
        place = new_place(number)
        _kill(found_and_close, place, after=dice.uniform(0, 0.25))
        upgrade.prepare(place).dispose()
        assert soundness.faults(place) == []


def _kill(target: object, *args: object, after: float) -> None:
    program = PROGRAMS.Process(target=target, args=args, daemon=True)  # type: ignore[arg-type]
    program.start()
    time.sleep(after)
    program.kill()
    program.join()
    program.close()
