"""A program that is killed while it backs up or founds a store leaves the old state or the new one,
and sweeps up at the next start.
"""

import random
import time
from pathlib import Path

from app.admin import backup
from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db import upgrade
from tests.make import NOON
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, back_up_for_ever, found_and_close

KILLS, SEED = 6, 20261122


def test_every_backup_that_counts_is_whole_after_a_kill(store: Path, tmp_path: Path) -> None:
    dice, folder = random.Random(SEED), tmp_path / "backups"
    for _ in range(KILLS):
        _kill(back_up_for_ever, str(store), str(folder), after=dice.uniform(0.05, 0.4))
        assert all(one.verified for one in backup.backups(folder))
        if newest := backup.newest(folder):
            backup.verify(newest.path)
    records = Records(engines.open_store(store), DESKS)
    backup.back_up(records, folder, at=NOON)
    records.close()
    assert not list(folder.glob("*.part"))
    assert backup.newest(folder) is not None
    assert soundness.faults(store) == []


def test_a_store_whose_making_was_cut_off_is_made_at_the_next_start(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    for number in range(KILLS):
        path = tmp_path / f"store-{number}.db"
        _kill(found_and_close, str(path), after=dice.uniform(0, 0.25))
        upgrade.prepare(path).dispose()
        assert soundness.faults(path) == []


def _kill(target: object, *args: str, after: float) -> None:
    program = PROGRAMS.Process(target=target, args=args, daemon=True)  # type: ignore[arg-type]
    program.start()
    time.sleep(after)
    program.kill()
    program.join()
    program.close()
