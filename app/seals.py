"""Seals the rows that decide money, rights and consents: a change past the program shows.

A table declares itself `strict(sealed=True)`. Each audit row of a record of such a table carries
the sum of what the record then held; the newest one must agree with the row as it lies there.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    DefaultClause,
    MetaData,
    Table,
    func,
    select,
    update,
)

from db.columns import declared
from db.staff_words import Act
from db.tables.admin import Audit
from db.tables.audit_chain import AuditChain

SIGNS = 32
MOVED_BY_MERGES = frozenset({"person", "vehicle"})
"""Keys to these are written by merges, row by row and past the record."""


class SealFault(StrEnum):
    """How a record and its seal disagree."""

    CHANGED = "changed"
    ADDED = "added"
    LOST = "lost"


class BrokenSeal(NamedTuple):
    """A record that was changed, added or deleted past the program."""

    fault: SealFault
    table: str
    record: int


@cache
def sealed_columns(table: str) -> tuple[str, ...]:
    """The columns that the seal of a table covers; none of a table without seals."""
    if not _metadata().tables[table].info["sealed"]:
        return ()
    return tuple(sorted(one.name for one in _metadata().tables[table].columns if _is_sealed(one)))


@cache
def _values_of_old(table: str) -> dict[str, str]:
    """What a later column says of the rows that were there before it, where it says something."""
    return {
        column.name: default.arg
        for column in _metadata().tables[table].columns
        if isinstance(default := column.server_default, DefaultClause)
        and isinstance(default.arg, str)
    }


def sealed_tables() -> list[str]:
    """The tables whose rows are sealed."""
    return [table.name for table in _metadata().sorted_tables if table.info["sealed"]]


def seal(table: str, values: Mapping[str, Any]) -> str | None:
    """The sum of a record's values; None for a table without seals.

    What is empty, false, zero or what rows of old hold counts as not there, so that a later
    column changes no seal.
    """
    names = sealed_columns(table)
    if not names:
        return None
    old = _values_of_old(table)
    told = [
        [name, plain]
        for name in names
        if values[name] and (plain := _plain(values[name])) != old.get(name)
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:SIGNS]


def begin(connection: Connection) -> None:
    """The rows that are there now are taken as they are: they were written without seals."""
    after = {name: _newest(connection, _metadata().tables[name]) for name in sealed_tables()}
    connection.execute(update(AuditChain.__table__).values(sealed_after=json.dumps(after)))  # type: ignore[arg-type]


def broken(connection: Connection) -> Iterator[BrokenSeal]:
    """Every record that does not agree with its seal."""
    told = connection.execute(select(AuditChain.sealed_after)).scalar() or "{}"
    after = json.loads(told)
    for name in sealed_tables():
        table = _metadata().tables[name]
        yield from _unlike(connection, table, after=after.get(name, 0))
        yield from _lost(connection, table)


def _unlike(connection: Connection, table: Table, *, after: int) -> Iterator[BrokenSeal]:
    newest = (
        select(Audit.seal)
        .where(Audit.noun == table.name, Audit.noun_id == table.c.id, Audit.seal.is_not(None))
        .order_by(Audit.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns = [table.c[name] for name in sealed_columns(table.name)]
    wanted = select(table.c.id, newest.label("_seal"), *columns).order_by(table.c.id)
    for row in connection.execution_options(yield_per=2000).execute(wanted).mappings():
        if row["_seal"] is None:
            if row["id"] > after:
                yield BrokenSeal(SealFault.ADDED, table.name, row["id"])
        elif row["_seal"] != seal(table.name, dict(row)):
            yield BrokenSeal(SealFault.CHANGED, table.name, row["id"])


def _lost(connection: Connection, table: Table) -> Iterator[BrokenSeal]:
    there = select(table.c.id).where(table.c.id == Audit.noun_id).exists()
    of_table = select(Audit.noun_id, func.max(Audit.id)).where(Audit.noun == table.name)
    last = of_table.where(Audit.seal.is_not(None) | (Audit.act == Act.REMOVE), ~there)
    for key, newest in connection.execute(last.group_by(Audit.noun_id)):
        act = connection.execute(select(Audit.act).where(Audit.id == newest)).scalar_one()
        if act != Act.REMOVE:
            yield BrokenSeal(SealFault.LOST, table.name, int(key or 0))


def _is_sealed(column: Column[Any]) -> bool:
    leads = {key.column.table.name for key in column.foreign_keys}
    return (
        not declared(column).private
        and not leads & MOVED_BY_MERGES
        and column.name not in ("id", "version")
    )


def _newest(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.max(table.c.id))).scalar() or 0


def _plain(value: Any) -> Any:
    """One spelling of a value, whether it was just written or read again."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return f"{Decimal(value).normalize():f}"
    return value


def _metadata() -> MetaData:
    from db.tables.all import METADATA

    return METADATA
