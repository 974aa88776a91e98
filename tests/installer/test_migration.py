"""`make migration` writes what changed in the tables, and nothing that could change later."""

import ast
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Column, ForeignKey, Integer, Table, inspect

from db import engine as engines
from db import schema_version, upgrade
from db.columns import declared
from db.store_address import StorePlace
from db.tables.all import METADATA
from db.tables.base import strict
from db.types import CalendarDay, Flag, Hundredths, Moment, Word
from db.vocabulary import Role
from installer import migration
from tests.postgres import TestServer


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that the program now takes for its own.

    The number lies beside it.
    """
    shutil.copytree(
        migration.MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(schema_version.__file__, tmp_path / "number.py")
    monkeypatch.setattr(upgrade, "HERE", tmp_path)
    return tmp_path


@pytest.fixture
def complaint(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A table, a column and a search kind that no revision knows."""
    columns = {
        "at": Moment(),
        "due": CalendarDay(),
        "cost": Hundredths(),
        "done": Flag(),
        "role": Word(Role),
    }
    added = Table(
        "complaint",
        METADATA,
        Column("id", Integer, primary_key=True),
        Column("staff_id", ForeignKey("staff.id"), index=True, nullable=False),
        *(Column(name, kind, nullable=False) for name, kind in columns.items()),
        **strict(searched=True),
    )
    yield
    METADATA.remove(added)


def start(name: str, copied: Path) -> Path:
    return migration.start(name, migrations=copied / "migrations", number_file=copied / "number.py")


def number(copied: Path) -> int:
    names: dict[str, int] = {}
    exec((copied / "number.py").read_text(encoding="utf-8"), names)
    return names["SCHEMA"]


@pytest.mark.usefixtures("complaint")
def test_the_difference_is_written_with_literal_types(copied: Path) -> None:
    written = start("add_complaints", copied)
    text = written.read_text(encoding="utf-8")
    flat = " ".join(text.split())
    assert written.name == f"{schema_version.SCHEMA + 1:04}_add_complaints.py"
    assert ast.get_docstring(ast.parse(text)) == "Add complaints."
    assert {name for line in text.splitlines() if "import" in line for name in line.split()} == {
        *("import", "from", "sqlalchemy", "as", "sa", "alembic", "op"),
    }
    for name, literal in (
        ("at", 'sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")'),
        ("cost", 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'),
    ):
        column = flat[flat.index(f'"{name}"') :]
        assert column.startswith(f'"{name}", {literal}, nullable=False')
    assert 'sa.Column("role", sa.Text(), nullable=False)' in text
    assert "CREATE VIRTUAL TABLE search_complaint USING fts5" in text
    assert number(copied) == schema_version.SCHEMA + 1


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, copied: Path, worker_id: str) -> Iterator[StorePlace]:
    """Where there is no store yet."""
    if request.param == "sqlite":
        yield copied / "store.db"
        return
    server: TestServer = request.getfixturevalue("server")
    yield server.make_database(f"revision_{worker_id}")
    server.drop_database(f"revision_{worker_id}")


@pytest.mark.usefixtures("complaint")
def test_what_was_written_makes_the_declared_tables(
    copied: Path, new_place: StorePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = start("add_complaints", copied)
    monkeypatch.setattr(schema_version, "SCHEMA", number(copied))
    engine = engines.open_store(new_place)
    upgrade.upgrade(engine)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        command.check(upgrade.config(connection))
        made = inspect(connection)
        tables = made.get_table_names()
        indexes = [index["name"] for index in made.get_indexes("complaint")]
    engine.dispose()
    search = "search_complaint" if isinstance(new_place, Path) else "search_gram_complaint"
    assert {"complaint", search} <= set(tables) and "ix_complaint_staff_id" in indexes
    assert engines.inspect(new_place) == int(written.name[:4])


def test_without_a_difference_there_is_an_empty_revision_to_fill(copied: Path) -> None:
    text = start("move_rows", copied).read_text(encoding="utf-8")
    assert text.endswith("def upgrade() -> None:\n    pass\n")


def test_the_next_one_follows_the_one_just_written(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start("first", copied)
    monkeypatch.setattr(schema_version, "SCHEMA", number(copied))
    second = start("second", copied)
    assert int(second.name[:4]) == int(first.name[:4]) + 1 == number(copied)
    assert f'down_revision = "{first.name[:4]}"' in second.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["Add complaints"], ["../up"], ["two", "words"], [""]])
def test_a_name_is_needed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert migration.main(arguments) == 1
    assert "NAME=" in capsys.readouterr().err


def test_another_limit_is_written_as_another_check(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = METADATA.tables["visit"].columns["area"]
    monkeypatch.setitem(column.info, "declared", replace(declared(column), limit=7))
    table = METADATA.tables["visit"]
    old = {one for one in table.constraints if one.name == "ck_visit_area"}
    table.constraints -= old
    try:
        text = start("shorter_area", copied).read_text(encoding="utf-8")
    finally:
        table.constraints -= {one for one in table.constraints if one.name == "ck_visit_area"}
    assert "ALTER TABLE visit DROP CONSTRAINT ck_visit_area" in text
    assert "ADD CONSTRAINT ck_visit_area CHECK (area IS NULL OR length(area) <= 7)" in text
    assert text.count("op.execute") == 2
