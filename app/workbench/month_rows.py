"""Reads the hours of a month: people, then the jobs and days of one of them.

The rows of a technician add up to the sums of the month, in hundredths of an hour.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import day_bounds, local_day
from app.orders import clock_rules, pay_rules
from app.orders.clock_rules import NOTHING, HoursOf, Span, split, working_day
from app.orders.quick_month import QuickMonth, quick_month
from app.workbench import rules
from app.workbench.hours import FinishedPart, available_days, finished_parts, hours_of
from db.tables.admin import Staff
from db.tables.clocks import JobClock, ShiftClock
from db.tables.service import LabourLine, RepairOrder

Key = TypeVar("Key", int, date)
Clock = TypeVar("Clock", JobClock, ShiftClock)


@dataclass(frozen=True, slots=True)
class TechnicianHours:
    """A technician in a month; `earlier`: the productivity of the two months before."""

    id: int
    name: str
    hours: HoursOf
    earlier: tuple[Decimal | None, ...] = ()
    pay: Decimal | None = None
    """Percent of pay that this month's productivity earned (S173)."""

    @property
    def needs_coaching(self) -> bool:
        """True where the third month in a row is below the target."""
        return rules.needs_coaching((*self.earlier, self.hours.productivity))


@dataclass(frozen=True, slots=True)
class MonthHours:
    """The technicians from the first day of a month to its last day, or to today."""

    first: date
    last: date
    people: tuple[TechnicianHours, ...]
    before: HoursOf
    """All technicians together in the month before."""
    quick: QuickMonth

    @property
    def total(self) -> HoursOf:
        """All technicians together."""
        return HoursOf.together(one.hours for one in self.people)

    @property
    def head_pay(self) -> Decimal | None:
        """Percent of the workshop head's pay that this month's efficiency earned (S173)."""
        return pay_rules.earned(self.quick.pay.efficiency_share, self.total.efficiency)

    @property
    def coached(self) -> tuple[TechnicianHours, ...]:
        """Who was below the target three months in a row (S172)."""
        return tuple(one for one in self.people if one.needs_coaching)


@dataclass(frozen=True, slots=True)
class JobHours:
    """A technician's part of a job in a month; not finished, nothing of it is sold yet."""

    line_id: int
    order_id: int
    day: date
    order: str
    plate: str
    name: str
    standard: Decimal
    sold: Decimal
    worked: Decimal
    is_finished: bool

    @property
    def efficiency(self) -> Decimal | None:
        """Sold of worked hours in percent; None before it is finished."""
        return clock_rules.percent(self.sold, self.worked) if self.is_finished else None


@dataclass(frozen=True, slots=True)
class DayHours:
    """A technician's day."""

    day: date
    hours: HoursOf


@dataclass(frozen=True, slots=True)
class TechnicianRows:
    """What stands behind the sums of a technician."""

    jobs: tuple[JobHours, ...]
    days: tuple[DayHours, ...]


def month_overview(session: Session, month: date, *, at: datetime) -> MonthHours:
    """The hours of every technician in a month, those to be coached marked."""
    first, last = _span(month, at)
    found = hours_of(session, first, last, at=at)
    earlier = [_hours_before(session, first, back=back, at=at) for back in (2, 1)]
    quick = quick_month(session, first, last)
    share = quick.pay.productivity_share
    wanted = select(Staff.id, Staff.name).where(Staff.id.in_(found)).order_by(Staff.name)
    people = tuple(
        TechnicianHours(
            row.id,
            row.name,
            found[row.id],
            tuple(_productivity(one.get(row.id)) for one in earlier),
            pay_rules.earned(share, found[row.id].productivity),
        )
        for row in session.execute(wanted)
    )
    return MonthHours(first, last, people, HoursOf.together(earlier[-1].values()), quick)


