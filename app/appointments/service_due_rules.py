"""Decides when a car's next maintenance is due, from how far it is really driven."""

from calendar import monthrange
from collections.abc import Sequence
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
