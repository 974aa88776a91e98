"""What a merge wrote and what stood there before, so that it can be undone.

Undoing puts back what nobody changed since; what was written in between stays with the file that
stayed. Each merge adds `JUMP` to the versions, so that a form opened on the merged file cannot be
saved on the file that was put back.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from app import audit
from db.tables.all import METADATA
from db.tables.prospects import Prospect
from db.vocabulary import Act, ProspectState

JUMP = 1000
LIVE_STATES = (ProspectState.OPEN, ProspectState.LOSS_ASKED)
AUDITED = {"audited": True}
PROSPECTS = METADATA.tables[Prospect.__tablename__]


class Ledger:
    """Writes values and remembers what stood there."""

    def __init__(self, session: Session, merge_id: int) -> None:
        self.entries: list[dict[str, Any]] = []
        self._session, self._jump = session, JUMP * merge_id
        self._stepped: set[tuple[str, int]] = set()

    def write(self, table: Table, row_id: int, **values: Any) -> None:
        """Sets columns of one row; the first write also adds `JUMP` to its version."""
        row = row_of(self._session, table, row_id)
        assert row is not None
        new = {name: value for name, value in values.items() if row[name] != value}
        if not new:
            return
        key = (table.name, row_id)
        if "version" in row and key not in self._stepped:
            new["version"] = row["version"] + self._jump
        self._stepped.add(key)
        changed = {name: [_plain(row[name]), _plain(value)] for name, value in new.items()}
        self.entries.append({"table": table.name, "id": row_id, "set": changed})
        _put(self._session, table, row_id, new)

    def remove(self, table: Table, row_id: int) -> None:
        """Deletes one row."""
        row = row_of(self._session, table, row_id)
        assert row is not None
        removed = {name: _plain(value) for name, value in row.items()}
        self.entries.append({"table": table.name, "id": row_id, "removed": removed})
        self._session.execute(delete(table).where(table.c.id == row_id), execution_options=AUDITED)
        _tell(self._session, Act.REMOVE, table, row_id)


def undo(session: Session, entries: Iterable[Mapping[str, Any]]) -> None:
    """Takes the entries back, the last one first."""
    for entry in reversed(list(entries)):
        table = METADATA.tables[entry["table"]]
        if "removed" in entry:
            removed = {name: _typed(value) for name, value in entry["removed"].items()}
            _put_back(session, table, removed)
        else:
            _take_back(session, table, entry["id"], entry["set"])
    session.expire_all()


def read(changes: str) -> list[dict[str, Any]]:
    """The entries of a merge, from how they are stored."""
    return list(json.loads(changes))


def told(ledger: Ledger) -> str:
    """The entries as they are stored: JSON."""
    return json.dumps(ledger.entries, ensure_ascii=False)


def _take_back(
    session: Session, table: Table, row_id: int, changed: Mapping[str, list[Any]]
) -> None:
    """Writes the old values where the new ones still stand."""
    row = row_of(session, table, row_id)
    if row is None:
        return
    same = {name for name, (_old, new) in changed.items() if _plain(row[name]) == new}
    if table is PROSPECTS and "state" in same and _has_other_prospect(session, row):
        same -= {"state", "closed_at"}
    back = {name: _typed(changed[name][0]) for name in same}
    if "version" in changed and "version" not in same:
        back["version"] = row["version"] + 1
    _put(session, table, row_id, back)


def _has_other_prospect(session: Session, row: Mapping[str, Any]) -> bool:
    """True when a new prospect was opened since: reopening the old one would make two."""
    same_person = PROSPECTS.c.person_id == row["person_id"]
    is_other = PROSPECTS.c.id != row["id"]
    live = same_person & is_other & PROSPECTS.c.state.in_(LIVE_STATES)
    return bool(ids_of(session, PROSPECTS, live))


def _put_back(session: Session, table: Table, row: dict[str, Any]) -> None:
    if row_of(session, table, row["id"]) is not None:
        row = {name: value for name, value in row.items() if name != "id"}
    made = session.execute(
        insert(table).values(row).returning(table.c.id), execution_options=AUDITED
    ).scalar_one()
    _tell(session, Act.ADD, table, made)


def _put(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    if values:
        change = update(table).where(table.c.id == row_id).values(dict(values))
        session.execute(change, execution_options=AUDITED)
        _tell(session, Act.CHANGE, table, row_id)


def _tell(session: Session, act: Act, table: Table, row_id: int) -> None:
    audit.note(session, act, table.name, noun_id=row_id)
    audit.touched(session, table.name, row_id)


def row_of(session: Session, table: Table, row_id: int) -> dict[str, Any] | None:
    """The row with this id, as values by column; None where it is gone."""
    return next(iter(rows_of(session, table, table.c.id == row_id)), None)


def rows_of(session: Session, table: Table, condition: Any) -> list[dict[str, Any]]:
    """The rows that meet the condition, by id."""
    wanted = select(table).where(condition).order_by(table.c.id)
    return [dict(row) for row in session.execute(wanted).mappings()]


def ids_of(session: Session, table: Table, condition: Any) -> list[int]:
    """The ids of the rows that meet the condition."""
    return list(session.scalars(select(table.c.id).where(condition).order_by(table.c.id)))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _typed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
