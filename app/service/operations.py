"""Finds an order that may be changed, and finds or makes its lines, for commands of this desk."""

from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders import operations
from app.orders.rules import SettlementBlock, check_not_cancelled
from app.service.values import LineRef
from app.text import N_
from db.tables.service import Approval, Concern, LabourLine, OtherLine, PartLine, RepairOrder

AnyLine = LabourLine | PartLine | OtherLine
TABLES: dict[SettlementBlock, type[AnyLine]] = {
    SettlementBlock.LABOUR: LabourLine,
    SettlementBlock.MATERIAL: PartLine,
    SettlementBlock.OTHER: OtherLine,
}


def unlocked(session: Session, order_id: int) -> RepairOrder:
    """The order; Refused where a settlement locks its lines or it was cancelled."""
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    if operations.settlement(session, order) is not None:
        message = N_("This order is settled and locked. Reverse the settlement to change it.")
        raise Refused("order.locked", message)
    return order


def line_of(session: Session, order_id: int, ref: LineRef) -> AnyLine:
    """A line of this order; Refused where it has none such."""
    line = found(session, ref)
    if line is None or line.order_id != order_id:
        raise Refused("line.unknown", N_("This line does not exist any more."))
    return line


def found(session: Session, ref: LineRef) -> AnyLine | None:
    """A line of any order; None where it is gone."""
    return cast(AnyLine | None, session.get(TABLES[ref.block], ref.id))


def new_line(
    session: Session, order_id: int, *, block: SettlementBlock, values: dict[str, Any]
) -> AnyLine:
    """A line that comes last; additional where the customer has already agreed to others."""
    table = TABLES[block]
    row = table(order_id=order_id, position=next_place(session, table, order_id), **values)
    if not isinstance(row, OtherLine):
        approved = select(Approval.id).where(Approval.order_id == order_id).limit(1)
        row.additional = session.scalar(approved) is not None
    return row


def next_place(session: Session, table: type[AnyLine | Concern], order_id: int) -> int:
    """The position after the last row of an order."""
    last = session.scalar(select(func.max(table.position)).where(table.order_id == order_id))
    return (last or 0) + 1
