"""Reads the lines of orders, and those that were declined at earlier visits (H5 H6)."""

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
from app.vehicles.rules import still_open
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
    of_car = select(RepairOrder.id).where(RepairOrder.vehicle_id == vehicle_id)
    ids = session.scalars(of_car.where(RepairOrder.stage != Stage.CANCELLED)).all()
    told = {}
    found = []
    for line in lines(session, ids):
        is_declined = line.state is LineState.DECLINED
        if is_declined and line.order_id == before:
            continue
        key = line.block, line.name
        found.append((key, line.order_id, is_declined))
        if is_declined:
            told[key, line.order_id] = line
    return tuple(told[key] for key in still_open(found).items())


def advice_for(session: Session, vehicle_id: int) -> tuple[DeclinedWork, ...]:
    """What was declined and not taken up since, each with its visit."""
    found = earlier_advice(session, vehicle_id)
    visits = select(RepairOrder).where(RepairOrder.id.in_({line.order_id for line in found}))
    orders = {order.id: order for order in session.scalars(visits)}
    with_order = ((line, orders[line.order_id]) for line in found)
    return tuple(DeclinedWork(line, order.received_at, order.number) for line, order in with_order)


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
