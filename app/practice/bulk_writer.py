"""Writes the rows of a large store in bulk, records with audit rows."""

from collections import Counter, defaultdict
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from db import audit_chain
from db.tables.admin import Audit
from db.tables.all import METADATA
from db.tables.base import Base
from db.vocabulary import Act

FULL = 60_000
LISTED = '{"generated": true}'


class BulkWriter:
    """Collects rows, gives them ids, and writes them parents first.

    Every row of a table must have the same columns.
    """

    def __init__(self, connection: Connection, random: Random) -> None:
        self._connection, self._random = connection, random
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._waiting = 0
        self.count: Counter[str] = Counter()
        for table in METADATA.sorted_tables:
            last = connection.execute(select(func.max(table.c.id))).scalar_one()
            self.count[table.name] = last or 0

    def add(self, noun: type[Base], /, **values: Any) -> int:
        """Adds one row and returns its id, which follows those in the store."""
        name = noun.__tablename__
        self.count[name] += 1
        self._rows[name].append(values | {"id": self.count[name]})
        self._waiting += 1
        return self.count[name]

    def add_record(
        self, noun: type[Base], at: datetime, /, *, saved_by: int | None, **values: Any
    ) -> int:
        """Adds a row that a person would have saved at `at`, with its audit row."""
        key = self.add(noun, **values)
        self.add(
            Audit,
            at=at,
            staff_id=saved_by,
            workstation="generate",
            gesture=f"{self._random.getrandbits(128):032x}",
            act=Act.ADD,
            noun=noun.__tablename__,
            noun_id=key,
            new=LISTED,
        )
        return key

    def write_if_full(self) -> None:
        """Writes the rows when there are many; called when every row has its parents."""
        if self._waiting >= FULL:
            self.write()

    def write(self) -> None:
        """Writes all rows that were added, parents first."""
        for table in METADATA.sorted_tables:
            if self._rows[table.name]:
                self._insert(table)
        self._waiting = 0

    def _insert(self, table: Table) -> None:
        rows = self._rows.pop(table.name)
        if table.name == Audit.__tablename__:
            audit_chain.open_chain(self._connection).append(rows)
        self._connection.execute(insert(table), rows)
