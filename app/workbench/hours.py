"""Adds up the hours of technicians: sold, standard, worked, attended and available."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import calendar
from app.appointments.rules import OpeningHours, capacity, hours_away
from app.appointments.settings import AppointmentSettings
from app.local_time import day_bounds
from app.orders import clock_rules as rules
from app.orders.clock_rules import NOTHING, HoursOf, Span
from app.orders.shared_work import STANDARD
from db.tables.admin import Staff
from db.tables.clocks import JobClock, LineShare, ShiftClock
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import Role

Sums = dict[int, Decimal]


def hours_of(session: Session, first: date, last: date, *, at: datetime) -> dict[int, HoursOf]:
    """The hours of every technician and of whoever else worked from `first` to `last`, by id.

    Sold and standard hours count on the day on which the job was finished, by share; worked and
    attended ones by the clocks until `at`; available ones are those of the calendar. Who is no
    technician (any more) has no plan: then the attended hours were available.
    """
    begin, end = day_bounds(first)[0] + rules.NIGHT, day_bounds(last)[1] + rules.NIGHT
    sold: Sums = defaultdict(lambda: NOTHING)
    standard: Sums = defaultdict(lambda: NOTHING)
    for part in finished_parts(session, first, last):
        sold[part.staff_id] += part.sold
        standard[part.staff_id] += part.standard
    worked = _clocked(session, JobClock, begin, end=min(end, at))
    attended = _clocked(session, ShiftClock, begin, end=min(end, at))
    planned = _available(session, first, last)
    return {
        key: HoursOf(
            sold.get(key, NOTHING),
            standard.get(key, NOTHING),
            worked.get(key, NOTHING),
            attended.get(key, NOTHING),
            planned.get(key, attended.get(key, NOTHING)),
        )
        for key in dict.fromkeys((*planned, *sold, *worked))
    }


@dataclass(frozen=True, slots=True)
class FinishedPart:
    """What one technician has of a finished job."""

    staff_id: int
    line_id: int
    sold: Decimal
    standard: Decimal


def finished_parts(session: Session, first: date, last: date) -> list[FinishedPart]:
    """The jobs that were finished from `first` to `last`, each split among those who share it."""
    begin, end = day_bounds(first)[0] + rules.NIGHT, day_bounds(last)[1] + rules.NIGHT
    lines = session.execute(
        select(LabourLine.id, LabourLine.hours, STANDARD.label("standard"))
        .add_columns(LabourLine.technician_id, RepairOrder.technician_id.label("of_order"))
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .where(LabourLine.finished_at >= begin, LabourLine.finished_at < end)
    ).all()
    shares: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    of_lines = select(LineShare).where(LineShare.line_id.in_([line.id for line in lines]))
    for row in session.scalars(of_lines.order_by(LineShare.id)):
        shares[row.line_id].append((row.staff_id, row.percent))
    parts: list[FinishedPart] = []
    for line in lines:
        people = shares[line.id] or [(line.technician_id or line.of_order, rules.ALL)]
        percents = [percent for _id, percent in people]
        halves = rules.split(line.hours, percents), rules.split(line.standard, percents)
        for (staff_id, _percent), sold, standard in zip(people, *halves, strict=True):
            parts.append(FinishedPart(staff_id, line.id, sold, standard))
    return parts


def _clocked(
    session: Session, table: type[JobClock] | type[ShiftClock], begin: datetime, *, end: datetime
) -> Sums:
    """Hours of the clocks that began in a span of time, by colleague."""
    wanted = select(table.staff_id, table.started_at, table.ended_at)
    rows = session.execute(wanted.where(table.started_at >= begin, table.started_at < end))
    spans: dict[int, timedelta] = defaultdict(timedelta)
    for row in rows:
        spans[row.staff_id] += Span(row.started_at, row.ended_at).length(end)
    return {key: rules.hours(span) for key, span in spans.items()}


def _available(session: Session, first: date, last: date) -> Sums:
    """Hours that the calendar gives each technician."""
    sums: Sums = {}
    for of_day in available_days(session, first, last).values():
        for key, hours in of_day.items():
            sums[key] = sums.get(key, NOTHING) + hours
    return {key: value.quantize(rules.CENT) for key, value in sums.items()}


def available_days(session: Session, first: date, last: date) -> dict[date, Sums]:
    """Hours of each technician by day, from `first` to `last`: working days less absences."""
    each = Decimal(settings.load(session).of(AppointmentSettings).technician_hours)
    hours = OpeningHours(*calendar.opening(session))
    begin, end = day_bounds(first)[0], day_bounds(last)[1]
    away, special = calendar.away(session, begin, end), calendar.special(session, first, last)
    people = session.scalars(select(Staff).where(Staff.active))
    technicians = [one.id for one in people if Role.TECHNICIAN in one.roles]
    found: dict[date, Sums] = {}
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        found[day] = {}
        is_open = special.get(day, ("", True))[1]
        for key in technicians:
            missed = [
                hours_away(one.starts_at, one.ends_at, day=day, hours=hours, most=each)
                for one in away
                if one.staff_id == key
            ]
            found[day][key] = capacity(1, missed, hours_each=each, is_open=is_open)
    return found
