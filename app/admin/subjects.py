"""How the records of the history are called: number, plate or name, their own or their order's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Column, FromClause, Table, select
from sqlalchemy.orm import Session

from app.identity import plate as plates
from db.tables.base import Base

NAMES = ("number", "plate", "name", "title", "words")
"""The first of these columns that a table has is what a record is called by."""
PARENTS = (("order_id", "repair_order"), ("person_id", "person"), ("vehicle_id", "vehicle"))
AT_ONCE = 500

Record = tuple[str, int]


Row = TypeVar("Row", bound=Any)


def named(session: Session, rows: Sequence[Row]) -> list[Row]:
    """The rows of the history with what their records are called."""
    called = subjects(session, {(row.noun, row.noun_id) for row in rows if row.noun_id})
    return [replace(row, subject=called.get((row.noun, row.noun_id), "")) for row in rows]


def subjects(session: Session, records: Iterable[Record]) -> dict[Record, str]:
    """What the records are called, those that are still there and have a name."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for noun, key in records:
        wanted[noun].add(key)
    found: dict[Record, str] = {}
    for noun, keys in wanted.items():
        table = Base.metadata.tables.get(noun)
        if table is not None and "id" in table.c:
            found |= {(noun, key): name for key, name in _called(session, table, sorted(keys))}
    return found


def _called(session: Session, table: Table, keys: list[int]) -> list[tuple[int, str]]:
    source, name = _source(table)
    if source is None or name is None:
        return []
    asked = select(table.c.id, name).select_from(source)
    parts = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    rows = (row for part in parts for row in session.execute(asked.where(table.c.id.in_(part))))
    is_plate = name.table.name == "plate" or name.name == "plate"
    shown = plates.shown if is_plate else str
    return [(row[0], shown(row[1])) for row in rows if row[1]]


def _source(table: Table) -> tuple[FromClause | None, Column[Any] | None]:
    """The table with its own name, else with that of its order, customer or car."""
    plate = Base.metadata.tables["plate"]
    if table.name == "vehicle":
        return table.join(plate, plate.c.vehicle_id == table.c.id), plate.c.number
    own = _name_of(table)
    if own is not None:
        return table, own
    for link, name in PARENTS:
        if link in table.c:
            parent = Base.metadata.tables[name]
            return table.join(parent, parent.c.id == table.c[link]), _name_of(parent)
    return None, None


def _name_of(table: Table) -> Column[Any] | None:
    return next((table.c[name] for name in NAMES if name in table.c), None)
