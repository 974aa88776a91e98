"""Starts and ends clocks at jobs, for commands that check the roles."""

from datetime import datetime
from functools import cache

from sqlalchemy import ScalarResult, Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import clock, short_moment
from app.orders import clock_rules as rules
from app.orders import clocks
from app.orders.rules import may_work_on
from app.orders.shared_work import lines_of_work
from app.text import N_
from db.clock_words import ClockEnd, PauseReason
from db.tables.clocks import JobClock, LineShare, ShiftClock
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import Stage

WAITS = {
    Stage.WAITING_PARTS: PauseReason.PARTS,
    Stage.WAITING_APPROVAL: PauseReason.CUSTOMER,
    Stage.SUBLET: PauseReason.SUBLET,
}
"""Why work stops when a card is moved there."""
Running = Select[JobClock]


def running(session: Session, staff_id: int) -> JobClock | None:
    """The job clock of a technician that runs now."""
    return session.scalar(_running().where(JobClock.staff_id == staff_id))


def start(session: Session, line: LabourLine, staff_id: int, *, at: datetime) -> JobClock:
    """Starts a clock; the one that runs elsewhere is ended first: one runs at most."""
    line, *others = lines_of_work(session, line)
    for one in (line, *others):
        rules.check_workable(one.state, one.finished_at)
    now = running(session, staff_id)
    if now is not None and now.line_id == line.id:
        message = N_("This clock runs already, since {time}.")
        raise Refused("clock.running", message, time=clock(now.started_at))
    if now is not None:
        stop(session, now, ClockEnd.SWITCHED, at=at)
    else:
        _check_last(session, staff_id, at=at)
    made = JobClock(line_id=line.id, staff_id=staff_id, started_at=at)
    session.add(made)
    session.flush()
    return made


def stop(
    session: Session,
    now: JobClock,
    ended_as: ClockEnd,
    *,
    reason: PauseReason | None = None,
    note: str | None = None,
    at: datetime,
) -> None:
    """Ends a clock; Refused where that would be before its start."""
    rules.check_order(now.started_at, at)
    now.ended_at, now.ended_as = at, ended_as
    now.reason, now.note = reason, (note or "").strip() or None
    session.flush()


def follow_move(session: Session, order: RepairOrder, stage: Stage, *, at: datetime) -> None:
    """Ends every clock at an order whose card leaves the work; Refused where it is given up."""
    if stage is Stage.CANCELLED:
        refuse_running(session, order)
    for now in _at_order(session, order.id) if stage is not Stage.IN_WORK else ():
        # on a PC whose clock is behind it ends where it began
        reason, moment = WAITS.get(stage), max(at, now.started_at)
        stop(session, now, ClockEnd.MOVED, reason=reason, at=moment)


def resume(session: Session, order: RepairOrder, stopped_at: datetime) -> None:
    """Lets the clocks run on that a move of a card at `stopped_at` stopped.

    Not those of technicians who have begun something else or gone home since.
    """
    newest = select(func.max(JobClock.id)).group_by(JobClock.staff_id)
    stopped = select(JobClock).where(
        JobClock.id.in_(newest),
        JobClock.ended_as == ClockEnd.MOVED,
        JobClock.ended_at >= stopped_at,
        JobClock.line_id.in_(select(LabourLine.id).where(LabourLine.order_id == order.id)),
    )
    for clock_row in session.scalars(stopped.order_by(JobClock.id)):
        line = session.get_one(LabourLine, clock_row.line_id)
        is_agreed = all(may_work_on(one.state) for one in lines_of_work(session, line))
        if is_agreed and not _has_left(session, clock_row):
            clock_row.ended_at = clock_row.ended_as = clock_row.reason = None
    session.flush()


def _has_left(session: Session, stopped: JobClock) -> bool:
    """True where the technician went for a break or home after a clock was stopped."""
    last = select(ShiftClock.ended_at).where(ShiftClock.staff_id == stopped.staff_id)
    row = session.execute(last.order_by(ShiftClock.id.desc()).limit(1)).first()
    return row is not None and row.ended_at is not None


def stop_unagreed(session: Session, order_id: int, *, at: datetime) -> None:
    """Ends clocks at jobs of an order that have to be agreed to again."""
    for now in _at_order(session, order_id):
        line = session.get_one(LabourLine, now.line_id)
        if not all(may_work_on(one.state) for one in lines_of_work(session, line)):
            moment = max(at, now.started_at)
            stop(session, now, ClockEnd.PAUSED, reason=PauseReason.CUSTOMER, at=moment)


def finish(session: Session, line: LabourLine, staff_id: int, *, at: datetime) -> None:
    """The job is done: ends the own clock; Refused while a colleague still works at it."""
    lines = lines_of_work(session, line)
    is_here = JobClock.line_id.in_([one.id for one in lines])
    at_line = _running().where(is_here)
    others = clocks.running(session, is_here, JobClock.staff_id != staff_id)
    if others:
        message = N_("{who} still works at this job. Whoever stops last finishes it.")
        raise Refused("clock.shared", message, who=others[0].staff)
    for now in session.scalars(at_line):
        stop(session, now, ClockEnd.FINISHED, at=at)
    for one in lines:
        one.finished_at = at


def refuse_running(session: Session, order: RepairOrder) -> None:
    """Refuses to give up an order at which somebody works now, and names the person."""
    found = clocks.running(session, LabourLine.order_id == order.id)
    if found:
        message = N_("{who} works at this car since {time}. Stop the clock first.")
        facts = {"who": found[0].staff, "time": clock(found[0].started_at)}
        raise Refused("order.clocked", message, **facts)


def release(session: Session, line: LabourLine) -> None:
    """Drops who shares a job that is removed; Refused where somebody has worked at it."""
    worked = select(JobClock.id).where(JobClock.line_id == line.id).limit(1)
    if session.scalar(worked) is not None:
        message = N_("Somebody has worked at this job: it stays. Let the customer decline it.")
        raise Refused("line.clocked", message)
    drop_shares(session, line)


def drop_shares(session: Session, line: LabourLine) -> None:
    """The job is nobody's share any more."""
    for row in session.scalars(select(LineShare).where(LineShare.line_id == line.id)):
        session.delete(row)
    session.flush()


def copy_shares(session: Session, line_id: int, copy_id: int) -> None:
    """A job that was divided is still done by the same people, in the same parts."""
    for one in session.scalars(select(LineShare).where(LineShare.line_id == line_id)):
        session.add(LineShare(line_id=copy_id, staff_id=one.staff_id, percent=one.percent))


def _check_last(session: Session, staff_id: int, *, at: datetime) -> None:
    """Refuses a start before the last end: spans of one person never overlap."""
    last = select(JobClock.ended_at).where(JobClock.staff_id == staff_id)
    ended_at = session.scalar(last.order_by(JobClock.id.desc()).limit(1))
    if ended_at is not None and ended_at > at:
        message = N_(
            "The last clock-out says {time}, which is still to come: the clock of a PC was wrong."
            " Ask the controller to correct it."
        )
        raise Refused("clock.ahead", message, time=short_moment(ended_at))


@cache
def _running() -> Running:
    """Built once, as `_of_order`: building them costs more than running them."""
    return select(JobClock).where(JobClock.ended_at.is_(None)).order_by(JobClock.id)


def _at_order(session: Session, order_id: int) -> ScalarResult[JobClock]:
    return session.scalars(_of_order(), {"order_id": order_id})


@cache
def _of_order() -> Running:
    lines = select(LabourLine.id).where(LabourLine.order_id == bindparam("order_id"))
    return _running().where(JobClock.line_id.in_(lines))
