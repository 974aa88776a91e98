"""Writes receipts and promises to pay, for commands that have checked them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.numbers import next_number
from app.permissions import Actor
from app.service.values import PaymentValue
from db.money_words import PayerKind
from db.tables.bills import Payment
from db.vocabulary import PaymentMethod


def take(
    session: Session,
    order_id: int,
    payment: PaymentValue,
    *,
    approved_by: int | None,
    by: Actor,
    at: datetime,
) -> str:
    """Writes a receipt or a promise, negative for money that goes back; returns its number."""
    row = Payment(
        number=next_number(session, "R", at),
        order_id=order_id,
        payer=payment.payer,
        till=payment.till,
        method=payment.method,
        amount=payment.amount,
        note=(payment.note or "").strip() or None,
        at=at,
        taken_by=by.staff_id,
        approved_by=approved_by,
    )
    session.add(row)
    session.flush()
    return row.number


def free_promise(
    session: Session, order_id: int, amount: Decimal, *, payer: PayerKind, by: Actor, at: datetime
) -> None:
    """Takes back a promise to pay later, as far as it is paid or its bill is gone."""
    if amount > 0:
        freed = PaymentValue(PaymentMethod.ON_ACCOUNT, -amount, payer=payer)
        take(session, order_id, freed, approved_by=None, by=by, at=at)
