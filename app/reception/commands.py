"""Writing the register.

A visitor is entered before leaving, contact is asked for and never forced (S003).
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused, check_seen
from app.local_time import day_bounds, local_day
from app.permissions import Actor, allow
from app.reception import operations, rules
from app.reception.values import Changed, NewVisit, Registered
from app.text import N_
from db.nouns import Noun
from db.tables.people import Person
from db.tables.reception import Visit, VisitStep
from db.vocabulary import Act, Role, VisitKind

DESK = (Role.RECEPTION, Role.CONSULTANT, Role.CARE)


@allow(*DESK)
def register(session: Session, visit: NewVisit, *, by: Actor, at: datetime) -> Registered:
    """A visit or call with its person, turn, and the prospect's next contact, in one gesture."""
    row = Visit(
        received_by=by.staff_id, kind=visit.kind, arrived_at=visit.arrived_at or at, purpose_id=0
    )
    passed = operations.passed_over(visit, None)
    order = operations.fill(session, row, visit, by=by, at=at)
    session.add(row)
    session.flush()
    operations.note_skip(session, row, passed, reason=visit.skip_reason, by=by)
    kept = operations.tell_prospect(session, row, visit, by=by, at=at)
    return Registered(row.id, order, kept.owner_id if kept else None, kept.due_at if kept else None)


@allow(*DESK)
def amend(session: Session, change: Changed, *, by: Actor, at: datetime) -> int:
    """Another content for a row that nobody has reviewed yet; the audit keeps the old one.

    Returns the row's id.
    """
    row = _open_row(session, change.visit_id)
    check_seen(change.version, row.version, noun=Noun.VISIT, id=row.id)
    _check_own(row, by)
    before = (row.person_id, row.level_id)
    passed = operations.passed_over(change.visit, row.consultant_id)
    operations.fill(session, row, change.visit, by=by, at=at)
    session.flush()
    operations.note_skip(session, row, passed, reason=change.visit.skip_reason, by=by)
    if (row.person_id, row.level_id) != before:
        operations.tell_prospect(session, row, change.visit, by=by, at=at)
    return row.id


@allow(*DESK)
def correct(session: Session, change: Changed, *, by: Actor, at: datetime) -> int:
    """A reviewed row stays as it was; its correction is a new row of the same day beside it.

    Returns the new row's id.
    """
    old = session.get_one(Visit, change.visit_id)
    if old.reviewed_at is None:
        return amend(session, change, by=by, at=at)
    check_seen(change.version, old.version, noun=Noun.VISIT, id=old.id)
    if _correction(session, old) is not None:
        raise Refused(
            "visit.corrected", N_("This row was already corrected. Correct the newer one.")
        )
    row = Visit(
        received_by=by.staff_id,
        kind=change.visit.kind,
        arrived_at=change.visit.arrived_at or old.arrived_at,
        purpose_id=0,
    )
    row.corrects = old.id
    passed = operations.passed_over(change.visit, old.consultant_id)
    operations.fill(session, row, change.visit, by=by, at=at)
    if local_day(row.arrived_at) != local_day(old.arrived_at):
        raise Refused(
            "visit.other_day",
            N_("A correction stays on the day of the row it corrects."),
            field="arrived_at",
        )
    session.add(row)
    session.flush()
    operations.note_skip(session, row, passed, reason=change.visit.skip_reason, by=by)
    return row.id


@allow(*DESK)
def see_out(
    session: Session, visit_id: int, left_at: datetime | None = None, *, by: Actor, at: datetime
) -> datetime:
    """Writes the time out: now, or as it was. Refused for calls and for who has left already."""
    row = _open_row(session, visit_id)
    if row.kind is not VisitKind.WALK_IN:
        raise Refused("visit.call", N_("A call has no time out."))
    if row.left_at is not None:
        raise Refused("visit.left", N_("This visitor has already left."))
    left = left_at or max(at, row.arrived_at)
    rules.check_times(row.arrived_at, left, now=at)
    row.left_at = left
    return left


