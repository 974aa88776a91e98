"""The orders as lists and board cards show them, from few indexed reads whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.local_time import day_bounds
from app.orders.rules import NOTHING, Timing, timing
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.service import (
    IN_SHOP,
    Bay,
    LabourLine,
    OtherLine,
    PartLine,
    RepairOrder,
    Settlement,
    StageChange,
)
from db.vocabulary import LineState, ServiceType, Stage


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in a list or on a card.

    `hours` are those not declined, `hours_left` those not finished.
    """

    id: int
    number: str
    plate: str | None
    model: str | None
    customer_id: int | None
    customer: str | None
    vehicle_id: int
    advisor_id: int
    advisor: str
    technician_id: int | None
    technician: str | None
    bay_id: int | None
    bay: str | None
    service_type: ServiceType
    stage: Stage
    stage_since: datetime
    received_at: datetime
    promised_at: datetime | None
    delivered_at: datetime | None
    parts_expected_at: datetime | None
    key_tag: str | None
    wash: bool
    waits_in_store: bool
    settled: bool
    hours: Decimal = NOTHING
    hours_left: Decimal = NOTHING
    total: Decimal = NOTHING
    proposed: int = 0
    """Lines that the customer has not been asked about yet."""
    version: int = 0

    def timing(self, now: datetime, risk_minutes: int) -> Timing:
        """Late, at risk or fine at this moment."""
        return timing(
            self.stage,
            self.promised_at,
            hours_left=self.hours_left,
            now=now,
            risk_minutes=risk_minutes,
        )


@dataclass(frozen=True, slots=True)
class StageMove:
    """One move of an order."""

    at: datetime
    old_stage: Stage | None
    new_stage: Stage
    reason: str | None
    staff: str


@dataclass(frozen=True, slots=True)
class BayChoice:
    """A bay to choose, and the plate that stands in it."""

    id: int
    name: str
    taken_by: str | None = None


def in_shop(session: Session) -> list[OrderRow]:
    """Every order whose car has not left, the earliest promise first, those without one last."""
    rows = _rows(session, _orders().where(IN_SHOP))
    return sorted(
        rows, key=lambda row: (row.promised_at is None, row.promised_at or row.received_at, row.id)
    )


def delivered_on(session: Session, day: date) -> list[OrderRow]:
    """Orders handed over on this day of the store, the last first."""
    start, end = day_bounds(day)
    wanted = _orders().where(RepairOrder.delivered_at >= start, RepairOrder.delivered_at < end)
    return _rows(session, wanted.order_by(RepairOrder.delivered_at.desc()))


def rows_of(session: Session, ids: Sequence[int]) -> list[OrderRow]:
    """The orders with these ids, in this order; what does not exist is left out."""
    found = {row.id: row for row in _rows(session, _orders().where(RepairOrder.id.in_(ids)))}
    return [found[key] for key in ids if key in found]


def steps(session: Session, order_id: int) -> list[StageMove]:
    """The moves of an order, first to last."""
    wanted = (
        select(StageChange, Staff.name)
        .join(Staff, Staff.id == StageChange.staff_id)
        .where(StageChange.order_id == order_id)
    )
    rows = session.execute(wanted.order_by(StageChange.at, StageChange.id))
    return [StageMove(row.at, row.old_stage, row.new_stage, row.reason, name) for row, name in rows]


def bays(session: Session) -> list[BayChoice]:
    """Bays in use with the car that stands in each."""
    taken = {
        bay: plate
        for bay, plate in session.execute(
            select(RepairOrder.bay_id, RepairOrder.plate).where(IN_SHOP)
        )
        if bay
    }
    rows = session.scalars(select(Bay).where(Bay.active).order_by(Bay.position, Bay.id))
    return [BayChoice(row.id, row.name, taken.get(row.id)) for row in rows]


def _orders() -> Select[*tuple[Any, ...]]:
    advisor, technician = aliased(Staff), aliased(Staff)
    return (
        select(RepairOrder, Person.name, advisor.name, technician.name, Bay.name, Settlement.id)
        .join(advisor, advisor.id == RepairOrder.advisor_id)
        .outerjoin(Person, Person.id == RepairOrder.customer_id)
        .outerjoin(technician, technician.id == RepairOrder.technician_id)
        .outerjoin(Bay, Bay.id == RepairOrder.bay_id)
        .outerjoin(
            Settlement, (Settlement.order_id == RepairOrder.id) & Settlement.reversed_at.is_(None)
        )
    )


@dataclass(slots=True)
class _Sums:
    hours: Decimal = NOTHING
    hours_left: Decimal = NOTHING
    total: Decimal = NOTHING
    proposed: int = 0


def _rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[OrderRow]:
    found = session.execute(wanted).all()
    sums = _sums(session, [order.id for order, *_ in found])
    return [_row(order, tuple(names), sums[order.id]) for order, *names in found]


def _row(order: RepairOrder, names: tuple[Any, ...], sums: _Sums) -> OrderRow:
    customer, advisor, technician, bay, settled = names
    return OrderRow(
        id=order.id,
        number=order.number,
        plate=order.plate,
        model=order.model_name,
        customer_id=order.customer_id,
        customer=customer,
        vehicle_id=order.vehicle_id,
        advisor_id=order.advisor_id,
        advisor=advisor,
        technician_id=order.technician_id,
        technician=technician,
        bay_id=order.bay_id,
        bay=bay,
        service_type=order.service_type,
        stage=order.stage,
        stage_since=order.stage_since,
        received_at=order.received_at,
        promised_at=order.promised_at,
        delivered_at=order.delivered_at,
        parts_expected_at=order.parts_expected_at,
        key_tag=order.key_tag,
        wash=order.wash,
        waits_in_store=order.waits_in_store,
        settled=settled is not None,
        hours=sums.hours,
        hours_left=sums.hours_left,
        total=sums.total,
        proposed=sums.proposed,
        version=order.version,
    )


def _sums(session: Session, ids: Sequence[int]) -> dict[int, _Sums]:
    """Hours and money of many orders in three reads."""
    sums = {key: _Sums() for key in ids}
    wanted = select(
        LabourLine.order_id,
        LabourLine.state,
        LabourLine.finished_at,
        LabourLine.hours,
        LabourLine.fee,
    )
    for key, state, finished_at, hours, fee in session.execute(
        wanted.where(LabourLine.order_id.in_(ids))
    ):
        if state is not LineState.DECLINED:
            sums[key].hours += hours
            sums[key].hours_left += hours if finished_at is None else 0
            sums[key].total += fee
        sums[key].proposed += state is LineState.PROPOSED
    for line in (PartLine, OtherLine):
        _add_amounts(session, line, sums)
    return sums


def _add_amounts(
    session: Session, line: type[PartLine] | type[OtherLine], sums: dict[int, _Sums]
) -> None:
    open_: ColumnElement[bool] = line.state != LineState.DECLINED
    wanted = select(line.order_id, line.state, func.sum(line.amount), func.count()).where(
        line.order_id.in_(list(sums)), open_
    )
    for key, state, amount, count in session.execute(wanted.group_by(line.order_id, line.state)):
        sums[key].total += amount
        sums[key].proposed += count if state is LineState.PROPOSED else 0
