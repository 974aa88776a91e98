"""What others wrote about a forgotten customer.

Name and numbers are struck out, the rest of the sentence stays.

A number nobody else has goes wherever it stands. A name is struck beside such a number, and where
the customer's own visits,
drives, orders and cars are told of: elsewhere it may be somebody else's. Nothing of it enters the
audit, which only tells which
rows were touched.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Table, func, or_, select, update
from sqlalchemy.orm import Session

from app import audit
from app.desk_spec import Traces, desks_of
from app.people import rules
from db.columns import declared
from db.tables.all import METADATA
from db.tables.people import Person, Phone
from db.vocabulary import Act


def traces(session: Session, ids: Sequence[int]) -> Traces:
    """Read before the files are emptied."""
    people = list(session.scalars(select(Person).where(Person.id.in_(ids))))
    phones = {phone.number for person in people for phone in person.phones}
    others = (
        select(Phone.number)
        .join(Person)
        .where(Phone.number.in_(phones), Person.id.not_in(ids), Person.erased_at.is_(None))
    )
    shared = frozenset(session.scalars(others))
    named = frozenset(person.name for person in people if len(person.name) > 1)
    known = {person.id_number for person in people if person.id_number}
    return Traces(tuple(ids), named, frozenset(phones | known) - shared, shared)


def strike(session: Session, who: Traces) -> None:
    """Every text of every table, except what is removed or must be kept as it was signed."""
    roots = _roots(session, who)
    everywhere, near = (
        rules.writings((), who.numbers),
        rules.writings(who.names, who.numbers | who.shared),
    )
    for table in METADATA.sorted_tables:
        texts = [column for column in table.c if declared(column).free]
        if not texts:
            continue
        own = _own(table, roots)
        for row in _rows(session, table, texts, ends=who.numbers, own=own):
            told = row["is_near"] or any(
                everywhere.search(row[column.name] or "") for column in texts
            )
            if not told:
                continue
            struck = {
                column.name: rules.struck(row[column.name], near, limit=declared(column).limit)
                for column in texts
                if row[column.name]
            }
            _write(session, table, row, struck=_together(session, table, row, struck))


def _roots(session: Session, who: Traces) -> dict[str, set[int]]:
    """The customer's own records, as the desks tell: what hangs on them may name the customer."""
    found: dict[str, set[int]] = {}
    for desk in desks_of(session):
        for noun, ids in desk.erasure.near(session, who).items():
            found.setdefault(noun, set()).update(ids)
    return found


def _own(table: Table, roots: Mapping[str, set[int]]) -> Any:
    """Whether a row is one of the customer's records, or hangs on one."""
    leads = [
        column.in_(roots[key.column.table.name])
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name in roots
    ]
    return or_(table.c.id.in_(roots.get(table.name, set())), *leads)


def _rows(
    session: Session, table: Table, texts: list[Column[Any]], *, ends: Iterable[str], own: Any
) -> list[dict[str, Any]]:
    """Rows that are the customer's own, and those that may hold a number.

    Its last four digits stand together in every writing.
    """
    tails = {writing for number in ends for writing in (number[-4:], rules.widened(number[-4:]))}
    found_in = func.instr if session.connection().dialect.name == "sqlite" else func.strpos
    held = (found_in(column, tail) > 0 for column in texts for tail in tails)
    wanted = select(table.c.id, *texts, own.label("is_near")).where(or_(own, *held))
    return [dict(row) for row in session.execute(wanted).mappings()]


def _together(
    session: Session, table: Table, row: Mapping[str, Any], struck: dict[str, str]
) -> dict[str, Any]:
    """What changes; columns that say who somebody was are forgotten whole, name with number."""
    changed: dict[str, Any] = {name: text for name, text in struck.items() if text != row[name]}
    for names in (desk.erasure.whole.get(table.name, ()) for desk in desks_of(session)):
        if any(name in changed for name in names):
            changed |= dict.fromkeys(names)
    return changed


def _write(
    session: Session, table: Table, row: Mapping[str, Any], *, struck: dict[str, Any]
) -> None:
    if not struck:
        return
    if "version" in table.c:
        struck["version"] = table.c.version + 1
    session.execute(
        update(table).where(table.c.id == row["id"]).values(struck),
        execution_options={"audited": True},
    )
    audit.note(session, Act.CHANGE, table.name, noun_id=row["id"])
    audit.touched(session, table.name, row["id"])
