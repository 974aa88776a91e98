"""A store moved to a server and back is the same store; a kill leaves the old one in use."""

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app import data_folders
from app.admin import checking, stores
from app.desks import DESKS
from app.errors import Refused, Trouble
from app.permissions import Actor
from app.practice import bulk
from app.records import Records
from app.server import moving, places
from db import engine as engines
from db import file_copy, store_copy, upgrade
from db.store_address import ServerAddress, StorePlace, text_of
from db.tables.all import METADATA
from db.tables.people import Person
from tests import make as makers
from tests.make import NOON
from tests.postgres import TestServer, WorkerStore
from tests.reliability.acting import PROGRAMS

GOLDEN = Path(__file__).parents[2] / "db" / "golden"
KILLS, SEED = 8, 20261126
STEPS = len(METADATA.sorted_tables) + len(store_copy.SEARCHED)


@pytest.fixture
def empty(server: TestServer, worker_store: WorkerStore) -> Iterator[ServerAddress]:
    """An empty database of this test alone."""
    name = f"empty_{worker_store.address.database}"
    yield server.make_database(name)
    server.drop_database(name)
    with closing(server.connect("postgres")) as admin:
        wanted = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (left,) in admin.execute(wanted, (f"{name}_before_move_",)).fetchall():
            server.drop_database(left)


@pytest.fixture(scope="module")
def generated(once: Callable[..., Path]) -> Path:
    def make(folder: Path) -> None:
        bulk.generate(folder / "store.db", bulk.Scale(customers=60, years=1), at=NOON)

    return once("moved", make) / "store.db"


