"""Reads when a car should come next, for which work, and the bay that is free then (F8)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import calendar
from app.appointments import slots
from app.appointments.facts import FreeSlot
from app.appointments.rules import OpeningHours
from app.appointments.service_due_rules import OdometerReading, ServiceDue
from app.appointments.settings import ServicePlanSettings
from app.local_time import at_local, local, local_day
from app.service.queries.service_plan import car_plan, due_packages, work_hours
from db.appointment_words import AppointmentState
from db.tables.appointments import Appointment
from db.tables.service import RepairOrder
from db.vocabulary import ServiceType


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The next maintenance of the car of an order, as it is proposed at hand-over.

    `slot` is the first that is free from the due day on. `expected_at` and `number` tell of an
    appointment that the car has already. `work` names what the model's plan makes due then.
    """

    due: ServiceDue
    slot: FreeSlot | None
    hours: Decimal
    expected_at: datetime | None = None
    number: str = ""
    work: tuple[str, ...] = ()


def next_visit(session: Session, order_id: int, *, at: datetime) -> NextVisit | None:
    """When the car of an order should come next; None without any reading of its odometer."""
    order = session.get_one(RepairOrder, order_id)
    plan = car_plan(session, order.vehicle_id, until=order.id)
    if plan is None:
        return None
    due, tomorrow = plan.due, local_day(at) + timedelta(days=1)
    day = max(due.on, tomorrow)
    visit = OdometerReading(day, plan.reached(day))
    packages = due_packages(session, order.vehicle_id, visit=visit, plan=plan)
    work = tuple(row.name for row in packages)
    minutes = settings.load(session).of(ServicePlanSettings).visit_minutes
    hours = work_hours(packages, usual=(Decimal(minutes) / 60).quantize(Decimal("0.01")))
    expected = session.scalar(
        select(Appointment)
        .where(Appointment.vehicle_id == order.vehicle_id, Appointment.starts_at > at)
        .where(Appointment.state == AppointmentState.BOOKED)
        .order_by(Appointment.starts_at)
        .limit(1)
    )
    if expected is not None:
        return NextVisit(due, None, hours, expected.starts_at, expected.number, work)
    return NextVisit(due, _slot(session, order, day, hours=hours), hours, work=work)


def _slot(session: Session, order: RepairOrder, day: date, *, hours: Decimal) -> FreeSlot | None:
    """The first free bay from a day on, at the hour at which this car came."""
    opening = OpeningHours(*calendar.opening(session))
    opens, closes = opening.span(day)
    usual = at_local(day, local(order.received_at).time())
    after = usual if opens <= usual <= closes - timedelta(hours=float(hours)) else opens
    kind = ServiceType.MAINTENANCE
    found = slots.free_slots(session, hours, after=after, service_type=kind)
    return next(iter(found), None)
