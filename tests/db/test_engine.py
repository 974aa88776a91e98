"""Every connection carries the pragmas that keep confirmed saves.

Bad files are told apart and left alone.
"""

import sqlite3
from pathlib import Path

import pytest

from app.records import Records
from db import engine as engines
from db import schema_version, upgrade
from db.failures import Cause, Trouble

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10000,
    "trusted_schema": 0,
    "mmap_size": 0,
    "secure_delete": 1,
}


@pytest.mark.sqlite_only("test_server.py asks a server for its own")
def test_every_pooled_connection_has_the_pragmas(records: Records) -> None:
    with records.engine.connect() as one, records.engine.connect() as two:
        for connection in (one, two):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in EXPECTED
            }
            assert found == EXPECTED


def test_the_library_is_newer_than_the_corruption_bug() -> None:
    assert engines.sqlcipher3.dbapi2.sqlite_version_info >= (3, 53, 0)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"not a database at all" * 100, Cause.FOREIGN),
        (b"SQLite format 3\0" + b"\xff" * 4000, Cause.FOREIGN),
    ],
)
def test_a_foreign_file_is_refused_and_not_touched(
    tmp_path: Path, content: bytes, cause: Cause
) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(path)
    assert trouble.value.cause is cause
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE thing (id)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(path)
    assert (trouble.value.cause, path.read_bytes()) == (Cause.FOREIGN, before)


@pytest.mark.parametrize("tables", ["", "alembic_version", "alembic_version, audit"])
def test_another_programs_database_with_our_mark_is_refused_and_not_touched(
    tmp_path: Path, tables: str
) -> None:
    path = tmp_path / "store.db"
    other = sqlite3.connect(path)
    for table in ("theirs", *filter(None, tables.split(", "))):
        other.execute(f"CREATE TABLE {table} (id INTEGER, version_num TEXT)")
    other.execute(f"PRAGMA application_id={schema_version.APPLICATION}")
    other.execute("PRAGMA user_version=3")
    other.close()
    before = path.read_bytes()
    with pytest.raises(Trouble) as refused:
        upgrade.prepare(path)
    assert refused.value.cause is Cause.FOREIGN
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["store.db"]


def test_a_newer_store_is_refused_and_not_touched(empty_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(empty_store.read_bytes())
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version={schema_version.SCHEMA + 1}")
    newer.commit()
    newer.close()
    before = path.read_bytes()
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(path)
    assert (trouble.value.cause, path.read_bytes()) == (Cause.NEWER, before)
