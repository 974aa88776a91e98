"""Reads the lines of orders, and what did not come about at earlier visits (H5 H6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.orders.rules import SettlementBlock
from app.rows import columns_of, fetch
from app.service.values import LineRef
from app.vehicles.rules import COMES_BACK, comes_back, still_open
from db.money_words import PayerKind
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.vocabulary import LineState, PartKind, ServiceType, Stage, Trade

AnyLine = LabourLine | PartLine | OtherLine
TABLES: dict[SettlementBlock, type[AnyLine]] = {
    SettlementBlock.LABOUR: LabourLine,
    SettlementBlock.MATERIAL: PartLine,
    SettlementBlock.OTHER: OtherLine,
}
RENAMED: dict[SettlementBlock, dict[str, InstrumentedAttribute[Any]]] = {
    SettlementBlock.LABOUR: {
        "amount": LabourLine.fee,
        "quantity": LabourLine.hours,
        "price": LabourLine.rate,
        "item_id": LabourLine.labour_item_id,
    },
    SettlementBlock.MATERIAL: {"code": PartLine.number, "item_id": PartLine.part_id},
    SettlementBlock.OTHER: {},
}
"""The columns that are called otherwise in the table of a block."""


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
    job_id: int | None = None
    """The job that it stands under."""
    alternative_id: int | None = None
    fixed_price: Decimal | None = None
    hides_lines: bool = False
    agreed_amount: Decimal | None = None
    """What the customer agreed to last; kept while a changed line waits for a new answer."""
    remind_on: date | None = None
    advised_id: int | None = None
    note: str | None = None
    internal_note: str | None = None
    concern_id: int | None = None
    finding_id: int | None = None
    service_type: ServiceType | None = None
    """Where it differs from that of the order."""
    payer: PayerKind = PayerKind.CUSTOMER
    share: Decimal | None = None
    version: int = 0

    @property
    def ref(self) -> LineRef:
        """How commands name it."""
        return LineRef(self.block, self.id)

    def leads(self, other: "AdviceLine") -> bool:
        """True for the line itself and for what stands under it."""
        if other.id == self.id and other.block is self.block:
            return True
        return other.job_id == self.id and self.block is SettlementBlock.LABOUR


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """An order of the car that was not called off."""

    id: int
    number: str
    received_at: datetime
    stage: Stage


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """Work that did not come about at an earlier visit of this car.

    `state` tells declined, put off and never shown apart. `order_id`, `number` and `received_at`
    are those of the order that recommended it first. `amount` holds the lines under the job.
    """

    line: AdviceLine
    state: LineState
    amount: Decimal
    order_id: int
    number: str
    received_at: datetime


def lines(session: Session, order_ids: Sequence[int]) -> tuple[AdviceLine, ...]:
    """Labour, then material, then the rest, each in its order on the paper."""
    return tuple(line for block in TABLES for line in _block(session, block, order_ids))


def advice_for(
    session: Session, vehicle_id: int, *, own: Sequence[AdviceLine] = ()
) -> tuple[EarlierWork, ...]:
    """What did not come about on this car's orders and was not taken up since (by name).

    `own` are the lines of an order that is open: its answers do not count as earlier ones.
    """
    visits = fetch(session, EarlierVisit, _visits(), params={"vehicle_id": vehicle_id})
    orders, opened = {visit.id: visit for visit in visits}, {line.order_id for line in own}
    others = tuple(one for one in orders if one not in opened)
    earlier = lines(session, others) if others else ()
    told = {}
    found = []
    for line in (*earlier, *(one for one in own if one.order_id in orders)):
        again = comes_back(line.state, orders[line.order_id].stage)
        if line.job_id is not None or again is None or (again and line.order_id in opened):
            continue
        key = line.block, line.name
        found.append((key, line.order_id, again))
        if again:
            told[key, line.order_id] = line
    still = (told[key] for key in still_open(found).items())
    return tuple(_earlier(line, earlier, orders) for line in still)


def _earlier(
    line: AdviceLine, every: Sequence[AdviceLine], orders: Mapping[int, EarlierVisit]
) -> EarlierWork:
    first = orders.get(line.advised_id or line.order_id) or orders[line.order_id]
    asked = line.state if line.state in COMES_BACK else LineState.NOT_SHOWN
    amount = sum((one.amount for one in every if line.leads(one)), Decimal(0))
    return EarlierWork(line, asked, amount, first.id, first.number, first.received_at)


def _block(session: Session, block: SettlementBlock, order_ids: Sequence[int]) -> list[AdviceLine]:
    of_orders = {"order_ids": order_ids}
    return fetch(session, AdviceLine, _lines(block), params=of_orders, block=lambda _row: block)


@cache
def _lines(block: SettlementBlock) -> Select[*tuple[Any, ...]]:
    """Built once: building a statement of so many columns costs more than running it."""
    table, renamed = TABLES[block], RENAMED[block]
    statement: Select[*tuple[Any, ...]] = select(
        *columns_of(AdviceLine, table),
        *(column.label(name) for name, column in renamed.items()),
    )
    of_orders = table.order_id.in_(bindparam("order_ids", expanding=True))
    return statement.where(of_orders).order_by(table.position, table.id)


@cache
def _visits() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(*columns_of(EarlierVisit, RepairOrder))
    of_car = RepairOrder.vehicle_id == bindparam("vehicle_id")
    return wanted.where(of_car, RepairOrder.stage != Stage.CANCELLED)
