"""Reads the money of one order and what stops its bill, for commands, screen, papers."""

from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.fleet import queries as fleet
from app.formatting import joined, kilometres, show_date
from app.order_money import order_account
from app.orders import guarantees
from app.orders.quality_state import quality_state
from app.orders.rules import CHARGED, NOTHING, Priced, SettlementBlock, Totals, add_up
from app.service.rules import CloseChecklist
from app.text import _
from db.tables.service import (
    Approval,
    Concern,
    LabourLine,
    OtherLine,
    PartLine,
    RepairOrder,
)
from db.vocabulary import LineState

AMOUNTS: dict[SettlementBlock, InstrumentedAttribute[Decimal]] = {
    SettlementBlock.LABOUR: LabourLine.fee,
    SettlementBlock.MATERIAL: PartLine.amount,
    SettlementBlock.OTHER: OtherLine.amount,
}
IS_MISSING = and_(PartLine.arrived.is_(False), PartLine.state.in_(CHARGED))
"""A part that was ordered and has not arrived."""


def totals(session: Session, order_id: int) -> Totals:
    """What the lines of an order add up to now."""
    return add_up(_priced(session, order_id))


def closing(session: Session, order: RepairOrder, *, discount: Decimal = NOTHING) -> CloseChecklist:
    """What the checks before the bill look at; `discount` is that of a bill to be made."""
    lines = _priced(session, order.id)
    billed = order_account(session, order.id).billed
    inspected = quality_state(session, order.id)
    return CloseChecklist(
        stage=order.stage,
        odometer=order.odometer_in is not None,
        lines=sum(line.state in CHARGED for line in lines),
        proposed=sum(line.state is LineState.PROPOSED for line in lines),
        checked=not inspected.missing,
        inspected=inspected.needs_certificate,
        uncorrected=_count(session, Concern, order, func.coalesce(Concern.correction, "") == ""),
        missing_parts=_count(session, PartLine, order, IS_MISSING),
        agreed=agreed(session, order.id),
        total=add_up(lines).total - discount if billed is None else billed,
        loan_out=fleet.loan_out(session, order.id),
        free_until=_free_until(session, order),
    )


def _free_until(session: Session, order: RepairOrder) -> str:
    end = guarantees.covering(session, order)
    return joined(show_date(end.last_day), kilometres(end.km), by=_(" or ")) if end else ""


def _count(
    session: Session,
    table: type[Concern | PartLine],
    order: RepairOrder,
    where: ColumnElement[bool],
) -> int:
    return session.scalar(select(func.count()).where(table.order_id == order.id, where)) or 0


def agreed(session: Session, order_id: int) -> Decimal | None:
    """All that the customer agreed to, first and since; None before that.

    A line that was agreed to anew counts once, with its last amount.
    """
    sums = select(func.sum(Approval.total), func.sum(Approval.replaced))
    total, replaced = session.execute(sums.where(Approval.order_id == order_id)).one()
    return total - replaced if total else None


def _priced(session: Session, order_id: int) -> list[Priced]:
    """The amount and state of every line."""
    return [
        Priced(block, amount or NOTHING, state)
        for block, column in AMOUNTS.items()
        for amount, state in session.execute(
            select(column, column.class_.state).where(column.class_.order_id == order_id)
        )
    ]
