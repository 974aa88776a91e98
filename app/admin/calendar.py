"""Reads the store's calendar: closed days, swapped workdays, absences, opening hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app import settings
from app.permissions import Actor
from app.rows import columns_of, fetch
from app.settings import HourSettings
from db.tables.admin import Staff
from db.tables.calendar import Absence, SpecialDay
from db.tables.service import Bay

LONGEST_CLOSURE = 31
"""Days in a row for which a store may be closed."""


@dataclass(frozen=True, slots=True)
class SpecialDayRow:
    """A day of the calendar that is unlike its weekday."""

    id: int
    version: int
    day: date
    name: str
    works: bool
    only_here: bool


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Who, or which bay, is away from when to when."""

    id: int
    version: int
    staff_id: int | None
    bay_id: int | None
    staff: str
    bay: str
    starts_at: datetime
    ends_at: datetime
    reason: str

    @property
    def name(self) -> str:
        """The colleague or the bay."""
        return self.staff or self.bay


def special_days(session: Session, _viewer: Actor | None = None) -> list[SpecialDayRow]:
    """All days of the calendar, the latest first."""
    listed = select(*columns_of(SpecialDayRow, SpecialDay)).order_by(SpecialDay.day.desc())
    return fetch(session, SpecialDayRow, listed)


def special(session: Session, first: date, last: date) -> dict[date, tuple[str, bool]]:
    """Occasion and whether the store works, by day, of the days that are unlike others."""
    days = select(SpecialDay.day, SpecialDay.name, SpecialDay.works)
    within = days.where(SpecialDay.day >= first, SpecialDay.day <= last)
    return {row.day: (row.name, row.works) for row in session.execute(within)}


def legal_working_days(session: Session) -> Callable[[date], bool]:
    """True for Monday to Friday and swapped days; days off of the store alone are none."""
    public = select(SpecialDay.day, SpecialDay.works).where(~SpecialDay.only_here)
    known = {row.day: row.works for row in session.execute(public)}
    return lambda day: known.get(day, day.weekday() < 5)


def closed_why(session: Session, day: date) -> str | None:
    """Why the store does not work on a day; None where it does."""
    occasion, works = special(session, day, day).get(day, ("", True))
    return None if works else occasion


def next_open(session: Session, day: date) -> date:
    """The first day after a day on which the store works; the next one where none is found."""
    days = [day + timedelta(days=ahead) for ahead in range(1, LONGEST_CLOSURE + 1)]
    known = special(session, days[0], days[-1])
    return next((one for one in days if known.get(one, ("", True))[1]), days[0])


def opening(session: Session) -> tuple[time, time]:
    """When the store opens and closes."""
    hours = settings.load(session).of(HourSettings)
    return hours.opening, hours.closing


def absences(session: Session, _viewer: Actor | None = None) -> list[AbsenceRow]:
    """All absences, the latest first."""
    return fetch(session, AbsenceRow, _select_absences().order_by(Absence.starts_at.desc()))


def away(session: Session, start: datetime, end: datetime) -> list[AbsenceRow]:
    """The absences that touch a span of time, the earliest first."""
    within: ColumnElement[bool] = (Absence.starts_at < end) & (Absence.ends_at > start)
    return fetch(session, AbsenceRow, _select_absences().where(within).order_by(Absence.starts_at))


def people_options(session: Session, _viewer: Actor | None = None) -> list[tuple[int, str]]:
    """Everybody who works here, to choose who is away."""
    named = select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name)
    return [(row.id, row.name) for row in session.execute(named)]


def bay_options(session: Session, _viewer: Actor | None = None) -> list[tuple[int, str]]:
    """The bays in use, to choose which is away."""
    named = select(Bay.id, Bay.name).where(Bay.active).order_by(Bay.position, Bay.id)
    return [(row.id, row.name) for row in session.execute(named)]


@cache
def _select_absences() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(AbsenceRow, Absence), Staff.name.label("staff"), Bay.name.label("bay")
    )
    return wanted.outerjoin(Staff, Staff.id == Absence.staff_id).outerjoin(
        Bay, Bay.id == Absence.bay_id
    )
