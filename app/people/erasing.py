"""A customer is forgotten, and every count and sum stays. Used inside this desk's commands.

What goes: name, numbers, birth date, addresses, notes and licence of the file and of the files
merged into it, planned
contacts, what was written freely about visits, wishes and contacts, what undoing a merge would
need, the search document,
test-drive agreements and the workshop's copies. Wherever else somebody wrote the name or a number
(who brought a car, who
collected it, who agreed on the telephone, notes), it is struck out (`striking`).

What stays: repair orders with their lines, sums and payments, and the consents with their
withdrawals; none of them names
anybody any more. The contracts and settlement lists that were given out stay as they were signed,
name included, for
`rules.KEPT_YEARS`: the law wants repair records kept that long, and a paper with a name cut out
proves nothing. They open from
the order only. The audit is never rewritten: it held no whole private value, and tells who erased,
when and at whose wish.
What is still typed in a form at some workstation lies outside the store, as do backups made before:
those run out by age.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk_spec import desks_of
from app.errors import Refused
from app.people import redaction, rules
from app.text import N_
from db.tables.admin import IssuedPaper
from db.tables.fleet import CarBooking
from db.tables.people import Licence, Merge, Person, Phone
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.reception import Visit
from db.tables.testdrives import DriveFeedback

PRIVATE = ("id_number", "born_on", "address", "employer", "note", "alert", "sex", "customer_class")


def check_free(session: Session, person_id: int) -> None:
    """Nobody is forgotten while a car of theirs is in the shop or a test drive is under way."""
    if any(desk.erasure.is_busy(session, person_id) for desk in desks_of(session)):
        raise Refused(
            "erase.busy", N_("A repair order or a test drive is still open. Close it first.")
        )


def erase(session: Session, person: Person, *, at: datetime) -> None:
    """The file and all that was merged into it."""
    ids = _family(session, person.id)
    who = redaction.traces(session, ids)
    for desk in desks_of(session):
        desk.erasure.end(session, ids, at)
    for one in session.scalars(select(Person).where(Person.id.in_(ids))):
        _empty(one, *PRIVATE)
        one.name, one.do_not_contact, one.erased_at = "", True, at
    for noun in (Phone, Licence):
        for row in session.scalars(select(noun).where(noun.person_id.in_(ids))):
            session.delete(row)
    for merge in session.scalars(
        select(Merge).where(Merge.stayed_id.in_(ids) | Merge.gone_id.in_(ids))
    ):
        merge.changes = "[]"
    _forget_contacts(session, ids)
    _forget_visits(session, ids)
    _forget_papers(session, ids, at)
    session.flush()
    session.expire_all()
    redaction.strike(session, who)
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


def _forget_contacts(session: Session, ids: list[int]) -> None:
    for contact in session.scalars(select(FollowUp).where(FollowUp.person_id.in_(ids))):
        contact.content = None
    wishes = list(session.scalars(select(Prospect).where(Prospect.person_id.in_(ids))))
    for row in [
        *wishes,
        *session.scalars(
            select(LevelChange).where(LevelChange.prospect_id.in_([wish.id for wish in wishes]))
        ),
    ]:
        told = ("lost_reason", "rival", "loss_answer") if isinstance(row, Prospect) else ("reason",)
        _empty(row, *told)


def _forget_visits(session: Session, ids: list[int]) -> None:
    for visit in session.scalars(select(Visit).where(Visit.person_id.in_(ids))):
        _empty(visit, "addressed_as", "area", "course")
    drives = list(session.scalars(select(CarBooking).where(CarBooking.person_id.in_(ids))))
    for drive in drives:
        _empty(drive, "licence_number", "licence_first_issued_on", "licence_expires_on")
    mine = [drive.id for drive in drives]
    for told in session.scalars(select(DriveFeedback).where(DriveFeedback.test_drive_id.in_(mine))):
        _empty(told, "likes", "worries")


def _forget_papers(session: Session, ids: list[int], at: datetime) -> None:
    """Everything that was given out, except signed papers that the law still wants kept."""
    for paper in (paper for desk in desks_of(session) for paper in desk.papers):
        if paper.of is None:
            continue
        issued = select(IssuedPaper).where(
            IssuedPaper.kind == paper.kind,
            IssuedPaper.noun == paper.noun,
            IssuedPaper.noun_id.in_(paper.of(ids)),
        )
        oldest = at - timedelta(days=paper.kept_years * 366)
        for one in session.scalars(issued):
            if not paper.kept_years or one.issued_at < oldest:
                session.delete(one)


def _empty(row: Any, *names: str) -> None:
    for name in names:
        setattr(row, name, None)
