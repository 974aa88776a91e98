"""Writing one row of the register: its person, its place in the rotation, its prospect."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import fields, settings
from app.errors import Refused
from app.local_time import local_day
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import operations as prospects
from app.prospects.operations import ContactOutcome, NextContact
from app.reception import rules
from app.reception.rules import VisitOrdinal
from app.reception.settings import VisitSettings
from app.reception.values import NewVisit
from app.text import N_
from db.tables.admin import Purpose
from db.tables.people import Person
from db.tables.reception import TurnSkip, Visit
from db.vocabulary import ContactWay, VisitKind


def fill(session: Session, row: Visit, visit: NewVisit, *, by: Actor, at: datetime) -> VisitOrdinal:
    """Writes the contents of a row and says which talk in the store this is."""
    arrived = visit.arrived_at or row.arrived_at
    call = visit.kind is VisitKind.PHONE_IN
    rules.check_times(arrived, None if call else visit.left_at, now=at)
    rules.check_people(visit.party_size)
    if visit.source_id is None and settings.load(session).of(VisitSettings).source_required:
        raise Refused(
            "visit.no_source", N_("Ask how the visitor heard of the store."), field="source_id"
        )
    person, purpose = _person(session, visit, by=by, at=at), _purpose(session, visit.purpose_id)
    for name in fields.shared(NewVisit, Visit.__tablename__):
        setattr(row, name, getattr(visit, name))
    row.arrived_at, row.left_at = arrived, None if call else visit.left_at
    row.person_id, row.addressed_as = (
        person.id if person else None,
        (visit.name or "").strip() or None,
    )
    row.contact_kept, row.purpose_id = bool(person and person.phones), purpose
    order = VisitOrdinal.FIRST if person is None else _order(session, person.id, row)
    row.first = order is VisitOrdinal.FIRST
    return order


def tell_prospect(
    session: Session, row: Visit, visit: NewVisit, *, by: Actor, at: datetime
) -> NextContact | None:
    """The visit was a contact: a graded visitor is a prospect, the next contact is planned."""
    sales = session.get_one(Purpose, row.purpose_id).is_sales
    if row.person_id is None or not (sales or row.level_id):
        return None
    way = ContactWay.IN_STORE if row.kind is VisitKind.WALK_IN else ContactWay.PHONE
    owner = row.consultant_id or by.staff_id
    wish = ContactOutcome(
        row.person_id, owner, way, row.level_id, row.model_id, row.source_id, visit.level_reason
    )
    return prospects.record_contact(session, wish, by=by, at=at)


def passed_over(visit: NewVisit, before: int | None) -> int | None:
    """Whose turn is passed over by the choice of another consultant; refused without a reason.

    `before`: whose guest it was.
    """
    if (
        visit.kind is not VisitKind.WALK_IN
        or visit.turn_id is None
        or visit.consultant_id in (None, before, visit.turn_id)
    ):
        return None
    rules.check_turn(visit.consultant_id, visit.turn_id, reason=visit.skip_reason)
    return visit.turn_id


def note_skip(
    session: Session, row: Visit, passed: int | None, *, reason: str | None, by: Actor
) -> None:
    """Keeps whose turn was passed over, and why."""
    if passed is not None:
        told = (reason or "").strip()
        session.add(
            TurnSkip(
                staff_id=passed,
                visit_id=row.id,
                reason=told,
                at=session.info["at"],
                skipped_by=by.staff_id,
            )
        )


def _person(session: Session, visit: NewVisit, *, by: Actor, at: datetime) -> Person | None:
    """A file is made only for who left a number.

    A form of address alone stays on the row (data kept to what is needed).
    """
    if visit.person_id is None and not (visit.phone or "").strip():
        people.checked_name(visit.name)
        return None
    return people.find_or_add(
        session,
        Contact(name=visit.name or "", phone=visit.phone, person_id=visit.person_id),
        by=by,
        at=at,
    )


def _purpose(session: Session, purpose_id: int | None) -> int:
    """The first purpose of the store's list where none was chosen."""
    found = purpose_id or session.scalar(
        select(Purpose.id).where(Purpose.active).order_by(Purpose.position, Purpose.id).limit(1)
    )
    if found is None:
        raise Refused(
            "visit.no_purpose",
            N_("Choose a purpose. The list of purposes stands in Settings."),
            field="purpose_id",
        )
    return found


def _order(session: Session, person_id: int, row: Visit) -> VisitOrdinal:
    """Reads the person's earlier rows.

    Only talks about a purchase in the store count, calls count as registration.
    """
    with session.no_autoflush:
        before = select(Visit.kind, Visit.arrived_at, Purpose.is_sales).join(
            Purpose, Purpose.id == Visit.purpose_id
        )
        before = before.where(
            Visit.person_id == person_id,
            Visit.arrived_at < row.arrived_at,
            Visit.cancelled_at.is_(None),
        )
        before = before.where(Visit.id.not_in([known for known in (row.id, row.corrects) if known]))
        rows = session.execute(before).all()
    registered = min((local_day(at) for _, at, _ in rows), default=None)
    talks = [local_day(at) for kind, at, sales in rows if kind is VisitKind.WALK_IN and sales]
    return rules.visit_order(local_day(row.arrived_at), registered, talks=talks)
