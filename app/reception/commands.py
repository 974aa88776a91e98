"""Use cases of the register of visitors and calls.

A visitor is entered before leaving; contact is asked for and never forced (S003).
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused, check_seen
from app.local_time import day_bounds, local_day, on_days
from app.people import rules as privacy
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
    """Adds a visit or call with its person, its turn and the prospect's next contact."""
    row = Visit(received_by=by.staff_id, arrived_at=at)
    order = operations.write(session, row, visit, by=by, at=at)
    kept = operations.tell_prospect(session, row, visit, by=by, at=at)
    return Registered(row.id, order, kept.owner_id if kept else None, kept.due_at if kept else None)


@allow(*DESK)
def amend(session: Session, change: Changed, *, by: Actor, at: datetime) -> int:
    """Writes a row anew that nobody has reviewed yet; returns its id."""
    row = _open_row(session, change.visit_id)
    check_seen(change.version, row.version, noun=Noun.VISIT, id=row.id)
    _check_own(row, by)
    before = (row.person_id, row.level_id)
    operations.write(session, row, change.visit, by=by, at=at)
    if (row.person_id, row.level_id) != before:
        operations.tell_prospect(session, row, change.visit, by=by, at=at)
    return row.id


@allow(*DESK)
def correct(session: Session, change: Changed, *, by: Actor, at: datetime) -> int:
    """Adds a row of the same day that stands for a reviewed one.

    Returns its id.

    A row that nobody has reviewed yet is amended instead.
    """
    old = session.get_one(Visit, change.visit_id)
    if old.reviewed_at is None:
        return amend(session, change, by=by, at=at)
    check_seen(change.version, old.version, noun=Noun.VISIT, id=old.id)
    _check_uncorrected(session, old)
    row = Visit(received_by=by.staff_id, corrects=old.id, arrived_at=old.arrived_at)
    rules.check_same_day(change.visit.arrived_at or old.arrived_at, old.arrived_at)
    operations.write(session, row, change.visit, before=old.consultant_id, by=by, at=at)
    return row.id


@allow(*DESK)
def see_out(
    session: Session, visit_id: int, left_at: datetime | None = None, *, by: Actor, at: datetime
) -> datetime:
    """Writes the time out: now, or as it was.

    Refused for calls and visitors who have left.
    """
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
    """Undoes a time out: it was the wrong row, or the visitor is still here."""
    _open_row(session, visit_id).left_at = None


@allow(*DESK)
def cancel(session: Session, visit_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Strikes out a row written by mistake; it stays readable.

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
    if row.corrects is not None:
        _check_uncorrected(session, session.get_one(Visit, row.corrects), besides=row.id)
    if row.reviewed_at is None:
        row.cancelled_at = None


@allow(Role.MANAGER)
def review_day(session: Session, day: date, *, by: Actor, at: datetime) -> int:
    """Signs the day's register off: from now on its rows can only be corrected.

    Returns how many rows. Refused while a visitor has no time out.
    """
    of_day = select(Visit).where(on_days(Visit.arrived_at, day))
    rows = session.scalars(
        of_day.where(Visit.reviewed_at.is_(None), Visit.cancelled_at.is_(None))
    ).all()
    inside = sum(row.left_at is None and row.kind is VisitKind.WALK_IN for row in rows)
    if inside:
        message = N_("Visitors without a time out: {count}. Write it first.")
        raise Refused("day.inside", message, count=inside)
    for row in rows:
        row.reviewed_at, row.reviewed_by = at, by.staff_id
    return len(rows)


@allow(*DESK)
def take_step(
    session: Session, visit_id: int, step: rules.SalesStep, *, by: Actor, at: datetime
) -> bool:
    """Notes a step of the sales process with time and person.

    A second click undoes it (S001).

    Returns whether the step is noted now.
    """
    row = _open_row(session, visit_id)
    of_visit = select(VisitStep).where(VisitStep.visit_id == row.id)
    taken = session.scalar(of_visit.where(VisitStep.step == step.value))
    if taken is not None:
        session.delete(taken)
        return False
    session.add(VisitStep(visit_id=row.id, step=step.value, at=at, staff_id=by.staff_id))
    return True


@allow(*DESK)
def reveal(session: Session, visit_id: int, *, reason: str, by: Actor, at: datetime) -> str | None:
    """The whole number of a visitor; reading it leaves an audit row with the reason."""
    said = privacy.check_reveal(reason)
    row = session.get_one(Visit, visit_id)
    person = session.get(Person, row.person_id) if row.person_id else None
    if person is None or not person.phones:
        return None
    audit.note(session, Act.SEE, Noun.PERSON, noun_id=person.id, reason=said)
    return person.phones[0].number


def _open_row(session: Session, visit_id: int) -> Visit:
    row = session.get_one(Visit, visit_id)
    if row.reviewed_at is not None:
        message = N_("This row was reviewed: it can only be corrected by a new row.")
        raise Refused("visit.reviewed", message)
    if row.cancelled_at is not None:
        raise Refused("visit.cancelled", N_("This row was struck out."))
    return row


def _check_own(row: Visit, by: Actor) -> None:
    """Refuses consultants a row of somebody else's visitor."""
    mine = by.staff_id in (row.received_by, row.consultant_id)
    if not mine and not by.may(Role.RECEPTION, Role.CARE):
        raise Refused("visit.not_yours", N_("This is another consultant's visitor. Ask reception."))


def _check_uncorrected(session: Session, row: Visit, *, besides: int = 0) -> None:
    """Refused where another row of the same day stands for this one.

    `besides`: a correction that does not count.
    """
    same_day = Visit.arrived_at >= day_bounds(local_day(row.arrived_at))[0]
    newer = select(Visit.id).where(Visit.corrects == row.id, Visit.cancelled_at.is_(None), same_day)
    if session.scalar(newer.limit(1)) not in (None, besides):
        message = N_("This row was already corrected. Correct the newer one.")
        raise Refused("visit.corrected", message)
