"""Answers the six questions of the workshop board (S026) from its rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from app.orders.clock_rules import hours
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED, Timing
from app.orders.technicians import TechnicianNow
from db.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Answers:
    """Cars, bays, technicians, promises and missing parts, as the board's head shows them."""

    in_shop: int = 0
    bays_taken: tuple[str, ...] = ()
    bays: int = 0
    working: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    next_promise: datetime | None = None
    next_plate: str | None = None
    late: int = 0
    at_risk: int = 0
    waiting_parts: tuple[str, ...] = ()


def answer(
    rows: Sequence[OrderRow],
    *,
    bays: int,
    technicians: Sequence[TechnicianNow],
    now: datetime,
    risk_minutes: int,
) -> Answers:
    """Answers the questions; who works and who is free is what the clocks show.

    The next promise is the earliest of unfinished cars.
    """
    timings = Counter(row.timing(now, risk_minutes) for row in rows)
    earliest = _next_promise(rows)
    missing = [row for row in rows if row.stage is Stage.WAITING_PARTS]
    return Answers(
        in_shop=len(rows),
        bays_taken=tuple(sorted({row.bay for row in rows if row.bay})),
        bays=bays,
        working=tuple(sorted(one.name for one in technicians if one.clock is not None)),
        free=tuple(one.name for one in technicians if one.is_free),
        next_promise=earliest.promised_at if earliest else None,
        next_plate=earliest.plate if earliest else None,
        late=timings[Timing.LATE],
        at_risk=timings[Timing.AT_RISK],
        waiting_parts=tuple(row.plate or row.number for row in missing),
    )


def _next_promise(rows: Sequence[OrderRow]) -> OrderRow | None:
    promised = (row for row in rows if row.promised_at and row.stage not in FINISHED)
    return min(promised, key=lambda row: (row.promised_at, row.id), default=None)


def hours_of(rows: Sequence[OrderRow], stage: Stage, *, now: datetime) -> Decimal:
    """Hours still to be worked in one column."""
    left = (row.work_left(now) for row in rows if row.stage is stage)
    return hours(sum(left, timedelta()))
