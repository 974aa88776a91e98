"""Reads the clocks: who works at what now, and the time at the jobs of orders."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, func, select
from sqlalchemy.orm import Session

from app.orders.clock_rules import ClockedLine, Span
from app.orders.rules import CHARGED
from app.orders.shared_work import LEAD_ID, WORK_STANDARD
from app.rows import columns_of, fetch
from db.tables.admin import Staff
from db.tables.clocks import JobClock
from db.tables.service import LabourLine, RepairOrder


@dataclass(frozen=True, slots=True)
class RunningClock:
    """Who works at which job of which order, and since when."""

    id: int
    staff_id: int
    staff: str
    line_id: int
    line: str
    order_id: int
    plate: str
    started_at: datetime


def running(session: Session, *which: ColumnElement[bool]) -> list[RunningClock]:
    """Every job clock that runs, the longest first."""
    wanted = _running().where(JobClock.ended_at.is_(None), *which)
    return fetch(session, RunningClock, wanted.order_by(JobClock.started_at, JobClock.id))


@cache
def _running() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(RunningClock, JobClock),
        Staff.name.label("staff"),
        LabourLine.name.label("line"),
        LabourLine.order_id.label("order_id"),
        func.coalesce(RepairOrder.plate, RepairOrder.number).label("plate"),
    )
    return (
        wanted.join(Staff, Staff.id == JobClock.staff_id)
        .join(LabourLine, LabourLine.id == JobClock.line_id)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
    )


def select_clocked(which: ColumnElement[bool] | TextClause) -> Select[*tuple[Any, ...]]:
    """The clocks at the jobs of these orders, for `clocked`."""
    orders = select(RepairOrder.id).where(which)
    wanted: Select[*tuple[Any, ...]] = select(
        LabourLine.order_id,
        LEAD_ID.label("id"),
        WORK_STANDARD.label("standard"),
        LabourLine.finished_at,
        JobClock.started_at,
        JobClock.ended_at,
    )
    return (
        wanted.join(JobClock, JobClock.line_id == LabourLine.id)
        .where(LabourLine.order_id.in_(orders), LabourLine.state.in_(CHARGED))
        .order_by(JobClock.id)
    )


def clocked(
    session: Session, wanted: Select[*tuple[Any, ...]], params: Mapping[str, object]
) -> dict[int, tuple[ClockedLine, ...]]:
    """The jobs at which somebody has worked, by order."""
    spans: dict[tuple[int, int, Decimal, bool], list[Span]] = defaultdict(list)
    for row in session.execute(wanted, params):
        line = (row.order_id, row.id, row.standard, row.finished_at is not None)
        spans[line].append(Span(row.started_at, row.ended_at))
    found: dict[int, list[ClockedLine]] = defaultdict(list)
    for (order_id, line_id, standard, is_done), clocks in spans.items():
        found[order_id].append(ClockedLine(line_id, standard, is_done, tuple(clocks)))
    return {order_id: tuple(lines) for order_id, lines in found.items()}


def spans_of(
    session: Session, line_ids: Sequence[int] | Select[Any]
) -> dict[int, list[tuple[int, Span]]]:
    """The clocks at these jobs with whose they are, by job, in the order of saving."""
    wanted = select(JobClock.line_id, JobClock.staff_id, JobClock.started_at, JobClock.ended_at)
    found: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    for row in session.execute(wanted.where(JobClock.line_id.in_(line_ids)).order_by(JobClock.id)):
        found[row.line_id].append((row.staff_id, Span(row.started_at, row.ended_at)))
    return found
