"""Reads when a car should come next, and the bay that is free then (F8)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import calendar
from app.appointments import slots
from app.appointments.facts import FreeSlot
from app.appointments.rules import OpeningHours
from app.appointments.service_due_rules import OdometerReading, ServiceDue, ServicePlan, service_due
from app.appointments.settings import ServicePlanSettings
from app.local_time import at_local, local, local_day
from app.orders.service_types import line_types
from db.appointment_words import AppointmentState
from db.tables.appointments import Appointment
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import ServiceType, Stage

MAINTAINED = frozenset(
    {ServiceType.FIRST_MAINTENANCE, ServiceType.MAINTENANCE, ServiceType.SECOND_LEVEL}
)
ODOMETER = func.coalesce(RepairOrder.odometer_out, RepairOrder.odometer_in)


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The next maintenance of the car of an order, as it is proposed at hand-over.

    `slot` is the first that is free from the due day on. `expected_at` and `number` tell of an
    appointment that the car has already.
    """

    due: ServiceDue
    slot: FreeSlot | None
    hours: Decimal
    expected_at: datetime | None = None
    number: str = ""


def next_visit(session: Session, order_id: int, *, at: datetime) -> NextVisit | None:
    """When the car of an order should come next; None without any reading of its odometer."""
    order = session.get_one(RepairOrder, order_id)
    plan = settings.load(session).of(ServicePlanSettings)
    readings = _readings(session, order.vehicle_id)
    last = _last_maintenance(session, order, readings)
    if last is None:
        return None
    usual = ServicePlan(plan.plan_km, plan.plan_months, plan.usual_km)
    due = service_due(last, readings, plan=usual)
    hours = (Decimal(plan.visit_minutes) / 60).quantize(Decimal("0.01"))
    expected = session.scalar(
        select(Appointment)
        .where(Appointment.vehicle_id == order.vehicle_id, Appointment.starts_at > at)
        .where(Appointment.state == AppointmentState.BOOKED)
        .order_by(Appointment.starts_at)
        .limit(1)
    )
    if expected is not None:
        return NextVisit(due, None, hours, expected.starts_at, expected.number)
    return NextVisit(due, _slot(session, order, due.on, hours=hours, at=at), hours)


def _readings(session: Session, vehicle_id: int) -> list[OdometerReading]:
    """What the odometer showed at each visit, the first one first."""
    came = select(RepairOrder.received_at, ODOMETER.label("km")).where(
        RepairOrder.vehicle_id == vehicle_id,
        RepairOrder.stage != Stage.CANCELLED,
        ODOMETER.is_not(None),
    )
    found = [
        OdometerReading(local_day(row.received_at), row.km)
        for row in session.execute(came.order_by(RepairOrder.id))
    ]
    car = session.get_one(Vehicle, vehicle_id)
    began = car.delivered_on or car.registered_on
    if began is not None and (not found or began < found[0].on):
        found.insert(0, OdometerReading(began, 0))
    return found


def _last_maintenance(
    session: Session, order: RepairOrder, readings: list[OdometerReading]
) -> OdometerReading | None:
    """This visit where it is a maintenance, else the last one, else the first reading."""
    visits = select(RepairOrder).where(
        RepairOrder.vehicle_id == order.vehicle_id,
        RepairOrder.stage != Stage.CANCELLED,
        ODOMETER.is_not(None),
        RepairOrder.id <= order.id,
    )
    for one in session.scalars(visits.order_by(RepairOrder.id.desc())):
        if MAINTAINED & {one.service_type, *line_types(session, one.id)}:
            return OdometerReading(
                local_day(one.received_at), one.odometer_out or one.odometer_in or 0
            )
    return readings[0] if readings else None


def _slot(
    session: Session, order: RepairOrder, due: date, *, hours: Decimal, at: datetime
) -> FreeSlot | None:
    """The first free bay from the due day on, at the hour at which this car came."""
    day = max(due, local_day(at) + timedelta(days=1))
    opening = OpeningHours(*calendar.opening(session))
    opens, closes = opening.span(day)
    usual = at_local(day, local(order.received_at).time())
    after = usual if opens <= usual <= closes - timedelta(hours=float(hours)) else opens
    return next(iter(slots.free_slots(session, hours, after=after)), None)
