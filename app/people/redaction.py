"""Blanks the name and numbers of an erased customer in what others wrote.

The rest of each sentence stays. A number that nobody else has goes wherever it stands. A name goes
beside such a number and in the customer's own visits, drives, orders and cars: elsewhere it may be
somebody else's. The audit only tells which rows were touched.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func, or_, select, update
from sqlalchemy.orm import Session

from app import audit
from app.desk_spec import Traces
from app.people import rules
from app.session_desks import desks_of
from db.columns import declared
from db.tables.all import METADATA
from db.tables.people import Person, Phone
from db.vocabulary import Act


def traces(session: Session, ids: Sequence[int]) -> Traces:
    """The names and numbers to look for; read before the files are emptied."""
    people = session.scalars(select(Person).where(Person.id.in_(ids))).all()
    phones = {phone.number for person in people for phone in person.phones}
    shared = _shared(session, ids, phones)
    named = frozenset(person.name for person in people if len(person.name) > 1)
    known = {person.id_number for person in people if person.id_number}
    return Traces(tuple(ids), named, frozenset(phones | known) - shared, shared)


def _shared(session: Session, ids: Sequence[int], phones: set[str]) -> frozenset[str]:
    """The telephones that somebody else has as well."""
    others = select(Phone.number).join(Person).where(Person.id.not_in(ids))
    living = others.where(Phone.number.in_(phones), Person.erased_at.is_(None))
    return frozenset(session.scalars(living))


def redact(session: Session, who: Traces) -> None:
    """Blanks names and numbers in every text of every table; stored papers stay."""
    roots = _roots(session, who)
    for table in METADATA.sorted_tables:
        if any(declared(column).free for column in table.c):
            _redact_table(session, table, who, own=_own(table, roots))


def _redact_table(session: Session, table: Table, who: Traces, *, own: ColumnElement[bool]) -> None:
    """`own` tells which rows are the customer's: only there a name alone is blanked."""
    texts = [column for column in table.c if declared(column).free]
    everywhere = rules.writings((), who.numbers)
    near = rules.writings(who.names, who.numbers | who.shared)
    for row in _rows(session, table, texts, ends=who.numbers, own=own):
        if row["is_near"] or any(everywhere.search(row[text.name] or "") for text in texts):
            struck = {
                text.name: rules.struck(row[text.name], near, limit=declared(text).limit)
                for text in texts
                if row[text.name]
            }
            _write(session, table, row, struck=_together(session, table, row, struck))


def _roots(session: Session, who: Traces) -> dict[str, set[int]]:
    """The ids of the customer's own records by table, as the desks declare them."""
    found: dict[str, set[int]] = {}
    for desk in desks_of(session):
        for noun, ids in desk.erasure.near(session, who).items():
            found.setdefault(noun, set()).update(ids)
    return found


def _own(table: Table, roots: Mapping[str, set[int]]) -> ColumnElement[bool]:
    """True for the customer's own records and for rows that refer to one."""
    leads = [
        column.in_(roots[key.column.table.name])
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name in roots
    ]
    return or_(table.c.id.in_(roots.get(table.name, set())), *leads)


def _rows(
    session: Session,
    table: Table,
    texts: list[Column[Any]],
    *,
    ends: Iterable[str],
    own: ColumnElement[bool],
) -> list[dict[str, Any]]:
    """The customer's own rows, and those that may hold one of the numbers.

    However a number is written, its last four digits stand together.
    """
    tails, found_in = _tails(ends), _found_in(session)
    held = (found_in(column, tail) > 0 for column in texts for tail in tails)
    wanted = select(table.c.id, *texts, own.label("is_near")).where(or_(own, *held))
    return [dict(row) for row in session.execute(wanted).mappings()]


def _tails(numbers: Iterable[str]) -> set[str]:
    last = [number[-4:] for number in numbers]
    return {*last, *map(rules.widened, last)}


def _found_in(session: Session) -> Any:
    return func.instr if session.connection().dialect.name == "sqlite" else func.strpos


def _together(
    session: Session, table: Table, row: Mapping[str, Any], struck: dict[str, str]
) -> dict[str, Any]:
    """The columns to write; those that name one person together are emptied together."""
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
    change = update(table).where(table.c.id == row["id"]).values(struck)
    session.execute(change, execution_options={"audited": True})
    audit.note(session, Act.CHANGE, table.name, noun_id=row["id"])
    audit.touched(session, table.name, row["id"])
