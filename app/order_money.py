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

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app.local_time import on_days
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


def order_accounts(session: Session, order_id: int) -> Accounts:
    """The account of every payer who has a bill or paid, the customer's always and first."""
    bills = select(Settlement.payer, NET.label("net")).where(Settlement.order_id == order_id)
    billed = {row.payer: row.net for row in session.execute(bills.where(STANDS))}
    paid: dict[PayerKind, list[tuple[PaymentMethod, Decimal]]] = defaultdict(list)
    payments = select(Payment.payer, Payment.method, Payment.amount)
    for row in session.execute(payments.where(Payment.order_id == order_id)):
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


def unpaid(session: Session, bills: ColumnElement[bool]) -> Decimal:
    """What is still to be paid of these bills for cars that have left, bill by bill."""
    paid = paid_of_bill()
    left = RepairOrder.stage == Stage.DELIVERED
    wanted = select(NET.label("net"), paid.label("paid")).join(
        RepairOrder, RepairOrder.id == Settlement.order_id
    )
    found = session.execute(wanted.where(bills, left, IS_OWED))
    return sum((max(row.net - row.paid, NOTHING) for row in found), NOTHING)


def paid_of_bill() -> ColumnElement[Decimal]:
    """What the payer of a bill has paid for its order, as a column beside the bill."""
    sums = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        Payment.order_id == Settlement.order_id, Payment.payer == Settlement.payer, IS_RECEIPT
    )
    return type_coerce(sums.correlate(Settlement).scalar_subquery(), Hundredths)


def owes(person_id: int) -> ColumnElement[bool]:
    """Bills that this person or company pays."""
    return Settlement.payer_id == person_id


def owed_for(vehicle_id: int) -> ColumnElement[bool]:
    """Bills that customers pay for this car."""
    return and_(RepairOrder.vehicle_id == vehicle_id, Settlement.payer == PayerKind.CUSTOMER)


@cache
def is_settled() -> ColumnElement[bool]:
    """Orders with a bill, none of which waits to be made anew.

    Made once: two aliases of a table with many columns cost more than the question itself.
    """
    bill, again = aliased(Settlement), aliased(Settlement)
    stands = exists().where(bill.order_id == RepairOrder.id, bill.reversed_at.is_(None))
    return stands & ~exists().where(again.order_id == RepairOrder.id, again.reopened)


def _by_method(session: Session, which: ColumnElement[bool]) -> dict[PaymentMethod, Decimal]:
    sums = select(Payment.method, func.sum(Payment.amount).label("total"))
    found = session.execute(sums.where(which).group_by(Payment.method))
    return {row.method: row.total for row in found}
