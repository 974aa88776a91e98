"""Chains the audit rows by HMAC, so that a changed, lost, added or moved row shows.

`mac` of a row covers its values and the `mac` before it. Rows from before the chain have none:
their sum stands in `audit_chain.audit_start`, with which the chain begins. The key lies in the
store itself, so whoever can write into the store can forge a whole chain; what convicts them are
the anchors outside it, in the manifests of backups and on the printed sheets of the days.
"""

import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, inspect

from db.types import moment_text

VALUES = (
    "at",
    "staff_id",
    "workstation",
    "gesture",
    "act",
    "noun",
    "noun_id",
    "old",
    "new",
    "reason",
    "seal",
)
"""What a `mac` covers, in this order; rows from before the chain have no `seal`."""
SIGNS = 32
"""Hexadecimal signs of a `mac`: 128 bits."""
END = """
SELECT audit_key, coalesce((SELECT mac FROM audit ORDER BY id DESC LIMIT 1), audit_start)
FROM audit_chain
"""
ROWS = f"SELECT id, mac, {', '.join(VALUES)} FROM audit ORDER BY id"  # noqa: S608 - our names
BEGIN = "SELECT audit_key, audit_start, audit_start_id FROM audit_chain"
ANCHOR = "SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1"
AT_ONCE = 2000
Row = Sequence[Any]


class Anchor(NamedTuple):
    """The newest row of the audit and its `mac`, as they are noted outside the store."""

    row: int
    mac: str

    @property
    def text(self) -> str:
        """As it is printed on a sheet and noted beside a backup."""
        return f"{self.row}-{self.mac}"


@dataclass(slots=True, eq=False, repr=False)
class Chain:
    """Where the chain ends in this transaction, which holds the lock of every write."""

    key: bytes
    mac: str

    def append(self, rows: list[dict[str, Any]]) -> None:
        """Gives rows that are about to be added their `mac`."""
        for row in rows:
            self.mac = row["mac"] = link(
                self.key, self.mac, values=[row.get(name) for name in VALUES]
            )


def open_chain(connection: Connection) -> Chain:
    """The end of the chain, to go on from."""
    key, mac = connection.exec_driver_sql(END).one()
    return Chain(bytes.fromhex(key), mac)


def anchor(connection: Connection) -> Anchor | None:
    """The newest row of the chain; None before its first row, and in an older schema.

    A server's store is backed up before it is upgraded.
    """
    if not inspect(connection).has_table("audit_chain"):
        return None
    found = connection.exec_driver_sql(ANCHOR).first()
    return None if found is None or found.mac is None else Anchor(found.id, found.mac)


def store_mark(connection: Connection) -> str:
    """What names a store for ever, on both engines: the first row of its audit; "" without one."""
    found = connection.exec_driver_sql("SELECT gesture FROM audit ORDER BY id LIMIT 1")
    return str(found.scalar() or "")


def broken(connection: Connection) -> Iterator[int]:
    """Ids of the rows at which the chain breaks: they, or what stood before them, were changed.

    0 where the chain has no beginning, the last row of old where one from before the chain changed.
    """
    begin = connection.exec_driver_sql(BEGIN).all()
    if len(begin) != 1:
        yield 0
        return
    key, mac, last = bytes.fromhex(begin[0][0]), begin[0][1], begin[0][2]
    rows = _rows(connection)
    first = next(rows, None)
    old = hmac.new(key, digestmod="sha256")
    while first is not None and first[0] <= last:
        old.update(canonical(first[2:-1]))
        yield from (first[0],) if first[1] is not None else ()
        first = next(rows, None)
    if old.hexdigest()[:SIGNS] != mac:
        yield last
    for row in chain(() if first is None else (first,), rows):
        if row[1] != link(key, mac, values=row[2:]):
            yield row[0]
        mac = row[1] or mac


def macs(connection: Connection, rows: list[int]) -> dict[int, str]:
    """The `mac` of each of these rows that is there."""
    listed = ", ".join(map(str, rows)) or "NULL"
    found = connection.exec_driver_sql(f"SELECT id, mac FROM audit WHERE id IN ({listed})")  # noqa: S608 - numbers
    return {row.id: row.mac or "" for row in found}


def link(key: bytes, previous: str, *, values: Row) -> str:
    """The `mac` of a row with these values, which follows the one with `previous`."""
    return hmac.digest(key, previous.encode() + canonical(values), "sha256").hex()[:SIGNS]


def canonical(values: Row) -> bytes:
    """The values of a row, written the same whichever engine they come from."""
    return json.dumps([_plain(values[0]), *values[1:]]).encode()


def _plain(at: Any) -> str:
    """A moment as SQLite keeps it."""
    if not isinstance(at, datetime):
        return str(at)
    return moment_text(at)


def _rows(connection: Connection) -> Iterator[Row]:
    streamed = connection.execution_options(yield_per=AT_ONCE)
    return iter(streamed.exec_driver_sql(ROWS))
