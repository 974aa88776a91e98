"""Audit rows from the session's own events, so that no command has to remember them.

Private values are veiled first.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app import fields
from db.columns import declared
from db.nouns import Noun
from db.tables.admin import Audit, IssuedPaper, ListView, Sequence, Staff
from db.tables.base import Base
from db.vocabulary import Act

T = TypeVar("T")
SILENT = (Audit, Sequence, ListView)
"""What is no business of the store: the audit itself, the counters behind numbers, how somebody
left a list.
"""
LONGEST = 2000
"""A picture kept as text would fill the audit."""
UNTOLD = frozenset({"id", "version"})
RENAMED: dict[str, Noun] = {Noun.CAR_BOOKING: Noun.TEST_DRIVE}
"""Tables that older rows call by another name: the audit is never rewritten, so both are read."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Who wrote a record last, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Newest(Generic[T]):
    """A record read again for a form that was opened earlier.

    `version` is what its command compares. `key` is given where the record has gone into another.
    """

    record: T
    version: object
    saved: Saved | None = None
    key: int | str | None = None


def attach(factory: Any) -> None:
    """Listens to every session that `factory` makes for writing."""
    event.listen(factory, "after_flush", _tell)
    event.listen(factory, "do_orm_execute", _refuse_silent_bulk)


def note(
    session: Session, act: Act, noun: str, *, noun_id: int | None = None, reason: str | None = None
) -> None:
    """An act that changes no row but must be known.

    A reveal, a print, a sign-in, an override's reason.
    """
    fields.check(Audit.__tablename__, {"reason": reason})
    session.execute(
        insert(Audit).values(_row(session, act, noun, noun_id) | {"reason": reason}),
        execution_options={"audited": True},
    )


def last_saved(session: Session, noun: str, *ids: int) -> Saved | None:
    """Who saved one of these records last, or any of the kind, so that the second one knows whom to
    ask.
    """
    wanted = select(Audit.at, Staff.name).outerjoin(Staff, Staff.id == Audit.staff_id)
    wanted = wanted.where(Audit.noun.in_(called(noun)), Audit.act.in_((Act.ADD, Act.CHANGE)))
    wanted = wanted.where(Audit.noun_id.in_(ids)) if ids else wanted
    row = session.execute(wanted.order_by(Audit.id.desc()).limit(1)).first()
    return None if row is None else Saved(row.name or "", row.at)


def called(noun: str) -> tuple[str, ...]:
    """The names that audit rows have for a table, the present one first."""
    return (noun, RENAMED[noun]) if noun in RENAMED else (noun,)


def present(noun: str) -> str:
    """The name that the table of an audit row has today."""
    return next((new for new, old in RENAMED.items() if old == noun), noun)


def touched(session: Session, noun: str, *ids: int) -> None:
    """Remembers what this gesture changed.

    Listeners reload it, search documents are written anew.
    """
    session.info.setdefault("touched", {}).setdefault(noun, set()).update(ids)


def _tell(session: Session, _context: UOWTransaction) -> None:
    rows = [row for row in _changes(session) if row]
    for row in rows:
        fields.check(Audit.__tablename__, row)
    if rows:
        session.connection().execute(insert(Audit.__table__), rows)  # type: ignore[arg-type]


def _changes(session: Session) -> Iterator[dict[str, Any]]:
    for thing in session.new:
        yield _change(session, thing, Act.ADD)
    for thing in session.deleted:
        yield _change(session, thing, Act.REMOVE)
    for thing in session.dirty:
        if session.is_modified(thing, include_collections=False):
            yield _change(session, thing, Act.CHANGE)


def _change(session: Session, thing: Any, act: Act) -> dict[str, Any]:
    if isinstance(thing, SILENT):
        return {}
    state = inspect(thing)
    private = _private(type(thing))
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for column in state.mapper.column_attrs:
        name = column.key
        if name in UNTOLD:
            continue
        history = state.attrs[name].history
        if act is Act.REMOVE:
            old[name] = _veiled(name, getattr(thing, name), private)
        elif history.added and (act is Act.ADD or history.deleted != history.added):
            new[name] = _veiled(name, history.added[0], private)
            if act is Act.CHANGE:
                old[name] = _veiled(name, history.deleted[0] if history.deleted else None, private)
    noun = thing.__tablename__
    touched(session, noun, thing.id)
    act = Act.PRINT if isinstance(thing, IssuedPaper) else act
    moment_of = session.info.get("moment_of")  # an invented past happened when its records say
    told = {"old": _json(old), "new": _json(new)} | ({"at": moment_of(thing)} if moment_of else {})
    return _row(session, act, noun, thing.id) | told


def _row(session: Session, act: Act, noun: str, noun_id: int | None) -> dict[str, Any]:
    by, info = session.info["by"], session.info
    info["audited"] = True
    return {
        "at": info["at"],
        "staff_id": by.staff_id or None,
        "workstation": by.workstation,
        "gesture": info["gesture"],
        "act": act,
        "noun": noun,
        "noun_id": noun_id,
        "old": None,
        "new": None,
        "reason": info.get("reason"),
    }


def _private(noun: type[Base]) -> frozenset[str]:
    return frozenset(column.name for column in noun.__table__.columns if declared(column).private)


def _veiled(name: str, value: Any, private: frozenset[str]) -> Any:
    if value is None or name not in private:
        return (
            f"{value[:LONGEST]}… ({len(value)})"
            if isinstance(value, str) and len(value) > LONGEST
            else value
        )
    if not isinstance(value, str):
        return "…"
    # a number is told apart by its ends; in what somebody wrote, two signs at an end may be a whole
    # name
    is_number = len(value) >= 7 and value[1:].isascii()
    return f"{value[:2]}…{value[-2:]}" if is_number else value[:1] + "…"


def _json(values: dict[str, Any]) -> str | None:
    return json.dumps(values, ensure_ascii=False, default=_plain) if values else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value) if isinstance(value, Decimal) else repr(type(value))


def _refuse_silent_bulk(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.execution_options.get("audited"):
        raise RuntimeError(
            "bulk writes would leave no audit row: change the objects, or note it and say audited"
        )
