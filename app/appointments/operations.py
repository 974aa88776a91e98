"""Places appointments in bays, and notes what became of them, for commands of all desks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import settings
from app.admin import calendar
from app.appointments import queries, rules, slots
from app.appointments.rules import OpeningHours, Place
from app.appointments.settings import AppointmentSettings
from app.errors import Refused
from app.local_time import local_day
from app.text import N_
from db.appointment_words import AppointmentState
from db.tables.appointments import BAY_OVERLAP, Allocation, Appointment
from db.tables.service import Bay


def find(session: Session, appointment_id: int) -> Appointment:
    """The appointment; Refused where it does not exist."""
    row = session.get(Appointment, appointment_id)
    if row is None:
        raise Refused("appointment.gone", N_("This appointment does not exist."))
    return row


def allocations(session: Session, appointment_id: int) -> list[Allocation]:
    """The allocations of an appointment, the earliest first."""
    mine = select(Allocation).where(Allocation.appointment_id == appointment_id)
    return list(session.scalars(mine.order_by(Allocation.starts_at, Allocation.id)))


def place(
    session: Session,
    row: Allocation,
    *,
    bay_id: int | None,
    technician_id: int | None,
    starts_at: datetime,
    hours: Decimal,
) -> None:
    """Puts an allocation into a bay from a time on, as long as its hours take."""
    bay = session.get(Bay, bay_id) if bay_id is not None else None
    if bay is None or not bay.active:
        raise Refused("appointment.no_bay", N_("Which bay?"), field="bay_id")
    buffer = settings.load(session).of(AppointmentSettings).bay_buffer
    row.bay_id, row.technician_id, row.hours = bay.id, technician_id, hours
    row.starts_at, row.ends_at = starts_at, rules.end_of(starts_at, hours)
    row.held_until = rules.held_until(row.ends_at, buffer)


def claim(session: Session, row: Allocation) -> None:
    """Takes the bay and the technician for an allocation.

    Refused outside opening hours, on closed days, where the day is full (if the store wants
    that), and with what was there first.
    """
    with session.no_autoflush:
        _check_day(session, row)
        wanted = Place(
            row.bay_id, row.starts_at, row.ends_at, row.held_until, row.technician_id, row.id
        )
        rules.check_free(wanted, slots.places(session, row.starts_at, row.held_until))
    session.add(row)
    with _overlap_in_words():
        session.flush()


def hold(session: Session, appointment: Appointment) -> None:
    """Claims the bays of an appointment that is expected again."""
    for row in allocations(session, appointment.id):
        row.holds = True
        claim(session, row)


def release(session: Session, appointment: Appointment) -> None:
    """Gives the bays of an appointment free."""
    for row in allocations(session, appointment.id):
        row.holds = False


def arrive(session: Session, appointment: Appointment, *, order_id: int, at: datetime) -> None:
    """Notes that the car came, with the repair order that was made for it."""
    rules.check_step(appointment.state, AppointmentState.ARRIVED)
    appointment.state = AppointmentState.ARRIVED
    appointment.arrived_at, appointment.order_id = at, order_id


def _check_day(session: Session, row: Allocation) -> None:
    day = local_day(row.starts_at)
    hours = OpeningHours(*calendar.opening(session))
    closed = calendar.closed_why(session, day)
    rules.check_open(row.starts_at, row.ends_at, hours=hours, closed=closed)
    if settings.load(session).of(AppointmentSettings).refuse_full_days:
        load = queries.day_load(session, day, without=row.id)
        rules.check_capacity(load.booked, row.hours, capacity=load.capacity, day=day)


@contextmanager
def _overlap_in_words() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if BAY_OVERLAP in str(error.orig):
            message = N_("The bay has just been booked for this time.")
            raise Refused("appointment.bay_taken", message, field="starts_at") from None
        raise
