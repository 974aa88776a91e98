"""Reads the quick service of an order: its countdown, what stopped it, the waived fee."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders.clock_rules import Span
from app.orders.quick_rules import Countdown, Stopped, Stops, stops
from db.clock_words import QuickKind
from db.tables.admin import Staff
from db.tables.clocks import JobClock, QuickService
from db.tables.service import LabourLine, RepairOrder, StageChange


@dataclass(frozen=True, slots=True)
class QuickFacts:
    """What was promised, how long what stopped the car, and who waived the fee why."""

    kind: QuickKind
    countdown: Countdown
    stops: Stops
    waived_at: datetime | None = None
    waived_amount: Decimal | None = None
    waived_reason: str = ""
    waived_by: str = ""


def quick_facts(session: Session, order_id: int, *, at: datetime) -> QuickFacts | None:
    """None for an order that is no quick service."""
    wanted = (
        select(QuickService, RepairOrder.received_at, RepairOrder.delivered_at, Staff.name)
        .join(RepairOrder, RepairOrder.id == QuickService.order_id)
        .outerjoin(Staff, Staff.id == QuickService.waived_by)
    )
    found = session.execute(wanted.where(QuickService.order_id == order_id)).first()
    if found is None:
        return None
    row, received_at, delivered_at, name = found
    return QuickFacts(
        row.kind,
        Countdown(received_at, row.minutes, delivered_at),
        _stops(session, order_id, until=delivered_at or at),
        row.waived_at,
        row.waived_amount,
        row.waived_reason or "",
        name or "",
    )


def _stops(session: Session, order_id: int, *, until: datetime) -> Stops:
    moves = select(StageChange.at, StageChange.new_stage).where(StageChange.order_id == order_id)
    lines = select(LabourLine.id).where(LabourLine.order_id == order_id)
    clocks = session.scalars(select(JobClock).where(JobClock.line_id.in_(lines)))
    spans = [Stopped(Span(one.started_at, one.ended_at), one.reason) for one in clocks]
    rows = session.execute(moves.order_by(StageChange.id)).all()
    return stops([(row.at, row.new_stage) for row in rows], spans, until=until)
