"""Use cases of the clocks: work at a job, be here, correct, share a job, set a PIN."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import passwords
from app.errors import Refused, check_seen
from app.orders import clock_operations as clocks
from app.orders import clock_rules
from app.orders import operations as orders
from app.orders.shared_work import lines_of_work
from app.permissions import Actor, allow
from app.settings import HourSettings
from app.text import N_
from app.workbench import operations, rules
from app.workbench.values import ClockKind, CorrectedSpan, Pause, Who, WorkShare
from db.clock_words import ClockEnd, PauseReason, ShiftEnd
from db.tables.admin import Staff
from db.tables.clocks import ClockCorrection, JobClock, LineShare, ShiftClock
from db.tables.service import LabourLine
from db.vocabulary import Role, Stage

WORKERS = (Role.TECHNICIAN, Role.CONTROLLER)
DISPATCHERS = (Role.CONTROLLER, Role.ADVISOR)
EVERYBODY = tuple(Role)


@allow(*WORKERS)
def start(
    session: Session, line_id: int, *, who: Who | None = None, by: Actor, at: datetime
) -> int:
    """Starts the clock at a job, ends the one that ran, and brings the card to In work.

    Whoever starts is here: the shift clock runs from then on if it did not.
    """
    one, line = operations.person(session, who, by=by, at=at), _line(session, line_id)
    order = orders.find(session, line.order_id)
    clock_rules.check_stage(order.stage)
    operations.check_own(session, line, one.id)
    made = clocks.start(session, line, one.id, at=at)
    operations.be_present(session, one.id, at=at)
    for part in lines_of_work(session, line):
        part.technician_id = part.technician_id or one.id
    order.technician_id = order.technician_id or one.id
    orders.move(session, order, Stage.IN_WORK, by=_as(one, by), at=at)
    return made.id


@allow(*WORKERS)
def pause(
    session: Session, pause: Pause, *, who: Who | None = None, by: Actor, at: datetime
) -> None:
    """Stops the clock that runs, with the reason; another reason needs words."""
    one = operations.person(session, who, by=by, at=at)
    if pause.reason is PauseReason.OTHER and not (pause.note or "").strip():
        raise Refused("pause.note", N_("Say why the work stops."), field="note")
    now = _running(session, one)
    clocks.stop(session, now, ClockEnd.PAUSED, reason=pause.reason, note=pause.note, at=at)


@allow(*WORKERS)
def finish(
    session: Session, line_id: int, *, who: Who | None = None, by: Actor, at: datetime
) -> None:
    """Ends the clock, and the job with it; Refused while a colleague still works at it."""
    one, line = operations.person(session, who, by=by, at=at), _line(session, line_id)
    clock_rules.check_workable(line.state, line.finished_at)
    operations.check_own(session, line, one.id)
    clocks.finish(session, line, one.id, at=at)


@allow(*WORKERS)
def come(session: Session, *, who: Who | None = None, by: Actor, at: datetime) -> None:
    """Starts the shift clock, in the morning or after a break."""
    one = operations.person(session, who, by=by, at=at)
    if operations.present(session, one.id) is not None:
        raise Refused("shift.running", N_("You have clocked in already."))
    operations.be_present(session, one.id, at=at)


@allow(*WORKERS)
def take_break(session: Session, *, who: Who | None = None, by: Actor, at: datetime) -> None:
    """Stops the shift clock for a break, and the job clock with it."""
    one = operations.person(session, who, by=by, at=at)
    operations.leave(session, one.id, ShiftEnd.BREAK, at=at)
    now = clocks.running(session, one.id)
    if now is not None:
        clocks.stop(session, now, ClockEnd.PAUSED, reason=PauseReason.BREAK, at=at)


@allow(*WORKERS)
def go(session: Session, *, who: Who | None = None, by: Actor, at: datetime) -> None:
    """Ends the shift for the day, and the job clock with it."""
    one = operations.person(session, who, by=by, at=at)
    operations.leave(session, one.id, ShiftEnd.WENT, at=at)
    now = clocks.running(session, one.id)
    if now is not None:
        clocks.stop(session, now, ClockEnd.WENT, at=at)


@allow(*EVERYBODY)
def end_forgotten(session: Session, *, by: Actor, at: datetime) -> int:
    """Ends what still runs of a working day that is over, at its closing; returns how many.

    Whoever works next with the program calls it, on any PC.
    """
    closes = settings.load(session).of(HourSettings).closing
    rows: list[JobClock | ShiftClock] = [
        *session.scalars(select(JobClock).where(JobClock.ended_at.is_(None))),
        *session.scalars(select(ShiftClock).where(ShiftClock.ended_at.is_(None))),
    ]
    forgotten = [row for row in rows if clock_rules.is_forgotten(row.started_at, at)]
    for row in forgotten:
        row.ended_at = clock_rules.shift_end(row.started_at, closes)
        _mark(row, ClockEnd.FORGOTTEN, ShiftEnd.FORGOTTEN)
    return len(forgotten)


@allow(Role.CONTROLLER)
def correct(
    session: Session, span: CorrectedSpan, *, reason: str | None, by: Actor, at: datetime
) -> None:
    """Corrects the times of a span with a reason; what it was before is kept."""
    started_at, ended_at = rules.check_correction(
        span.started_at, span.ended_at, reason=reason, at=at
    )
    row = _span(session, span)
    check_seen(span.version, row.version)
    operations.refuse_overlap(session, row, started_at=started_at, ended_at=ended_at)
    kept = ClockCorrection(old_started_at=row.started_at, old_ended_at=row.ended_at, at=at)
    kept.new_started_at, kept.new_ended_at = started_at, ended_at
    kept.reason, kept.staff_id = (reason or "").strip(), by.staff_id
    setattr(kept, f"{span.kind}_clock_id", row.id)
    session.add(kept)
    row.started_at, row.ended_at = started_at, ended_at
    if row.ended_as is None:
        _mark(row, ClockEnd.PAUSED, ShiftEnd.WENT)


@allow(*DISPATCHERS)
def give(
    session: Session, line_ids: Sequence[int], staff_id: int | None, *, by: Actor, at: datetime
) -> None:
    """Gives jobs to one technician, or to nobody; shares that they had are dropped."""
    for line_id in line_ids:
        line = _line(session, line_id)
        order = orders.find(session, line.order_id)
        _check_workers(session, [staff_id] if staff_id is not None else [])
        technician_id = order.technician_id or staff_id
        orders.assign(session, order, technician_id=technician_id, bay_id=order.bay_id)
        for part in lines_of_work(session, line):
            clocks.drop_shares(session, part)
            part.technician_id = staff_id


@allow(*DISPATCHERS)
def share(
    session: Session, line_id: int, shares: Sequence[WorkShare], *, by: Actor, at: datetime
) -> None:
    """Several people do one job; their percents sum to 100. The first answers for it."""
    clock_rules.check_shares([(one.staff_id, one.percent) for one in shares])
    line = _line(session, line_id)
    _check_workers(session, [one.staff_id for one in shares])
    for part in lines_of_work(session, line):
        clocks.drop_shares(session, part)
        for one in shares:
            session.add(LineShare(line_id=part.id, staff_id=one.staff_id, percent=one.percent))
        part.technician_id = shares[0].staff_id


@allow(*EVERYBODY)
def set_pin(session: Session, staff_id: int, pin: str | None, *, by: Actor, at: datetime) -> None:
    """Sets a PIN and unlocks it: the own one, or as manager or controller that of another."""
    if staff_id != by.staff_id and not by.may(Role.CONTROLLER, Role.ADMINISTRATOR):
        message = N_("Your role may not do this. Ask a colleague who may.")
        raise Refused("permission.denied", message)
    rules.check_pin(pin or "")
    row = session.get_one(Staff, staff_id)
    row.pin_hash = passwords.hasher().hash(pin or "")
    operations.unlock_pin(row)


def _line(session: Session, line_id: int) -> LabourLine:
    line = session.get(LabourLine, line_id)
    if line is None:
        raise Refused("line.unknown", N_("This line does not exist any more."))
    return line


def _span(session: Session, span: CorrectedSpan) -> JobClock | ShiftClock:
    row: JobClock | ShiftClock | None
    if span.kind is ClockKind.JOB:
        row = session.get(JobClock, span.id)
    else:
        row = session.get(ShiftClock, span.id)
    if row is None:
        raise Refused("clock.unknown", N_("This entry does not exist any more."))
    return row


def _as(one: Staff, by: Actor) -> Actor:
    """Who proved to be at the shared screen."""
    return replace(by, staff_id=one.id, name=one.name)


def _mark(row: JobClock | ShiftClock, job: ClockEnd, shift: ShiftEnd) -> None:
    if isinstance(row, JobClock):
        row.ended_as = job
    else:
        row.ended_as = shift


def _running(session: Session, one: Staff) -> JobClock:
    now = clocks.running(session, one.id)
    if now is None:
        raise Refused("clock.none", N_("No clock runs. Somebody may have stopped it meanwhile."))
    return now


def _check_workers(session: Session, ids: Sequence[int]) -> None:
    found = session.scalars(select(Staff).where(Staff.id.in_(ids), Staff.active))
    if len([row for row in found if row.roles & operations.WORKERS]) < len(ids):
        message = N_("Choose a technician who works here.")
        raise Refused("order.technician", message, field="technician_id")
