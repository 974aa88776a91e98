"""Reads what the records of the cars that were handed over tell of the service."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.local_time import day_bounds
from app.orders.quick_rules import Countdown
from app.rows import columns_of, fetch
from db.nouns import Noun
from db.tables.admin import Audit, Staff
from db.tables.appointments import Appointment
from db.tables.clocks import JobClock, QuickService
from db.tables.inspections import Inspection
from db.tables.quality import QualityCheck
from db.tables.service import Approval, LabourLine, PromiseChange, RepairOrder, StageChange
from db.tables.workshop import ReadyNotice
from db.vocabulary import ServiceType, Stage


@dataclass(frozen=True, slots=True)
class ServedCar:
    """A car that was handed over, and what its records tell of the service.

    `wanted_at` is the first promised time, `worked_at` the first move to work, `agreed_at` the
    first consent, `warned` a later promise that was made before the old one had passed.
    """

    id: int
    number: str
    plate: str
    delivered_at: datetime
    wash: bool
    explained: str
    next_service_on: date | None
    next_service_km: int | None
    wanted_at: datetime | None
    warned: bool
    booked: bool
    inspected: bool
    agreed_at: datetime | None
    worked_at: datetime | None
    clocked: bool
    checked: bool
    failed: bool
    came_back: bool
    washed: bool
    told: bool
    waits_in_store: bool
    received_at: datetime
    quick_minutes: int | None
    advisor: str
    picked: bool

    @property
    def is_quick(self) -> bool | None:
        """True where a quick service was kept; None where none was promised."""
        if self.quick_minutes is None:
            return None
        countdown = Countdown(self.received_at, self.quick_minutes, self.delivered_at)
        return not countdown.is_late(self.delivered_at)

    @property
    def is_late(self) -> bool | None:
        """True where it left after the time that was promised first; None without a promise."""
        return None if self.wanted_at is None else self.delivered_at > self.wanted_at


def served_cars(session: Session, first: date, last: date) -> list[ServedCar]:
    """The cars that were handed over from `first` to `last`, the latest first.

    The store's own cars are left out.
    """
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    left = RepairOrder.delivered_at >= start, RepairOrder.delivered_at < end
    picked = _picked(session, left)
    own = RepairOrder.service_type != ServiceType.PRE_SALE
    wanted = _served(start).where(*left, own).order_by(RepairOrder.delivered_at.desc())
    return fetch(session, ServedCar, wanted, picked=lambda row: row.id in picked)


def _served(start: datetime) -> Select[*tuple[Any, ...]]:
    facts = _facts(start)
    own = (column for column in columns_of(ServedCar, RepairOrder) if column.key not in facts)
    return select(*own, *(value.label(name) for name, value in facts.items()))


def _facts(start: datetime) -> dict[str, ColumnElement[Any]]:
    """What other tables tell of an order that left after `start`, by field."""
    rework = aliased(RepairOrder)
    again = select(rework.reworked_id).where(
        rework.received_at >= start,
        rework.reworked_id.is_not(None),
        rework.stage != Stage.CANCELLED,
    )
    promised = func.coalesce(PromiseChange.old_promise, PromiseChange.new_promise)
    clocks = select(JobClock.id).join(LabourLine, LabourLine.id == JobClock.line_id)
    quick = select(QuickService.minutes).where(QuickService.order_id == RepairOrder.id)
    advisor = select(Staff.name).where(Staff.id == RepairOrder.advisor_id)
    return {
        "wanted_at": func.coalesce(_first(PromiseChange, promised), RepairOrder.promised_at),
        "warned": _has(PromiseChange, PromiseChange.at <= PromiseChange.old_promise),
        "booked": _has(Appointment),
        "inspected": _has(Inspection, Inspection.finished_at.is_not(None)),
        "agreed_at": _first(Approval, Approval.at),
        "worked_at": _first(StageChange, StageChange.at, StageChange.new_stage == Stage.IN_WORK),
        "clocked": clocks.where(LabourLine.order_id == RepairOrder.id).exists(),
        "checked": _has(QualityCheck),
        "failed": _has(QualityCheck, QualityCheck.passed.is_(False)),
        "came_back": RepairOrder.id.in_(again),
        "washed": _has(StageChange, StageChange.new_stage == Stage.WASH),
        "told": _has(ReadyNotice, ReadyNotice.at <= RepairOrder.delivered_at),
        "quick_minutes": quick.scalar_subquery(),
        "advisor": advisor.scalar_subquery(),
    }


def _has(table: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an order has a row of `table`."""
    return select(table.id).where(table.order_id == RepairOrder.id, *more).exists()


def _first(table: Any, value: Any, *more: ColumnElement[bool]) -> ColumnElement[Any]:
    """A value of the row of `table` that was saved first for an order and has it."""
    wanted = select(value).where(table.order_id == RepairOrder.id, value.is_not(None), *more)
    return wanted.order_by(table.id).limit(1).scalar_subquery()


def _picked(session: Session, left: Sequence[ColumnElement[bool]]) -> set[int]:
    """Orders of nobody with a job of nobody that somebody started.

    Then the start of the clock named the technician of both the job and the order.
    """
    begun = select(LabourLine.order_id, LabourLine.id, JobClock.started_at)
    begun = begun.join(JobClock, JobClock.line_id == LabourLine.id)
    begun = begun.join(RepairOrder, RepairOrder.id == LabourLine.order_id).where(*left)
    rows = session.execute(begun).all()
    jobs = _named(session, Noun.LABOUR_LINE, {row.id for row in rows})
    orders = _named(session, Noun.REPAIR_ORDER, {row.order_id for row in rows})
    return {
        row.order_id
        for row in rows
        if jobs[row.id, row.started_at] & orders[row.order_id, row.started_at]
    }


def _named(
    session: Session, noun: Noun, keys: set[int]
) -> defaultdict[tuple[int | None, datetime], set[str]]:
    """The gestures that named a technician, by record and time."""
    wanted = select(Audit.noun_id, Audit.at, Audit.gesture).where(
        Audit.noun == noun, Audit.noun_id.in_(keys), Audit.new.like('%"technician_id"%')
    )
    found: defaultdict[tuple[int | None, datetime], set[str]] = defaultdict(set)
    for row in session.execute(wanted):
        found[row.noun_id, row.at].add(row.gesture)
    return found
