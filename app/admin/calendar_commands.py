"""Use cases of the store's calendar: days unlike others, and who is away."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.formatting import show_date
from app.permissions import Actor, allow
from app.text import N_
from db.tables.calendar import Absence, SpecialDay
from db.vocabulary import Role

PLANNERS = (Role.ADVISOR, Role.CONTROLLER)


@dataclass(frozen=True, slots=True)
class SpecialDayEntry:
    """A closed day, or one that is worked although its weekday is free."""

    day: date | None
    name: str | None
    works: bool = False
    only_here: bool = False
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AbsenceEntry:
    """A colleague or a bay that is away; exactly one of both."""

    staff_id: int | None
    bay_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: str | None
    id: int | None = None
    version: int | None = None


@allow(Role.MANAGER)
def save_day(session: Session, entry: SpecialDayEntry, *, by: Actor, at: datetime) -> int:
    """Adds or changes a day of the calendar; returns its id."""
    if entry.day is None:
        raise Refused("calendar.no_day", N_("Which day?"), field="day")
    if not (entry.name or "").strip():
        raise Refused("calendar.no_name", N_("What day is it? Such as a holiday."), field="name")
    same = select(SpecialDay).where(SpecialDay.day == entry.day, SpecialDay.id != entry.id)
    if entry.id is None:
        same = select(SpecialDay).where(SpecialDay.day == entry.day)
    if session.scalar(same) is not None:
        message = N_("{day} stands in the calendar already.")
        raise Refused("calendar.twice", message, field="day", day=show_date(entry.day))
    row = session.get_one(SpecialDay, entry.id) if entry.id else SpecialDay()
    check_seen(entry.version, row.version)
    row.day, row.name, row.works = entry.day, (entry.name or "").strip(), entry.works
    row.only_here = entry.only_here
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER)
def remove_day(session: Session, day_id: int, *, by: Actor, at: datetime) -> SpecialDayEntry:
    """Takes a day out of the calendar; what it returns puts it back."""
    row = session.get_one(SpecialDay, day_id)
    gone = SpecialDayEntry(row.day, row.name, row.works, row.only_here)
    session.delete(row)
    return gone


@allow(*PLANNERS)
def save_absence(session: Session, entry: AbsenceEntry, *, by: Actor, at: datetime) -> int:
    """Adds or changes an absence; returns its id."""
    if (entry.staff_id is None) == (entry.bay_id is None):
        message = N_("Choose a colleague or a bay, one of both.")
        raise Refused("absence.who", message, field="staff_id")
    if entry.starts_at is None or entry.ends_at is None:
        field = "starts_at" if entry.starts_at is None else "ends_at"
        raise Refused("absence.when", N_("From when until when?"), field=field)
    if entry.ends_at <= entry.starts_at:
        message = N_("The end must be later than the start.")
        raise Refused("absence.span", message, field="ends_at")
    if not (entry.reason or "").strip():
        raise Refused("absence.why", N_("Say why in a few words."), field="reason")
    row = session.get_one(Absence, entry.id) if entry.id else Absence()
    check_seen(entry.version, row.version)
    row.staff_id, row.bay_id = entry.staff_id, entry.bay_id
    row.starts_at, row.ends_at = entry.starts_at, entry.ends_at
    row.reason = (entry.reason or "").strip()
    session.add(row)
    session.flush()
    return row.id


@allow(*PLANNERS)
def remove_absence(session: Session, absence_id: int, *, by: Actor, at: datetime) -> AbsenceEntry:
    """Takes an absence out; what it returns puts it back."""
    row = session.get_one(Absence, absence_id)
    gone = AbsenceEntry(row.staff_id, row.bay_id, row.starts_at, row.ends_at, row.reason)
    session.delete(row)
    return gone
