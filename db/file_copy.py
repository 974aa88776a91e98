"""Copies of a store and their way back.

The live file is never opened, hashed or copied by hand: SQLite makes the copy itself.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import file_watch, long_work, schema_version
from db.failures import Cause, Trouble
from db.file_locations import make_private

FILES = ("", "-wal", "-shm", "-journal")
ASIDE = "-before-restore-"
UNDONE = ".part"
STATISTICS = ("sqlite_stat", "sqlite_sequence")
CAUSES = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EACCES: Cause.DENIED,
    errno.EPERM: Cause.DENIED,
    errno.EROFS: Cause.READ_ONLY,
    errno.ENOENT: Cause.GONE,
    errno.ENOTDIR: Cause.GONE,
}

Thing = tuple[str, str, str, str | None]
"""Kind, name, table and SQL of one thing in a schema."""


class Contents(NamedTuple):
    """What a closed store file holds."""

    schema: int
    revision: str
    things: frozenset[Thing]
    rows: dict[str, int]


def copy_into(engine: Engine, part: Path) -> Contents:
    """A whole copy at `part`, on the disk and read again. Trouble leaves nothing there."""
    file_watch.check(engine)
    try:
        with explained(part.parent):
            make_private(part.parent)
            part.unlink(missing_ok=True)
            with long_work.part(0.7):
                before, after = _vacuum(engine, part)
            part.chmod(0o600)
            flush(part)
        found = contents(part)
        _compare(found.rows, before, after)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return found


def contents(path: Path) -> Contents:
    """Reads a closed file through and checks it. Trouble: DAMAGED, FOREIGN, NEWER."""
    with engines.reading_only(path, closed=True) as raw:
        if raw.execute("PRAGMA application_id").fetchone()[0] != schema_version.APPLICATION:
            raise Trouble(Cause.FOREIGN, str(path))
        schema = int(raw.execute("PRAGMA user_version").fetchone()[0])
        if schema > schema_version.SCHEMA:
            raise Trouble(Cause.NEWER, str(path))
        if damage(raw, "quick_check") or dangling(raw):
            raise Trouble(Cause.DAMAGED, str(path))
        found = things(raw)
        if not any(name == "alembic_version" for _kind, name, _table, _sql in found):
            raise Trouble(Cause.FOREIGN, str(path))
        return Contents(schema, revision(raw), found, _counted(raw))


def damage(raw: Any, check: Literal["quick_check", "integrity_check"]) -> list[str]:
    """What SQLite itself finds wrong with the pages."""
    with long_work.stoppable(raw):
        found = raw.execute(f"PRAGMA {check}").fetchall()
    return [row[0] for row in found if row[0] != "ok"]


def dangling(raw: Any) -> list[str]:
    """References into nothing."""
    with long_work.stoppable(raw):
        found = raw.execute("PRAGMA foreign_key_check").fetchall()
    return [f"{row[0]} {row[1]} -> {row[2]}" for row in found]


def revision(raw: Any) -> str:
    """The migration that a store stands at."""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def things(raw: Any) -> frozenset[Thing]:
    """Tables, indexes, triggers and views, without what SQLite keeps for itself."""
    rows = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return frozenset(
        (kind, name, table, sql)
        for kind, name, table, sql in rows
        if not name.startswith(STATISTICS)
    )


def swap_in(target: Path, part: Path, *, at: datetime) -> Path:
    """Sets the whole present set (file, -wal, -shm) aside by rename and puts `part` in its place.

    Returns the folder aside.

    A kill in between is undone by `put_back` at the next start, so that the store is the old one or
    the new one.
    """
    aside = target.with_name(f"{target.stem}{ASIDE}{at:%Y%m%d-%H%M%S-%f}{UNDONE}")
    with explained(target.parent):
        aside.mkdir(mode=0o700)
        for name in _present(target):
            name.rename(aside / name.name)
        part.replace(target)
        flush(target.parent)
        return aside.rename(aside.with_suffix(""))


def put_back(target: Path) -> None:
    """Undoes a restore that was cut off, and removes what is left of an unfinished copy."""
    with explained(target.parent):
        for aside in sorted(target.parent.glob(f"{target.stem}{ASIDE}*{UNDONE}")):
            for name in sorted(aside.iterdir()):
                name.replace(target.with_name(name.name))
            aside.rmdir()
        target.with_name(target.name + UNDONE).unlink(missing_ok=True)


def take_back(target: Path, aside: Path) -> None:
    """Puts the set that a restore set aside in its place again; what was restored goes."""
    undone = aside.rename(aside.with_name(aside.name + UNDONE))
    for name in _present(target):
        if not (undone / name.name).exists():
            name.unlink()
    put_back(target)


def flush(path: Path) -> None:
    """What was written is on the disk, not only on its way. Folders too, where the system can."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def explained(where: Path) -> Iterator[None]:
    """The disk's own errors as Trouble that names the folder."""
    try:
        yield
    except DBAPIError as error:
        raise engines.explain(error, where) from error
    except OSError as error:
        raise Trouble(CAUSES.get(error.errno or 0, Cause.DISK), str(where)) from error


Mark = tuple[int, dict[str, int]]


def _vacuum(engine: Engine, part: Path) -> tuple[Mark, Mark]:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        before, raw = _mark(connection), connection.connection.driver_connection
        whole = _size(raw)
        with long_work.stoppable(raw, lambda: (part.stat().st_size if part.exists() else 0, whole)):
            connection.exec_driver_sql("VACUUM INTO ?", (part.absolute().as_uri(),))
        return before, _mark(connection)


def _size(raw: Any) -> int:
    """How many bytes a copy of the store has at most."""
    pages = int(raw.execute("PRAGMA page_count").fetchone()[0])
    return pages * int(raw.execute("PRAGMA page_size").fetchone()[0])


def _mark(connection: Connection) -> Mark:
    return engines.data_version(connection), _counted(connection.connection.driver_connection)


def _counted(raw: Any) -> dict[str, int]:
    names = [
        row[0]
        for row in raw.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
    ]
    quoted = [(name, name.replace('"', '""')) for name in names]
    return {
        name: int(raw.execute(f'SELECT count(*) FROM "{safe}"').fetchone()[0])  # noqa: S608
        for name, safe in quoted
    }


def _compare(copied: dict[str, int], before: Mark, after: Mark) -> None:
    """Nobody wrote meanwhile: the same rows.

    Somebody did: the append-only audit lies between before and after.
    """
    (first_version, first), (last_version, last) = before, after
    quiet = first_version == last_version
    same = (
        copied == first
        if quiet
        else first["audit"] <= copied["audit"] <= last["audit"] and copied.keys() == last.keys()
    )
    if not same:
        raise Trouble(Cause.DAMAGED, "copy")


def _present(target: Path) -> list[Path]:
    return [name for end in FILES if (name := target.with_name(target.name + end)).exists()]
