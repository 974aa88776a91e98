"""Checks PINs and keeps the shift clock, for commands of this desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import passwords
from app.errors import Refused
from app.formatting import clock, short_moment
from app.orders import clock_rules
from app.permissions import Actor
from app.text import N_
from app.workbench.values import Who
from db.clock_words import ShiftEnd
from db.tables.admin import Staff
from db.tables.clocks import JobClock, LineShare, ShiftClock
from db.tables.service import LabourLine
from db.vocabulary import Role

WORKERS = frozenset({Role.TECHNICIAN, Role.CONTROLLER})


def person(session: Session, who: Who | None, *, by: Actor, at: datetime) -> Staff:
    """Whose clock is meant: the own one, or on a shared screen that of the right PIN.

    Wrong PINs are counted and lock, although the command is refused.
    """
    if who is None or who.staff_id == by.staff_id:
        return session.get_one(Staff, by.staff_id)
    one = session.get(Staff, who.staff_id)
    if one is None or not one.active or not one.roles & WORKERS:
        message = N_("Choose a technician who works here.")
        raise Refused("order.technician", message, field="staff_id")
    _check_pin(one, who, by=by, at=at)
    if one.pin_failures:
        unlock_pin(one)
    return one


def unlock_pin(one: Staff) -> None:
    """Wrong PINs are forgotten."""
    one.pin_failures, one.pin_locked_until = 0, None
    one.pin_locked_on, one.pin_locked_uptime = None, None


def _check_pin(one: Staff, who: Who, *, by: Actor, at: datetime) -> None:
    if one.pin_hash is None:
        message = N_("{name} has no PIN yet. It is set at the own screen or by the controller.")
        raise Refused("pin.none", message, field="pin", name=one.name)
    if one.pin_locked_until is not None and one.pin_locked_until > at:
        wait = int((one.pin_locked_until - at).total_seconds()) + 1
        message = N_("Too many wrong PINs. Try again in {wait} seconds.")
        raise Refused("pin.wait", message, field="pin", wait=wait)
    if _waits_here(one, who.uptime, by=by):
        message = N_("Too many wrong PINs. The clock was changed meanwhile: wait a little.")
        raise Refused("pin.wait", message, field="pin")
    if not passwords.matches(one.pin_hash, who.pin or ""):
        refused = Refused("pin.wrong", N_("The PIN is not right."), field="pin")
        key, uptime = one.id, who.uptime
        refused.kept = lambda session: _count_failure(
            session.get_one(Staff, key), uptime, by=by, at=at
        )
        raise refused


def _count_failure(one: Staff, uptime: float | None, *, by: Actor, at: datetime) -> None:
    one.pin_failures += 1
    one.pin_locked_until = passwords.locked_until(one.pin_failures, at)
    if uptime is not None:
        one.pin_locked_on, one.pin_locked_uptime = by.workstation, int(uptime)


def _waits_here(one: Staff, uptime: float | None, *, by: Actor) -> bool:
    """True on the PC of the last wrong PIN until it ran on for long enough."""
    if uptime is None or one.pin_locked_uptime is None or one.pin_locked_on != by.workstation:
        return False
    return passwords.still_waits(one.pin_failures, uptime - one.pin_locked_uptime)


def present(session: Session, staff_id: int) -> ShiftClock | None:
    """The span of presence that runs now; None for who has not come or is on a break."""
    running = select(ShiftClock).where(ShiftClock.ended_at.is_(None))
    return session.scalar(running.where(ShiftClock.staff_id == staff_id))


def be_present(session: Session, staff_id: int, *, at: datetime) -> ShiftClock:
    """The span that runs, or a new one: whoever starts a job is here."""
    now = present(session, staff_id)
    if now is not None:
        return now
    last = select(ShiftClock.ended_at).where(ShiftClock.staff_id == staff_id)
    ended_at = session.scalar(last.order_by(ShiftClock.id.desc()).limit(1))
    if ended_at is not None and ended_at > at:
        message = N_(
            "The last clock-out says {time}, which is still to come: the clock of a PC was wrong."
            " Ask the controller to correct it."
        )
        raise Refused("clock.ahead", message, time=short_moment(ended_at))
    made = ShiftClock(staff_id=staff_id, started_at=at)
    session.add(made)
    session.flush()
    return made


def leave(session: Session, staff_id: int, ended_as: ShiftEnd, *, at: datetime) -> None:
    """Ends the presence for a break or for the day; Refused for who is not here."""
    now = present(session, staff_id)
    if now is None:
        message = N_("You have not clocked in. Press Clock in first.")
        raise Refused("shift.absent", message)
    clock_rules.check_order(now.started_at, at)
    now.ended_at, now.ended_as = at, ended_as
    session.flush()


def check_own(session: Session, line: LabourLine, staff_id: int) -> None:
    """Refuses a job that was given to others; a job of nobody is taken by who starts it."""
    shares = set(session.scalars(select(LineShare.staff_id).where(LineShare.line_id == line.id)))
    if staff_id in shares or (not shares and line.technician_id in (None, staff_id)):
        return
    holder = session.get(Staff, line.technician_id) if line.technician_id else None
    message = N_("This job was given to {who}. Ask the controller to share it.")
    raise Refused("clock.others", message, who=holder.name if holder else "—")


def refuse_overlap(
    session: Session, span: JobClock | ShiftClock, *, started_at: datetime, ended_at: datetime
) -> None:
    """Refuses times that touch another span of the same person on the same clock."""
    table: Any = type(span)  # one of two tables with the same columns
    others = select(table).where(table.staff_id == span.staff_id, table.id != span.id)
    until = table.ended_at.is_(None) | (table.ended_at > started_at)
    other = session.scalar(others.where(table.started_at < ended_at, until).limit(1))
    if other is not None:
        message = N_("Another clock of this person ran from {start}. Correct that one first.")
        raise Refused("clock.overlap", message, field="started_at", start=clock(other.started_at))
