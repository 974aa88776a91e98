"""Decides on the rights of a car's first days, and which of its periods are running or ending.

Articles 20, 22 and 23 of order 43; a fault counts by the day on which the car came with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.warranty.rules import (
    DAY,
    EARLY_KM,
    PERIOD_KM,
    WARRANTY_KM,
    Fault,
    Periods,
    Repair,
    RightCount,
    RuleSet,
    Subject,
    is_inside,
)

FREE_OF_COMPENSATION = frozenset({Subject.FIRST_WEEK, Subject.EARLY_SAFETY})
"""Rights to another car or the money back without paying for its use (article 27)."""
LAST_DAYS, LAST_KM = 30 * DAY, 1_000
"""How long before its end a period of years is told: the customer may still have it looked at."""


def first_rights(
    repairs: Iterable[Repair], rules: RuleSet, *, times: Periods
) -> tuple[RightCount, ...]:
    """The rights that faults of the first 7 and 60 days give, each once."""
    found = (
        right
        for repair in repairs
        for fault in repair.faults
        for right in _of_fault(repair, fault, rules=rules, times=times)
    )
    return tuple(dict.fromkeys(found))


def _of_fault(
    repair: Repair, fault: Fault, *, rules: RuleSet, times: Periods
) -> Iterator[RightCount]:
    """Articles 22, 23 and 20, the strongest first; a serious fault of no part is a fuel leak."""
    day, part = repair.reported_on, fault.part
    is_early = is_inside(day, repair.km, until=times.day_60, most_km=EARLY_KM)
    if rules.first_week and part in rules.parts and fault.replaced and day <= times.day_7:
        yield RightCount(Subject.FIRST_WEEK, part, 1, 1, has_right=True)
    if fault.is_serious and is_early and (part is None or part in rules.early_parts):
        yield RightCount(Subject.EARLY_SAFETY, fault.code, 1, 1, has_right=True)
    if part in rules.parts and is_early:
        yield RightCount(Subject.EARLY_PART, part, 1, 1, has_right=True)


class PeriodName(StrEnum):
    """The periods of a car, the shortest first."""

    WEEK = "week"
    EARLY = "early"
    RIGHTS = "rights"
    WARRANTY = "warranty"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a car with its last day; `most_km` None: only the day ends it."""

    name: PeriodName
    last_day: date
    most_km: int | None
    is_running: bool
    is_told: bool
    """Worth saying to whoever deals with the car: its first days, or the last of its years."""


def periods_on(times: Periods, rules: RuleSet, *, day: date, km: int | None) -> tuple[Period, ...]:
    """How the periods of a car stand on a day with its odometer at `km`."""
    listed = (
        (PeriodName.WEEK, times.day_7, None),
        (PeriodName.EARLY, times.day_60, EARLY_KM),
        (PeriodName.RIGHTS, times.rights_end, PERIOD_KM),
        (PeriodName.WARRANTY, times.warranty_end, WARRANTY_KM),
    )
    return tuple(
        _period(name, last_day, most_km, day=day, km=km)
        for name, last_day, most_km in listed
        if rules.first_week or name is not PeriodName.WEEK
    )


def _period(
    name: PeriodName, last_day: date, most_km: int | None, *, day: date, km: int | None
) -> Period:
    read = 0 if km is None or most_km is None else km
    limit = 0 if most_km is None else most_km
    is_running = is_inside(day, read, until=last_day, most_km=limit)
    is_short = name in (PeriodName.WEEK, PeriodName.EARLY)
    is_last = last_day - day <= LAST_DAYS or limit - read <= LAST_KM
    return Period(name, last_day, most_km, is_running, is_running and (is_short or is_last))
