"""How long cars stand in each stage, and how often finished work comes back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds
from app.workshop.open_hours import open_time
from db.tables.quality import QualityCheck
from db.tables.service import RepairOrder, StageChange
from db.vocabulary import OPEN_STAGES, Stage


@dataclass(frozen=True, slots=True)
class StageTime:
    """How many stays in a stage ended, and their minutes in opening hours."""

    stage: Stage
    stays: int
    minutes: int
    middle: int
    longest: int

    @property
    def average(self) -> int:
        """Minutes of one stay."""
        return round(self.minutes / self.stays)


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """Orders handed over, reworks linked to an order among them, checks that failed."""

    handed_over: int
    reworks: int
    failed: int

    @property
    def rework_percent(self) -> float:
        """Share of linked reworks among all orders that left; 0 where none did."""
        return 100 * self.reworks / self.handed_over if self.handed_over else 0.0


def stage_times(session: Session, first: date, last: date) -> list[StageTime]:
    """The stays in each open stage that ended from `first` to `last`, in the board's order.

    A stay ends with the next move of its order; only opening hours count.
    """
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    hours = open_time(session)
    spans: dict[Stage, list[float]] = defaultdict(list)
    for stage, began, ended in session.execute(_stays(start, end)):
        spans[stage].append(hours.minutes(began, ended))
    return [_figures(stage, spans[stage]) for stage in OPEN_STAGES if spans[stage]]


def quality_figures(session: Session, first: date, last: date) -> QualityFigures:
    """Rework of the orders that left from `first` to `last`, and failed checks of these days."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    left = select(func.count()).where(
        RepairOrder.delivered_at >= start, RepairOrder.delivered_at < end
    )
    again = left.where(RepairOrder.reworked_id.is_not(None))
    failed = select(func.count()).where(
        QualityCheck.at >= start, QualityCheck.at < end, QualityCheck.passed.is_(False)
    )
    counts = (session.scalar(one) or 0 for one in (left, again, failed))
    return QualityFigures(*counts)


def _stays(start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    """Stage, its beginning and its end, of stays that ended within the span."""
    following = func.lead(StageChange.at, type_=StageChange.at.type).over(
        partition_by=StageChange.order_id, order_by=StageChange.id
    )
    steps = select(
        StageChange.new_stage.label("stage"),
        StageChange.at.label("began"),
        following.label("ended"),
    ).where(StageChange.order_id.in_(select(StageChange.order_id).where(StageChange.at >= start)))
    found = steps.subquery()
    within = (found.c.ended >= start) & (found.c.ended < end)
    return select(found.c.stage, found.c.began, found.c.ended).where(within)


def _figures(stage: Stage, minutes: list[float]) -> StageTime:
    total, middle, longest = sum(minutes), median(minutes), max(minutes)
    return StageTime(stage, len(minutes), round(total), round(middle), round(longest))
