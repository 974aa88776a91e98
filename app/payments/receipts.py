"""Writes receipts and promises to pay, for commands that have checked them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import second_person
from app.admin.second_person import SecondPersonNeeded
from app.admin.values import Approver
from app.formatting import short_moment
from app.local_time import local_day
from app.numbers import next_number
from app.permissions import Actor
from app.text import N_
from db.money_words import PayerKind
from db.tables.admin import Staff
from db.tables.bills import Payment
from db.tables.till import TillDay
from db.vocabulary import PaymentMethod, Role


def save_payment(session: Session, payment: Payment, *, by: Actor, at: datetime) -> str:
    """Numbers and writes a receipt or a promise; negative where money goes back."""
    payment.number, payment.at, payment.taken_by = next_number(session, "R", at), at, by.staff_id
    payment.note = (payment.note or "").strip() or None
    session.add(payment)
    session.flush()
    return payment.number


def free_promise(
    session: Session, order_id: int, amount: Decimal, *, payer: PayerKind, by: Actor, at: datetime
) -> None:
    """Takes back a promise to pay later, as far as it is paid or its bill is gone."""
    if amount > 0:
        freed = Payment(order_id=order_id, payer=payer, amount=-amount)
        freed.method = PaymentMethod.ON_ACCOUNT
        save_payment(session, freed, by=by, at=at)


def open_till(
    session: Session, till: int, approver: Approver | None, *, by: Actor, at: datetime
) -> int | None:
    """Opens a till again that was closed for the day; returns the manager who signed."""
    day = select(TillDay).where(TillDay.day == local_day(at), TillDay.till == till)
    closed = session.scalar(day.where(TillDay.reopened_at.is_(None)))
    if closed is None:
        return None
    signed: int = by.staff_id
    if not by.may(Role.MANAGER):
        if approver is None:
            message = N_(
                "{name} counted and closed this till at {when}. A manager signs for one more"
                " receipt, and it is counted again."
            )
            name = session.get_one(Staff, closed.closed_by).name
            when = short_moment(closed.closed_at)
            raise SecondPersonNeeded("till.closed", message, name=name, when=when)
        managers = frozenset({Role.MANAGER})
        signed = second_person.check(session, approver, roles=managers, by=by, at=at)
    closed.reopened_at, closed.reopened_by = at, signed
    return signed