def copied(path: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    target = folder / "store.db"
    target.write_bytes(path.read_bytes())
    upgrade.prepare(target).dispose()
    return target


def hashes(place: StorePlace) -> store_copy.Hashes:
    engine = engines.open_store(place)
    try:
        with engines.reading(engine).connect() as connection:
            return store_copy.hashes(connection)
    finally:
        engine.dispose()


def faults(place: StorePlace) -> list[str]:
    records = Records(engines.open_store(place), DESKS)
    try:
        return checking.faults(records)
    finally:
        records.close()


def move(source: StorePlace, target: StorePlace, *, minutes: int = 0) -> moving.MovedStore:
    at = NOON + timedelta(minutes=minutes)
    return moving.move(source, target, at=at, switch=lambda: True)


def recency(place: StorePlace) -> dict[str, list[int]]:
    engine = engines.open_store(place)
    try:
        with engines.reading(engine).connect() as connection:
            kinds = store_copy.SEARCHED
            return {
                kind: store_copy.search.recent(connection, kind, limit=100_000) for kind in kinds
            }
    finally:
        engine.dispose()


def test_there_and_back_every_row_number_and_recency_is_the_same(
    generated: Path, empty: ServerAddress, tmp_path: Path
) -> None:
    source = copied(generated, tmp_path / "there")
    before, newest = hashes(source), recency(source)
    assert sum(count for count, _digest in before.values()) > 1000
    done = move(source, empty)
    assert not source.exists()
    assert Path(done.aside).stat().st_mode & 0o777 == 0o400
    assert hashes(Path(done.aside)) == before
    assert hashes(empty) == before
    assert recency(empty) == newest
    assert faults(empty) == []
    back = tmp_path / "back" / "store.db"
    assert move(empty, back, minutes=1).rows == done.rows
    assert hashes(back) == before
    assert recency(back) == newest
    assert faults(back) == []
    assert [one.name for one in back.parent.iterdir() if "moving" in one.name] == []


def test_every_table_and_awkward_value_is_carried(empty: ServerAddress, tmp_path: Path) -> None:
    newest = max(GOLDEN.glob("schema-*.db"), key=lambda path: int(path.stem.split("-")[1]))
    source = copied(newest, tmp_path / "golden")
    before = hashes(source)
    known = file_copy.contents(newest).rows  # a later table is empty
    assert all(count for table, (count, _digest) in before.items() if table in known)
    move(source, empty)
    assert hashes(empty) == before


def test_who_refers_to_a_later_row_is_carried_and_the_ids_go_on(
    records: Records,
    make: Callable[..., int],
    manager: Actor,
    empty: ServerAddress,
    tmp_path: Path,
) -> None:
    first, second, third = (make(makers.person, name) for name in ("张伟", "李强", "王五"))

    def join(session: Any, *, by: Actor, at: Any) -> None:
        session.get(Person, first).merged_into = second
        session.get(Person, second).merged_into = third

    records.act(join, by=manager, at=NOON)
    place = records.place
    records.close()
    before = hashes(place)
    move(place, tmp_path / "store.db")
    move(tmp_path / "store.db", empty, minutes=1)
    assert hashes(empty) == before
    moved = Records(upgrade.prepare(empty), DESKS)

    def add(session: Any, *, by: Actor, at: Any) -> int:
        return int(makers.person(session, "赵六").id)

    assert moved.act(add, by=manager, at=NOON) == third + 1
    moved.close()


@pytest.mark.parametrize("held", ["source", "target"])
def test_a_store_that_is_open_or_already_there_is_refused(
    held: str, founded_store: Path, empty: ServerAddress, tmp_path: Path
) -> None:
    source = copied(founded_store, tmp_path / "there")
    if held == "source":
        other = stores.open_store(source, DESKS)
        with other.engine.connect(), pytest.raises(Refused) as refused:
            move(source, empty)
        other.close()
        assert refused.value.code == "move.held"
    else:
        upgrade.prepare(empty).dispose()  # a store, but not this one
        with pytest.raises(Refused) as refused:
            move(source, empty)
        assert refused.value.code == "store.founded"
    assert source.exists()


def test_a_server_in_which_somebody_works_is_refused(
    place: ServerAddress, server: TestServer, tmp_path: Path
) -> None:
    with closing(server.connect(place.database)), pytest.raises(Refused) as refused:
        move(place, tmp_path / "store.db")
    assert refused.value.code == "move.held"
    assert not (tmp_path / "store.db").exists()


def test_a_row_that_does_not_arrive_leaves_the_old_store_in_use(
    founded_store: Path, empty: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = copied(founded_store, tmp_path / "there")
    before = hashes(source)
    monkeypatch.setattr(store_copy, "_copy_late", lambda *_args, **_more: None)
    monkeypatch.setattr(store_copy, "_waits", lambda row, _own: row.get("name") == "王敏")
    with pytest.raises(Trouble):
        move(source, empty)
    assert hashes(source) == before
    assert engines.inspect(empty) == 0


@pytest.mark.parametrize("way", ["there", "back"])
def test_killed_at_any_moment_the_old_store_is_in_use_and_complete(
    way: str, generated: Path, empty: ServerAddress, tmp_path: Path
) -> None:
    """Eight kills in all before the switch, and one each way right after it."""
    data = tmp_path / "data"
    source: StorePlace = copied(generated, data)
    before = hashes(source)
    target, to = (empty, text_of(empty)) if way == "there" else (data / "store.db", "")
    dice = random.Random(f"{SEED}{way}")
    if way == "back":
        move(source, empty)
        places.use(empty, data)
        source, to = empty, str(data / "store.db")
    for steps in [*dice.sample(range(STEPS), KILLS // 2 - 1), STEPS]:
        assert _moved(data, to, steps) < 0
        assert _uses(data) == source
        assert hashes(source) == before
    assert faults(source) == []
    assert _moved(data, to, 1) < 0, "killed when the place was switched; all rows were there"
    assert _uses(data) == target
    assert hashes(target) == before
    assert faults(target) == []


def _moved(data: Path, to: str, steps: int) -> int:
    program = PROGRAMS.Process(target=move_and_die, args=(data, to, steps))
    program.start()
    program.join()
    assert program.exitcode is not None
    return program.exitcode


def move_and_die(data: Path, to: str, steps: int) -> None:
    """Moves a store and kills itself after so many steps.

    A table, a kind of the search and the switch are one each.
    """
    left = count(steps, -1)

    def step(*_table: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def switch() -> bool:
        step()
        done = places.use(target, data)
        step()
        return done

    source, target = data_folders.store_place(data), data_folders.store_place(data, to)
    moving.move(source, target, at=NOON, switch=switch, tell=step)


def _uses(data: Path) -> StorePlace:
    return data_folders.store_place(data)
