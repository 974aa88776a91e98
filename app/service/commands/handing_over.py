"""The car goes back: explained, paid, with odometer and old parts on record (K9)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused, check_seen
from app.formatting import two_decimals
from app.orders import operations
from app.orders.queries import paid
from app.orders.rules import NOTHING
from app.orders.settings import ClosingSettings
from app.permissions import Actor, allow
from app.service import rules
from app.service.queries import money
from app.service.values import HandOver
from app.text import N_
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
    """Hands the car over.

    Settled, paid or on account, and ready; the car's odometer is then the one of the hand-over.
    """
    order, store = operations.find(session, order_id), settings.load(session)
    asked = store.of(ClosingSettings)
    bill = operations.settlement(session, order)
    if order.stage is Stage.DELIVERED:
        raise Refused(
            "hand_over.gone",
            N_("This car was handed over already. What stands above is what was noted."),
        )
    check_seen(version, order.version)
    if order.stage is not Stage.READY:
        raise Refused(
            "hand_over.not_ready", N_("The car is not ready yet. Move the order to “Ready” first.")
        )
    if bill is None:
        raise Refused("hand_over.not_settled", N_("Settle the order first (F8)."))
    rules.check_closing(money.closing(session, order), store)
    rest = bill.total - paid(session, order.id)
    if asked.close_needs_payment and rest > NOTHING:
        message = N_("¥{rest} is not paid. Take the payment, or let the manager put it on account.")
        raise Refused("hand_over.unpaid", message, rest=two_decimals(rest))
    rules.check_hand_over(
        value, odometer_in=order.odometer_in, needs_odometer=asked.close_needs_odometer
    )
    order.odometer_out, order.old_parts = value.odometer_out, value.old_parts
    order.explained, order.collected_by = value.explained, value.collected_by
    order.next_service_on, order.next_service_km = value.next_service_on, value.next_service_km
    order.delivered_at, order.delivered_by, order.bay_id = at, by.staff_id, None
    if value.odometer_out is not None:
        session.get_one(Vehicle, order.vehicle_id).odometer = value.odometer_out
    operations.move(session, order, Stage.DELIVERED, by=by, at=at)
