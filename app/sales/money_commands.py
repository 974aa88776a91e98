"""Use cases of the money of a car: take deposit and price, give it back (D7)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.admin import second_person
from app.admin.second_person import WITNESSES
from app.errors import Refused
from app.formatting import short_moment, two_decimals
from app.orders import money_rules
from app.payments.receipts import open_till, save_payment
from app.payments.signing import sign
from app.permissions import Actor, allow
from app.sales import order_rules
from app.sales.order_facts import SaleOrderRow
from app.sales.order_operations import check_open
from app.sales.order_queries import order as read
from app.sales.order_values import CarMoney
from app.text import N_, _
from db.sales_words import SaleState
from db.tables.bills import Payment
from db.tables.sale_orders import SaleOrder
from db.vocabulary import PaymentMethod, Role

BEFORE = order_rules.OPEN_STATES - order_rules.UNAPPROVED
"""Money is taken once the manager has agreed to the price."""
TAKING = BEFORE | {SaleState.DELIVERED}
"""After the hand-over the bank pays out, and taxes and insurance are settled."""


@allow(Role.CASHIER)
def take_money(session: Session, order_id: int, money: CarMoney, *, by: Actor, at: datetime) -> str:
    """Takes deposit or price, never more than is due; returns the number of the receipt.

    Who approved the order has a second person sign, as for money that goes back.
    After the hand-over what the note says, at most the on-the-road price.
    """
    told = read(session, order_id, by, at=at)
    check_open(told, TAKING)
    _method(money)
    balance = told.due
    if told.delivered_at is not None:
        balance = told.on_the_road
        _check_note(money)
    amount = money_rules.check_payment(money.amount, balance=balance, last=_last(told))
    signed = open_till(session, money.till, money.approver, by=by, at=at)
    signed = _signed_for(session, order_id, money, by=by, at=at) or signed
    row = _payment(order_id, money, amount=amount, signed=signed)
    return save_payment(session, row, by=by, at=at)


@allow(Role.CASHIER)
def give_back(session: Session, order_id: int, money: CarMoney, *, by: Actor, at: datetime) -> str:
    """Gives money back with a reason; two people sign, one of them a manager.

    Of a cancelled order what the deposit leaves, of any other at most what came in.
    """
    told = read(session, order_id, by, at=at)
    most = told.to_pay_back if told.cancelled_at is not None else told.paid
    _method(money)
    amount = money_rules.check_refund(money.amount, money.note, paid=most)
    signed = sign(session, money.approver, by=by, at=at)
    open_till(session, money.till, money.approver, by=by, at=at)
    row = _payment(order_id, money, amount=-amount, signed=signed)
    return save_payment(session, row, by=by, at=at)


def _signed_for(
    session: Session, order_id: int, money: CarMoney, *, by: Actor, at: datetime
) -> int | None:
    """Who signs with the one that approved the order; None for others, and where nobody could."""
    is_own = session.get_one(SaleOrder, order_id).approved_by == by.staff_id
    if not is_own or not second_person.exists(session, WITNESSES, by=by):
        return None
    return sign(session, money.approver, by=by, at=at)


def _payment(order_id: int, money: CarMoney, *, amount: Decimal, signed: int | None) -> Payment:
    row = Payment(sale_order_id=order_id, till=money.till, note=money.note, amount=amount)
    row.method, row.approved_by = _method(money), signed
    return row


def _check_note(money: CarMoney) -> None:
    """Refused where nothing says what is paid after the hand-over."""
    if not (money.note or "").strip():
        message = N_("The car is handed over: write what is paid, such as the loan of the bank.")
        raise Refused("sale.no_note", message, field="note")


def _method(money: CarMoney) -> PaymentMethod:
    """How it is paid; Refused without, and for a promise: a car is paid before it leaves."""
    if money.method is None:
        raise Refused("payment.no_method", N_("How was it paid? Choose one."), field="method")
    if money.method is PaymentMethod.ON_ACCOUNT:
        message = N_("A car is paid before it leaves; a loan is noted as granted.")
        raise Refused("sale.on_account", message, field="method")
    return money.method


def _last(told: SaleOrderRow) -> str:
    """Who took the last payment of this order, when and with which number; "" before any."""
    if not told.payments:
        return ""
    last = told.payments[-1]
    return _("{name} took ¥{amount} at {when} ({number}).").format(
        name=last.staff,
        amount=two_decimals(last.amount),
        when=short_moment(last.at),
        number=last.number,
    )
