"""Reads how many first visits left a contact, by consultant."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.admin import queries as house
from app.local_time import day_bounds, on_days
from app.reception.rotation import WALK_IN
from app.reception.rules import Rate
from db.tables.reception import Visit
from db.tables.store_lists import Purpose
from db.vocabulary import Role

Span = datetime | BindParameter[Any]


@dataclass(frozen=True, slots=True)
class ConsultantRate:
    """Contacts kept by one consultant, today and this month."""

    id: int
    name: str
    today: Rate
    month: Rate


def month_rate(session: Session, today: date) -> Rate:
    """The contact-kept rate of the month until now."""
    rates = _by_consultant(session, today.replace(day=1), today).values()
    return Rate(sum(rate.kept for rate in rates), sum(rate.visits for rate in rates))


def rates(session: Session, today: date) -> list[ConsultantRate]:
    """Contacts kept per consultant, today and this month."""
    day = _by_consultant(session, today, today)
    month = _by_consultant(session, today.replace(day=1), today)
    current = house.staff(session, Role.CONSULTANT)
    left = (one for one in house.staff(session, everybody=True) if one.id in month)
    names = {one.id: one.name for one in (*current, *left)}
    return [
        ConsultantRate(key, name, day.get(key, Rate()), month.get(key, Rate()))
        for key, name in names.items()
    ]


def replaced(start: Span, end: Span) -> Select[int | None]:
    """Visits that a newer row corrects, unless that row was struck out."""
    newer = aliased(Visit)
    return select(newer.corrects).where(
        newer.arrived_at >= start,
        newer.arrived_at < end,
        newer.corrects.is_not(None),
        newer.cancelled_at.is_(None),
    )


def _by_consultant(session: Session, first: date, last: date) -> dict[int | None, Rate]:
    """The rates of the days from `first` to `last`."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    counts = select(Visit.consultant_id, func.count().filter(Visit.contact_kept), func.count())
    first_visits = counts.join(Purpose, Purpose.id == Visit.purpose_id).where(
        on_days(Visit.arrived_at, first, to=last),
        Visit.kind == WALK_IN,
        Visit.first,
        Purpose.is_sales,
    )
    counted = first_visits.where(
        Visit.cancelled_at.is_(None), Visit.id.not_in(replaced(start, end))
    )
    found: Any = session.execute(counted.group_by(Visit.consultant_id))
    return {key: Rate(kept, visits) for key, kept, visits in found}
