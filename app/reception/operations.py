"""Writes one row of the register with its person, its turn and its prospect."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app import fields, settings
from app.errors import Refused
from app.local_time import local_day
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import operations as prospects
from app.prospects.operations import ContactOutcome, NextContact
from app.prospects.settings import PhoneLeadSettings
from app.reception import rules
from app.reception.rules import VisitOrdinal
from app.reception.settings import VisitSettings
from app.reception.values import NewVisit
from app.text import N_
from db.tables.people import Person
from db.tables.reception import TurnSkip, Visit
from db.tables.store_lists import Purpose
from db.vocabulary import ContactWay, VisitKind

_USUAL_PURPOSE = (
    select(Purpose.id).where(Purpose.active).order_by(Purpose.position, Purpose.id).limit(1)
)
_IS_SALES = select(Purpose.is_sales).where(Purpose.id == bindparam("purpose"))
_EARLIER = (
    select(Visit.kind, Visit.arrived_at, Purpose.is_sales)
    .join(Purpose, Purpose.id == Visit.purpose_id)
    .where(
        Visit.person_id == bindparam("person"),
        Visit.arrived_at < bindparam("before"),
        Visit.cancelled_at.is_(None),
        Visit.id.not_in(bindparam("others", expanding=True)),
    )
)
"""The visits of a person before a row, without the row that it corrects."""


def write(
    session: Session,
    row: Visit,
    visit: NewVisit,
    *,
    before: int | None = None,
    by: Actor,
    at: datetime,
) -> VisitOrdinal:
    """Writes a row and the turn that was passed over.

    Returns which talk in the store this is.

    `before`: whose guest it was on the row that this one corrects.
    """
    rules.check_people(visit.party_size)
    passed = _passed_over(visit, before or row.consultant_id)
    order = _fill(session, row, visit, by=by, at=at)
    session.add(row)
    session.flush()
    if passed is not None:
        skip = TurnSkip(staff_id=passed, visit_id=row.id, at=at, skipped_by=by.staff_id)
        skip.reason = (visit.skip_reason or "").strip()
        session.add(skip)
    return order


def tell_prospect(
    session: Session, row: Visit, visit: NewVisit, *, by: Actor, at: datetime
) -> NextContact | None:
    """Records the visit as a contact with the prospect; returns the next contact.

    None for visitors who are no prospect: no file, or neither graded nor here for a purchase.
    """
    if row.person_id is None or not (row.level_id or _is_sales(session, row.purpose_id)):
        return None
    way = ContactWay.IN_STORE if row.kind is VisitKind.WALK_IN else ContactWay.PHONE
    outcome = ContactOutcome(
        row.person_id,
        row.consultant_id or by.staff_id,
        way,
        row.level_id,
        row.model_id,
        row.source_id,
        visit.level_reason,
        _receiver(session, row, by),
    )
    return prospects.record_contact(session, outcome, by=by, at=at)


def _receiver(session: Session, row: Visit, by: Actor) -> int | None:
    """Who takes the calls of the store, where this is one of them (S191)."""
    takes_calls = settings.load(session).of(PhoneLeadSettings).call_receiver
    is_theirs = row.kind is VisitKind.PHONE_IN and by.staff_id == takes_calls
    return takes_calls if is_theirs else None


def _passed_over(visit: NewVisit, before: int | None) -> int | None:
    """Whose turn the choice of another consultant passes over; Refused without a reason.

    `before`: whose guest it was.
    """
    is_chosen = visit.consultant_id not in (None, before, visit.turn_id)
    if visit.kind is not VisitKind.WALK_IN or visit.turn_id is None or not is_chosen:
        return None
    rules.check_turn(visit.consultant_id, visit.turn_id, reason=visit.skip_reason)
    return visit.turn_id


def _fill(
    session: Session, row: Visit, visit: NewVisit, *, by: Actor, at: datetime
) -> VisitOrdinal:
    """Writes the contents of a row; returns which talk in the store this is."""
    arrived = visit.arrived_at or row.arrived_at
    left = None if visit.kind is VisitKind.PHONE_IN else visit.left_at
    rules.check_times(arrived, left, now=at)
    _check_source(session, visit)
    person, purpose = _person(session, visit, by=by, at=at), _purpose(session, visit.purpose_id)
    fields.copy(visit, row)
    row.arrived_at, row.left_at, row.purpose_id = arrived, left, purpose
    row.addressed_as = (visit.name or "").strip() or None
    return _note_person(session, row, person)


def _note_person(session: Session, row: Visit, person: Person | None) -> VisitOrdinal:
    row.person_id = person.id if person else None
    row.contact_kept = bool(person and person.phones)
    order = VisitOrdinal.FIRST if person is None else _order(session, person.id, row)
    row.first = order is VisitOrdinal.FIRST
    return order


def _check_source(session: Session, visit: NewVisit) -> None:
    if visit.source_id is None and settings.load(session).of(VisitSettings).source_required:
        message = N_("Ask how the visitor heard of the store.")
        raise Refused("visit.no_source", message, field="source_id")


def _person(session: Session, visit: NewVisit, *, by: Actor, at: datetime) -> Person | None:
    """The file of the visitor; one is made only for those who leave a number.

    A form of address alone stays on the row: no more data is stored than is needed.
    """
    if visit.person_id is None and not (visit.phone or "").strip():
        people.checked_name(visit.name)
        return None
    contact = Contact(name=visit.name or "", phone=visit.phone, person_id=visit.person_id)
    return people.find_or_add(session, contact, by=by, at=at)


def _purpose(session: Session, purpose_id: int | None) -> int:
    """The purpose that was chosen, else the first one of the store's list."""
    found = purpose_id or session.connection().execute(_USUAL_PURPOSE).scalar()
    if found is None:
        message = N_("Choose a purpose. The list of purposes stands in Settings.")
        raise Refused("visit.no_purpose", message, field="purpose_id")
    return int(found)


def _is_sales(session: Session, purpose_id: int) -> bool:
    return bool(session.connection().execute(_IS_SALES, {"purpose": purpose_id}).scalar_one())


def _order(session: Session, person_id: int, row: Visit) -> VisitOrdinal:
    """Which talk this is, from the person's earlier rows.

    Only talks about a purchase in the store count; calls count as registration.
    """
    others = [known for known in (row.id, row.corrects) if known]
    asked = {"person": person_id, "before": row.arrived_at, "others": others}
    rows = session.connection().execute(_EARLIER, asked).all()
    registered = min((local_day(at) for _, at, _ in rows), default=None)
    talks = [local_day(at) for kind, at, sales in rows if kind is VisitKind.WALK_IN and sales]
    return rules.visit_order(local_day(row.arrived_at), registered, talks=talks)
