"""Counts tills of the practice store, names a second payer, and ends old advice."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.order_money import NOTHING
from app.practice.lists import PracticeLists
from app.till import queries
from db.money_words import PayerKind
from db.tables.bills import OrderPayer
from db.tables.people import Person
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.tables.till import TillDay
from db.vocabulary import OPEN_STAGES, LineState, PersonKind, Role, ServiceType

DAYS = 14
CHANGE = Decimal(200)
"""Yuan in notes and coins that stay in the till overnight."""
CLOSES = time(18, 30)


def fill(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Yesterday's till is left to be counted; the days before were."""
    _count_tills(session, lists, at=at)
    _share(session, lists)
    _dismiss(session, lists)
    session.flush()


def _count_tills(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    cashier = lists.staff[Role.CASHIER][0]
    for back in range(DAYS, 1, -1):
        day = local_day(at) - timedelta(days=back)
        facts = queries.till_day(session, day)
        if not facts.receipts:
            continue
        row = TillDay(day=day, till=1, opening=facts.opening, cash=facts.cash)
        row.receipts, row.counted = facts.total, max(facts.expected, NOTHING)
        row.left_in = min(row.counted, CHANGE)
        row.closed_at, row.closed_by = at_local(day, CLOSES), cashier.id
        session.add(row)
        session.flush()


def _share(session: Session, lists: PracticeLists) -> None:
    """An accident repair in the shop is the insurer's, named before there is a bill."""
    wanted = select(RepairOrder).where(
        RepairOrder.stage.in_(OPEN_STAGES), RepairOrder.service_type == ServiceType.ACCIDENT
    )
    order = session.scalar(wanted.order_by(RepairOrder.id).limit(1))
    if order is None:
        return
    insurer = Person(name=lists.facts["money"]["insurer"], kind=PersonKind.COMPANY)
    insurer.created_at, insurer.created_by = order.received_at, order.advisor_id
    session.add(insurer)
    session.flush()
    session.add(OrderPayer(order_id=order.id, kind=PayerKind.INSURER, person_id=insurer.id))
    for job in session.scalars(select(LabourLine).where(LabourLine.order_id == order.id)):
        job.payer = PayerKind.INSURER
    for part in session.scalars(select(PartLine).where(PartLine.order_id == order.id)):
        part.payer = PayerKind.INSURER
    for other in session.scalars(select(OtherLine).where(OtherLine.order_id == order.id)):
        other.payer = PayerKind.INSURER


def _dismiss(session: Session, lists: PracticeLists) -> None:
    """The oldest declined job is not offered any more."""
    declined = select(LabourLine).where(LabourLine.state == LineState.DECLINED)
    line = session.scalar(declined.order_by(LabourLine.id).limit(1))
    if line is not None:
        line.state, line.declined_reason = LineState.DISMISSED, lists.facts["money"]["dismissed"]
