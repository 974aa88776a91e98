"""Reads the bills, credit notes and receipts of an order."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from app.order_money import STANDS
from app.order_money import is_settled as settled_orders
from app.read_once import read_once
from app.rows import columns_of, fetch
from db.money_words import PayerKind
from db.tables.admin import Staff
from db.tables.bills import CreditNote, OrderPayer, Payment, Settlement
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.vocabulary import PaymentMethod

STAFF = Staff.name.label("staff")


@dataclass(frozen=True, slots=True)
class BillFacts:
    """One bill that stands. `approved` signed for its discount."""

    id: int
    number: str
    payer: PayerKind
    billed_to: str
    labour: Decimal
    material: Decimal
    other: Decimal
    discount: Decimal
    discount_reason: str | None
    total: Decimal
    credited: Decimal
    due_on: date | None
    settled_at: datetime
    staff: str
    approved: str

    @property
    def left(self) -> Decimal:
        """What the bill comes to after its credit notes."""
        return self.total - self.credited


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One credit note of an order, and the bill that it takes from."""

    id: int
    number: str
    bill: str
    payer: PayerKind
    total: Decimal
    reason: str
    at: datetime
    staff: str
    approved: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One receipt; negative for money that went back."""

    id: int
    number: str
    payer: PayerKind
    till: int
    method: PaymentMethod
    amount: Decimal
    note: str | None
    at: datetime
    staff: str
    approved: str


def named_payers(session: Session, order_id: int) -> dict[PayerKind, str]:
    """Under which name each payer is billed, as it was noted before the bill."""
    found = session.execute(_named(), {"order_id": order_id})
    return {row.kind: row.name for row in found}


def of_order(session: Session, order_id: int) -> tuple[BillFacts, ...]:
    """The bills that stand, in the order of the payers."""
    found = fetch(session, BillFacts, _bills(), params={"order_id": order_id})
    return tuple(sorted(found, key=lambda bill: list(PayerKind).index(bill.payer)))


@read_once
def is_settled(session: Session, order_id: int) -> bool:
    """True where every payer has a bill that stands."""
    return session.scalar(_settled(), {"order_id": order_id}) is not None


def credits(session: Session, order_id: int) -> tuple[CreditRow, ...]:
    """The credit notes of an order, the first one first."""
    return tuple(fetch(session, CreditRow, _credits(), params={"order_id": order_id}))


def payments(session: Session, order_id: int) -> tuple[PaymentRow, ...]:
    """The receipts of an order, the first one first."""
    return tuple(fetch(session, PaymentRow, _payments(), params={"order_id": order_id}))


# Built once each: building these statements costs more than running them.


@cache
def _named() -> Select[PayerKind, str]:
    named = select(OrderPayer.kind, Person.name).join(Person, Person.id == OrderPayer.person_id)
    return named.where(OrderPayer.order_id == bindparam("order_id"))


@cache
def _bills() -> Select[*tuple[Any, ...]]:
    signer = aliased(Staff)
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(BillFacts, Settlement),
        Person.name.label("billed_to"),
        STAFF,
        signer.name.label("approved"),
    )
    wanted = wanted.join(Staff, Staff.id == Settlement.settled_by)
    wanted = wanted.outerjoin(Person, Person.id == Settlement.payer_id)
    wanted = wanted.outerjoin(signer, signer.id == Settlement.approved_by)
    return wanted.where(Settlement.order_id == bindparam("order_id"), STANDS)


@cache
def _settled() -> Select[int]:
    this = RepairOrder.id == bindparam("order_id")
    return select(RepairOrder.id).where(this, settled_orders())


@cache
def _credits() -> Select[*tuple[Any, ...]]:
    signer = aliased(Staff)
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(CreditRow, CreditNote),
        Settlement.number.label("bill"),
        Settlement.payer.label("payer"),
        STAFF,
        signer.name.label("approved"),
    )
    wanted = wanted.join(Settlement, Settlement.id == CreditNote.settlement_id)
    wanted = wanted.join(Staff, Staff.id == CreditNote.made_by)
    wanted = wanted.outerjoin(signer, signer.id == CreditNote.approved_by)
    of_order = CreditNote.order_id == bindparam("order_id")
    return wanted.where(of_order).order_by(CreditNote.id)


@cache
def _payments() -> Select[*tuple[Any, ...]]:
    signer = aliased(Staff)
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(PaymentRow, Payment), STAFF, signer.name.label("approved")
    )
    wanted = wanted.join(Staff, Staff.id == Payment.taken_by)
    wanted = wanted.outerjoin(signer, signer.id == Payment.approved_by)
    of_order = Payment.order_id == bindparam("order_id")
    return wanted.where(of_order).order_by(Payment.id)