@allow(*DESK)
def bring_back(session: Session, visit_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a time out back: it was the wrong row, or the visitor is still here."""
    _open_row(session, visit_id).left_at = None


@allow(*DESK)
def cancel(session: Session, visit_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """A row written by mistake is struck out and stays readable.

    A reviewed one cannot be struck out.
    """
    row = _open_row(session, visit_id)
    _check_own(row, by)
    if not reason.strip():
        raise Refused("visit.no_reason", N_("Why is this row struck out? Give a reason."))
    session.info["reason"] = reason.strip()
    row.cancelled_at = at


@allow(*DESK)
def uncancel(session: Session, visit_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `cancel`."""
    row = session.get_one(Visit, visit_id)
    if row.corrects is not None and _correction(
        session, session.get_one(Visit, row.corrects)
    ) not in (None, row.id):
        raise Refused(
            "visit.corrected", N_("This row was already corrected. Correct the newer one.")
        )
    if row.reviewed_at is None:
        row.cancelled_at = None


@allow(Role.MANAGER)
def review_day(session: Session, day: date, *, by: Actor, at: datetime) -> int:
    """The day's register is signed off: from now on its rows can only be corrected.

    Returns how many rows. Nobody may be inside.
    """
    start, end = day_bounds(day)
    wanted = select(Visit).where(Visit.arrived_at >= start, Visit.arrived_at < end)
    rows = session.scalars(
        wanted.where(Visit.reviewed_at.is_(None), Visit.cancelled_at.is_(None))
    ).all()
    inside = sum(row.left_at is None and row.kind is VisitKind.WALK_IN for row in rows)
    if inside:
        raise Refused(
            "day.inside", N_("Visitors without a time out: {count}. Write it first."), count=inside
        )
    for row in rows:
        row.reviewed_at, row.reviewed_by = at, by.staff_id
    return len(rows)


@allow(*DESK)
def take_step(
    session: Session, visit_id: int, step: rules.SalesStep, *, by: Actor, at: datetime
) -> bool:
    """One click per step of the sales process.

    Written with time and person, a second click takes it back (S001).
    """
    row = _open_row(session, visit_id)
    taken = session.scalars(
        select(VisitStep).where(VisitStep.visit_id == row.id, VisitStep.step == step.value)
    ).first()
    if taken is not None:
        session.delete(taken)
        return False
    session.add(VisitStep(visit_id=row.id, step=step.value, at=at, staff_id=by.staff_id))
    return True


@allow(*DESK)
def reveal(session: Session, visit_id: int, *, by: Actor, at: datetime) -> str | None:
    """The number of a visitor in clear: it leaves an audit row."""
    row = session.get_one(Visit, visit_id)
    person = session.get(Person, row.person_id) if row.person_id else None
    if person is None or not person.phones:
        return None
    audit.note(session, Act.SEE, Noun.PERSON, noun_id=person.id)
    return person.phones[0].number


def _open_row(session: Session, visit_id: int) -> Visit:
    row = session.get_one(Visit, visit_id)
    if row.reviewed_at is not None:
        raise Refused(
            "visit.reviewed", N_("This row was reviewed: it can only be corrected by a new row.")
        )
    if row.cancelled_at is not None:
        raise Refused("visit.cancelled", N_("This row was struck out."))
    return row


def _check_own(row: Visit, by: Actor) -> None:
    """Consultants keep to their own guests; reception keeps the whole register."""
    mine = by.staff_id in (row.received_by, row.consultant_id)
    if not mine and not by.may(Role.RECEPTION, Role.CARE):
        raise Refused("visit.not_yours", N_("This is another consultant's visitor. Ask reception."))


def _correction(session: Session, row: Visit) -> int | None:
    """The row that stands for this one; a correction that was struck out stands for nothing."""
    newer = select(Visit.id).where(
        Visit.corrects == row.id, Visit.cancelled_at.is_(None), Visit.arrived_at >= _midnight(row)
    )
    return session.scalar(newer.limit(1))


def _midnight(row: Visit) -> datetime:
    return day_bounds(local_day(row.arrived_at))[0]
