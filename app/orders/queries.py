"""Reads orders for lists and board cards in a few indexed statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Session, aliased

from app.local_time import day_bounds
from app.orders.clock_rules import ClockedLine, as_time
from app.orders.clock_rules import hours as as_hours
from app.orders.clocks import clocked, select_clocked
from app.orders.order_sums import Which, order_sums
from app.orders.quick_rules import Countdown
from app.orders.rules import NOTHING, Timing, earliest_end, timing
from app.rows import columns_of, fetch
from db.clock_words import QuickKind
from db.tables.admin import Staff
from db.tables.clocks import QuickService
from db.tables.people import Person
from db.tables.service import (
    IN_SHOP,
    Bay,
    RepairOrder,
    StageChange,
)
from db.tables.vehicles import Vehicle
from db.tables.workshop import AWAY, ReadyNotice, SubletTrip
from db.vocabulary import ServiceType, Sex, Stage

Reads = tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]
"""The statement that reads orders, and the one that reads their clocks."""


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
        if not self.clocked:
            return as_time(self.hours_open)
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
    return sorted(_rows(session, _in_shop(), {}), key=by_promise)


def by_promise(row: OrderRow) -> tuple[bool, datetime, int]:
    """Sorts orders: the earliest promise first, those without one last."""
    return row.promised_at is None, row.promised_at or row.received_at, row.id


def delivered_on(session: Session, day: date) -> list[OrderRow]:
    """Orders handed over on this day of the store, the last first."""
    start, end = day_bounds(day)
    return _rows(session, _delivered(), {"start": start, "end": end})


def rows_of(session: Session, ids: Sequence[int]) -> list[OrderRow]:
    """The orders with these ids, in this order; what does not exist is left out."""
    found = {row.id: row for row in _rows(session, _by_id(), {"order_ids": ids})}
    return [found[key] for key in ids if key in found]


def steps(session: Session, order_id: int) -> list[StageMove]:
    """The moves of an order, first to last."""
    return fetch(session, StageMove, _steps(), params={"order_id": order_id})


def bays(session: Session) -> list[BayChoice]:
    """Bays in use with the car that stands in each."""
    taken = {row.bay_id: row.plate for row in session.execute(_standing())}
    return fetch(session, BayChoice, _bays(), taken_by=lambda row: taken.get(row.id))


def _rows(session: Session, reads: Reads, params: Mapping[str, object]) -> list[OrderRow]:
    orders, clocks = reads
    found = clocked(session, clocks, params)
    jobs = lambda row: found.get(row.id, ())  # noqa: E731
    return fetch(session, OrderRow, orders, params=params, clocked=jobs)


# Built once each: building these statements costs more than running them.


@cache
def _in_shop() -> Reads:
    return _reads(IN_SHOP)


@cache
def _delivered() -> Reads:
    after = RepairOrder.delivered_at >= bindparam("start")
    of_day = after & (RepairOrder.delivered_at < bindparam("end"))
    return _reads(of_day, RepairOrder.delivered_at.desc())


@cache
def _by_id() -> Reads:
    return _reads(RepairOrder.id.in_(bindparam("order_ids", expanding=True)))


@cache
def _steps() -> Select[*tuple[Any, ...]]:
    moves: Select[*tuple[Any, ...]] = select(
        *columns_of(StageMove, StageChange), Staff.name.label("staff")
    )
    moves = moves.join(Staff, Staff.id == StageChange.staff_id)
    of_order = StageChange.order_id == bindparam("order_id")
    return moves.where(of_order).order_by(StageChange.id)


@cache
def _standing() -> Select[int | None, str | None]:
    return select(RepairOrder.bay_id, RepairOrder.plate).where(IN_SHOP)


@cache
def _bays() -> Select[int, str]:
    return select(Bay.id, Bay.name).where(Bay.active).order_by(Bay.position, Bay.id)


def _reads(which: Which, *order: ColumnElement[Any]) -> Reads:
    sums = order_sums(which)
    statement = _orders(*sums.columns)
    for lines in sums.joined:
        statement = statement.outerjoin(lines, lines.c.order_id == RepairOrder.id)
    return statement.where(which).order_by(*order), select_clocked(which)


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
