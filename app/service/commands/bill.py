"""Settles orders and takes payments.

A settlement locks the lines; a mistake is reversed, never edited (K4 K5 K6).
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import order_money, settings
from app.errors import Refused
from app.numbers import next_number
from app.order_money import OrderAccount
from app.orders import operations
from app.orders.rules import NOTHING, check_not_cancelled
from app.permissions import Actor, allow
from app.service import rules
from app.service.operations import unlocked
from app.service.queries import money
from app.service.values import Bill, PaymentValue
from app.text import N_
from db.tables.bills import Payment, Settlement
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.vocabulary import PaymentMethod, Role


@allow(Role.ADVISOR, Role.CASHIER)
def settle(session: Session, order_id: int, bill: Bill, *, by: Actor, at: datetime) -> str:
    """Makes the bill and locks the lines; every red check stops it. Returns its number."""
    order = unlocked(session, order_id)
    totals, discount = money.totals(session, order_id), bill.discount or NOTHING
    closing = money.closing(session, order, discount=discount)
    rules.check_closing(closing, settings.load(session))
    rules.check_total(totals.total)
    limit = rules.discount_limit(totals.labour, totals.total, roles=by.roles)
    rules.check_discount(discount, bill.discount_reason, limit=limit)
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
    """Undoes the bill as a whole and unlocks the lines; Refused once the car has left.

    What was paid stays as a deposit; what was promised is asked for again with the next bill.
    """
    order = operations.find(session, order_id)
    row = _bill(session, order)
    rules.check_reversal(order.stage)
    if not reason.strip():
        message = N_("Say why the settlement is reversed.")
        raise Refused("bill.reversal_reason", message, field="reason")
    row.reversed_at, row.reversed_reason = at, reason.strip()
    _free(session, order, order_money.order_account(session, order_id).on_account, by=by, at=at)


@allow(Role.CASHIER)
def pay(session: Session, order_id: int, payment: PaymentValue, *, by: Actor, at: datetime) -> str:
    """Takes money: a deposit before the bill, part or all of it afterwards.

    On account only by the manager. Returns the receipt number.
    """
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    if payment.method is None:
        raise Refused("payment.no_method", N_("How was it paid? Choose one."), field="method")
    account = order_money.order_account(session, order.id)
    rules.check_total(account.received + (payment.amount or NOTHING))
    if payment.method is PaymentMethod.ON_ACCOUNT:
        _check_on_account(session, order, account, by=by)
        rules.check_payment(payment.amount, balance=account.due)
    else:
        most = None if account.billed is None else account.owed
        amount = rules.check_payment(payment.amount, balance=most)
        # what is open is paid first, then what was promised
        _free(session, order, min(amount - account.due, account.on_account), by=by, at=at)
    return _take(session, order, payment, by=by, at=at)


def _free(
    session: Session, order: RepairOrder, amount: Decimal, *, by: Actor, at: datetime
) -> None:
    """Takes back a promise to pay later, as far as it is paid or its bill is gone."""
    if amount > 0:
        _take(session, order, PaymentValue(PaymentMethod.ON_ACCOUNT, -amount), by=by, at=at)


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
    received = _paid_by(session, order, payment.method)
    amount = rules.check_refund(payment.amount, payment.note, paid=received)
    return _take(session, order, PaymentValue(payment.method, -amount, payment.note), by=by, at=at)


def _bill(session: Session, order: RepairOrder) -> Settlement:
    row = operations.settlement(session, order)
    if row is None:
        raise Refused("bill.none", N_("This order is not settled yet."))
    return row


def _check_on_account(
    session: Session, order: RepairOrder, account: OrderAccount, *, by: Actor
) -> None:
    """Refused but for the manager, before there is a bill, and for who pays cash only."""
    if not by.may(Role.MANAGER):
        message = N_("Only the manager lets a customer pay later.")
        raise Refused("payment.on_account", message, field="method")
    if account.billed is None:
        raise Refused("bill.none", N_("This order is not settled yet."), field="method")
    payer = session.get(Person, order.payer_id or order.customer_id)
    if payer is not None and payer.cash_only:
        message = N_("This customer pays at once: “Cash only” stands in the file.")
        raise Refused("payment.cash_only", message, field="method")


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


def _paid_by(session: Session, order: RepairOrder, method: PaymentMethod) -> Decimal:
    """What came in by this way and has not gone back.

    Money goes back the way it came.
    """
    of_order = select(func.sum(Payment.amount)).where(Payment.order_id == order.id)
    return session.scalar(of_order.where(Payment.method == method)) or NOTHING
