"""Counts what a consultant did in half a year, for the talk about it (S044)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local_time import local_day, on_days
from app.permissions import Actor
from app.prospects.quotas import month_targets
from app.sales import discount_rules, order_queries
from app.sales.discount_rules import DiscountBasis
from app.sales.loan_rules import NOTHING
from app.sales.order_facts import SaleOrderRow
from app.stock.car_costs import costs_of
from app.text import language
from db.tables.admin import Staff
from db.tables.prospects import LIVE, FollowUp, Prospect
from db.tables.sale_orders import SaleOrder
from db.vocabulary import ContactWay, ProspectState, Role

MONTHS = 6


@dataclass(frozen=True, slots=True)
class SalesMonth:
    """One month of a consultant; `margin` is that of the cars whose cost is known."""

    month: date
    cars: int
    margin: Decimal
    prospects: int
    calls: int
    visits: int


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Half a year up to today; `target` and the counts are of the months that have begun.

    `customers` have ever bought a car of the consultant, `live` may still buy one;
    `unknown` cars are in no margin.
    """

    whose: str
    first: date
    last: date
    months: tuple[SalesMonth, ...]
    target: int
    customers: int
    live: int
    unknown: int
    language: str

    @property
    def cars(self) -> int:
        """Cars that were handed over."""
        return sum(one.cars for one in self.months)

    @property
    def margin(self) -> Decimal:
        """What they earned."""
        return sum((one.margin for one in self.months), NOTHING)

    @property
    def best(self) -> SalesMonth | None:
        """The month with most cars, of equal ones the one that earned more; None without a car."""
        best = max(self.months, key=lambda one: (one.cars, one.margin))
        return best if best.cars else None


def first_day(day: date) -> date:
    """The first day of the half-year of a day."""
    return date(day.year, 1 if day.month <= MONTHS else MONTHS + 1, 1)


def half_year(
    session: Session, staff_id: int, day: date, *, viewer: Actor, at: datetime
) -> HalfYear:
    """The half-year of a day as far as it has come; consultants read their own."""
    whose = staff_id if Role.MANAGER in viewer.roles else viewer.staff_id
    months = [one for one in _months(first_day(day)) if one <= local_day(at)]
    last = min(_after(months[-1]) - timedelta(days=1), local_day(at))
    span = {"first": months[0], "to": last}
    is_delivered = on_days(SaleOrder.delivered_at, **span) & (SaleOrder.staff_id == whose)
    earned = _earned(session, order_queries.rows(session, viewer, is_delivered, at=at))
    begun = Prospect.state != ProspectState.MERGED, Prospect.owner_id == whose
    prospects = _count(session, Prospect.opened_at, on_days(Prospect.opened_at, **span), *begun)
    talked = on_days(FollowUp.done_at, **span), FollowUp.done_by == whose
    ways = {
        way: _count(session, FollowUp.done_at, *talked, FollowUp.way == way)
        for way in (ContactWay.PHONE, ContactWay.HOME_VISIT)
    }
    return HalfYear(
        session.get_one(Staff, whose).name,
        months[0],
        last,
        tuple(
            SalesMonth(
                month,
                len(earned[month]),
                sum((one for one in earned[month] if one is not None), NOTHING),
                prospects[month],
                ways[ContactWay.PHONE][month],
                ways[ContactWay.HOME_VISIT][month],
            )
            for month in months
        ),
        month_targets(session).deliveries * len(months),
        _customers(session, whose),
        _live(session, whose),
        sum(one is None for month in earned.values() for one in month),
        language(),
    )


def _months(first: date) -> list[date]:
    months = [first]
    while len(months) < MONTHS:
        months.append(_after(months[-1]))
    return months


def _after(month: date) -> date:
    """The first day of the next month."""
    return (month + timedelta(days=31)).replace(day=1)


def _earned(
    session: Session, rows: Sequence[SaleOrderRow]
) -> defaultdict[date, list[Decimal | None]]:
    """By month what each car earned; None where nobody knows what it cost."""
    earned: defaultdict[date, list[Decimal | None]] = defaultdict(list)
    costs = costs_of(session, [row.stock_car_id for row in rows if row.stock_car_id is not None])
    for row in rows:
        assert row.delivered_at is not None
        month = local_day(row.delivered_at).replace(day=1)
        cost = costs.get(row.stock_car_id or 0)
        price = DiscountBasis(NOTHING, cost)
        known = discount_rules.margin(row.agreed.amounts, price) if cost is not None else None
        earned[month].append(known)
    return earned


def _count(session: Session, moment: Any, *where: Any) -> Counter[date]:
    """How many there are in each month."""
    moments = session.scalars(select(moment).where(*where))
    return Counter(local_day(one).replace(day=1) for one in moments)


def _customers(session: Session, whose: int) -> int:
    """People and companies who took a car of this consultant, whenever it was."""
    wanted = select(func.count(SaleOrder.person_id.distinct())).where(
        SaleOrder.staff_id == whose, SaleOrder.delivered_at.is_not(None)
    )
    return session.scalar(wanted) or 0


def _live(session: Session, whose: int) -> int:
    wanted = select(func.count()).select_from(Prospect).where(LIVE, Prospect.owner_id == whose)
    return session.scalar(wanted) or 0
