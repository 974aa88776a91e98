"""Every row of a store carried into another one, whichever engine each of them has.

Rows are compared by what the program reads, so that a text on SQLite equals a moment on a server.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, insert, select

from db import engine as engines
from db import search
from db.search_text import SearchDocument
from db.tables.all import METADATA, SEARCHED

BATCH: Final = 1000
Told = Callable[[str], None]
"""Called with the name of each table before it is worked on."""
Hashes = dict[str, tuple[int, str]]
"""Number of rows and their SHA-256, table by table and search by search."""


def copy(source: Connection, target: Connection, *, tell: Told) -> None:
    """Writes every row of `source` into the empty store `target`, ids and search recency too.

    Both stand at the newest schema and inside transactions that keep others from writing.
    """
    for table in METADATA.sorted_tables:
        tell(table.name)
        _copy_table(source, target, table)
    for kind in SEARCHED:
        tell(f"search {kind}")
        for batch in _batched(_documents(source, kind)):
            search.append(target, kind, documents=batch)
    engines.go_on_counting(target)


def hashes(connection: Connection) -> Hashes:
    """What a store holds, the same on both engines for the same rows."""
    found: Hashes = {}
    for table in METADATA.sorted_tables:
        found[table.name] = _hashed(tuple(row) for row in _rows(connection, table))
    for kind in SEARCHED:
        found[f"search {kind}"] = _hashed(
            (one.record, one.day, one.text) for one in _documents(connection, kind)
        )
    return found


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    own = [column.name for column in table.columns if _refers_home(column)]
    target.execute(delete(table))  # a new store has a key of its own, a moved one keeps its key
    late: list[dict[str, Any]] = []
    for batch in _batched(_rows(source, table)):
        rows = [dict(row._mapping) for row in batch]
        late += [row for row in rows if _waits(row, own)]
        if ready := [row for row in rows if not _waits(row, own)]:
            target.execute(insert(table), ready)
    _copy_late(target, table, late, own=own)


def _waits(row: dict[str, Any], own: list[str]) -> bool:
    return any(row[name] is not None for name in own)


def _copy_late(
    target: Connection, table: Table, late: list[dict[str, Any]], *, own: list[str]
) -> None:
    """Rows that refer to others of their table: each after those that it refers to."""
    missing = {row["id"] for row in late}
    while late:
        ready = [row for row in late if missing.isdisjoint(row[name] for name in own)] or late
        target.execute(insert(table), ready)
        missing -= {row["id"] for row in ready}
        late = [row for row in late if row["id"] in missing]


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    wanted = select(table).order_by(*table.primary_key.columns)
    return iter(connection.execute(wanted, execution_options={"yield_per": BATCH}))


def _documents(connection: Connection, kind: str) -> Iterator[SearchDocument]:
    """The oldest touch first."""
    table, ours = search.documents(connection, kind)
    wanted = select(table.c.record, table.c.text, table.c.day).where(ours).order_by(table.c.id)
    for row in connection.execute(wanted, execution_options={"yield_per": BATCH}):
        yield SearchDocument(row.record, row.text, row.day)


def _batched(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _hashed(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        count += 1
        digest.update(repr([_plain(value) for value in row]).encode("utf-8", "surrogatepass"))
    return count, digest.hexdigest()


def _plain(value: Any) -> Any:
    """One spelling of what two drivers return differently."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return bytes(value) if isinstance(value, memoryview) else value


def _refers_home(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)
