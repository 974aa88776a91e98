"""Decides when a car's next maintenance is due, from how far it is really driven."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

APART = timedelta(days=30)
"""Two readings closer together say nothing of how far a car is driven."""
LEAST_A_DAY, MOST_A_DAY = Decimal(3), Decimal(300)


@dataclass(frozen=True, slots=True)
class OdometerReading:
    """What the odometer showed on a day."""

    on: date
    km: int


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """Kilometres and months from one maintenance to the next; `km_a_day` where no reading tells."""

    km: int
    months: int
    km_a_day: int


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """Work of a model's plan: due after so many km or months, whichever comes first.

    `first_only`: it belongs to the first maintenance of a new car. `items` are the labour items
    that it holds.
    """

    id: int
    km: int | None
    months: int | None
    first_only: bool = False
    items: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ServiceDue:
    """The day of the next maintenance: by kilometres or by months, whichever comes first.

    `km` is the reading at which it is due. `since`: the older of the readings that told the
    kilometres a day; None where the plan's usual figure counts.
    """

    on: date
    by_km: date
    by_months: date
    km: int
    km_a_day: Decimal
    since: date | None


def service_due(
    last: OdometerReading, readings: Sequence[OdometerReading], *, plan: ServicePlan
) -> ServiceDue:
    """When the maintenance after `last` is due; readings in the order of their days."""
    first, newest = rising(readings)
    km_a_day = Decimal(plan.km_a_day)
    if first is not None and newest is not None:
        km_a_day = Decimal(newest.km - first.km) / (newest.on - first.on).days
    km_a_day = min(max(km_a_day, LEAST_A_DAY), MOST_A_DAY)
    by_km = last.on + timedelta(days=int(plan.km / km_a_day))
    by_months = months_after(last.on, plan.months)
    since = first.on if first is not None else None
    return ServiceDue(min(by_km, by_months), by_km, by_months, last.km + plan.km, km_a_day, since)


def counted_work(
    work: Sequence[PlannedWork], *, maintained: bool, km: int
) -> tuple[PlannedWork, ...]:
    """What counts of a plan: the first maintenance of a new car, else what comes again.

    A car with twice the kilometres of its first maintenance had that one elsewhere.
    """
    first = tuple(one for one in work if one.first_only and (one.km is None or km < 2 * one.km))
    if first and not maintained:
        return first
    return tuple(one for one in work if not one.first_only)


def plan_of(work: Sequence[PlannedWork], usual: ServicePlan) -> ServicePlan:
    """From one maintenance to the next: the shortest intervals, `usual` where there is none."""
    km = min((one.km for one in work if one.km), default=usual.km)
    months = min((one.months for one in work if one.months), default=usual.months)
    return ServicePlan(km, months, usual.km_a_day)


def due_work(
    work: Sequence[PlannedWork],
    *,
    done: Mapping[int, OdometerReading],
    start: OdometerReading,
    visit: OdometerReading,
    plan: ServicePlan,
) -> tuple[PlannedWork, ...]:
    """What of a plan is due at a visit, each since it was last done, else since `start`.

    `done`: the last time by labour item. What would be due before half an interval after the
    visit is done with it. Work that other due work holds is left out.
    """
    due = [one for one in work if _is_due(one, _since(one, done, start), visit=visit, plan=plan)]
    return tuple(one for one in due if not any(one.items < other.items for other in due))


def _since(
    work: PlannedWork, done: Mapping[int, OdometerReading], start: OdometerReading
) -> OdometerReading:
    """When the work was last done as a whole."""
    return min((done.get(item, start) for item in work.items), key=lambda at: at.on, default=start)


def _is_due(
    work: PlannedWork, since: OdometerReading, *, visit: OdometerReading, plan: ServicePlan
) -> bool:
    began = since.km if since.km <= visit.km else 0  # a lower reading: the odometer was changed
    by_km = work.km is not None and visit.km + plan.km // 2 >= began + work.km
    if by_km or work.months is None:
        return by_km
    return months_after(visit.on, plan.months // 2) >= months_after(since.on, work.months)


def rising(
    readings: Sequence[OdometerReading],
) -> tuple[OdometerReading | None, OdometerReading | None]:
    """The newest reading and the newest one at least 30 days before it with less kilometres.

    A lower reading starts anew: the odometer was changed. None twice where nothing tells.
    """
    counted: list[OdometerReading] = []
    for one in readings:
        counted = [*counted, one] if not counted or one.km >= counted[-1].km else [one]
    for earlier in reversed(counted[:-1]):
        if counted[-1].on - earlier.on >= APART and earlier.km < counted[-1].km:
            return earlier, counted[-1]
    return None, None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
