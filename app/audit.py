"""Writes audit rows from the events of a session, with private values masked."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import (
    InstanceState,
    LoaderCallableStatus,
    Mapper,
    ORMExecuteState,
    Session,
    UOWTransaction,
)

from app import fields
from db.nouns import Noun
from db.staff_words import Act
from db.tables.admin import Audit, Staff

T = TypeVar("T")
SILENT = frozenset({"audit", "sequence", "list_view"})
"""Tables without audit rows: the audit, the counters behind numbers, views of lists."""
LONGEST = 2000
"""Longer texts, such as a picture, are cut."""
PRINTED_SIGNS = 12
UNTOLD = frozenset({"id", "version"})
_ADD = insert(Audit.__table__)  # type: ignore[arg-type]
RENAMED: dict[str, Noun] = {Noun.CAR_BOOKING: Noun.TEST_DRIVE}
"""Tables that older rows call by another name: the audit is never rewritten, so both are read."""


class Saved(NamedTuple):
    """Who wrote a record last, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Newest(Generic[T]):
    """A record read again for a form that was opened earlier.

    `version` is what its command compares. `key` is given where the record was merged.
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
    session: Session,
    act: Act,
    noun: str,
    *,
    noun_id: int | None = None,
    reason: str | None = None,
    new: dict[str, Any] | None = None,
) -> None:
    """Writes an audit row for an act that changes no row.

    A reveal, a print, a saved file, a sign-in. `new` are values that the act tells.
    """
    fields.check(Audit.__tablename__, {"reason": reason})
    told = _json(noun, new) if new else None
    row = _row(session, act, noun, noun_id) | {"reason": reason, "new": told}
    _append(session, [row])


def last_saved(session: Session, noun: str, *ids: int) -> Saved | None:
    """Who saved one of these records last, or without `ids` any of the kind."""
    wanted = select(Audit.at, Staff.name).outerjoin(Staff, Staff.id == Audit.staff_id)
    saves = wanted.where(Audit.noun.in_(called(noun)), Audit.act.in_((Act.ADD, Act.CHANGE)))
    of_ids = saves.where(Audit.noun_id.in_(ids)) if ids else saves
    row = session.execute(of_ids.order_by(Audit.id.desc()).limit(1)).first()
    return None if row is None else Saved(row.name or "", row.at)


def last_set(session: Session, noun: str, *, key: int, field: str) -> Saved | None:
    """Who wrote a field of a record last; None where the history does not say."""
    wanted = select(Audit.at, Staff.name).outerjoin(Staff, Staff.id == Audit.staff_id)
    named = Audit.new.contains(f'"{field}"', autoescape=True)
    saves = wanted.where(Audit.noun.in_(called(noun)), Audit.noun_id == key, named)
    row = session.execute(saves.order_by(Audit.id.desc()).limit(1)).first()
    return None if row is None else Saved(row.name or "", row.at)


def entry(session: Session, entry_id: int) -> tuple[datetime, int | None]:
    """When an entry of the history was written, and by whom."""
    row = session.get_one(Audit, entry_id)
    return row.at, row.staff_id


def history_mark(session: Session) -> str:
    """The newest entry of the history, as the sheets of a day print it: row-signs; "" without one.

    Whoever cuts or rewrites the history later cannot change what was printed.
    """
    from db import audit_chain

    anchor = audit_chain.anchor(session.connection())
    return "" if anchor is None else f"{anchor.row}-{anchor.mac[:PRINTED_SIGNS]}"


def called(noun: str) -> tuple[str, ...]:
    """The names that audit rows have for a table, the present one first."""
    return (noun, RENAMED[noun]) if noun in RENAMED else (noun,)


def present(noun: str) -> str:
    """The name that the table of an audit row has today."""
    return next((new for new, old in RENAMED.items() if old == noun), noun)


def touched(session: Session, noun: str, *ids: int) -> None:
    """Notes what this transaction changed, for listeners and for the search."""
    session.info.setdefault("touched", {}).setdefault(noun, set()).update(ids)


def changes(state: InstanceState[Any], names: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """The values before and after of what was set to another value; None for what is unknown.

    As the histories of the attributes tell, at a fifth of their time.
    """
    before, now = state.committed_state, state.dict
    written = {name: (before[name], now[name]) for name in names if name in before and name in now}
    return {
        name: (None if isinstance(old, LoaderCallableStatus) else old, new)
        for name, (old, new) in written.items()
        if old is not new and old != new
    }


def _tell(session: Session, _context: UOWTransaction) -> None:
    rows = [row for row in _changes(session) if row]
    for row in rows:
        fields.check(Audit.__tablename__, row)
    if rows:
        _append(session, rows)


def _append(session: Session, rows: list[dict[str, Any]]) -> None:
    """Adds rows at the end of the chain, which nobody else can lengthen in this transaction."""
    from db import audit_chain  # a store opens without what only a save needs

    connection = session.connection()
    info = session.info
    if info.get("chain") is None:
        info["chain"] = audit_chain.open_chain(connection)
    info["chain"].append(rows)
    connection.execute(_ADD, rows)


def _changes(session: Session) -> Iterator[dict[str, Any]]:
    for thing in session.new:
        yield _change(session, thing, Act.ADD)
    for thing in session.deleted:
        yield _change(session, thing, Act.REMOVE)
    for thing in session.dirty:
        if session.is_modified(thing, include_collections=False):
            yield _change(session, thing, Act.CHANGE)


def _change(session: Session, thing: Any, act: Act) -> dict[str, Any]:
    from app import seals  # as late as the chain

    noun = thing.__tablename__
    if noun in SILENT:
        return {}
    touched(session, noun, thing.id)
    old, new = _values(thing, act)
    told = {"old": _json(noun, old), "new": _json(noun, new)}
    told_of = session.info.get("told_of")  # an invented past: when, by whom and where
    if told_of:
        told |= told_of(thing)
    if act is not Act.REMOVE:
        told["seal"] = seals.seal(noun, _held(thing, seals.sealed_columns(noun)))
    act = Act.PRINT if noun == Noun.ISSUED_PAPER else act
    return _row(session, act, noun, thing.id) | told


def _values(thing: Any, act: Act) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a record before the act, and those after it."""
    state = inspect(thing)
    names = _told(state.mapper)
    if act is Act.REMOVE:
        return {name: getattr(thing, name) for name in names}, {}
    written = changes(state, names)
    new = {name: value for name, (_old, value) in written.items()}
    return {name: written[name][0] for name in new if act is Act.CHANGE}, new


