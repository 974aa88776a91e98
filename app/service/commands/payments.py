"""Takes payments of an order's payers and gives money back (K4)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import order_money
from app.admin import second_person
from app.admin.second_person import SecondPersonNeeded
from app.errors import Refused
from app.formatting import short_moment, two_decimals
from app.order_money import IS_RECEIPT, OrderAccount
from app.orders import money_rules as payment_rules
from app.orders import operations
from app.orders.rules import NOTHING, check_not_cancelled
from app.payments.receipts import free_promise, open_till, save_payment
from app.payments.signing import sign
from app.permissions import Actor, allow
from app.service import money_rules, rules
from app.service.values import PaymentValue
from app.text import N_, _
from db.money_words import PayerKind
from db.tables.admin import Staff
from db.tables.bills import Payment, Settlement
from db.tables.people import Person
from db.vocabulary import PaymentMethod, Role


@allow(Role.CASHIER)
def pay(session: Session, order_id: int, payment: PaymentValue, *, by: Actor, at: datetime) -> str:
    """Takes money: a deposit before the bill, part or all of it afterwards.

    On account within the customer's credit, beyond it with a manager. Returns the receipt number.
    """
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    _check_method(payment)
    account = order_money.order_account(session, order_id, payment.payer)
    rules.check_total(account.received + (payment.amount or NOTHING))
    if payment.method is PaymentMethod.ON_ACCOUNT:
        payment_rules.check_payment(payment.amount, balance=account.due)
        approved_by = _check_on_account(session, order_id, payment, account, by=by, at=at)
        return _take(session, order_id, payment, approved_by=approved_by, by=by, at=at)
    most = None if account.billed is None else account.owed
    last = _last(session, order_id, payment.payer)
    amount = payment_rules.check_payment(payment.amount, balance=most, last=last)
    approved_by = open_till(session, payment.till, payment.approver, by=by, at=at)
    # what is open is paid first, then what was promised
    promised = min(amount - account.due, account.on_account)
    free_promise(session, order_id, promised, payer=payment.payer, by=by, at=at)
    return _take(session, order_id, payment, approved_by=approved_by, by=by, at=at)


@allow(Role.CASHIER)
def pay_back(
    session: Session, order_id: int, payment: PaymentValue, *, by: Actor, at: datetime
) -> str:
    """Gives money back, with the reason; a second person signs, one of the two a manager.

    A mistake is paid back and taken again. Returns the receipt number.
    """
    operations.find(session, order_id)
    _check_method(payment)
    paid = _paid_by(session, order_id, payment)
    amount = payment_rules.check_refund(payment.amount, payment.note, paid=paid)
    approved_by = sign(session, payment.approver, by=by, at=at)
    open_till(session, payment.till, payment.approver, by=by, at=at)
    back = PaymentValue(payment.method, -amount, payment.note, payment.payer, payment.till)
    return _take(session, order_id, back, approved_by=approved_by, by=by, at=at)


def _take(
    session: Session,
    order_id: int,
    payment: PaymentValue,
    *,
    approved_by: int | None,
    by: Actor,
    at: datetime,
) -> str:
    assert payment.method is not None and payment.amount is not None
    row = Payment(order_id=order_id, payer=payment.payer, till=payment.till, note=payment.note)
    row.method, row.amount, row.approved_by = payment.method, payment.amount, approved_by
    return save_payment(session, row, by=by, at=at)


def _check_method(payment: PaymentValue) -> None:
    if payment.method is None:
        raise Refused("payment.no_method", N_("How was it paid? Choose one."), field="method")
    if payment.payer is PayerKind.INTERNAL:
        message = N_("Our own store pays nothing here: the bill is booked.")
        raise Refused("payment.internal", message, field="method")


def _check_on_account(
    session: Session,
    order_id: int,
    payment: PaymentValue,
    account: OrderAccount,
    *,
    by: Actor,
    at: datetime,
) -> int | None:
    """Who signed for a promise beyond the customer's credit; None where it is within.

    Refused before there is a bill, and for who pays cash only.
    """
    if account.billed is None:
        raise Refused("bill.none", N_("This order is not settled yet."), field="method")
    bill = operations.bills(session, order_id)[payment.payer]
    payer = session.get(Person, bill.payer_id) if bill.payer_id else None
    if payer is not None and payer.cash_only:
        message = N_("This customer pays at once: “Cash only” stands in the file.")
        raise Refused("payment.cash_only", message, field="method")
    owed = _owed_elsewhere(session, bill) + account.on_account
    limit = payer.credit_limit if payer is not None else None
    if money_rules.is_within_credit(payment.amount or NOTHING, owed=owed, limit=limit):
        return None
    if by.may(Role.MANAGER):
        return by.staff_id
    if payment.approver is None:
        _refuse_credit(limit, owed)
    assert payment.approver is not None
    managers = frozenset({Role.MANAGER})
    return second_person.check(session, payment.approver, roles=managers, by=by, at=at)


def _refuse_credit(limit: Decimal | None, owed: Decimal) -> None:
    if limit is None:
        message = N_("This customer has no credit. A manager signs for paying later.")
        raise SecondPersonNeeded("payment.on_account", message, field="method")
    message = N_("The credit is ¥{limit}, and ¥{owed} is owed already. A manager signs for more.")
    told = {"limit": two_decimals(limit), "owed": two_decimals(owed)}
    raise SecondPersonNeeded("payment.limit", message, field="amount", **told)


def _owed_elsewhere(session: Session, bill: Settlement) -> Decimal:
    """What the payer of a bill owes on all other bills that stand."""
    if bill.payer_id is None:
        return NOTHING
    paid = order_money.paid_of_bill().label("paid")
    others = select(order_money.NET.label("net"), paid).where(
        order_money.IS_OWED, Settlement.payer_id == bill.payer_id, Settlement.id != bill.id
    )
    found = session.execute(others)
    return sum((max(row.net - row.paid, NOTHING) for row in found), NOTHING)


def _last(session: Session, order_id: int, payer: PayerKind) -> str:
    """Who took the last payment of this payer, when and with which number; "" before any."""
    of_payer = select(Payment, Staff.name).where(
        Payment.order_id == order_id, Payment.payer == payer, IS_RECEIPT
    )
    newest = of_payer.join(Staff, Staff.id == Payment.taken_by).order_by(Payment.id.desc())
    found = session.execute(newest.limit(1)).first()
    if found is None:
        return ""
    payment, name = found
    return _("{name} took ¥{amount} at {when} ({number}).").format(
        name=name,
        amount=two_decimals(payment.amount),
        when=short_moment(payment.at),
        number=payment.number,
    )


def _paid_by(session: Session, order_id: int, payment: PaymentValue) -> Decimal:
    """What came in by this way from this payer and has not gone back.

    Money goes back the way it came.
    """
    of_order = select(func.sum(Payment.amount)).where(
        Payment.order_id == order_id, Payment.payer == payment.payer
    )
    return session.scalar(of_order.where(Payment.method == payment.method)) or NOTHING
