"""Hands a car over, with odometer, old parts and what was explained (K9)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import fields, settings
from app.errors import Refused, check_seen
from app.orders import operations
from app.orders.settings import ClosingSettings
from app.permissions import Actor, allow
from app.service import leaving_rules, rules
from app.service.queries import quality
from app.service.values import HandOver
from app.text import N_
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import Role, Stage


@allow(Role.ADVISOR)
def hand_over(
    session: Session,
    order_id: int,
    value: HandOver,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Hands the car over once it is ready, settled, and paid or on account.

    The odometer at hand-over becomes the car's.
    """
    order = operations.find(session, order_id)
    _check_ready(session, order, version, at=at)
    _check_value(session, order, value)
    fields.copy(value, order)
    order.delivered_at, order.delivered_by, order.bay_id = at, by.staff_id, None
    if value.odometer_out is not None:
        session.get_one(Vehicle, order.vehicle_id).odometer = value.odometer_out
    operations.move(session, order, Stage.DELIVERED, by=by, at=at)


def _check_value(session: Session, order: RepairOrder, value: HandOver) -> None:
    needs_odometer = settings.load(session).of(ClosingSettings).close_needs_odometer
    rules.check_hand_over(value, odometer_in=order.odometer_in, needs_odometer=needs_odometer)
    paper = quality.certificate(session, order.id)
    if paper is not None:
        leaving_rules.check_reading(value.odometer_out, (paper.leaves_on, paper.odometer))


def _check_ready(
    session: Session, order: RepairOrder, version: int | None, *, at: datetime
) -> None:
    """Refused where the car is gone, and with the first of all problems that stop it."""
    if order.stage is Stage.DELIVERED:
        message = N_("This car was handed over already. What stands above is what was noted.")
        raise Refused("hand_over.gone", message)
    check_seen(version, order.version)
    leaving_rules.check_leaving(quality.problems(session, order, at=at))
