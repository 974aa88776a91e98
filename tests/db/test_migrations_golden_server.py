"""A server's store of every schema since the sixth opens in this program with every row it had."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from psycopg.rows import dict_row
from sqlalchemy import Engine, event

from app.admin import checking
from app.desks import DESKS
from app.errors import Cause
from app.records import Records
from app.server import dumps
from db import engine as engines
from db import schema_version, server_copy, server_programs, server_schema, upgrade
from db.store_address import ServerAddress
from tests.db.golden.__main__ import write_dump
from tests.db.test_migrations_golden import Rows, differences, schema_of
from tests.make import NOON
from tests.postgres import TestServer, WorkerStore
from tests.reliability.acting import PROGRAMS

GOLDEN = sorted((Path(__file__).with_name("golden") / "server").glob("*.dump"), key=schema_of)
OLD = [path for path in GOLDEN if schema_of(path) < schema_version.SCHEMA]
KILLS = 4
PATIENCE_SECONDS = 20.0


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def place(server: TestServer, worker_store: WorkerStore) -> Iterator[ServerAddress]:
    """A name of this worker for a database that each test makes anew."""
    address = server.address(f"golden_{worker_store.address.database}")
    yield address
    server.drop_database(address.database)


@pytest.fixture
def old_store(golden: Path, place: ServerAddress, server: TestServer) -> ServerAddress:
    """The golden store as its program left it."""
    server.make_database(place.database)
    options = ("--dbname", place.database, "--exit-on-error", "--no-owner", "--no-acl")
    server_programs.run("pg_restore", place, *options, str(golden), otherwise=Cause.DAMAGED)
    return place


def rows_of(server: TestServer, place: ServerAddress) -> Rows:
    """Every row of every table but those of the search, by column name."""
    listed = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE"
        " 'search%' AND tablename NOT IN ('alembic_version', 'dealer_desk')"
    )
    with closing(server.connect(place.database)) as raw:
        names = [name for (name,) in raw.execute(listed).fetchall()]
        with raw.cursor(row_factory=dict_row) as cursor:
            return {name: _rows(cursor, name) for name in names}


def _rows(cursor: Any, table: str) -> list[dict[str, Any]]:
    return list(cursor.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall())


def things_of(place: ServerAddress) -> frozenset[Any]:
    engine = engines.open_store(place)
    with engine.connect() as connection:
        found = server_schema.things(connection)
    engine.dispose()
    return found


def test_a_golden_store_lies_here_for_every_schema_that_was_released_with_a_server() -> None:
    """Schema 6 was the first with what a server needs; 7 was a step on the way to 8."""
    numbers = [schema_of(path) for path in GOLDEN]
    assert numbers == [6, 8, 9, 10, 11, 12, 13, 14]
    assert numbers[-1] <= schema_version.SCHEMA


def test_a_backup_of_that_program_is_still_ours(
    golden: Path, old_store: ServerAddress, server: TestServer
) -> None:
    """The revisions make on a server what they made then, letter by letter; no table is empty."""
    dumps.verify(old_store, golden)
    assert engines.inspect(old_store) == schema_of(golden)
    assert [name for name, rows in rows_of(server, old_store).items() if not rows] == []


def test_upgraded_it_equals_a_new_store_keeps_every_row_and_is_sound(
    old_store: ServerAddress, server: TestServer, worker_store: WorkerStore
) -> None:
    before = rows_of(server, old_store)
    records = Records(upgrade.prepare(old_store), DESKS)
    try:
        assert engines.inspect(old_store) == schema_version.SCHEMA
        assert things_of(old_store) == things_of(worker_store.address)
        assert differences(before, rows_of(server, old_store)) == []
        assert checking.faults(records) == []
    finally:
        records.close()


def test_its_backup_comes_back_into_a_store_of_this_program(
    golden: Path, old_store: ServerAddress, server: TestServer
) -> None:
    """As on a main PC: restored in the place of a newer store, upgraded at the next start."""
    before = rows_of(server, old_store)
    upgrade.prepare(old_store).dispose()
    done = dumps.restore(old_store, golden, at=NOON)
    try:
        assert engines.inspect(old_store) == schema_of(golden)
        upgrade.prepare(old_store).dispose()
        assert differences(before, rows_of(server, old_store)) == []
    finally:
        server.drop_database(done.aside)


def upgrade_and_die(place: ServerAddress, fatal: int) -> None:
    """Kills its own process before the statement of that number."""
    left = count(fatal - 1, -1)

    def die(*_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", die)
    upgrade.prepare(place).dispose()


def statements_of_an_upgrade(place: ServerAddress) -> int:
    seen: list[object] = []

    def note(*_: object) -> None:
        seen.append(None)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        upgrade.prepare(place).dispose()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


def test_killed_before_any_statement_it_is_the_old_store_or_the_new_one(
    golden: Path, old_store: ServerAddress, server: TestServer
) -> None:
    before, old_things = rows_of(server, old_store), things_of(old_store)
    kept = server.make_database(f"{old_store.database}_kept", old_store.database)
    try:
        last = statements_of_an_upgrade(old_store)
        made = {schema_of(golden): old_things, schema_version.SCHEMA: things_of(old_store)}
        server.make_database(old_store.database, kept.database)
        for fatal in [last * part // KILLS for part in range(1, KILLS + 1)]:
            program = PROGRAMS.Process(target=upgrade_and_die, args=(old_store, fatal))
            program.start()
            program.join()
            assert program.exitcode == -signal.SIGKILL
            _until_nobody_is_connected(old_store)
            assert things_of(old_store) == made[engines.inspect(old_store)]
            assert differences(before, rows_of(server, old_store)) == []
        upgrade.prepare(old_store).dispose()
        assert engines.inspect(old_store) == schema_version.SCHEMA
    finally:
        server.drop_database(kept.database)


def _until_nobody_is_connected(place: ServerAddress) -> None:
    """The server takes back what the killed one began."""
    until = time.monotonic() + PATIENCE_SECONDS
    while server_copy.is_held(place):
        assert time.monotonic() < until


def test_a_golden_store_of_this_schema_can_be_made(
    place: ServerAddress, server: TestServer, tmp_path: Path
) -> None:
    made = write_dump(server.make_database(place.database), tmp_path / "golden.dump")
    assert [name for name, rows in rows_of(server, place).items() if not rows] == []
    assert made.with_suffix(".json").exists()
    dumps.verify(place, made)
