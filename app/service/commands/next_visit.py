"""Books the next maintenance of a car in one press, at hand-over (F8)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import fields
from app.appointments import commands as appointments
from app.appointments.facts import FreeSlot
from app.appointments.values import NewAppointment
from app.errors import Refused
from app.formatting import joined
from app.orders import operations
from app.permissions import Actor, allow
from app.service.queries.next_visit import next_visit
from app.text import N_
from app.vehicles import lookup
from db.tables.vehicles import Vehicle
from db.vocabulary import Role, ServiceType


@allow(Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER)
def book_next(session: Session, order_id: int, slot: FreeSlot, *, by: Actor, at: datetime) -> int:
    """Books the proposed time; returns the id of the appointment.

    Refused where the car is expected already, has no plate, or the bay has been taken since.
    """
    order = operations.find(session, order_id)
    found = next_visit(session, order_id, at=at)
    if found is None:
        message = N_("Nobody has read the odometer of this car: the next service is unknown.")
        raise Refused("next_visit.unknown", message)
    if found.expected_at is not None:
        message = N_("This car is expected already: {number}.")
        raise Refused("next_visit.expected", message, number=found.number)
    plate = lookup.plate_of(session.get_one(Vehicle, order.vehicle_id))
    if plate is None:
        message = N_("This car has no plate yet. Book it in the appointments.")
        raise Refused("next_visit.no_plate", message)
    new = NewAppointment(
        plate.number,
        slot.starts_at,
        found.hours,
        slot.bay_id,
        service_type=ServiceType.MAINTENANCE,
        wish=joined(*found.work)[: fields.declared("appointment.wish").limit],
        advisor_id=order.advisor_id,
    )
    return appointments.book(session, new, by=by, at=at)
