"""Decides how many cars of a version and colour are to be ordered from the maker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from db.stock_words import ProposalReason

WEIGHTS = (Decimal("0.2"), Decimal("0.3"), Decimal("0.5"))
"""What each of the last three months counts in the forecast, the newest most."""
MONTHS = len(WEIGHTS)
MONTHS_A_DAY = Decimal(12) / Decimal(365)
DAYS_A_WEEK = 7
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ProposalRules:
    """How far a proposal looks ahead; all from the settings of the store."""

    lead_weeks: int
    added_percent: int
    target_days: int
    slow_days: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What is known of one version in one colour; `sold` by month, the oldest first.

    `outlets` are the cars that outlets expect to sell beyond those they have; `by_outlets` is the
    part of `sold` that these same outlets sold.
    """

    sold: tuple[int, ...]
    free: int
    in_transit: int
    oldest_days: int | None
    outlets: int = 0
    by_outlets: tuple[int, ...] = (0,) * MONTHS


@dataclass(frozen=True, slots=True)
class Proposal:
    """How many to order, and the figures that say why.

    `until_arrival` and `target` are cars, to a tenth; `need` is exactly their sum with the outlets,
    less what is free and in transit, so that the paper adds up. `reason`: why none; None where some
    are ordered.
    """

    month: Decimal
    until_arrival: Decimal
    target: Decimal
    need: Decimal
    units: int
    reason: ProposalReason | None


def month_begins(day: date) -> tuple[date, ...]:
    """First days of the last three whole months and of the present one."""
    return tuple(month_at(day, months) for months in range(-MONTHS, 1))


def month_at(day: date, months: int) -> date:
    """The first day of the month that is `months` after the one of `day`."""
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def forecast(sold: Sequence[int]) -> Decimal:
    """Cars a month: half of the last month, 0.3 of the one before, 0.2 of the third."""
    return sum((weight * cars for weight, cars in zip(WEIGHTS, sold, strict=True)), Decimal(0))


def propose(demand: Demand, rules: ProposalRules) -> Proposal:
    """Sales until the order arrives, target stock, outlets, less what is free and in transit.

    A colour that stands too long is not ordered. The formula is the store's Monday proposal. The
    forecast of an outlet takes the place of its past sales in the target stock, so that nothing
    that it sells after the arrival counts twice; until the arrival its past sales count as all do.
    """
    month = forecast(demand.sold)
    more = 1 + Decimal(rules.added_percent) / 100
    until = _tenth(month * more, rules.lead_weeks * DAYS_A_WEEK)
    own = [cars - theirs for cars, theirs in zip(demand.sold, demand.by_outlets, strict=True)]
    target = _tenth(forecast(own), rules.target_days)
    need = until + target + demand.outlets - demand.free - demand.in_transit
    units = max(0, int(need.quantize(Decimal(1), ROUND_HALF_UP)))
    reason = _reason(demand, month, units=units, slow_days=rules.slow_days)
    return Proposal(month, until, target, need, 0 if reason else units, reason)


def _tenth(month: Decimal, days: int) -> Decimal:
    return (month * days * MONTHS_A_DAY).quantize(TENTH, ROUND_HALF_UP)


def _reason(demand: Demand, month: Decimal, *, units: int, slow_days: int) -> ProposalReason | None:
    if demand.oldest_days is not None and demand.oldest_days > slow_days:
        return ProposalReason.SLOW
    if not month and not demand.outlets:
        return ProposalReason.NOT_SOLD
    return None if units else ProposalReason.ENOUGH
