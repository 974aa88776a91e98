"""Use cases of appointments: book, move, confirm, call off, note who did not come."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.appointments import operations, rules
from app.appointments.values import MovedAllocation, NewAllocation, NewAppointment
from app.errors import Refused, check_seen
from app.numbers import next_number
from app.permissions import Actor, allow
from app.text import N_
from app.vehicles import lookup
from app.vehicles import operations as vehicles
from app.vehicles.operations import NewVehicle
from db.appointment_words import AppointmentState
from db.tables.appointments import Allocation, Appointment
from db.vocabulary import Role

BOOKERS = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER, Role.CARE)
MOVED = ("bay_id", "technician_id", "starts_at", "ends_at", "held_until", "hours")


@allow(*BOOKERS)
def book(session: Session, new: NewAppointment, *, by: Actor, at: datetime) -> int:
    """Books a car into a bay; returns the id of the appointment."""
    starts_at, hours = rules.check_entered(new.starts_at), rules.check_hours(new.hours)
    rules.check_ahead(starts_at, at=at)
    row = Appointment(number=next_number(session, "A", at), booked_at=at, booked_by=by.staff_id)
    _fill(session, row, new, by=by, at=at)
    row.starts_at = starts_at
    session.add(row)
    session.flush()
    part = Allocation(appointment_id=row.id, holds=True)
    bay, hands = new.bay_id, new.technician_id
    operations.place(
        session, part, bay_id=bay, technician_id=hands, starts_at=starts_at, hours=hours
    )
    operations.claim(session, part)
    return row.id


@allow(*BOOKERS)
def change(session: Session, new: NewAppointment, *, by: Actor, at: datetime) -> int:
    """Changes what is expected; a call that confirmed another time counts no more."""
    assert new.id is not None
    row = _expected(session, new.id)
    check_seen(new.version, row.version)
    starts_at, hours = rules.check_entered(new.starts_at), rules.check_hours(new.hours)
    _fill(session, row, new, by=by, at=at)
    part = operations.allocations(session, row.id)[0]
    with session.no_autoflush:
        if starts_at != part.starts_at:
            rules.check_ahead(starts_at, at=at)
            row.starts_at, row.confirmed_at = starts_at, None
        bay, hands = new.bay_id, new.technician_id
        operations.place(
            session, part, bay_id=bay, technician_id=hands, starts_at=starts_at, hours=hours
        )
        operations.claim(session, part)
    return row.id


@allow(*BOOKERS)
def save(session: Session, new: NewAppointment, *, by: Actor, at: datetime) -> int:
    """Books a car, or changes what is booked; returns the id of the appointment."""
    return (book if new.id is None else change)(session, new, by=by, at=at)


@allow(*BOOKERS)
def move(
    session: Session,
    allocation_id: int,
    bay_id: int,
    *,
    starts_at: datetime,
    by: Actor,
    at: datetime,
) -> MovedAllocation:
    """Moves an allocation to another bay or time and keeps its hours.

    The customer is expected with the first one. What it returns takes it back.
    """
    part = session.get_one(Allocation, allocation_id)
    row = _expected(session, part.appointment_id)
    if starts_at != part.starts_at:
        rules.check_ahead(starts_at, at=at)
    before = {name: getattr(part, name) for name in MOVED}
    came_at = row.starts_at
    with session.no_autoflush:
        hands = part.technician_id
        operations.place(
            session,
            part,
            bay_id=bay_id,
            technician_id=hands,
            starts_at=starts_at,
            hours=part.hours,
        )
        operations.claim(session, part)
    _follow_first(session, row)
    session.flush()
    return MovedAllocation(part.version, before, came_at)


@allow(*BOOKERS)
def move_back(
    session: Session, allocation_id: int, moved: MovedAllocation, *, by: Actor, at: datetime
) -> None:
    """Undo of `move`; Refused once somebody has changed the allocation further."""
    part = session.get_one(Allocation, allocation_id)
    if part.version != moved.version:
        message = N_("This has been changed again since and cannot be taken back.")
        raise Refused("appointment.changed_since", message)
    with session.no_autoflush:
        for name, value in moved.before.items():
            setattr(part, name, value)
        operations.claim(session, part)
    operations.find(session, part.appointment_id).starts_at = moved.came_at


@allow(*BOOKERS)
def add_time(
    session: Session, appointment_id: int, new: NewAllocation, *, by: Actor, at: datetime
) -> int:
    """Adds hours on another day or in another bay; returns the id of the allocation."""
    row = operations.find(session, appointment_id)
    if row.state not in rules.HELD:
        raise Refused("appointment.over", N_("This appointment is over."))
    starts_at, hours = rules.check_entered(new.starts_at), rules.check_hours(new.hours)
    rules.check_ahead(starts_at, at=at)
    part = Allocation(appointment_id=row.id, holds=True)
    bay, hands = new.bay_id, new.technician_id
    operations.place(
        session, part, bay_id=bay, technician_id=hands, starts_at=starts_at, hours=hours
    )
    operations.claim(session, part)
    if row.state is AppointmentState.BOOKED:
        _follow_first(session, row)
    return part.id


@allow(*BOOKERS)
def drop_time(session: Session, allocation_id: int, *, by: Actor, at: datetime) -> NewAllocation:
    """Takes an added allocation away; what it returns adds it again."""
    part = session.get_one(Allocation, allocation_id)
    row = operations.find(session, part.appointment_id)
    if len(operations.allocations(session, row.id)) == 1:
        message = N_("This is the only time of the appointment. Call the appointment off instead.")
        raise Refused("appointment.last_time", message)
    gone = NewAllocation(part.bay_id, part.starts_at, part.hours, part.technician_id)
    session.delete(part)
    session.flush()
    if row.state is AppointmentState.BOOKED:
        _follow_first(session, row)
    return gone


@allow(*BOOKERS)
def confirm(
    session: Session, appointment_id: int, confirmed: bool = True, *, by: Actor, at: datetime
) -> None:
    """Notes that the customer was called and will come, or takes that back."""
    row = _expected(session, appointment_id)
    row.confirmed_at = at if confirmed else None


@allow(*BOOKERS)
def call_off(
    session: Session, appointment_id: int, reason: str | None, *, by: Actor, at: datetime
) -> None:
    """The customer will not come, for a reason; the bays are free."""
    row = operations.find(session, appointment_id)
    rules.check_step(row.state, AppointmentState.CANCELLED)
    said = (reason or "").strip()
    if not said:
        raise Refused("appointment.why", N_("Say why in a few words."), field="reason")
    row.state, row.reason = AppointmentState.CANCELLED, said
    operations.release(session, row)


@allow(*BOOKERS)
def miss(session: Session, appointment_id: int, *, by: Actor, at: datetime) -> None:
    """The customer did not come; the bays are free."""
    row = operations.find(session, appointment_id)
    rules.check_step(row.state, AppointmentState.NO_SHOW)
    if at < row.starts_at:
        message = N_("The time has not come yet. Call the appointment off instead.")
        raise Refused("appointment.early", message)
    row.state = AppointmentState.NO_SHOW
    operations.release(session, row)


@allow(*BOOKERS)
def expect_again(session: Session, appointment_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `call_off` and `miss`; Refused where the bay is taken by now."""
    row = operations.find(session, appointment_id)
    rules.check_step(row.state, AppointmentState.BOOKED)
    row.state, row.reason = AppointmentState.BOOKED, None
    operations.hold(session, row)
    _follow_first(session, row)


def _expected(session: Session, appointment_id: int) -> Appointment:
    row = operations.find(session, appointment_id)
    if row.state is not AppointmentState.BOOKED:
        rules.check_step(row.state, AppointmentState.NO_SHOW)
    return row


def _fill(
    session: Session, row: Appointment, new: NewAppointment, *, by: Actor, at: datetime
) -> None:
    owner = new.owner if new.owner and (new.owner.name or new.owner.phone) else None
    known = NewVehicle(new.plate, model_name=new.model_name, owner=owner)
    car = vehicles.find_or_add(session, known, by=by, at=at)
    holder = lookup.owner_of(session, car.id)
    if holder is None:
        message = N_("Who comes? Enter a name or a telephone number.")
        raise Refused("appointment.nobody", message, field="owner_name")
    row.vehicle_id, row.person_id = car.id, holder.id
    row.service_type, row.way, row.advisor_id = new.service_type, new.way, new.advisor_id
    row.wish = (new.wish or "").strip() or None


def _follow_first(session: Session, row: Appointment) -> None:
    """The customer is expected when the first of the allocations begins."""
    first = operations.allocations(session, row.id)[0].starts_at
    if first != row.starts_at:
        row.starts_at, row.confirmed_at = first, None
