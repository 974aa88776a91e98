"""Sums the money of repair orders: bills, receipts, what is on account, what is owed.

Every screen, board, sheet, paper and figure asks here. A promise to pay later is never money taken.
An order has one account for each payer; what our own store pays is owed by nobody.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Result,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from app.local_time import on_days
from app.read_once import read_once
from db.money_words import PayerKind
from db.tables.bills import CreditNote, Payment, Settlement
from db.tables.service import RepairOrder
from db.types import Hundredths
from db.vocabulary import PaymentMethod, Stage

NOTHING = Decimal("0.00")
STANDS = Settlement.reversed_at.is_(None)
"""Bills that were not reversed."""
IS_OWED = and_(STANDS, Settlement.payer != PayerKind.INTERNAL)
"""Bills that somebody else than our own store pays."""
IS_RECEIPT = Payment.method != PaymentMethod.ON_ACCOUNT
NET = type_coerce(Settlement.total - Settlement.credited, Hundredths)
"""What is left of a bill after its credit notes."""


@dataclass(frozen=True, slots=True)
class OrderAccount:
    """The money of one payer of an order, or of the order as a whole.

    `billed` is None before the bill, and less by its credit notes; refunds are taken off.
    """

    billed: Decimal | None = None
    received: Decimal = NOTHING
    on_account: Decimal = NOTHING

    @property
    def owed(self) -> Decimal:
        """What is still to be paid, promised or not; 0 before the bill, negative to pay back."""
        return NOTHING if self.billed is None else self.billed - self.received

    @property
    def due(self) -> Decimal:
        """What must be paid or put on account before the car leaves; 0 before the bill."""
        return NOTHING if self.billed is None else self.owed - self.on_account


Accounts = dict[PayerKind, OrderAccount]


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


@read_once
def order_accounts(session: Session, order_id: int) -> Accounts:
    """The account of every payer who has a bill or paid, the customer's always and first."""
    wanted = {"order_id": order_id}
    billed = {row.payer: row.net for row in session.execute(_billed(), wanted)}
    paid: dict[PayerKind, list[tuple[PaymentMethod, Decimal]]] = defaultdict(list)
    for row in session.execute(_paid(), wanted):
        paid[row.payer].append((row.method, row.amount))
    known = [kind for kind in PayerKind if kind in billed or kind in paid]
    return {
        kind: account_of(billed.get(kind), paid[kind])
        for kind in dict.fromkeys((PayerKind.CUSTOMER, *known))
    }


def order_account(
    session: Session, order_id: int, payer: PayerKind = PayerKind.CUSTOMER
) -> OrderAccount:
    """The account of one payer of an order as it stands."""
    return order_accounts(session, order_id).get(payer, OrderAccount())


def has_money(session: Session, order_id: int) -> bool:
    """True while money of any payer of an order is with the store."""
    return any(one.received for one in order_accounts(session, order_id).values())


def receipts_of_day(
    session: Session, day: date, *, till: int | None = None
) -> dict[PaymentMethod, Decimal]:
    """The takings of a day by way of payment, in their order; a refund counts negative."""
    of_till = on_days(Payment.at, day) & IS_RECEIPT
    found = _by_method(session, of_till if till is None else of_till & (Payment.till == till))
    return {method: found[method] for method in PaymentMethod if method in found}


def promised_on_day(session: Session, day: date) -> Decimal:
    """What was put on account on a day, less what of it was paid off."""
    found = _by_method(session, on_days(Payment.at, day) & ~IS_RECEIPT)
    return found.get(PaymentMethod.ON_ACCOUNT, NOTHING)


def bills_at(session: Session, orders: Iterable[int], moment: datetime) -> dict[int, Decimal]:
    """The bills of each order at a moment, less the credit notes by then."""
    wanted = list(orders)
    stood = Settlement.settled_at < moment, or_(STANDS, Settlement.reversed_at >= moment)
    bills = select(Settlement.order_id, Settlement.total).where(*stood)
    notes = (
        select(CreditNote.order_id, CreditNote.total)
        .join(Settlement, Settlement.id == CreditNote.settlement_id)
        .where(CreditNote.at < moment, *stood)
    )
    found: dict[int, Decimal] = {}
    for row in session.execute(bills.where(Settlement.order_id.in_(wanted))):
        found[row.order_id] = found.get(row.order_id, NOTHING) + row.total
    for row in session.execute(notes.where(CreditNote.order_id.in_(wanted))):
        found[row.order_id] -= row.total
    return found


