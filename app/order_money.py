"""Sums the money of repair orders: bills, receipts, what is on account, what is owed.

Every screen, board, sheet, paper and figure asks here. A promise to pay later is never money taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.local_time import on_days
from db.tables.bills import Payment, Settlement
from db.tables.service import RepairOrder
from db.vocabulary import PaymentMethod, Stage

NOTHING = Decimal("0.00")
STANDS = Settlement.reversed_at.is_(None)
"""Bills that were not reversed."""
IS_RECEIPT = Payment.method != PaymentMethod.ON_ACCOUNT


@dataclass(frozen=True, slots=True)
class OrderAccount:
    """The money of one order. `billed` is None before the bill; refunds are taken off."""

    billed: Decimal | None = None
    received: Decimal = NOTHING
    on_account: Decimal = NOTHING

    @property
    def owed(self) -> Decimal:
        """What the customer still has to pay, promised or not; 0 before the bill."""
        return NOTHING if self.billed is None else self.billed - self.received

    @property
    def due(self) -> Decimal:
        """What must be paid or put on account before the car leaves; 0 before the bill."""
        return NOTHING if self.billed is None else self.owed - self.on_account


def account_of(
    billed: Decimal | None, payments: Iterable[tuple[PaymentMethod, Decimal]]
) -> OrderAccount:
    """The account of an order with this bill and these payments."""
    received = on_account = NOTHING
    for method, amount in payments:
        if method is PaymentMethod.ON_ACCOUNT:
            on_account += amount
        else:
            received += amount
    return OrderAccount(billed, received, on_account)


def order_account(session: Session, order_id: int) -> OrderAccount:
    """The account of an order as it stands."""
    bill = select(Settlement.total).where(Settlement.order_id == order_id, STANDS)
    payments = select(Payment.method, Payment.amount).where(Payment.order_id == order_id)
    found = session.execute(payments)
    return account_of(session.scalar(bill), ((row.method, row.amount) for row in found))


def receipts_of_day(session: Session, day: date) -> dict[PaymentMethod, Decimal]:
    """The takings of a day by way of payment, in their order; a refund counts negative."""
    found = _by_method(session, on_days(Payment.at, day) & IS_RECEIPT)
    return {method: found[method] for method in PaymentMethod if method in found}


def promised_on_day(session: Session, day: date) -> Decimal:
    """What was put on account on a day, less what of it was paid off."""
    found = _by_method(session, on_days(Payment.at, day) & ~IS_RECEIPT)
    return found.get(PaymentMethod.ON_ACCOUNT, NOTHING)


def bills_at(session: Session, orders: Iterable[int], moment: datetime) -> dict[int, Decimal]:
    """The bill of each of these orders that stood at a moment."""
    stood = Settlement.settled_at < moment, or_(STANDS, Settlement.reversed_at >= moment)
    bills = select(Settlement.order_id, Settlement.total).where(*stood).order_by(Settlement.id)
    found = session.execute(bills.where(Settlement.order_id.in_(list(orders))))
    return {row.order_id: row.total for row in found}


def unpaid(session: Session, orders: ColumnElement[bool]) -> Decimal:
    """What is still to be paid for cars that have left, order by order."""
    left = select(RepairOrder.id).where(orders, RepairOrder.stage == Stage.DELIVERED)
    bills = select(Settlement.order_id, Settlement.total).where(
        Settlement.order_id.in_(left), STANDS
    )
    billed = {row.order_id: row.total for row in session.execute(bills)}
    received = _received(session, list(billed)) if billed else {}
    owed = (total - received.get(key, NOTHING) for key, total in billed.items())
    return sum((max(amount, NOTHING) for amount in owed), NOTHING)


def owes(person_id: int) -> ColumnElement[bool]:
    """Orders that this customer pays: as payer, or as customer where nobody else pays."""
    return (RepairOrder.payer_id == person_id) | (
        (RepairOrder.customer_id == person_id) & RepairOrder.payer_id.is_(None)
    )


def _received(session: Session, orders: list[int]) -> dict[int, Decimal]:
    sums = select(Payment.order_id, func.sum(Payment.amount).label("total"))
    of_orders = sums.where(Payment.order_id.in_(orders), IS_RECEIPT).group_by(Payment.order_id)
    return {row.order_id: row.total for row in session.execute(of_orders)}


def _by_method(session: Session, which: ColumnElement[bool]) -> dict[PaymentMethod, Decimal]:
    sums = select(Payment.method, func.sum(Payment.amount).label("total"))
    found = session.execute(sums.where(which).group_by(Payment.method))
    return {row.method: row.total for row in found}
