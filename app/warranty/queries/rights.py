"""Reads what the warranty rules count: the repairs of cars and their faults."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.audit import Newest, last_saved
from app.orders.rules import CHARGED, FINISHED
from app.people.recalls import OpenRecall, open_recalls
from app.rows import columns_of, fetch
from app.warranty import early_rules, rules
from app.warranty.facts import CarRights
from app.warranty.queries.repair_record import RepairRecord, record_of
from app.warranty.rules import Fault, Periods, Repair, RightCount, RuleSet
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.fleet import Loan
from db.tables.service import IN_SHOP, Approval, LabourLine, PartLine, RepairOrder, StageChange
from db.tables.vehicles import Vehicle
from db.tables.warranty import FaultCode, OrderFault
from db.vocabulary import OPEN_STAGES, BookingState, ServiceType, Stage
from db.warranty_words import MainPart, ReplacedPart

HAS_FAULT = select(OrderFault.id).where(OrderFault.order_id == RepairOrder.id).exists()
HAS_LINE = or_(
    *(
        select(table.id)
        .where(table.order_id == RepairOrder.id, table.service_type == ServiceType.WARRANTY)
        .where(table.state.in_(CHARGED))
        .exists()
        for table in (LabourLine, PartLine)
    )
)
IS_COUNTED = (RepairOrder.stage != Stage.CANCELLED) & (
    (RepairOrder.service_type == ServiceType.WARRANTY) | HAS_FAULT | HAS_LINE
)
"""Repairs under warranty: orders or lines of that type, and orders with a fault code."""


@dataclass(frozen=True, slots=True)
class OrderFaultRow:
    """A fault of an order as its section shows it."""

    id: int
    version: int
    order_id: int
    fault_code_id: int
    code: str
    name: str
    part: MainPart | None
    serious: bool
    replaced: ReplacedPart | None
    not_cured: bool
    transport_from: datetime | None
    transport_until: datetime | None


@dataclass(frozen=True, slots=True)
class OrderRights:
    """What the section of an order shows."""

    faults: tuple[OrderFaultRow, ...]
    rights: CarRights
    recalls: tuple[OpenRecall, ...]
    repair: Repair | None
    waived: str
    version: int
    """Of the order."""
    towed: bool
    travel_money: Decimal | None
    record: RepairRecord | None
    """None where the order needs none."""


def rights_of(session: Session, vehicle_id: int, *, at: datetime) -> CarRights:
    """The rights of one car, counted anew from its orders."""
    return many_rights(session, [vehicle_id], at=at)[vehicle_id]


def many_rights(session: Session, vehicles: Sequence[int], *, at: datetime) -> dict[int, CarRights]:
    """The rights of cars by their ids, in four statements."""
    repairs = _repairs(session, RepairOrder.vehicle_id.in_(vehicles))
    wanted = select(
        Vehicle.id,
        Vehicle.car_use,
        Vehicle.invoiced_on,
        Vehicle.delivered_on,
        Vehicle.invoice_price,
        Vehicle.odometer,
    ).where(Vehicle.id.in_(vehicles))
    found = session.execute(wanted)
    return {row.id: _rights(row, repairs.get(row.id, []), at) for row in found}


def _rights(car: Any, repairs: Sequence[tuple[int, Repair]], at: datetime) -> CarRights:
    chosen = rules.rule_set(car.car_use, car.invoiced_on)
    times = rules.periods(car.invoiced_on, car.delivered_on) if car.invoiced_on else None
    inside = [one for _order, one in repairs if times is None or _is_counted(one, times)]
    counted = _counts(inside, chosen, times=times, at=at)
    return CarRights(car.id, chosen, times, car.odometer, counted, len(inside), car.invoice_price)


def _counts(
    repairs: Sequence[Repair], chosen: RuleSet | None, *, times: Periods | None, at: datetime
) -> tuple[RightCount, ...]:
    """The rights of the first days, then what is counted over the years."""
    if chosen is None or times is None:
        return ()
    first = early_rules.first_rights(repairs, chosen, times=times)
    return (*first, *rules.counts(repairs, chosen, at=at))


def _is_counted(repair: Repair, times: Periods) -> bool:
    """True for a repair whose car came inside the two years and 50,000 km."""
    return rules.is_inside(
        repair.reported_on, repair.km, until=times.rights_end, most_km=rules.PERIOD_KM
    )


def _repairs(session: Session, which: ColumnElement[bool]) -> dict[int, list[tuple[int, Repair]]]:
    """Order id and repair by car, in the order of saving."""
    first = select(func.min(Approval.at)).where(Approval.order_id == RepairOrder.id)
    wanted = select(
        RepairOrder.id,
        RepairOrder.vehicle_id,
        RepairOrder.received_at,
        RepairOrder.odometer_in,
        RepairOrder.stage,
        first.scalar_subquery().label("agreed_at"),
    ).where(which, IS_COUNTED)
    orders = session.execute(wanted.order_by(RepairOrder.id)).all()
    if not orders:
        return {}
    ids = [row.id for row in orders]
    faults, ends = _faults(session, ids), _completions(session, ids)
    found: dict[int, list[tuple[int, Repair]]] = defaultdict(list)
    for row in orders:
        repair = Repair(
            row.agreed_at or row.received_at,
            ends.get(row.id) if row.stage in FINISHED else None,
            transports=_transports(faults[row.id]),
            faults=tuple(_fault(one) for one in faults[row.id]),
            km=row.odometer_in,
            reported_at=row.received_at,
        )
        found[row.vehicle_id].append((row.id, repair))
    return found


def _completions(session: Session, orders: Sequence[int]) -> dict[int, datetime]:
    """When the work on each order was finished last, by the order of saving."""
    moved = select(StageChange.order_id, StageChange.at).where(
        StageChange.order_id.in_(orders),
        StageChange.new_stage.in_(FINISHED),
        StageChange.old_stage.not_in(FINISHED),
    )
    return {row.order_id: row.at for row in session.execute(moved.order_by(StageChange.id))}


def _faults(session: Session, orders: Sequence[int]) -> dict[int, list[OrderFaultRow]]:
    wanted = (
        select(
            *columns_of(OrderFaultRow, OrderFault),
            FaultCode.code.label("code"),
            FaultCode.name.label("name"),
            FaultCode.part.label("part"),
            FaultCode.serious.label("serious"),
        )
        .join(FaultCode, FaultCode.id == OrderFault.fault_code_id)
        .where(OrderFault.order_id.in_(orders))
        .order_by(OrderFault.id)
    )
    found: dict[int, list[OrderFaultRow]] = defaultdict(list)
    for row in fetch(session, OrderFaultRow, wanted):
        found[row.order_id].append(row)
    return found


def _transports(faults: Iterable[OrderFaultRow]) -> tuple[tuple[datetime, datetime], ...]:
    """When special parts of a repair were on their way."""
    return tuple(
        (one.transport_from, one.transport_until)
        for one in faults
        if one.transport_from is not None and one.transport_until is not None
    )


def _fault(row: OrderFaultRow) -> Fault:
    return Fault(row.code, row.part, row.serious, row.replaced, row.not_cured)


def order_rights(session: Session, order_id: int, *, at: datetime) -> OrderRights:
    """Faults, counts and recalls of an order for its section."""
    order = session.get_one(RepairOrder, order_id)
    repairs = _repairs(session, RepairOrder.id == order_id)
    own = next((one for _key, one in repairs.get(order.vehicle_id, [])), None)
    return OrderRights(
        tuple(_faults(session, [order_id])[order_id]),
        rights_of(session, order.vehicle_id, at=at),
        open_recalls(session, session.get_one(Vehicle, order.vehicle_id)),
        own,
        order.recall_waived or "",
        order.version,
        order.towed,
        order.travel_money,
        record_of(session, order),
    )


def newest_support(session: Session, order_id: int, *, at: datetime) -> Newest[OrderRights]:
    """What was noted of an order as it stands now."""
    found = order_rights(session, order_id, at=at)
    return Newest(found, found.version, last_saved(session, Noun.REPAIR_ORDER, order_id))


def newest_fault(session: Session, fault_id: int) -> Newest[OrderFaultRow] | None:
    """A fault of an order as it stands now."""
    fault = session.get(OrderFault, fault_id)
    rows = _faults(session, [fault.order_id])[fault.order_id] if fault is not None else []
    row = next((one for one in rows if one.id == fault_id), None)
    if row is None:
        return None
    return Newest(row, row.version, last_saved(session, Noun.ORDER_FAULT, fault_id))


@dataclass(frozen=True, slots=True)
class OpenRepair:
    """A car that stands here under warranty, with its rights."""

    order_id: int
    number: str
    plate: str
    model: str
    advisor_id: int
    advisor: str
    repair: Repair
    rights: CarRights
    has_loan: bool
    """A loan car was handed out, or travel money paid."""


def open_repairs(session: Session, *, at: datetime) -> list[OpenRepair]:
    """The warranty repairs in the workshop, the longest first."""
    repairs = _repairs(session, IN_SHOP & RepairOrder.stage.in_(OPEN_STAGES))
    rights = many_rights(session, list(repairs), at=at)
    wanted = select(
        RepairOrder.id,
        RepairOrder.number,
        RepairOrder.plate,
        RepairOrder.model_name,
        RepairOrder.vehicle_id,
        RepairOrder.advisor_id,
        Staff.name.label("advisor"),
        _loans().label("loans"),
        RepairOrder.travel_money,
    ).join(Staff, Staff.id == RepairOrder.advisor_id)
    by_order = {key: one for found in repairs.values() for key, one in found}
    rows = session.execute(wanted.where(RepairOrder.id.in_(by_order)))
    found = [
        OpenRepair(
            row.id,
            row.number,
            row.plate or "",
            row.model_name or "",
            row.advisor_id,
            row.advisor,
            by_order[row.id],
            rights[row.vehicle_id],
            bool(row.loans) or bool(row.travel_money),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.repair.agreed_at)


def _loans() -> Any:
    lent = (
        select(func.count())
        .select_from(Loan)
        .where(
            Loan.order_id == RepairOrder.id, Loan.state.in_((BookingState.OUT, BookingState.BACK))
        )
    )
    return lent.scalar_subquery()
