"""Promises quick service, and waives its fee when it is late."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.orders import operations
from app.orders.quick_rules import Countdown
from app.orders.rules import NOTHING, check_not_cancelled, check_open
from app.orders.settings import WorkSettings
from app.permissions import Actor, allow
from app.service.operations import check_unbilled
from app.service.queries import money
from app.service.waivers import quick_service
from app.text import N_
from db.clock_words import QuickKind
from db.money_words import PayerKind
from db.tables.clocks import QuickService
from db.vocabulary import Role


@allow(Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER)
def promise_quick(
    session: Session, order_id: int, kind: QuickKind | None, *, by: Actor, at: datetime
) -> None:
    """Makes an order a quick one with the store's minutes of today, or an ordinary one again.

    An order without a promised time gets that of the quick service.
    """
    order = operations.find(session, order_id)
    check_open(order.stage)
    row = quick_service(session, order_id)
    if row is not None and row.waived_at is not None:
        message = N_("The fee was waived: what was promised stays as it was.")
        raise Refused("quick.waived", message)
    if kind is None:
        if row is not None:
            session.delete(row)
        return
    store = settings.load(session).of(WorkSettings)
    row = row or QuickService(order_id=order_id)
    row.kind = kind
    row.minutes = store.quick_body if kind is QuickKind.BODY else store.quick_maintenance
    session.add(row)
    due_at = Countdown(order.received_at, row.minutes).due_at
    if order.promised_at is None and due_at > order.received_at:
        operations.promise(session, order, due_at, by=by, at=at)


@allow(Role.MANAGER)
def waive_quick(
    session: Session, order_id: int, *, reason: str | None, by: Actor, at: datetime
) -> None:
    """Waives the labour fee of a quick service that is late, with the reason.

    The bill takes it as a discount that needs no other signature; one that is made takes no more.
    """
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    row = quick_service(session, order_id)
    if row is None:
        raise Refused("quick.none", N_("This order is no quick service."))
    if not Countdown(order.received_at, row.minutes, order.delivered_at).is_late(at):
        message = N_("This car is still in time: its fee is not waived.")
        raise Refused("quick.in_time", message)
    if not (reason or "").strip():
        raise Refused("quick.reason", N_("Say why it was late."), field="reason")
    check_unbilled(session, order_id, PayerKind.CUSTOMER)
    row.waived_amount = sum(money.fees_of(session, order_id, PayerKind.CUSTOMER), NOTHING)
    row.waived_at, row.waived_by, row.waived_reason = at, by.staff_id, (reason or "").strip()
