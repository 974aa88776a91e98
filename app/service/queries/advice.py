"""The lines of orders, and those that a car's owner declined at earlier visits.

Declined is not forgotten (H5 H6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders.rules import SettlementBlock
from app.service.values import LineRef
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.vocabulary import LineState, PartKind, Stage, Trade


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One line of any block.

    `quantity` is hours or pieces, `price` the rate or the price of one.
    """

    block: SettlementBlock
    id: int
    order_id: int
    name: str
    amount: Decimal
    state: LineState
    code: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    item_id: int | None = None
    trade: Trade | None = None
    technician_id: int | None = None
    kind: PartKind | None = None
    brand: str | None = None
    unit: str | None = None
    by_customer: bool = False
    arrived: bool = True
    additional: bool = False
    declined_reason: str | None = None
    approval_id: int | None = None
    finished_at: datetime | None = None
    version: int = 0

    @property
    def ref(self) -> LineRef:
        """How commands name it."""
        return LineRef(self.block, self.id)


@dataclass(frozen=True, slots=True)
class DeclinedWork:
    """Work that was declined at an earlier visit of this car."""

    line: AdviceLine
    received_at: datetime
    number: str


def lines(session: Session, order_ids: Sequence[int]) -> tuple[AdviceLine, ...]:
    """Labour, then material, then the rest, each in its order on the paper."""
    labour = session.scalars(
        select(LabourLine)
        .where(LabourLine.order_id.in_(order_ids))
        .order_by(LabourLine.position, LabourLine.id)
    )
    parts = session.scalars(
        select(PartLine)
        .where(PartLine.order_id.in_(order_ids))
        .order_by(PartLine.position, PartLine.id)
    )
    other = session.scalars(
        select(OtherLine)
        .where(OtherLine.order_id.in_(order_ids))
        .order_by(OtherLine.position, OtherLine.id)
    )
    return (*map(_labour, labour), *map(_part, parts), *map(_other, other))


def earlier_advice(
    session: Session, vehicle_id: int, *, before: int | None = None
) -> tuple[AdviceLine, ...]:
    """What was declined on this car's earlier orders and not taken up since (by name)."""
    wanted = select(RepairOrder.id).where(
        RepairOrder.vehicle_id == vehicle_id, RepairOrder.stage != Stage.CANCELLED
    )
    ids = list(session.scalars(wanted))
    found = lines(session, ids)
    taken = {
        (line.block, line.name): line.order_id
        for line in found
        if line.state is not LineState.DECLINED
    }
    open_ = {
        (line.block, line.name): line
        for line in found
        if line.state is LineState.DECLINED
        and line.order_id != before
        and taken.get((line.block, line.name), 0) <= line.order_id
    }
    return tuple(open_.values())


def advice_for(session: Session, vehicle_id: int) -> tuple[DeclinedWork, ...]:
    """The same with the visit at which it was declined, for the desk where the car drives up."""
    found = earlier_advice(session, vehicle_id)
    orders = {
        row.id: row
        for row in session.scalars(
            select(RepairOrder).where(RepairOrder.id.in_({line.order_id for line in found}))
        )
    }
    return tuple(
        DeclinedWork(line, orders[line.order_id].received_at, orders[line.order_id].number)
        for line in found
    )


def _labour(row: LabourLine) -> AdviceLine:
    return AdviceLine(
        SettlementBlock.LABOUR,
        row.id,
        row.order_id,
        row.name,
        row.fee,
        row.state,
        code=row.code,
        quantity=row.hours,
        price=row.rate,
        item_id=row.labour_item_id,
        trade=row.trade,
        technician_id=row.technician_id,
        additional=row.additional,
        declined_reason=row.declined_reason,
        approval_id=row.approval_id,
        finished_at=row.finished_at,
        version=row.version,
    )


def _part(row: PartLine) -> AdviceLine:
    return AdviceLine(
        SettlementBlock.MATERIAL,
        row.id,
        row.order_id,
        row.name,
        row.amount,
        row.state,
        code=row.number,
        quantity=row.quantity,
        price=row.price,
        item_id=row.part_id,
        kind=row.kind,
        brand=row.brand,
        unit=row.unit,
        by_customer=row.by_customer,
        arrived=row.arrived,
        additional=row.additional,
        declined_reason=row.declined_reason,
        approval_id=row.approval_id,
        version=row.version,
    )


def _other(row: OtherLine) -> AdviceLine:
    return AdviceLine(
        SettlementBlock.OTHER,
        row.id,
        row.order_id,
        row.name,
        row.amount,
        row.state,
        approval_id=row.approval_id,
        version=row.version,
    )
