"""A store of every released schema opens in this program with every row it had, killed or not."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from app import seals
from app.admin import backup, checking
from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db import file_copy, schema_version, upgrade
from db.failures import Cause, Trouble
from db.tables import all as every
from db.tables.all import SEARCHED
from tests.beginnings import Once
from tests.db.golden.__main__ import write
from tests.make import NOON
from tests.reliability.acting import PROGRAMS


def schema_of(golden: Path) -> int:
    return int(golden.stem.removeprefix("schema-"))


GOLDEN = sorted(Path(__file__).with_name("golden").glob("schema-*.db"), key=schema_of)
OLD = [path for path in GOLDEN if schema_of(path) < schema_version.SCHEMA]
ENDS = (OLD[0], OLD[-1])
"""The oldest store runs through every revision, the newest one through those of this release."""
KILLS, KILLS_BETWEEN = 6, 2
"""Of an upgrade from one of the two ends, and of one that is a part of the longest."""
STATEMENTS = "statements"
MOVED: dict[str, str] = {"test_drive": "car_booking"}
"""Where a revision moved the rows of a table: old name -> new name, or "" where they went to
several.
"""
REWRITTEN = {
    ("test_drive", "state"),
    ("issued_paper", "noun"),
    ("merge", "changes"),
    ("drive_feedback", "wants_contact"),
    ("audit_chain", "sealed_after"),
}
"""Columns whose values a revision says in other words; tests of that revision look at them."""
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def store(golden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(golden, tmp_path / "store.db"))


@pytest.fixture
def upgraded_store(golden: Path, once: Once) -> Path:
    """The store after its upgrade, closed: only read.

    The old file lies beside it, and how many statements the upgrade took.
    """

    def make(folder: Path) -> None:
        store = Path(shutil.copy(golden, folder / "store.db"))
        (folder / STATEMENTS).write_text(str(statements_of_an_upgrade(store)), "utf-8")

    return once(f"upgraded-{golden.stem}", make) / "store.db"


@pytest.fixture
def upgraded(upgraded_store: Path, tmp_path: Path) -> Iterator[Records]:
    copy = Path(shutil.copy(upgraded_store, tmp_path / "upgraded.db"))
    records = Records(engines.open_store(copy), DESKS)
    yield records
    records.close()


def rows_of(path: Path) -> Rows:
    """Every row of every table but those of the search, by column name."""
    with engines.reading_only(path) as raw:
        listed = (
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND"
            " name NOT LIKE 'sqlite%'"
        )
        return {
            name: _rows(raw, name)
            for (name,) in raw.execute(listed).fetchall()
            if name != "alembic_version"
        }


def _rows(raw: Any, table: str) -> list[dict[str, Any]]:
    asked = raw.execute(f'SELECT * FROM "{table}" ORDER BY id')
    names = [column[0] for column in asked.description]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def differences(old: Rows, new: Rows) -> list[str]:
    """Rows of `old` that are gone or hold another value in a column that is still there."""
    return [
        f"{table} {row['id']}"
        for table, rows in old.items()
        if (now := table if table in new else MOVED.get(table, table))
        for row, kept in _paired(rows, new.get(now, []))
        if kept is None
        or any(
            kept[name] != row[name]
            for name in row.keys() & kept.keys()
            if (table, name) not in REWRITTEN
        )
    ]


def _paired(
    rows: list[dict[str, Any]], new: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    by_id = {row["id"]: row for row in new}
    return ((row, by_id.get(row["id"])) for row in rows)


def test_a_golden_store_lies_here_for_every_schema_that_was_released() -> None:
    """Schemas 3, 4 and 7 were steps on the way; no store was left at them."""
    assert [schema_of(path) for path in GOLDEN] == [1, 2, 5, 6, 8, 9, 10, 11, 12, 13, 14]
    assert schema_of(GOLDEN[-1]) <= schema_version.SCHEMA


def test_its_number_is_its_schema_and_no_table_is_empty(golden: Path) -> None:
    assert engines.inspect(golden) == schema_of(golden)
    assert [name for name, rows in rows_of(golden).items() if not rows] == []


def test_the_revisions_still_make_what_they_made_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One store that stops at every schema; also when the search has learnt another kind since."""
    monkeypatch.setattr(every, "SEARCHED", (*SEARCHED, "complaint"))
    engine = engines.open_store(tmp_path / "made_anew.db")
    for golden in GOLDEN:
        upgrade.upgrade(engine, f"{schema_of(golden):04}")
        with engine.connect() as connection:
            made_anew = file_copy.things(connection.connection.driver_connection)
        assert file_copy.contents(golden).things == made_anew, golden.stem
    engine.dispose()


