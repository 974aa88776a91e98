"""Reads the takings of a till, and the bills that are not paid."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app import order_money, settings
from app.admin.letterhead import letterhead
from app.labels import label
from app.local_time import day_bounds, local_day, on_days
from app.order_money import IS_OWED, IS_RECEIPT, NET, NOTHING, paid_of_bill
from app.orders.credit_notes import day_bills
from app.orders.money_rules import age_group
from app.paper.frame import Printed
from app.rows import columns_of, fetch
from app.text import language
from app.till.facts import (
    BillAgain,
    ClosedTill,
    OverpaidBill,
    OwedBill,
    ReceiptRow,
    ReceivableFacts,
    Receivables,
    TakingsFacts,
    TillFacts,
    TillState,
    by_debtor,
)
from db.tables.admin import Staff
from db.tables.bills import CreditNote, Payment, Settlement
from db.tables.outlets import CarTransfer, Outlet
from db.tables.people import Person
from db.tables.sale_orders import SaleOrder
from db.tables.service import RepairOrder
from db.tables.till import TillDay
from db.types import Hundredths

LATELY, REFUNDS_FOR = 400, 90
"""Days in which a bill is looked at: for what is overdue, for what goes back."""


def till_day(session: Session, day: date, *, till: int = 1) -> TillFacts:
    """The takings of a till on a day, and how it was counted."""
    counts = _counts(session, (TillDay.day == day) & (TillDay.till == till))
    closed = next((one for one in counts if one.reopened_at is None), None)
    return TillFacts(
        day=day,
        till=till,
        receipts=tuple(receipts(session, day, till=till)),
        opening=counts[-1].opening if counts else _left_before(session, day, till=till),
        closed=closed,
        earlier=tuple(one for one in counts if one.reopened_at is not None),
        promised=order_money.promised_on_day(session, day),
        bills=day_bills(session, day),
        tills=tills_of(session, day),
    )


def tills_of(session: Session, day: date) -> tuple[TillState, ...]:
    """The tills that took or counted money on a day, each with its sums."""
    sums = select(Payment.till, func.sum(Payment.amount)).group_by(Payment.till)
    of_day = session.execute(sums.where(on_days(Payment.at, day), IS_RECEIPT))
    taken = {row[0]: row[1] for row in of_day}
    standing = (TillDay.day == day) & TillDay.reopened_at.is_(None)
    counts = {one.id: one for one in _counts(session, standing)}
    tills = session.execute(select(TillDay.till, TillDay.id).where(standing))
    closed = {row.till: counts[row.id] for row in tills}
    return tuple(
        TillState(till, taken.get(till, NOTHING), closed.get(till))
        for till in sorted(taken.keys() | closed.keys())
    )


def receipts(session: Session, day: date, *, till: int) -> list[ReceiptRow]:
    """The receipts of a till on a day, in the order of their numbers; promises are none."""
    signer = aliased(Staff)
    wanted = select(
        *columns_of(ReceiptRow, Payment),
        func.coalesce(RepairOrder.number, SaleOrder.number, CarTransfer.number).label("order"),
        RepairOrder.plate.label("plate"),
        Outlet.name.label("outlet"),
        Staff.name.label("staff"),
        signer.name.label("approved"),
    ).outerjoin(RepairOrder, RepairOrder.id == Payment.order_id)
    wanted = wanted.outerjoin(SaleOrder, SaleOrder.id == Payment.sale_order_id)
    wanted = wanted.outerjoin(CarTransfer, CarTransfer.id == Payment.transfer_id)
    wanted = wanted.outerjoin(Outlet, Outlet.id == CarTransfer.outlet_id)
    wanted = wanted.join(Staff, Staff.id == Payment.taken_by)
    wanted = wanted.outerjoin(signer, signer.id == Payment.approved_by)
    of_day = wanted.where(on_days(Payment.at, day), Payment.till == till, IS_RECEIPT)
    return fetch(session, ReceiptRow, of_day.order_by(func.length(Payment.number), Payment.number))


def receivables(session: Session, day: date) -> Receivables:
    """What is owed on a day by customers, manufacturers and insurers, oldest bill first."""
    return Receivables(day, by_debtor(_owed(session, day)))


def takings(session: Session, day: date, *, by: str, at: datetime, till: int = 1) -> TakingsFacts:
    """The facts of the takings sheet."""
    head = letterhead(settings.load(session), internal=True)
    return TakingsFacts(till_day(session, day, till=till), head, language(), Printed(at, by))


def receivable_sheet(session: Session, day: date, *, by: str, at: datetime) -> ReceivableFacts:
    """The facts of the sheet of receivables."""
    head = letterhead(settings.load(session), internal=True)
    return ReceivableFacts(receivables(session, day), head, language(), Printed(at, by))


def bills_to_make_again(session: Session) -> list[BillAgain]:
    """Bills that were taken back as a whole and whose order was not settled again."""
    wanted = (
        select(
            *columns_of(BillAgain, Settlement),
            Settlement.reversed_reason.label("reason"),
            RepairOrder.number.label("order"),
            RepairOrder.plate.label("plate"),
            RepairOrder.stage.label("stage"),
            RepairOrder.advisor_id.label("advisor_id"),
            Staff.name.label("advisor"),
            Person.name.label("who"),
        )
        .join(RepairOrder, RepairOrder.id == Settlement.order_id)
        .join(Staff, Staff.id == RepairOrder.advisor_id)
        .outerjoin(Person, Person.id == RepairOrder.customer_id)
    )
    wanted = wanted.where(Settlement.reopened, Settlement.reversed_at.is_not(None))
    return fetch(session, BillAgain, wanted.order_by(Settlement.reversed_at))


def overpaid(session: Session, day: date) -> list[OverpaidBill]:
    """Bills of which money goes back: made or credited in the last 90 days, the oldest first."""
    since = day_bounds(day - timedelta(days=REFUNDS_FOR))[0]
    credited = select(CreditNote.settlement_id).where(CreditNote.at >= since)
    paid = paid_of_bill()
    wanted = (
        select(
            Settlement.order_id,
            Settlement.number,
            Settlement.settled_at.label("made_at"),
            type_coerce(paid - NET, Hundredths).label("to_refund"),
            RepairOrder.plate,
            Person.name.label("who"),
        )
        .join(RepairOrder, RepairOrder.id == Settlement.order_id)
        .outerjoin(Person, Person.id == Settlement.payer_id)
        .where(or_(Settlement.settled_at >= since, Settlement.id.in_(credited)))
        .where(IS_OWED, paid > Settlement.total - Settlement.credited)
    )
    return fetch(session, OverpaidBill, wanted.order_by(Settlement.settled_at, Settlement.id))


def overdue(session: Session, day: date) -> tuple[int, Decimal]:
    """How many bills should have been paid by a day, and what is owed of them.

    Bills of the last 400 days: Today asks often, the page of the till looks at all.
    """
    lately = Settlement.settled_at >= day_bounds(day - timedelta(days=LATELY))[0]
    late = [bill.owed for bill in _owed(session, day, lately) if bill.overdue]
    return len(late), sum(late, NOTHING)


def _owed(session: Session, day: date, *which: ColumnElement[bool]) -> Iterator[OwedBill]:
    for row in session.execute(_unpaid().where(*which)):
        made_on = local_day(row.settled_at)
        due_on = row.due_on or made_on
        yield OwedBill(
            id=row.id,
            number=row.number,
            order_id=row.order_id,
            order=row.order,
            plate=row.plate,
            payer=row.payer,
            debtor_id=row.payer_id,
            debtor=row.name or label(row.payer),
            made_on=made_on,
            due_on=due_on,
            total=row.net,
            paid=row.paid,
            group=age_group(made_on, day),
            age=(day - made_on).days,
            overdue=due_on < day,
        )


def _unpaid() -> Select[*tuple[Any, ...]]:
    """Bills of which something is owed, the oldest first."""
    paid = paid_of_bill()
    wanted: Select[*tuple[Any, ...]] = select(
        Settlement.id,
        Settlement.number,
        Settlement.order_id,
        Settlement.payer,
        Settlement.payer_id,
        Settlement.settled_at,
        Settlement.due_on,
        NET.label("net"),
        paid.label("paid"),
        RepairOrder.number.label("order"),
        RepairOrder.plate,
        Person.name,
    ).join(RepairOrder, RepairOrder.id == Settlement.order_id)
    wanted = wanted.outerjoin(Person, Person.id == Settlement.payer_id)
    owed = Settlement.total - Settlement.credited > paid
    return wanted.where(IS_OWED, owed).order_by(Settlement.settled_at, Settlement.id)


def _counts(session: Session, which: ColumnElement[bool]) -> list[ClosedTill]:
    opener = aliased(Staff)
    wanted = select(
        *columns_of(ClosedTill, TillDay),
        Staff.name.label("staff"),
        opener.name.label("reopened"),
    ).join(Staff, Staff.id == TillDay.closed_by)
    wanted = wanted.outerjoin(opener, opener.id == TillDay.reopened_by)
    return fetch(session, ClosedTill, wanted.where(which).order_by(TillDay.id))


def _left_before(session: Session, day: date, *, till: int) -> Decimal:
    """What stayed in the till when it was closed last."""
    before = select(TillDay.left_in).where(TillDay.day < day, TillDay.till == till)
    last = before.where(TillDay.reopened_at.is_(None)).order_by(TillDay.day.desc())
    return session.scalar(last.limit(1)) or NOTHING


def days_to_close(session: Session, day: date) -> list[tuple[date, int]]:
    """Tills of the week before with receipts whose cash nobody has counted, by day."""
    past = [day - timedelta(days=back) for back in range(7, 0, -1)]
    standing = (TillDay.day >= past[0]) & TillDay.reopened_at.is_(None)
    counted = session.execute(select(TillDay.day, TillDay.till).where(standing))
    closed = {(row.day, row.till) for row in counted}
    taken = ((one, till) for one in past for till in _taking(session, one))
    return [one for one in taken if one not in closed]


def _taking(session: Session, day: date) -> Sequence[int]:
    """The tills with receipts of a day."""
    tills = select(Payment.till).where(on_days(Payment.at, day), IS_RECEIPT).distinct()
    return session.scalars(tills.order_by(Payment.till)).all()
