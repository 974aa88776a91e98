"""What customers still have to pay for cars that have left."""

from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.tables.service import Payment, RepairOrder, Settlement
from db.vocabulary import PaymentMethod, Stage

NOTHING = Decimal(0)


def unpaid(session: Session, orders: ColumnElement[bool]) -> Decimal:
    """What is still to be paid for cars that have left.

    "on account" is no payment.
    """
    left = select(RepairOrder.id).where(orders, RepairOrder.stage == Stage.DELIVERED)
    is_bill = Settlement.order_id.in_(left) & Settlement.reversed_at.is_(None)
    is_paid = Payment.method != PaymentMethod.ON_ACCOUNT
    of_bills = Payment.order_id.in_(select(Settlement.order_id).where(is_bill))
    billed = session.scalar(select(func.sum(Settlement.total)).where(is_bill)) or NOTHING
    paid = session.scalar(select(func.sum(Payment.amount)).where(of_bills, is_paid)) or NOTHING
    return max(billed - paid, NOTHING)


def owes(person_id: int) -> ColumnElement[bool]:
    """Orders that this customer pays: as payer, or as customer where nobody else pays."""
    return (RepairOrder.payer_id == person_id) | (
        (RepairOrder.customer_id == person_id) & RepairOrder.payer_id.is_(None)
    )
