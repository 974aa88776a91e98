"""Eight programs want one slot: exactly one gets it, every time."""

import multiprocessing
import shutil
from collections import Counter
from pathlib import Path

from app.permits import Actor
from app.records import Records
from db import upgrade
from tests.app.testdrives.racing import race
from tests.app.testdrives.store import furnish

PROGRAMS, ROUNDS = 8, 20


def test_eight_programs_book_one_slot_and_exactly_one_wins(founded_store: Path, tmp_path: Path, manager: Actor) -> None:
    path = tmp_path / "store.db"
    shutil.copy(founded_store, path)
    records = Records(upgrade.prepare(path))
    furnish(records, manager)
    records.close()
    spawn = multiprocessing.get_context("spawn")
    start, results = spawn.Barrier(PROGRAMS), spawn.Queue()
    programs = [spawn.Process(target=race, args=(str(path), place, start, results)) for place in range(PROGRAMS)]
    for program in programs:
        program.start()
    told = [results.get(timeout=100) for _ in range(PROGRAMS * ROUNDS)]
    for program in programs:
        program.join(20)
    assert [program.exitcode for program in programs] == [0] * PROGRAMS
    wins = Counter(number for number, _place, result in told if result == "won")
    assert wins == dict.fromkeys(range(ROUNDS), 1)
    assert {result for *_place, result in told} == {"won", "drive.car_taken"}
