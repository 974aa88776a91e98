"""The revisions make exactly the tables that the program declares, on both engines."""

import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from alembic import command
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect

from app.records import Records
from db import engine as engines
from db import file_copy, schema_version, upgrade
from db.tables.all import SEARCHED
from installer import migration

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"


def revisions(records: Records) -> list[ModuleType]:
    """The modules of the revisions, the oldest first."""
    with records.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(upgrade.config(connection))
    return [script.module for script in scripts.walk_revisions()][::-1]


def test_the_migrated_store_equals_the_declared_tables(records: Records) -> None:
    with records.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        command.check(upgrade.config(connection))


@pytest.mark.sqlite_only("a server words its CHECKs anew: see test_server_schema.py")
def test_the_checks_of_the_store_are_the_declared_ones(records: Records) -> None:
    """Alembic compares no CHECKs."""
    with records.engine.connect() as connection:
        assert migration.check_changes(connection) == []


def test_the_schema_number_is_the_newest_revision(records: Records) -> None:
    names = [module.revision for module in revisions(records)]
    assert names == [f"{number:04}" for number in range(1, schema_version.SCHEMA + 1)]


def test_every_search_kind_has_its_table(records: Records) -> None:
    """A new kind: `make migration` writes its table into a revision."""
    table = "search_{}" if records.engine.dialect.name == "sqlite" else "search_gram_{}"
    names = set(inspect(records.engine).get_table_names())
    assert [kind for kind in SEARCHED if table.format(kind) not in names] == []


def test_no_revision_rebuilds_a_table_in_batch_mode(tmp_path: Path) -> None:
    """Such a table has its constraints in another order at every run and is then refused as
    foreign.
    """
    store = tmp_path / "store.db"
    shutil.copy(Path(__file__).with_name("golden") / "schema-2.db", store)
    engine, said = engines.open_store(store), []
    event.listen(engine, "before_cursor_execute", lambda *seen: said.append(seen[2]))
    upgrade.upgrade(engine)
    engine.dispose()
    assert len(said) > 100
    assert [statement for statement in said if "_alembic_tmp_" in statement] == []


def test_the_way_to_replace_a_table_keeps_rows_indexes_and_triggers(tmp_path: Path) -> None:
    """The function that docs/architecture.md offers, tried on the table with most of them."""
    store = tmp_path / "store.db"
    shutil.copy(Path(__file__).with_name("golden") / "schema-2.db", store)
    [code] = re.findall(
        r"```python\n(def replace_table.*?)```", GUIDE.read_text("utf-8"), re.DOTALL
    )
    engine = engines.open_store(store)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        before, rows = file_copy.things(raw), raw.execute("SELECT * FROM test_drive").fetchall()
        columns = ", ".join(row[1] for row in raw.execute("PRAGMA table_info(test_drive)"))
        [declared] = [
            sql for kind, name, _of, sql in before if (kind, name) == ("table", "test_drive")
        ]
        raw.execute(declared.replace("TABLE test_drive", "TABLE new_test_drive"))
        names = {"op": Operations(MigrationContext.configure(connection))}
        exec(code, names)
        names["replace_table"]("test_drive", columns)
        after = {
            (*thing[:3], thing[3].replace('"', "")) for thing in file_copy.things(raw) if thing[3]
        }
        assert after == {thing for thing in before if thing[3]}
        assert raw.execute("SELECT * FROM test_drive").fetchall() == rows
        assert file_copy.dangling(raw) == []
    engine.dispose()
