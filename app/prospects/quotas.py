"""Counts what consultants are to keep up, and tells what a month of sales should bring."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import local_day, on_days
from app.permissions import Actor
from app.prospects.settings import QuotaSettings, SalesTargetSettings
from app.prospects.signed_orders import credits_of_orders
from db.tables.admin import Staff
from db.tables.prospects import LIVE, FollowUp, Prospect
from db.vocabulary import ContactWay, Role


@dataclass(frozen=True, slots=True)
class Quota:
    """A figure and what it should be at least."""

    count: int
    target: int

    @property
    def is_met(self) -> bool:
        """True once the target is reached; without a target it always is."""
        return self.count >= self.target


@dataclass(frozen=True, slots=True)
class Quotas:
    """The figures of one consultant, or of `consultants` of them together.

    `orders` were signed this month; a shared one counts in part.
    """

    live: Quota
    calls: Quota
    visits: Quota
    orders: Decimal
    consultants: int = 1


def quotas(session: Session, viewer: Actor, *, at: datetime, staff_id: int | None = None) -> Quotas:
    """The figures of who looks, or for a manager of one colleague or of all consultants.

    Calls are of the local day, visits of the week from Monday on (S005, S035, S036).
    """
    whose = staff_id if Role.MANAGER in viewer.roles else viewer.staff_id
    asked, today = settings.load(session).of(QuotaSettings), local_day(at)
    count = 1 if whose is not None else max(1, _consultants(session))
    monday = today - timedelta(days=today.weekday())
    calls = _made(session, whose, ContactWay.PHONE, on_days(FollowUp.done_at, today))
    visits = _made(
        session, whose, ContactWay.HOME_VISIT, on_days(FollowUp.done_at, monday, to=today)
    )
    return Quotas(
        Quota(_live(session, whose), asked.live_target * count),
        Quota(calls, asked.calls_target * count),
        Quota(visits, asked.visits_target * count),
        credits_of_orders(session, today.replace(day=1), to=today, staff_id=whose),
        count,
    )


@dataclass(frozen=True, slots=True)
class MonthTargets:
    """Cars that are to be ordered and handed over in a month: by each consultant, by the store."""

    orders: int
    deliveries: int
    store_orders: int
    store_deliveries: int


def month_targets(session: Session) -> MonthTargets:
    """The targets of a month; the store's are those of all consultants unless it has its own."""
    asked = settings.load(session).of(SalesTargetSettings)
    count = _consultants(session)
    orders, deliveries = asked.orders_target, asked.deliveries_target
    return MonthTargets(
        orders,
        deliveries,
        asked.store_orders_target or orders * count,
        asked.store_deliveries_target or deliveries * count,
    )


def _consultants(session: Session) -> int:
    active = session.scalars(select(Staff.roles).where(Staff.active))
    return sum(Role.CONSULTANT in roles for roles in active)


def _live(session: Session, whose: int | None) -> int:
    wanted = select(func.count()).select_from(Prospect).where(LIVE)
    own = wanted if whose is None else wanted.where(Prospect.owner_id == whose)
    return session.scalar(own) or 0


def _made(session: Session, whose: int | None, way: ContactWay, when: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(FollowUp).where(when, FollowUp.way == way)
    own = wanted if whose is None else wanted.where(FollowUp.done_by == whose)
    return session.scalar(own) or 0