@cache
def _told(mapper: Mapper[Any]) -> tuple[str, ...]:
    """The attributes of a record that the audit tells."""
    return tuple(one.key for one in mapper.column_attrs if one.key not in UNTOLD)


def _held(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    """The values of a record; only those that are not at hand are asked of it."""
    at_hand = inspect(thing).dict
    return {name: at_hand[name] if name in at_hand else getattr(thing, name) for name in names}


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
        "seal": None,
    }


def _json(noun: str, values: dict[str, Any]) -> str | None:
    if not values:
        return None
    private = fields.private(noun)
    shown = {
        name: _veiled(value) if name in private else _shortened(value)
        for name, value in values.items()
    }
    return _encoded(shown)


def _veiled(value: Any) -> str | None:
    """A private value by its ends.

    Two signs of a number, the first one of a text.
    """
    if not isinstance(value, str):
        return None if value is None else "…"
    # two signs at an end of what somebody wrote may be a whole name
    is_number = len(value) >= 7 and value[1:].isascii()
    return f"{value[:2]}…{value[-2:]}" if is_number else value[:1] + "…"


def _shortened(value: Any) -> Any:
    is_long = isinstance(value, str) and len(value) > LONGEST
    return f"{value[:LONGEST]}… ({len(value)})" if is_long else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value) if isinstance(value, Decimal) else repr(type(value))


_encoded = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
"""`json.dumps` makes an encoder at every call that is not its usual one."""


def _refuse_silent_bulk(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.execution_options.get("audited"):
        raise RuntimeError(
            "bulk writes would leave no audit row: change the objects, or note it and say audited"
        )
