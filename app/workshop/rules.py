"""Answers the six questions of the workshop board (S026) from its rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from app.local_time import local
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED, Timing
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
    technicians: Sequence[str],
    now: datetime,
    risk_minutes: int,
) -> Answers:
    """Answers the questions; `technicians` are on duty, and free without a car in work.

    The next promise is the earliest of unfinished cars.
    """
    timings = Counter(row.timing(now, risk_minutes) for row in rows)
    working = {row.technician for row in rows if row.technician and row.stage is Stage.IN_WORK}
    earliest = _next_promise(rows)
    missing = [row for row in rows if row.stage is Stage.WAITING_PARTS]
    return Answers(
        in_shop=len(rows),
        bays_taken=tuple(sorted({row.bay for row in rows if row.bay})),
        bays=bays,
        working=tuple(sorted(working)),
        free=tuple(name for name in technicians if name not in working),
        next_promise=earliest.promised_at if earliest else None,
        next_plate=earliest.plate if earliest else None,
        late=timings[Timing.LATE],
        at_risk=timings[Timing.AT_RISK],
        waiting_parts=tuple(row.plate or row.number for row in missing),
    )


def _next_promise(rows: Sequence[OrderRow]) -> OrderRow | None:
    promised = (row for row in rows if row.promised_at and row.stage not in FINISHED)
    return min(promised, key=lambda row: (row.promised_at, row.id), default=None)


def hours_used(row: OrderRow, now: datetime, *, opens: time, closes: time) -> Decimal:
    """Opening hours for which a car has been worked on without a stop, to a tenth."""
    if row.stage is not Stage.IN_WORK:
        return Decimal("0.0")
    start, end = local(row.stage_since), local(now)
    worked = timedelta()
    for days in range(max(0, (end.date() - start.date()).days) + 1):
        day = start.date() + timedelta(days=days)
        begins = max(start, datetime.combine(day, opens).astimezone())
        ends = min(end, datetime.combine(day, closes).astimezone())
        worked += max(timedelta(), ends - begins)
    if start.date() == end.date():
        worked = max(worked, end - start)  # who works late works too
    return Decimal(worked.total_seconds() / 3600).quantize(Decimal("0.1"))


def hours_of(rows: Sequence[OrderRow], stage: Stage) -> Decimal:
    """Hours still to be worked in one column."""
    return sum((row.hours_left for row in rows if row.stage is stage), Decimal(0))