def test_upgraded_it_equals_a_new_store_and_is_sound(
    upgraded: Records, empty_store: Path, tmp_path: Path
) -> None:
    new = Path(shutil.copy(empty_store, tmp_path / "new.db"))
    with (
        engines.reading_only(Path(upgraded.where)) as old,
        engines.reading_only(new) as fresh,
    ):
        assert file_copy.things(old) == file_copy.things(fresh)
    assert engines.inspect(Path(upgraded.where)) == schema_version.SCHEMA
    assert checking.faults(upgraded) == []


def test_upgraded_it_keeps_every_row(golden: Path, upgraded: Records) -> None:
    assert differences(rows_of(golden), rows_of(Path(upgraded.where))) == []


@pytest.mark.parametrize("golden", GOLDEN[-1:], ids=lambda path: path.stem, indirect=True)
def test_a_seal_of_the_program_before_still_agrees(golden: Path, upgraded: Records) -> None:
    """Columns that came later say nothing of a row that was sealed without them."""
    known = {name: rows[0].keys() for name, rows in rows_of(golden).items() if rows}
    with upgraded.read() as session:
        for name in known.keys() & set(seals.sealed_tables()):
            later = dict.fromkeys(set(seals.sealed_columns(name)) - known[name])
            rows = session.execute(select(every.METADATA.tables[name])).mappings().all()
            assert [seals.seal(name, row) for row in rows] == [
                seals.seal(name, {**row, **later}) for row in rows
            ], f"a later column of {name} says something of old rows: {sorted(later)}"


@pytest.mark.parametrize("golden", GOLDEN[-1:], ids=lambda path: path.stem, indirect=True)
def test_what_lay_unsealed_is_taken_as_it_was_found(golden: Path, upgraded: Records) -> None:
    """Schema 9 seals five tables more: the rows of then are known by the newest of each."""
    old = rows_of(golden)
    before = json.loads(old["audit_chain"][0]["sealed_after"])
    newest = {
        name: max((row["id"] for row in old.get(name, [])), default=0)
        for name in ("consent", "inspector", "licence", "setting", "stage_change")
    }
    after = json.loads(rows_of(Path(upgraded.where))["audit_chain"][0]["sealed_after"])
    assert after == before | newest
    with upgraded.read() as session:
        assert list(seals.broken(session.connection())) == []


def test_a_lost_row_and_a_changed_value_would_be_told(golden: Path) -> None:
    old, new = rows_of(golden), rows_of(golden)
    new["person"][0]["name"] += "x"
    gone = new["visit"].pop()
    assert differences(old, new) == [f"person {old['person'][0]['id']}", f"visit {gone['id']}"]


@pytest.mark.parametrize("golden", OLD, ids=lambda path: path.stem, indirect=True)
def test_the_old_file_lies_beside_the_new_one_as_it_was(
    golden: Path, upgraded_store: Path, tmp_path: Path
) -> None:
    name = f"store-before-schema-{schema_version.SCHEMA}-from-{schema_of(golden)}.db"
    copy = Path(shutil.copy(upgraded_store.with_name(name), tmp_path / name))
    assert rows_of(copy) == rows_of(golden)
    assert backup.verify(copy).schema == schema_of(golden)
    assert backup.verify(golden).schema == schema_of(golden)


