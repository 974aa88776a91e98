"""What a customer agreed to, purpose by purpose, and who may be called.

Used inside this desk and by call lists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from app.errors import Refused
from app.permissions import Actor
from app.text import N_
from db.tables.admin import Staff
from db.tables.fleet import CarBooking
from db.tables.people import Consent, LicenceCopy, Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.testdrives import DriveFeedback
from db.vocabulary import ConsentPurpose, ProspectState

OF_PERSON: Any = Consent.person_id == Person.id
OFFERED = (
    ConsentPurpose.SALES_CONTACT,
    ConsentPurpose.SERVICE_REMINDER,
    ConsentPurpose.DOCUMENT_PHOTO,
)
"""What may be agreed to: an act of the program asks for each of these. Others only end."""


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """All that the customer agrees to now.

    What stood before and is not named any more is withdrawn.
    """

    purposes: tuple[ConsentPurpose, ...]
    way: str | None = None
    notice_edition: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One purpose that the customer agrees to, and how the store knows."""

    purpose: ConsentPurpose
    notice_edition: int
    way: str
    at: datetime
    by: str


def keep(session: Session, person_id: int, facts: ConsentFacts, *, by: Actor, at: datetime) -> None:
    """New purposes are added with way, edition and clerk; the others are withdrawn.

    Nothing is ever overwritten.
    """
    standing = {row.purpose: row for row in session.scalars(_standing(person_id))}
    for purpose in facts.purposes:
        if purpose not in standing:
            _check_offered(purpose)
            given = Consent(person_id=person_id, purpose=purpose, **_proof(facts))
            given.given_at, given.given_by = at, by.staff_id
            session.add(given)
    for purpose in standing.keys() - set(facts.purposes):
        standing[purpose].withdrawn_at = at
        if purpose is ConsentPurpose.DOCUMENT_PHOTO:
            for copy in session.scalars(select(LicenceCopy).where(_copied(person_id))):
                session.delete(copy)


def _check_offered(purpose: ConsentPurpose) -> None:
    if purpose not in OFFERED:
        message = N_("Nothing in the program follows this consent yet, so it is not asked for.")
        raise Refused("consent.not_offered", message, field="purposes")


def _copied(person_id: int) -> ColumnElement[bool]:
    return LicenceCopy.person_id == person_id


def given(session: Session, person_id: int) -> tuple[Given, ...]:
    """What the customer agrees to now."""
    wanted = _standing(person_id).join(Staff, Staff.id == Consent.given_by).order_by(Consent.id)
    newest = {
        row.purpose: Given(row.purpose, row.notice_edition, row.way, row.given_at, name)
        for row, name in session.execute(wanted.add_columns(Staff.name))
    }
    return tuple(newest.values())


def reachable() -> ColumnElement[bool]:
    """Who may be called for sales.

    Whoever agreed to it, or has a live enquiry of their own, and has not refused. A call about
    the customer's own repair order is no sales call and asks nobody here.
    """
    live = Prospect.state.in_((ProspectState.OPEN, ProspectState.LOSS_ASKED))
    enquires = exists().where(Prospect.person_id == Person.id, live).correlate(Person)
    agrees = _agrees(ConsentPurpose.SALES_CONTACT)
    return and_(or_(agrees, enquires), ~refused())


def waiting(contact: Any = FollowUp) -> ColumnElement[bool]:
    """A planned contact that may be made. Its person must be in the statement.

    A call about the customer's own order or fleet project needs no consent; a refusal wins.
    """
    is_own = or_(contact.sale_order_id.is_not(None), contact.fleet_project_id.is_not(None))
    return and_(contact.done_at.is_(None), or_(reachable(), is_own & ~refused()))


def refused() -> ColumnElement[bool]:
    """Who said no, which wins over everything, and who was erased.

    By do-not-contact, by withdrawing, or after the last test drive that asked; whoever was not
    asked has not refused.
    """
    said = (
        select(DriveFeedback.wants_contact)
        .join(CarBooking, CarBooking.id == DriveFeedback.test_drive_id)
        .where(CarBooking.person_id == Person.id, DriveFeedback.wants_contact.is_not(None))
        .order_by(DriveFeedback.id.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    return or_(_refused(ConsentPurpose.SALES_CONTACT), func.coalesce(said, true()).is_(false()))


def refused_reminders() -> ColumnElement[bool]:
    """Who is not reminded of work that was put off: by do-not-contact, or by withdrawing."""
    return _refused(ConsentPurpose.SERVICE_REMINDER)


def left_out(session: Session, person_id: int) -> int:
    """How many planned contacts are in no list because the person may not be called."""
    return session.scalar(_select_left_out(), {"person_id": person_id}) or 0


def may_be_called(session: Session, person_id: int) -> bool:
    """True for a person who may be called for sales (`reachable`)."""
    return session.scalar(_select_if(reachable), {"person_id": person_id}) is not None


def has_refused(session: Session, person_id: int) -> bool:
    """True for a person who does not want to be called for sales."""
    return session.scalar(_select_if(refused), {"person_id": person_id}) is not None


@cache
def _select_left_out() -> Select[int]:
    """Built once, as below: building such a condition costs more than asking it."""
    planned = select(func.count()).select_from(FollowUp).join(Person)
    of_person = FollowUp.person_id == bindparam("person_id")
    return planned.where(of_person, FollowUp.done_at.is_(None), ~waiting())


@cache
def _select_if(condition: Callable[[], ColumnElement[bool]]) -> Select[int]:
    """The person, where the condition holds."""
    return select(Person.id).where(Person.id == bindparam("person_id"), condition())


def _refused(purpose: ConsentPurpose) -> ColumnElement[bool]:
    """By do-not-contact, by erasure, or by withdrawing what was not given again."""
    withdrew = exists().where(
        OF_PERSON, Consent.purpose == purpose, Consent.withdrawn_at.is_not(None)
    )
    return or_(
        Person.do_not_contact.is_(True),
        Person.erased_at.is_not(None),
        withdrew & ~_agrees(purpose),
    )


def _agrees(purpose: ConsentPurpose) -> ColumnElement[bool]:
    return exists().where(OF_PERSON, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))


def _standing(person_id: int) -> Select[Consent]:
    return select(Consent).where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))


def _proof(facts: ConsentFacts) -> dict[str, Any]:
    """How the store knows of an agreement; Refused where it does not."""
    way = (facts.way or "").strip()
    if not way:
        message = N_("Say how the customer agreed: signed, spoken before a witness, by message.")
        raise Refused("consent.way", message, field="way")
    if not facts.notice_edition:
        message = N_("Say which edition of the privacy notice was handed over.")
        raise Refused("consent.edition", message, field="notice_edition")
    return {"way": way, "notice_edition": facts.notice_edition}
