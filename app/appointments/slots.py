"""Reads what takes bays and technicians, and finds slots that are free."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import calendar
from app.appointments import queries, rules
from app.appointments.facts import BayRow, FreeSlot
from app.appointments.rules import OpeningHours, Place
from app.appointments.settings import AppointmentSettings
from app.formatting import joined
from app.identity import plate as plates
from app.local_time import day_bounds, local_day
from app.vehicles.queries import current_plate
from db.tables.appointments import Allocation, Appointment
from db.tables.people import Person
from db.tables.vehicles import Vehicle
from db.vocabulary import ServiceType

DAYS_OF_SEARCH = 14
MOST_SLOTS = 3


def free_slots(
    session: Session,
    hours: Decimal,
    *,
    after: datetime,
    bay_id: int | None = None,
    service_type: ServiceType | None = None,
) -> tuple[FreeSlot, ...]:
    """The next bays that are free for so many hours, at most three, on open days.

    A chosen bay is taken as it is; else those whose trade suits the type, or all where none does.
    """
    opening = OpeningHours(*calendar.opening(session))
    buffer = settings.load(session).of(AppointmentSettings).bay_buffer
    bays = _suitable(queries.choices(session).bays, bay_id, service_type)
    found: list[FreeSlot] = []
    for ahead in range(DAYS_OF_SEARCH):
        day = local_day(after) + timedelta(days=ahead)
        if calendar.closed_why(session, day) is None:
            taken = places(session, *day_bounds(day))
            starts = rules.starts_on(day, hours, hours=opening, after=after)
            found += _free(starts, hours, bays, taken=taken, buffer=buffer)
        if len(found) >= MOST_SLOTS:
            break
    return tuple(found[:MOST_SLOTS])


def _suitable(
    bays: Sequence[BayRow], bay_id: int | None, service_type: ServiceType | None
) -> Sequence[BayRow]:
    if bay_id is not None:
        return [bay for bay in bays if bay.id == bay_id]
    return [bay for bay in bays if rules.suits(bay.trade, service_type)] or bays


def _free(
    starts: Iterable[datetime],
    hours: Decimal,
    bays: Sequence[BayRow],
    *,
    taken: list[Place],
    buffer: int,
) -> list[FreeSlot]:
    """For each bay its first free start of the day, the earliest first."""
    first: dict[int, FreeSlot] = {}
    for start in starts:
        ends_at = rules.end_of(start, hours)
        for bay in bays:
            wanted = Place(bay.id, start, ends_at, rules.held_until(ends_at, buffer))
            if bay.id not in first and not any(rules.excludes(wanted, one) for one in taken):
                first[bay.id] = FreeSlot(bay.id, bay.name, start)
        if len(first) == len(bays):
            break
    return sorted(first.values(), key=lambda slot: slot.starts_at)


def places(session: Session, start: datetime, end: datetime) -> list[Place]:
    """What takes bays and technicians in a span of time: appointments and absences."""
    touches = (Allocation.starts_at < end) & (Allocation.held_until > start)
    found = queries.allocations(session, Allocation.holds, touches)
    owners = _who(session, [row.appointment_id for row in found])
    taken = [
        Place(
            row.bay_id,
            row.starts_at,
            row.ends_at,
            row.held_until,
            row.technician_id,
            row.id,
            owners.get(row.appointment_id, ""),
            row.bay,
            row.technician,
        )
        for row in found
    ]
    return taken + [
        Place(
            one.bay_id,
            one.starts_at,
            one.ends_at,
            one.ends_at,
            one.staff_id,
            None,
            one.reason,
            one.bay,
            one.staff,
        )
        for one in calendar.away(session, start, end)
    ]


def _who(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Plate and customer of appointments by id."""
    if not ids:
        return {}
    wanted = select(Appointment.id, Person.name, current_plate().label("plate"))
    of_cars = wanted.join(Vehicle, Vehicle.id == Appointment.vehicle_id)
    named = of_cars.outerjoin(Person, Person.id == Appointment.person_id)
    found = session.execute(named.where(Appointment.id.in_(ids)))
    return {row.id: joined(plates.shown(row.plate or ""), row.name) for row in found}
