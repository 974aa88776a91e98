"""The bill and the money.

A settlement locks the lines; a mistake is reversed, never edited (K4 K5 K6).
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.numbers import next_number
from app.orders import operations
from app.orders.queries import paid
from app.orders.rules import NOTHING
from app.permissions import Actor, allow
from app.service import rules
from app.service.operations import unlocked
from app.service.queries import money
from app.service.values import Bill, PaymentValue
from app.text import N_
from db.tables.service import Payment, RepairOrder, Settlement
from db.vocabulary import PaymentMethod, Role, Stage


@allow(Role.ADVISOR, Role.CASHIER)
def settle(session: Session, order_id: int, bill: Bill, *, by: Actor, at: datetime) -> str:
    """Makes the bill, labour and material apart, and locks the lines; every red check stops it.

    Returns its number.
    """
    order = unlocked(session, order_id)
    rules.check_closing(money.closing(session, order), settings.load(session))
    totals = money.totals(session, order_id)
    discount = bill.discount or NOTHING
    rules.check_discount(
        discount,
        bill.discount_reason,
        limit=rules.discount_limit(totals.labour, totals.total, roles=by.roles),
    )
    row = Settlement(
        order_id=order_id,
        number=next_number(session, "J", at),
        labour=totals.labour,
        material=totals.material,
        other=totals.other,
        discount=discount,
        discount_reason=(bill.discount_reason or "").strip() or None,
        total=totals.total - discount,
        settled_at=at,
        settled_by=by.staff_id,
    )
    session.add(row)
    session.flush()
    return row.number


@allow(Role.MANAGER)
def reverse(session: Session, order_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Undoes the bill as a whole and unlocks the lines; what was paid stays as a deposit."""
    row = _bill(session, operations.find(session, order_id))
    if not reason.strip():
        raise Refused(
            "bill.reversal_reason", N_("Say why the settlement is reversed."), field="reason"
        )
    row.reversed_at, row.reversed_reason = at, reason.strip()


@allow(Role.CASHIER)
def pay(session: Session, order_id: int, payment: PaymentValue, *, by: Actor, at: datetime) -> str:
    """Takes money: a deposit before the bill, part or all of it afterwards.

    On account only by the manager. Returns the receipt number.
    """
    order = operations.find(session, order_id)
    if order.stage is Stage.CANCELLED:
        raise Refused("order.closed", N_("This order is closed. Open a new one for this car."))
    if payment.method is None:
        raise Refused("payment.no_method", N_("How was it paid? Choose one."), field="method")
    bill, on_account = operations.settlement(session, order), _on_account(session, order)
    open_ = bill.total - paid(session, order.id) if bill else None
    if payment.method is PaymentMethod.ON_ACCOUNT:
        _check_on_account(by, bill)
        rules.check_payment(payment.amount, balance=open_)
    else:
        amount = rules.check_payment(
            payment.amount, balance=None if open_ is None else open_ + on_account
        )
        _release(
            session,
            order,
            min(amount - (open_ or NOTHING), on_account) if bill else NOTHING,
            by=by,
            at=at,
        )
    return _take(session, order, payment, by=by, at=at)


@allow(Role.CASHIER)
def pay_back(
    session: Session, order_id: int, payment: PaymentValue, *, by: Actor, at: datetime
) -> str:
    """Gives money back, with the reason; a mistake is paid back and taken again.

    Returns the receipt number.
    """
    order = operations.find(session, order_id)
    if payment.method is None:
        raise Refused("payment.no_method", N_("How was it paid? Choose one."), field="method")
    amount = rules.check_refund(
        payment.amount, payment.note, paid=_paid_by(session, order, payment.method)
    )
    return _take(session, order, PaymentValue(payment.method, -amount, payment.note), by=by, at=at)


def _bill(session: Session, order: RepairOrder) -> Settlement:
    row = operations.settlement(session, order)
    if row is None:
        raise Refused("bill.none", N_("This order is not settled yet."))
    return row


def _check_on_account(by: Actor, bill: Settlement | None) -> None:
    if not by.may(Role.MANAGER):
        raise Refused(
            "payment.on_account", N_("Only the manager lets a customer pay later."), field="method"
        )
    if bill is None:
        raise Refused("bill.none", N_("This order is not settled yet."), field="method")


def _release(
    session: Session, order: RepairOrder, amount: Decimal, *, by: Actor, at: datetime
) -> None:
    """What stood on account and is now really paid no longer stands on account."""
    if amount > 0:
        _take(session, order, PaymentValue(PaymentMethod.ON_ACCOUNT, -amount), by=by, at=at)


def _take(
    session: Session, order: RepairOrder, payment: PaymentValue, *, by: Actor, at: datetime
) -> str:
    row = Payment(
        number=next_number(session, "R", at),
        order_id=order.id,
        method=payment.method,
        amount=payment.amount,
        note=(payment.note or "").strip() or None,
        at=at,
        taken_by=by.staff_id,
    )
    session.add(row)
    session.flush()
    return row.number


def _on_account(session: Session, order: RepairOrder) -> Decimal:
    return _paid_by(session, order, PaymentMethod.ON_ACCOUNT)


def _paid_by(session: Session, order: RepairOrder, method: PaymentMethod) -> Decimal:
    """What came in by this way and has not gone back; money goes back the way it came."""
    wanted = select(func.sum(Payment.amount)).where(
        Payment.order_id == order.id, Payment.method == method
    )
    return session.scalar(wanted) or NOTHING
