"""Makes a new store file by one script, as all revisions together would make it.

The revisions one after another cost twenty times as much. The script bears the sum of their files:
where that differs, they run. `make schema` writes it; tests/db/test_new_store.py compares.
"""

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Any

SCRIPT = "new_store.sql"
BETWEEN = ";\n\n"
CHAIN = (
    "INSERT INTO audit_chain (id, audit_key, audit_start, audit_start_id, sealed_after)\n"
    "VALUES (1, :key, :start, 0, '{after}')"
)
SEARCH_OPTION = "INSERT INTO {table}({table}, rank) VALUES ('{name}', {value})"


def make(raw: Any, migrations: Path) -> bool:
    """Makes the store in the caller's transaction; False where the script is of other revisions.

    The history gets a key of its own.
    """
    script = migrations / SCRIPT
    head, *found = script.read_text(encoding="utf-8").split(BETWEEN) if script.exists() else [""]
    if head != _head(migrations):
        return False
    key = secrets.token_bytes(32)
    start = hmac.new(key, digestmod="sha256").hexdigest()[:32]
    for statement in found:
        is_chain = statement.startswith(CHAIN[:24])
        raw.execute(statement, {"key": key.hex(), "start": start} if is_chain else {})
    return True


def write(raw: Any, migrations: Path) -> None:
    """Writes the script from a store that the revisions have just made."""
    found = [_head(migrations), *_things(raw), *_first_rows(raw)]
    (migrations / SCRIPT).write_text(BETWEEN.join(found), encoding="utf-8")


def _head(migrations: Path) -> str:
    told = hashlib.sha256()
    for revision in sorted((migrations / "versions").glob("*.py")):
        told.update(revision.name.encode() + revision.read_bytes())
    return f"-- written by `make schema`; the sum of the revisions is {told.hexdigest()}"


def _things(raw: Any) -> list[str]:
    """Tables, then the rest; a table of the search makes by itself those that it writes to."""
    listed = raw.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL").fetchall()
    searches = tuple(f"{name}_" for name, sql in listed if sql.startswith("CREATE VIRTUAL"))
    own = [sql for name, sql in listed if not name.startswith(searches)]
    return sorted(own, key=lambda sql: not sql.startswith(("CREATE TABLE", "CREATE VIRTUAL")))


def _first_rows(raw: Any) -> list[str]:
    options = [
        SEARCH_OPTION.format(table=table, name=name, value=value)
        for (table,) in raw.execute(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%' ORDER BY name"
        ).fetchall()
        for name, value in raw.execute(f"SELECT k, v FROM {table}_config WHERE k <> 'version'")  # noqa: S608 - a name of the schema
    ]
    after = raw.execute("SELECT sealed_after FROM audit_chain").fetchone()[0]
    number = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    stands_at = f"INSERT INTO alembic_version (version_num) VALUES ('{number}')"  # noqa: S608 - the newest revision
    return [*options, CHAIN.format(after=after), stands_at]
