"""The lines of orders, and those that a car's owner declined at earlier visits.

Declined is not forgotten (H5 H6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.orders.rules import SettlementBlock
from app.rows import columns_of, fetch
from app.service.values import LineRef
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.vocabulary import LineState, PartKind, Stage, Trade

AnyLine = LabourLine | PartLine | OtherLine


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
    labour, material = LabourLine, PartLine
    return (
        *_block(
            session,
            SettlementBlock.LABOUR,
            labour,
            order_ids,
            amount=labour.fee,
            quantity=labour.hours,
            price=labour.rate,
            item_id=labour.labour_item_id,
        ),
        *_block(
            session,
            SettlementBlock.MATERIAL,
            material,
            order_ids,
            code=material.number,
            item_id=material.part_id,
        ),
        *_block(session, SettlementBlock.OTHER, OtherLine, order_ids),
    )


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
    visits = select(RepairOrder.id, RepairOrder.received_at, RepairOrder.number).where(
        RepairOrder.id.in_({line.order_id for line in found})
    )
    orders = {row.id: row for row in session.execute(visits)}
    return tuple(
        DeclinedWork(line, orders[line.order_id].received_at, orders[line.order_id].number)
        for line in found
    )


def _block(
    session: Session,
    block: SettlementBlock,
    table: type[AnyLine],
    order_ids: Sequence[int],
    **renamed: InstrumentedAttribute[Any],
) -> list[AdviceLine]:
    """The lines of one table; `renamed` are the columns that are called otherwise there."""
    statement = select(
        *columns_of(AdviceLine, table),
        *(column.label(name) for name, column in renamed.items()),
    )
    ordered = statement.where(table.order_id.in_(order_ids)).order_by(table.position, table.id)
    return fetch(session, AdviceLine, ordered, block=lambda _row: block)