def technician_rows(
    session: Session, staff_id: int, month: date, *, at: datetime
) -> TechnicianRows:
    """The jobs and the days of a technician in a month, the first ones first."""
    first, last = _span(month, at)
    told = hours_of(session, first, last, at=at).get(staff_id, HoursOf())
    parts = [one for one in finished_parts(session, first, last) if one.staff_id == staff_id]
    worked = _spans(session, JobClock, staff_id, months=(first, last), at=at)
    attended = _spans(session, ShiftClock, staff_id, months=(first, last), at=at)
    by_job = _in_hours(((clock.line_id, span) for clock, span in worked), told.worked)
    newest = {clock.line_id: working_day(clock.started_at) for clock, _span in worked}
    jobs = _jobs(session, parts, worked=by_job, newest=newest)
    by_day, present = _by_day(worked, told.worked), _by_day(attended, told.attended)
    days = []
    for day, of_all in available_days(session, first, last).items():
        hours = of_all.get(staff_id, present.get(day, NOTHING))
        if hours or day in by_day or day in present:
            figures = _of_day(day, jobs, worked=by_day, attended=present, available=hours)
            days.append(DayHours(day, figures))
    return TechnicianRows(jobs, tuple(days))


def _spans(
    session: Session,
    table: type[Clock],
    staff_id: int,
    *,
    months: tuple[date, date],
    at: datetime,
) -> list[tuple[Clock, timedelta]]:
    """The clocks of a technician that began from the first to the last day, and how long each."""
    first, last = months
    begin = day_bounds(first)[0] + clock_rules.NIGHT
    end = day_bounds(last)[1] + clock_rules.NIGHT
    wanted = select(table).where(table.staff_id == staff_id)
    wanted = wanted.where(table.started_at >= begin, table.started_at < end)
    rows = session.scalars(wanted.order_by(table.started_at, table.id))
    return [(row, Span(row.started_at, row.ended_at).length(min(end, at))) for row in rows]


def _by_day(clocks: Sequence[tuple[Clock, timedelta]], total: Decimal) -> dict[date, Decimal]:
    return _in_hours(((working_day(one.started_at), span) for one, span in clocks), total)


def _jobs(
    session: Session,
    parts: list[FinishedPart],
    *,
    worked: Mapping[int, Decimal],
    newest: Mapping[int, date],
) -> tuple[JobHours, ...]:
    """Finished jobs and those that were clocked, by the day of finishing or of the last clock."""
    finished = {one.line_id: one for one in parts}
    wanted = (
        select(LabourLine, RepairOrder.number, RepairOrder.plate)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .where(LabourLine.id.in_(finished.keys() | worked.keys()))
    )
    found = []
    for line, number, plate in session.execute(wanted):
        part = finished.get(line.id)
        done = line.finished_at if part is not None else None
        day = newest[line.id] if done is None else working_day(done)
        sold, standard = (part.sold, part.standard) if part is not None else (NOTHING, NOTHING)
        spent = worked.get(line.id, NOTHING)
        car = line.order_id, day, number, plate or "", line.name
        found.append(JobHours(line.id, *car, standard, sold, spent, part is not None))
    return tuple(sorted(found, key=lambda one: (one.day, one.line_id)))


def _of_day(
    day: date,
    jobs: tuple[JobHours, ...],
    *,
    worked: Mapping[date, Decimal],
    attended: Mapping[date, Decimal],
    available: Decimal,
) -> HoursOf:
    of_day = [one for one in jobs if one.day == day and one.is_finished]
    return HoursOf(
        sum((one.sold for one in of_day), NOTHING),
        sum((one.standard for one in of_day), NOTHING),
        worked.get(day, NOTHING),
        attended.get(day, NOTHING),
        available.quantize(clock_rules.CENT),
    )


def _span(month: date, at: datetime) -> tuple[date, date]:
    """The first day of a month, and its last one or today."""
    first = month.replace(day=1)
    end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, min(end, local_day(at))


def _hours_before(session: Session, month: date, *, back: int, at: datetime) -> dict[int, HoursOf]:
    """The hours of every technician so many months before."""
    for _step in range(back):
        month = (month - timedelta(days=1)).replace(day=1)
    return hours_of(session, *_span(month, at), at=at)


def _productivity(told: HoursOf | None) -> Decimal | None:
    """The productivity of a month, of who attended in it."""
    return told.productivity if told is not None and told.attended else None


def _in_hours(spans: Iterable[tuple[Key, timedelta]], total: Decimal) -> dict[Key, Decimal]:
    """Spans by key in hundredths of an hour that add up to `total`."""
    sums: dict[Key, timedelta] = defaultdict(timedelta)
    for key, span in spans:
        sums[key] += span
    weights = [Decimal(round(span.total_seconds())) for span in sums.values()]
    return dict(zip(sums, split(total, weights), strict=True))
