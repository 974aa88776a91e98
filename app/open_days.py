"""The days at which the store does not work, for whoever plans ahead."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.calendar import SpecialDay


def closed_days(session: Session, first: date) -> frozenset[date]:
    """The days from `first` on at which the store does not work."""
    days = select(SpecialDay.day).where(SpecialDay.day >= first, ~SpecialDay.works)
    return frozenset(session.scalars(days))
