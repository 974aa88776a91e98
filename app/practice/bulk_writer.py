"""Rows on their way into a large store.

Numbered here, written by the thousand, each record with the audit row of its birth.
"""

from collections import Counter, defaultdict
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from db.tables.admin import Audit
from db.tables.all import METADATA
from db.tables.base import Base
from db.vocabulary import Act

FULL = 60_000
LISTED = '{"generated": true}'


class BulkWriter:
    """Collects rows and writes them parents first.

    Every row of a noun is told with the same columns.
    """

    def __init__(self, connection: Connection, dice: Random) -> None:
        self._connection, self._dice = connection, dice
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._waiting = 0
        self.count: Counter[str] = Counter()
        for table in METADATA.sorted_tables:
            self.count[table.name] = (
                connection.execute(select(func.max(table.c.id))).scalar_one() or 0
            )

    def add(self, noun: type[Base], /, **values: Any) -> int:
        """Puts one row on the shelf and returns its id, which follows those that are in the
        store.
        """
        name = noun.__tablename__
        self.count[name] += 1
        self._rows[name].append(values | {"id": self.count[name]})
        self._waiting += 1
        return self.count[name]

    def add_record(
        self, noun: type[Base], at: datetime, /, *, saved_by: int | None, **values: Any
    ) -> int:
        """A row that a person would have saved at `at`.

        Its audit row says that, and that it was made up.
        """
        key = self.add(noun, **values)
        self.add(
            Audit,
            at=at,
            staff_id=saved_by,
            workstation="generate",
            gesture=f"{self._dice.getrandbits(128):032x}",
            act=Act.ADD,
            noun=noun.__tablename__,
            noun_id=key,
            new=LISTED,
        )
        return key

    def write_if_full(self) -> None:
        """Between two days: nothing on the shelf waits for a row that is not there yet."""
        if self._waiting >= FULL:
            self.write()

    def write(self) -> None:
        """Everything that waits, parents first."""
        for table in METADATA.sorted_tables:
            if self._rows[table.name]:
                self._insert(table)
        self._waiting = 0

    def _insert(self, table: Table) -> None:
        self._connection.execute(insert(table), self._rows.pop(table.name))
