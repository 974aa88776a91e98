"""A credit note of the practice store: one job of today's bill is taken back and paid back."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds, local_day
from app.orders.rules import SettlementBlock
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from db.money_words import PayerKind
from db.tables.admin import Staff
from db.tables.bills import CreditLine, CreditNote, Payment, Settlement
from db.tables.service import LabourLine
from db.vocabulary import LineState, PaymentMethod, Role

AFTER, QUIET = timedelta(minutes=40), timedelta(minutes=6)
"""After its bill, and after the last receipt: the number of the refund follows theirs."""


def fill(session: Session, lists: PracticeLists, *, numbers: Numbering, at: datetime) -> None:
    """Takes back a cheap job of the first paid bill of the day on which something was billed."""
    session.flush()
    found = _bill_and_job(session, at)
    if found is None:
        return
    bill, job = found
    day = day_bounds(local_day(bill.settled_at))
    last = select(func.max(Payment.at)).where(Payment.at >= day[0], Payment.at < day[1])
    received = session.scalar(last) or bill.settled_at
    noted = min(max(bill.settled_at + AFTER, received + QUIET), at)
    cashier, manager = lists.staff[Role.CASHIER][0], lists.staff[Role.MANAGER][0]
    note = _note(bill, job, reason=lists.facts["credit"], at=noted, people=(cashier, manager))
    note.number = numbers.next("H", noted)
    session.add(note)
    session.flush()
    line = CreditLine(credit_note_id=note.id, line_id=job.id, name=job.name)
    line.block, line.amount, line.discount = SettlementBlock.LABOUR, job.fee, Decimal(0)
    bill.credited = job.fee
    back = Payment(order_id=bill.order_id, method=PaymentMethod.CASH, amount=-job.fee, at=noted)
    back.number, back.payer, back.note = numbers.next("R", noted), bill.payer, note.reason
    back.taken_by, back.approved_by = cashier.id, manager.id
    session.add_all([line, back])
    session.flush()


def _bill_and_job(session: Session, at: datetime) -> tuple[Settlement, LabourLine] | None:
    """A bill without discount that was paid in money, today or on the last day with bills."""
    promised = select(Payment.order_id).where(Payment.method == PaymentMethod.ON_ACCOUNT)
    wanted = (
        select(Settlement, LabourLine)
        .join(LabourLine, LabourLine.order_id == Settlement.order_id)
        .where(
            Settlement.settled_at < min(day_bounds(local_day(at))[1], at),
            Settlement.payer == PayerKind.CUSTOMER,
            Settlement.discount == 0,
            Settlement.order_id.not_in(promised),
            LabourLine.payer == PayerKind.CUSTOMER,
            LabourLine.state == LineState.APPROVED,
            LabourLine.fee > 0,
            LabourLine.fee < Settlement.total,
        )
        .order_by(Settlement.settled_at.desc(), LabourLine.fee, LabourLine.id)
    )
    row = session.execute(wanted.limit(1)).first()
    return (row[0], row[1]) if row is not None else None


def _note(
    bill: Settlement, job: LabourLine, *, reason: str, at: datetime, people: tuple[Staff, Staff]
) -> CreditNote:
    note = CreditNote(settlement_id=bill.id, order_id=bill.order_id, reason=reason, at=at)
    note.labour = note.total = job.fee
    note.material = note.other = note.discount = Decimal(0)
    note.made_by, note.approved_by = people[0].id, people[1].id
    return note
