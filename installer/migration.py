"""Starts the next revision of the store: `make migration NAME=short_words`.

Compares the newest revision with the declared tables, writes the difference with literal names and
types, and raises the schema number. What it cannot see is written by hand afterwards: moved rows
and triggers (see "Changing the tables" in docs/architecture.md).
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Table, inspect
from sqlalchemy.engine.interfaces import ReflectedCheckConstraint
from sqlalchemy.sql.elements import conv

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from db import schema_version, upgrade
from db.columns import add_checks
from db.tables.all import METADATA

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
NUMBER = re.compile(r"^SCHEMA = (\d+)$", re.MULTILINE)
MIGRATIONS = Path(upgrade.__file__).parent / "migrations"


def main(arguments: Sequence[str]) -> int:
    """Writes the revision (Alembic says where); 1 for a name that is no name."""
    name = arguments[0] if len(arguments) == 1 else ""
    if not NAME.fullmatch(name):
        print(
            "make migration NAME=short_words (small letters, figures, underscores)", file=sys.stderr
        )
        return 1
    start(name)
    return 0


def start(
    name: str, *, migrations: Path = MIGRATIONS, number_file: Path = Path(schema_version.__file__)
) -> Path:
    """Writes `NNNN_<name>.py` after the newest revision and sets SCHEMA in `number_file` to
    NNNN.
    """
    with TemporaryDirectory() as folder:
        engine = upgrade.prepare(Path(folder) / "store.db")
        try:
            with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                written = _write(connection, name, migrations)
        finally:
            engine.dispose()
    raised = NUMBER.sub(
        f"SCHEMA = {int(written.revision)}", number_file.read_text(encoding="utf-8")
    )
    number_file.write_text(raised, encoding="utf-8")
    return Path(written.path)


def check_changes(connection: Connection) -> list[str]:
    """Statements that give the tables of a store the CHECKs that are declared now.

    Alembic compares no CHECKs. A new table is left out: it is made with its own.
    """
    store = inspect(connection)
    stands = set(store.get_table_names())
    add_checks(METADATA.sorted_tables)
    return [
        statement
        for table in METADATA.sorted_tables
        if table.name in stands
        for statement in _changes(table, store.get_check_constraints(table.name))
    ]


def _changes(table: Table, reflected: Sequence[ReflectedCheckConstraint]) -> Iterator[str]:
    old = {str(check["name"]): " ".join(check["sqltext"].split()) for check in reflected}
    new = {_name(table, check): str(check.sqltext) for check in _checks(table)}
    for name in old:
        if new.get(name) != old[name]:
            yield f"ALTER TABLE {table.name} DROP CONSTRAINT {name}"
    for name in new:
        if new[name] != old.get(name):
            yield f"ALTER TABLE {table.name} ADD CONSTRAINT {name} CHECK ({new[name]})"


def _checks(table: Table) -> list[CheckConstraint]:
    found = (one for one in table.constraints if isinstance(one, CheckConstraint))
    return sorted(found, key=lambda check: _name(table, check))


def _name(table: Table, check: CheckConstraint) -> str:
    return str(check.name) if isinstance(check.name, conv) else f"ck_{table.name}_{check.name}"


def _write(connection: Connection, name: str, migrations: Path) -> Script:
    config = _config(connection, migrations)
    newest = ScriptDirectory.from_config(config).get_current_head() or "0"
    written = command.revision(
        config,
        message=name.replace("_", " ").capitalize(),
        autogenerate=True,
        rev_id=f"{int(newest) + 1:04}",
    )
    assert isinstance(written, Script)
    return written


def _config(connection: Connection, migrations: Path) -> Config:
    tables = inspect(connection).get_table_names()
    config = upgrade.config(connection)
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    hook = {"hooks": "ruff", "ruff.type": "module", "ruff.module": "ruff"}
    for option, value in (hook | {"ruff.options": "format REVISION_SCRIPT_FILENAME"}).items():
        config.set_section_option("post_write_hooks", option, value)
    config.attributes["template_args"] = {
        "search_kinds": [
            table.name
            for table in METADATA.tables.values()
            if table.info.get("searched") and f"search_{table.name}" not in tables
        ],
        "checks": check_changes(connection),
    }
    return config


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
