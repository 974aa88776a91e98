"""Reads orders for lists and board cards in a few indexed statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    TextClause,
    case,
    false,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.local_time import on_days
from app.order_money import NET, STANDS
from app.orders.clock_rules import ClockedLine, as_time
from app.orders.clock_rules import hours as as_hours
from app.orders.clocks import STANDARD, clocked
from app.orders.quick_rules import Countdown
from app.orders.rules import CHARGED, NOTHING, Timing, earliest_end, timing
from app.rows import columns_of, fetch
from db.clock_words import QuickKind
from db.tables.admin import Staff
from db.tables.bills import Settlement
from db.tables.clocks import QuickService
from db.tables.people import Person
from db.tables.service import (
    IN_SHOP,
    Bay,
    LabourLine,
    OtherLine,
    PartLine,
    RepairOrder,
    StageChange,
)
from db.tables.vehicles import Vehicle
from db.tables.workshop import AWAY, ReadyNotice, SubletTrip
from db.types import Hundredths
from db.vocabulary import LineState, ServiceType, Sex, Stage

Line = LabourLine | PartLine | OtherLine
Which = ColumnElement[bool] | TextClause


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in a list or on a card.

    `hours` are those sold and not declined, `hours_open` the standard ones of unfinished jobs,
    `clocked` the jobs at which somebody has worked. `total` is what all payers pay together:
    the bills, and before them the lines.
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
    hours_open: Decimal = NOTHING
    total: Decimal = NOTHING
    proposed: int = 0
    """Lines that the customer has not been asked about yet."""
    version: int = 0
    colour: str | None = None
    """The colour of the car in words."""
    parts_missing: int = 0
    """Parts that have not arrived."""
    quick: QuickKind | None = None
    quick_minutes: int | None = None
    sex: Sex | None = None
    """How the customer is addressed."""
    sublet_to: str | None = None
    sublet_until: datetime | None = None
    """Where the car is worked on elsewhere, and when it is expected back."""
    told_at: datetime | None = None
    """When the customer was told last that the car is ready."""
    waived: Decimal | None = None
    """The fee that a manager waived because quick service was late."""
    clocked: tuple[ClockedLine, ...] = ()

    @property
    def countdown(self) -> Countdown | None:
        """The countdown of a quick service; None for an ordinary order."""
        if self.quick_minutes is None:
            return None
        return Countdown(self.received_at, self.quick_minutes, self.delivered_at)

    @property
    def parts_at(self) -> datetime | None:
        """When the parts that the car waits for are expected."""
        waits = self.stage is Stage.WAITING_PARTS or self.parts_missing
        return self.parts_expected_at if waits else None

    @property
    def is_promised_before_parts(self) -> bool:
        """True where the parts that the car waits for come after its promised time."""
        if self.parts_at is None:
            return False
        return self.promised_at is not None and self.parts_at > self.promised_at

    def worked(self, now: datetime) -> timedelta:
        """How long people have worked at the car, all together."""
        return sum((line.worked(now) for line in self.clocked), timedelta())

    def work_left(self, now: datetime) -> timedelta:
        """Standard time of unfinished jobs less what the clocks show, per job never below 0."""
        open_lines = [line for line in self.clocked if not line.is_done]
        untouched = self.hours_open - sum((line.standard for line in open_lines), NOTHING)
        return sum((line.left(now) for line in open_lines), as_time(untouched))

    def hours_left(self, now: datetime) -> Decimal:
        """The same in hours."""
        return as_hours(self.work_left(now))

    def overtime(self, now: datetime, percent: int) -> int:
        """How many unfinished jobs take longer than the store allows."""
        open_lines = (line for line in self.clocked if not line.is_done)
        return sum(line.is_overtime(now, percent) for line in open_lines)

    def timing(self, now: datetime, risk_minutes: int) -> Timing:
        """Whether the order is late, at risk or fine now."""
        done_at = earliest_end(now, self.work_left(now), parts_at=self.parts_at)
        return timing(
            self.stage, self.promised_at, done_at=done_at, now=now, risk_minutes=risk_minutes
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
    """A bay to choose, and the plate of the car in it."""

    id: int
    name: str
    taken_by: str | None = None


def in_shop(session: Session) -> list[OrderRow]:
    """Every order whose car has not left, the earliest promise first, those without one last."""
    return sorted(_rows(session, IN_SHOP), key=by_promise)


def by_promise(row: OrderRow) -> tuple[bool, datetime, int]:
    """Sorts orders: the earliest promise first, those without one last."""
    return row.promised_at is None, row.promised_at or row.received_at, row.id


def delivered_on(session: Session, day: date) -> list[OrderRow]:
    """Orders handed over on this day of the store, the last first."""
    on_day = on_days(RepairOrder.delivered_at, day)
    return _rows(session, on_day, RepairOrder.delivered_at.desc())


def rows_of(session: Session, ids: Sequence[int]) -> list[OrderRow]:
    """The orders with these ids, in this order; what does not exist is left out."""
    found = {row.id: row for row in _rows(session, RepairOrder.id.in_(ids))}
    return [found[key] for key in ids if key in found]


def steps(session: Session, order_id: int) -> list[StageMove]:
    """The moves of an order, first to last."""
    moves = select(*columns_of(StageMove, StageChange), Staff.name.label("staff")).join(
        Staff, Staff.id == StageChange.staff_id
    )
    moves = moves.where(StageChange.order_id == order_id)
    return fetch(session, StageMove, moves.order_by(StageChange.id))


def bays(session: Session) -> list[BayChoice]:
    """Bays in use with the car that stands in each."""
    standing = select(RepairOrder.bay_id, RepairOrder.plate).where(IN_SHOP)
    taken = {row.bay_id: row.plate for row in session.execute(standing)}
    in_use = select(Bay.id, Bay.name).where(Bay.active).order_by(Bay.position, Bay.id)
    return fetch(session, BayChoice, in_use, taken_by=lambda row: taken.get(row.id))


def _rows(session: Session, which: Which, *order: ColumnElement[Any]) -> list[OrderRow]:
    sums, bills = _sums(which), _bills(which)
    statement = _orders(*_totals(sums, bills))
    for lines in (*sums, bills):
        statement = statement.outerjoin(lines, lines.c.order_id == RepairOrder.id)
    rows = fetch(session, OrderRow, statement.where(which).order_by(*order))
    found = clocked(session, which) if rows else {}
    return [replace(row, clocked=found[row.id]) if row.id in found else row for row in rows]


def _totals(sums: tuple[Subquery, Subquery, Subquery], bills: Subquery) -> list[ColumnElement[Any]]:
    """Hours, total, proposed lines and whether an order is settled, as columns."""
    labour, total = sums[0].c, _added(*(lines.c.total for lines in sums))
    settled = (func.coalesce(bills.c.standing, 0) > 0) & (bills.c.reopened == 0)
    return [
        func.coalesce(labour.hours, NOTHING).label("hours"),
        func.coalesce(labour.hours_open, NOTHING).label("hours_open"),
        func.coalesce(sums[1].c.missing, 0).label("parts_missing"),
        type_coerce(case((settled, bills.c.total), else_=total), Hundredths).label("total"),
        func.coalesce(settled, false()).label("settled"),
        _added(*(lines.c.proposed for lines in sums)).label("proposed"),
    ]


def _orders(*more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    advisor, technician = aliased(Staff), aliased(Staff)
    told = (
        select(func.max(ReadyNotice.at))
        .where(ReadyNotice.order_id == RepairOrder.id, ReadyNotice.at >= RepairOrder.stage_since)
        .scalar_subquery()
    )
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(OrderRow, RepairOrder),
        RepairOrder.model_name.label("model"),
        Person.name.label("customer"),
        advisor.name.label("advisor"),
        technician.name.label("technician"),
        Bay.name.label("bay"),
        Vehicle.colour.label("colour"),
        QuickService.kind.label("quick"),
        QuickService.minutes.label("quick_minutes"),
        Person.sex.label("sex"),
        SubletTrip.workshop.label("sublet_to"),
        SubletTrip.expected_at.label("sublet_until"),
        told.label("told_at"),
        QuickService.waived_amount.label("waived"),
        *more,
    )
    return (
        wanted.join(advisor, advisor.id == RepairOrder.advisor_id)
        .outerjoin(Person, Person.id == RepairOrder.customer_id)
        .outerjoin(technician, technician.id == RepairOrder.technician_id)
        .outerjoin(Bay, Bay.id == RepairOrder.bay_id)
        .outerjoin(Vehicle, Vehicle.id == RepairOrder.vehicle_id)
        .outerjoin(QuickService, QuickService.order_id == RepairOrder.id)
        .outerjoin(SubletTrip, (SubletTrip.order_id == RepairOrder.id) & AWAY)
    )


def _bills(which: Which) -> Subquery:
    """The bills of each order: their sum, how many stand, how many wait to be made anew."""
    return (
        select(
            Settlement.order_id,
            func.sum(NET).filter(STANDS).label("total"),
            func.count().filter(STANDS).label("standing"),
            func.count().filter(Settlement.reopened).label("reopened"),
        )
        .where(Settlement.order_id.in_(select(RepairOrder.id).where(which)))
        .group_by(Settlement.order_id)
        .subquery()
    )


def _sums(which: Which) -> tuple[Subquery, Subquery, Subquery]:
    """Hours and money of labour, parts and the rest, each by order."""
    unfinished = case((LabourLine.finished_at.is_(None), STANDARD))
    missing = case((PartLine.arrived.is_(False), 1), else_=0)
    return (
        _by_order(
            LabourLine, which, total=LabourLine.fee, hours=LabourLine.hours, hours_open=unfinished
        ),
        _by_order(PartLine, which, total=PartLine.amount, missing=missing),
        _by_order(OtherLine, which, total=OtherLine.amount),
    )


def _by_order(
    line: type[Line], which: Which, **summed: ColumnElement[Any] | InstrumentedAttribute[Decimal]
) -> Subquery:
    """`summed` of the lines that are charged, and how many are proposed, by order."""
    kept = line.state.in_(CHARGED)
    return (
        select(
            line.order_id,
            func.count().filter(line.state == LineState.PROPOSED).label("proposed"),
            *(func.sum(column).filter(kept).label(name) for name, column in summed.items()),
        )
        .where(line.order_id.in_(select(RepairOrder.id).where(which)))
        .group_by(line.order_id)
        .subquery()
    )


def _added(*sums: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum of these sums; an order without such lines adds 0."""
    first, *others = (func.coalesce(each, 0) for each in sums)
    return sum(others, first)