def test_its_backup_is_verified_after_the_upgrade(upgraded: Records, tmp_path: Path) -> None:
    made = backup.back_up(upgraded, tmp_path / "backups", at=NOON)
    assert backup.verify(made.path).schema == schema_version.SCHEMA


def test_its_backup_comes_back_into_a_store_of_this_program(
    golden: Path, empty_store: Path, tmp_path: Path
) -> None:
    """What comes back is the very file whose upgrade the other tests look at."""
    target = Path(shutil.copy(empty_store, tmp_path / "store.db"))
    backup.restore(target, golden, at=NOON)
    assert target.read_bytes() == golden.read_bytes()
    if golden in ENDS:
        upgrade.prepare(target).dispose()
        assert differences(rows_of(golden), rows_of(target)) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (
            "UPDATE visit SET transport = replace(hex(zeroblob(33)), '00', '长车')",
            "visit.transport",
        ),
        ("UPDATE vehicle SET odometer = 6901234567892", "vehicle.odometer"),
    ],
)
@pytest.mark.parametrize("golden", GOLDEN[:1], ids=lambda path: path.stem, indirect=True)
def test_a_value_that_does_not_fit_is_named_and_nothing_is_changed(
    store: Path, change: str, column: str
) -> None:
    engine = engines.open_store(store)
    with engine.begin() as connection:
        connection.exec_driver_sql(change)
    engine.dispose()
    before = rows_of(store)
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(store)
    assert (trouble.value.cause, trouble.value.where) == (Cause.UNFIT, column)
    assert engines.inspect(store) == 1
    assert rows_of(store) == before


def upgrade_and_die(path: str, fatal: int) -> None:
    """Kills its own process before the statement of that number."""
    left = count(fatal - 1, -1)

    def die(*_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", die)
    upgrade.prepare(Path(path)).dispose()


def statements_of_an_upgrade(store: Path) -> int:
    """How many statements the upgrade of a store takes."""
    seen: list[object] = []

    def note(*_: object) -> None:
        seen.append(None)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        upgrade.prepare(store).dispose()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.parametrize("golden", OLD, ids=lambda path: path.stem, indirect=True)
def test_killed_before_any_statement_it_is_the_old_store_or_the_new_one(
    golden: Path, store: Path, upgraded_store: Path
) -> None:
    """What each schema is made of is asked above of the same two files."""
    last = int(upgraded_store.with_name(STATEMENTS).read_text("utf-8"))
    made = {
        schema_of(golden): file_copy.contents(golden).things,
        schema_version.SCHEMA: file_copy.contents(upgraded_store).things,
    }
    before = rows_of(golden)
    kills = KILLS if golden in ENDS else KILLS_BETWEEN
    for fatal in [last * part // kills for part in range(1, kills + 1)]:
        program = PROGRAMS.Process(target=upgrade_and_die, args=(str(store), fatal))
        program.start()
        program.join()
        assert program.exitcode == -signal.SIGKILL
        assert file_copy.contents(_closed(store)).things == made[engines.inspect(store)]
        assert differences(before, rows_of(store)) == []
    upgrade.prepare(store).dispose()
    assert engines.inspect(store) == schema_version.SCHEMA


def _closed(store: Path) -> Path:
    """A whole copy: a killed program leaves its journal beside the store."""
    copy = store.with_name("copy.db")
    copy.unlink(missing_ok=True)
    engine = engines.open_store(store)
    file_copy.copy_into(engine, copy)
    engine.dispose()
    return copy


def test_a_golden_store_of_this_schema_can_be_made(tmp_path: Path) -> None:
    made = tmp_path / "golden.db"
    write(made)
    assert [name for name, rows in rows_of(made).items() if not rows] == []
    assert backup.verify(made).schema == schema_version.SCHEMA