def unpaid_by(session: Session, person_id: int) -> Decimal:
    """What this person or company still has to pay for cars that have left, bill by bill."""
    return _left_of(session.execute(_bills_of_payer(), {"person_id": person_id}))


def unpaid_for(session: Session, vehicle_id: int) -> Decimal:
    """What customers still have to pay for a car that has left, bill by bill."""
    return _left_of(session.execute(_bills_of_car(), {"vehicle_id": vehicle_id}))


def paid_of_bill() -> ColumnElement[Decimal]:
    """What the payer of a bill has paid for its order, as a column beside the bill."""
    sums = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        Payment.order_id == Settlement.order_id, Payment.payer == Settlement.payer, IS_RECEIPT
    )
    return type_coerce(sums.correlate(Settlement).scalar_subquery(), Hundredths)


@cache
def is_settled() -> ColumnElement[bool]:
    """Orders with a bill, none of which waits to be made anew.

    Made once: two aliases of a table with many columns cost more than the question itself.
    """
    bill, again = aliased(Settlement), aliased(Settlement)
    stands = exists().where(bill.order_id == RepairOrder.id, bill.reversed_at.is_(None))
    return stands & ~exists().where(again.order_id == RepairOrder.id, again.reopened)


def was_settled(moment: datetime) -> ColumnElement[bool]:
    """Orders that were settled at a moment, whatever was billed or taken back since."""
    bill, gone, anew = aliased(Settlement), aliased(Settlement), aliased(Settlement)
    made = exists().where(bill.order_id == RepairOrder.id, _stood(bill, moment))
    again = anew.order_id == gone.order_id, anew.settled_at >= gone.reversed_at
    waits = exists().where(
        gone.order_id == RepairOrder.id,
        gone.reversed_at < moment,
        ~exists().where(*again, _stood(anew, moment)),
    )
    return made & ~waits


def _stood(bill: type[Settlement], moment: datetime) -> ColumnElement[bool]:
    is_made = bill.settled_at < moment
    return is_made & or_(bill.reversed_at.is_(None), bill.reversed_at >= moment)


def _left_of(bills: Result[Decimal, Decimal]) -> Decimal:
    return sum((max(net - paid, NOTHING) for net, paid in bills), NOTHING)


@cache
def _bills_of_payer() -> Select[Decimal, Decimal]:
    return _owed_bills().where(Settlement.payer_id == bindparam("person_id"))


@cache
def _bills_of_car() -> Select[Decimal, Decimal]:
    of_car = RepairOrder.vehicle_id == bindparam("vehicle_id")
    return _owed_bills().where(of_car, Settlement.payer == PayerKind.CUSTOMER)


def _owed_bills() -> Select[Decimal, Decimal]:
    """Bills for cars that have left, and what was paid of each."""
    wanted = select(NET.label("net"), paid_of_bill().label("paid")).join(
        RepairOrder, RepairOrder.id == Settlement.order_id
    )
    return wanted.where(RepairOrder.stage == Stage.DELIVERED, IS_OWED)


@cache
def _billed() -> Select[PayerKind, Decimal]:
    """Built once, as `_paid`: building them costs more than running them."""
    bills = select(Settlement.payer, NET.label("net"))
    return bills.where(Settlement.order_id == bindparam("order_id"), STANDS)


@cache
def _paid() -> Select[PayerKind, PaymentMethod, Decimal]:
    payments = select(Payment.payer, Payment.method, Payment.amount)
    return payments.where(Payment.order_id == bindparam("order_id"))


def _by_method(session: Session, which: ColumnElement[bool]) -> dict[PaymentMethod, Decimal]:
    sums = select(Payment.method, func.sum(Payment.amount).label("total"))
    found = session.execute(sums.where(which).group_by(Payment.method))
    return {row.method: row.total for row in found}
