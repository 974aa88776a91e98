"""Reads settled orders that the electronic health record of cars is told of (JT/T 1132)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import local_day
from app.order_money import STANDS
from app.orders.rules import NOTHING, SettlementBlock
from app.rows import fetch
from app.service.health_record import HealthLine, HealthRecord
from app.service.queries.advice import AdviceLine
from app.service.queries.sheet import OrderSheet, sheet
from app.settings import StoreSettings
from db.tables.bills import Settlement
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.tables.workshop import HealthReport
from db.vocabulary import LineState


@dataclass(frozen=True, slots=True)
class HealthRow:
    """A settled order: `id` is that of its first bill; `reported_at` is empty until it is told."""

    id: int
    order_id: int
    number: str
    settled_at: datetime
    plate: str | None
    vin: str | None
    reported_at: datetime | None

    @property
    def is_complete(self) -> bool:
        """True where the record has what a car is known by."""
        return bool(self.plate and self.vin)


def health_rows(session: Session, *, reported: bool = False) -> list[HealthRow]:
    """Orders with a bill that stands, the oldest first; those told already with `reported`."""
    first = select(func.min(Settlement.id)).where(STANDS).group_by(Settlement.order_id)
    rows = (
        select(
            Settlement.id,
            Settlement.order_id,
            Settlement.number,
            Settlement.settled_at,
            RepairOrder.plate,
            Vehicle.vin,
            HealthReport.at.label("reported_at"),
        )
        .join(RepairOrder, RepairOrder.id == Settlement.order_id)
        .join(Vehicle, Vehicle.id == RepairOrder.vehicle_id)
        .outerjoin(HealthReport, HealthReport.settlement_id == Settlement.id)
        .where(Settlement.id.in_(first))
    )
    told = HealthReport.id.is_not(None) if reported else HealthReport.id.is_(None)
    return fetch(session, HealthRow, rows.where(told).order_by(Settlement.id))


def health_records(session: Session, rows: tuple[HealthRow, ...]) -> tuple[HealthRecord, ...]:
    """What is reported of these orders."""
    store = settings.load(session).of(StoreSettings).store_name
    found = ((row, sheet(session, row.order_id)) for row in rows)
    return tuple(_record(row, order, store) for row, order in found if order is not None)


def _record(row: HealthRow, order: OrderSheet, store: str) -> HealthRecord:
    def lines(block: SettlementBlock) -> tuple[HealthLine, ...]:
        return _lines(line for line in order.of(block) if line.state is LineState.APPROVED)

    return HealthRecord(
        company=store,
        plate=row.plate or "",
        vin=row.vin or "",
        repaired_on=local_day(order.received_at),
        odometer=order.intake.odometer,
        settled_on=local_day(row.settled_at),
        fault="；".join(one.words for one in order.concerns),
        number=row.number,
        jobs=lines(SettlementBlock.LABOUR),
        parts=lines(SettlementBlock.MATERIAL),
    )


def _lines(lines: Iterable[AdviceLine]) -> tuple[HealthLine, ...]:
    """The lines in their order; one that several payers share is told once, as a whole."""
    found: dict[tuple[object, ...], HealthLine] = {}
    for line in lines:
        key = (line.name, line.code, line.price) if line.share is not None else (line.id,)
        known = found.get(key)
        quantity = line.quantity
        if known is not None and quantity is not None:
            quantity += known.quantity or NOTHING
        found[key] = HealthLine(line.name, line.code or "", quantity)
    return tuple(found.values())
