"""Makes the bills of an order, one for each payer, and takes them back (K3 K5 K6).

A bill locks its lines; a mistake is credited with a note of its own number, never edited.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import second_person
from app.admin.second_person import SecondPersonNeeded
from app.formatting import two_decimals
from app.local_time import local_day
from app.numbers import next_number
from app.orders import operations
from app.orders.money_rules import percent_off
from app.orders.rules import NOTHING, Totals
from app.orders.settings import AuthoritySettings
from app.permissions import Actor, allow
from app.service import money_rules, rules
from app.service.operations import unlocked
from app.service.queries import money
from app.service.settings import ReceivableSettings
from app.service.values import Bill
from app.service.waivers import signed
from app.text import N_
from db.money_words import PayerKind
from db.tables.bills import OrderPayer, Settlement
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.vocabulary import Role

DISCOUNTING = frozenset({Role.MANAGER, Role.ADVISOR, Role.CASHIER})
"""Roles that have a limit for discounts; beyond it somebody with a higher one signs."""


@allow(Role.ADVISOR, Role.CASHIER)
def settle(session: Session, order_id: int, bill: Bill, *, by: Actor, at: datetime) -> str:
    """Makes the bill of every payer who has none, and locks the lines; red checks stop it.

    Returns the numbers of the bills.
    """
    order = unlocked(session, order_id)
    wanted = _unbilled(session, order_id)
    customer = wanted.get(PayerKind.CUSTOMER, Totals())
    discount = _discount(session, order_id, bill)
    closing = money.closing(session, order, discount=discount)
    rules.check_closing(closing, settings.load(session))
    rules.check_total(sum((totals.total for totals in wanted.values()), NOTHING))
    money_rules.check_discount(discount, bill.discount_reason, total=customer.total)
    approved_by = signed(session, order_id, discount)
    if approved_by is None:
        approved_by = _check_discount(session, bill, discount, customer, by=by, at=at)
    made = []
    for payer, totals in wanted.items():
        row = _bill(session, order, payer, totals, by=by, at=at)
        if payer is PayerKind.CUSTOMER and discount:
            row.discount, row.approved_by = discount, approved_by
            row.discount_reason = (bill.discount_reason or "").strip()
        row.total = totals.total - row.discount
        session.add(row)
        made.append(row.number)
    _close(session, order_id)
    session.flush()
    return ", ".join(made)


def _unbilled(session: Session, order_id: int) -> dict[PayerKind, Totals]:
    """The sums of the payers without a bill; an order without lines is billed to the customer."""
    bills = operations.bills(session, order_id)
    found = money.totals_by_payer(session, order_id)
    if not found and not bills:
        return {PayerKind.CUSTOMER: Totals()}
    return {payer: totals for payer, totals in found.items() if payer not in bills}


def _discount(session: Session, order_id: int, bill: Bill) -> Decimal:
    """The amount that is given away, with the percentage of the customer's labour."""
    given = bill.discount or NOTHING
    if bill.labour_percent:
        given += percent_off(
            money.fees_of(session, order_id, PayerKind.CUSTOMER), bill.labour_percent
        )
    return given


def _check_discount(
    session: Session, bill: Bill, discount: Decimal, customer: Totals, *, by: Actor, at: datetime
) -> int | None:
    """Who signed for a discount above the own limit; Refused where nobody did."""
    store = settings.load(session).of(AuthoritySettings)

    def limit(roles: frozenset[Role]) -> Decimal:
        return money_rules.discount_limit(customer.labour, customer.total, roles=roles, rules=store)

    own = limit(by.roles)
    if discount <= own:
        return None
    if bill.approver is None:
        message = N_("You may give up to ¥{limit}. Somebody who may give more signs for it.")
        shown = two_decimals(own)
        raise SecondPersonNeeded("bill.discount", message, field="discount", limit=shown)
    enough = frozenset(role for role in DISCOUNTING if discount <= limit(frozenset({role})))
    return second_person.check(session, bill.approver, roles=enough, by=by, at=at)


def _bill(
    session: Session,
    order: RepairOrder,
    payer: PayerKind,
    totals: Totals,
    *,
    by: Actor,
    at: datetime,
) -> Settlement:
    person = _payer_of(session, order, payer)
    return Settlement(
        order_id=order.id,
        payer=payer,
        payer_id=person.id if person else None,
        number=next_number(session, "J", at),
        labour=totals.labour,
        material=totals.material,
        other=totals.other,
        discount=NOTHING,
        due_on=local_day(at) + timedelta(days=_days(session, person, payer)),
        settled_at=at,
        settled_by=by.staff_id,
    )


def _payer_of(session: Session, order: RepairOrder, payer: PayerKind) -> Person | None:
    """The person or company that is named as this payer of the order."""
    named: int | None
    if payer is PayerKind.CUSTOMER:
        named = order.payer_id or order.customer_id
    else:
        of_order = select(OrderPayer.person_id).where(OrderPayer.order_id == order.id)
        named = session.scalar(of_order.where(OrderPayer.kind == payer))
    return session.get(Person, named) if named else None


def _days(session: Session, person: Person | None, payer: PayerKind) -> int:
    """How many days a payer has: those of the file, else those of the store's settings."""
    if person is not None and person.credit_days is not None:
        return person.credit_days
    store = settings.load(session).of(ReceivableSettings)
    usual = {PayerKind.WARRANTY: store.warranty_days, PayerKind.INSURER: store.insurer_days}
    return usual.get(payer, 0)


def _close(session: Session, order_id: int) -> None:
    """Nothing of the order waits to be billed anew any more."""
    waiting = select(Settlement).where(Settlement.order_id == order_id, Settlement.reopened)
    for row in session.scalars(waiting):
        row.reopened = False
