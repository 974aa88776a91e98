"""A store of an older program opens in this one with every row it had, whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from db import engine as engines
from db import stamp, upgrade

FIRST = (
    "INSERT INTO trim (id, model_id, name, gearbox, energy, position, active, version) VALUES (1, 1, 'XL', 'automatic', 'petrol', 0, 1, 1)",
    "INSERT INTO demo_car (id, plate, trim_id, odometer, fuel, position, active, version) VALUES (1, '粤B12345', 1, 10, '4/4', 0, 1, 1)",
    "INSERT INTO person (id, kind, name, do_not_contact, created_at, version) VALUES (1, 'person', '张伟', 0, '2026-11-20 01:00:00', 1)",
)
OPEN = "import sys; from pathlib import Path; from db import upgrade; upgrade.prepare(Path(sys.argv[1]))"


@pytest.fixture
def first_store(tmp_path: Path) -> Path:
    """A store as the first program left it: one model, one demo car, one person, found by name."""
    path = tmp_path / "store.db"
    engine = engines.open_store(path)
    upgrade.upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO car_model (id, brand, name, position, active, version) VALUES (1, 'N', '轩逸', 0, 1, 1)")
        for statement in FIRST:
            connection.exec_driver_sql(statement)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version=1")
    engine.dispose()
    return path


def rows(path: Path, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    raw = sqlcipher3.dbapi2.connect(str(path))
    try:
        return raw.execute(f"SELECT {columns} FROM {table}").fetchall()
    finally:
        raw.close()


def test_a_store_of_the_first_schema_keeps_its_rows_and_learns_the_new_columns(first_store: Path) -> None:
    engine = upgrade.prepare(first_store)
    try:
        assert rows(first_store, "demo_car", "plate, lent") == [("粤B12345", 0)]
        assert rows(first_store, "person", "name") == [("张伟",)]
        assert engines.inspect(first_store) == stamp.SCHEMA
    finally:
        engine.dispose()


def test_overlaps_are_still_refused_after_the_upgrade(first_store: Path) -> None:
    before = set(rows(first_store, "sqlite_schema WHERE type='trigger'", "name, sql"))
    upgrade.prepare(first_store).dispose()
    assert before <= set(rows(first_store, "sqlite_schema WHERE type='trigger'", "name, sql"))


def test_the_old_file_lies_beside_the_new_one_as_it_was(first_store: Path) -> None:
    before = rows(first_store, "demo_car")
    upgrade.prepare(first_store).dispose()
    copy = first_store.with_name(f"store-before-schema-{stamp.SCHEMA}-from-1.db")
    assert rows(copy, "demo_car") == before


def test_an_upgraded_store_is_made_of_the_same_things_as_a_new_one(first_store: Path, tmp_path: Path) -> None:
    things = "sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"
    upgrade.prepare(first_store).dispose()
    new = tmp_path / "new" / "store.db"
    upgrade.prepare(new).dispose()
    assert set(rows(first_store, things, "name, type")) == set(rows(new, things, "name, type"))
    for table in ("demo_car", "test_drive", "list_view"):
        assert rows(first_store, f"pragma_table_info('{table}')") == rows(new, f"pragma_table_info('{table}')")


def test_killed_anywhere_on_the_way_it_is_the_old_store_or_the_new_one(first_store: Path) -> None:
    seen = set()
    for delay in (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.8, 1.0):
        started = subprocess.Popen([sys.executable, "-c", OPEN, str(first_store)])
        time.sleep(delay)
        if started.poll() is None:
            os.kill(started.pid, signal.SIGKILL)
        started.wait()
        found = engines.inspect(first_store)
        seen.add(found)
        columns = [row[1] for row in rows(first_store, "pragma_table_info('test_drive')")]
        assert ("order_id" in columns) is (found == stamp.SCHEMA)
        assert rows(first_store, "person", "name") == [("张伟",)]
    upgrade.prepare(first_store).dispose()
    assert engines.inspect(first_store) == stamp.SCHEMA
    assert 1 in seen
