"""Erases a customer; every count and sum stays. Used inside this desk's commands.

What goes: every private column of the file, of the files merged into it and of all rows that are
declared to be about them (`owner=True` at the key, `private=True` at the column, see
`db/columns.py`); what the desks end (`erasure` in their `spec.py`: planned contacts); the search
document; papers that need not be kept. Wherever else somebody wrote the name or a number (who
brought a car, who collected it, who agreed on the telephone, notes), it is struck out
(`redaction`).

What stays: repair orders with their lines, sums and payments, and the consents with their
withdrawals; none of them names anybody any more. The contracts and settlement lists that were
given out stay as they were signed, name included, for the years that their desk declares: the law
wants repair records kept that long, and a paper with a name cut out proves nothing. They open from
the order only. The audit is never rewritten: it held no whole private value, and tells who erased,
when and at whose wish. What is still typed in a form at some workstation lies outside the store, as
do backups made before: those run out by age.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Column, Table, or_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.people import redaction, rules
from app.session_desks import desks_of
from app.text import N_
from db import columns
from db.tables.all import METADATA
from db.tables.base import Base
from db.tables.papers import IssuedPaper
from db.tables.people import Person


def check_free(session: Session, person_id: int) -> None:
    """Refused while a repair order or a test drive of theirs is open."""
    if any(desk.erasure.is_busy(session, person_id) for desk in desks_of(session)):
        raise Refused(
            "erase.busy", N_("A repair order or a test drive is still open. Close it first.")
        )


def erase(session: Session, person: Person, *, at: datetime) -> None:
    """Erases the file and all that was merged into it."""
    ids = _family(session, person.id)
    who = redaction.traces(session, ids)
    for desk in desks_of(session):
        desk.erasure.end(session, ids, at)
    for one in session.scalars(select(Person).where(Person.id.in_(ids))):
        _empty(session, one)
        one.name, one.do_not_contact, one.erased_at = "", True, at
    _forget_rows(session, ids)
    _forget_papers(session, ids, at)
    session.flush()
    session.expire_all()
    redaction.redact(session, who)
    session.expire_all()


def without(session: Session, person_id: int, text: str) -> str:
    """A text about this erasure that does not name whom it is about.

    It goes into the audit, which is never rewritten.
    """
    who = redaction.traces(session, _family(session, person_id))
    return rules.struck(text, rules.writings(who.names, who.numbers | who.shared))


def _family(session: Session, person_id: int) -> list[int]:
    found, new = [person_id], [person_id]
    while new:
        new = list(session.scalars(select(Person.id).where(Person.merged_into.in_(new))))
        found += new
    return found


def _forget_rows(session: Session, ids: list[int]) -> None:
    """Empties the rows that are about these customers, and the rows that are about those."""
    nouns = _classes()
    found = {Person.__tablename__: ids}
    for table in METADATA.sorted_tables:
        about = [key.in_(found.get(owner, ())) for key, owner in columns.owners(table)]
        if not about:
            continue
        rows = session.scalars(select(nouns[table]).where(or_(*about))).all()
        found[table.name] = [row.id for row in rows]
        for row in rows:
            _empty(session, row)


def _classes() -> dict[Any, type[Base]]:
    """The mapped class of each table."""
    mappers = (mapper for mapper in Base.registry.mappers if mapper.inherits is None)
    return {mapper.local_table: mapper.class_ for mapper in mappers}


def _empty(session: Session, row: Base) -> None:
    """Empties the private columns; a row that means nothing without them is removed."""
    going = columns.forgotten(cast(Table, row.__table__))
    if any(_needed(column) for column in going) and not isinstance(row, Person):
        session.delete(row)
        return
    for column in going:
        if not _needed(column):
            setattr(row, column.name, None if column.nullable else cast(Any, column.default).arg)


def _needed(column: Column[Any]) -> bool:
    return not column.nullable and column.default is None


def _forget_papers(session: Session, ids: list[int], at: datetime) -> None:
    """Removes the stored papers, except signed ones that the law still wants kept."""
    for paper in (paper for desk in desks_of(session) for paper in desk.papers):
        if paper.of is None:
            continue
        same_kind = select(IssuedPaper).where(IssuedPaper.kind == paper.kind)
        issued = same_kind.where(
            IssuedPaper.noun == paper.noun, IssuedPaper.noun_id.in_(paper.of(ids))
        )
        oldest = at - timedelta(days=paper.kept_years * 366)
        for one in session.scalars(issued):
            if not paper.kept_years or one.issued_at < oldest:
                session.delete(one)
