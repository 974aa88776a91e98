"""The money of one order and what stands in the way of its bill.

Shared by commands, screen and papers.
"""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.fleet import queries as fleet
from app.orders.rules import NOTHING, Priced, SettlementBlock, Totals, add_up
from app.service.rules import CloseChecklist, deviation
from db.tables.service import (
    Approval,
    Concern,
    LabourLine,
    OtherLine,
    PartLine,
    RepairOrder,
    StageChange,
)
from db.vocabulary import LineState, Stage


def totals(session: Session, order_id: int) -> Totals:
    """What the lines of an order add up to now."""
    return add_up(_priced(session, order_id))


def closing(session: Session, order: RepairOrder) -> CloseChecklist:
    """What stands in the way of settling this order."""
    lines = _priced(session, order.id)
    concerns = select(func.count()).where(
        Concern.order_id == order.id, func.coalesce(Concern.correction, "") == ""
    )
    absent = select(func.count()).where(
        PartLine.order_id == order.id,
        PartLine.arrived.is_(False),
        PartLine.state != LineState.DECLINED,
    )
    return CloseChecklist(
        stage=order.stage,
        odometer=order.odometer_in is not None,
        lines=sum(line.state is not LineState.DECLINED for line in lines),
        proposed=sum(line.state is LineState.PROPOSED for line in lines),
        checked=is_checked(session, order.id),
        uncorrected=session.scalar(concerns) or 0,
        missing_parts=session.scalar(absent) or 0,
        deviation=deviation(estimate(session, order.id), add_up(lines).total),
        loan_out=fleet.loan_out(session, order.id),
    )


def is_checked(session: Session, order_id: int) -> bool:
    """Whether the quality check was passed and no work was done since."""
    wanted = select(StageChange.old_stage, StageChange.new_stage).where(
        StageChange.order_id == order_id
    )
    checked = False
    for old, new in session.execute(wanted.order_by(StageChange.at, StageChange.id)):
        if new is Stage.IN_WORK:
            checked = False
        elif old is Stage.QUALITY_CHECK and new in (Stage.WASH, Stage.READY):
            checked = True
    return checked


def estimate(session: Session, order_id: int) -> Decimal | None:
    """What the customer agreed to first."""
    wanted = select(Approval.total).where(Approval.order_id == order_id, Approval.total > 0)
    return session.scalar(wanted.order_by(Approval.at, Approval.id).limit(1))


def _priced(session: Session, order_id: int) -> list[Priced]:
    labour = session.execute(
        select(LabourLine.fee, LabourLine.state).where(LabourLine.order_id == order_id)
    )
    parts = session.execute(
        select(PartLine.amount, PartLine.state).where(PartLine.order_id == order_id)
    )
    other = session.execute(
        select(OtherLine.amount, OtherLine.state).where(OtherLine.order_id == order_id)
    )
    blocks = (
        (SettlementBlock.LABOUR, labour),
        (SettlementBlock.MATERIAL, parts),
        (SettlementBlock.OTHER, other),
    )
    return [
        Priced(block, amount or NOTHING, state) for block, rows in blocks for amount, state in rows
    ]
