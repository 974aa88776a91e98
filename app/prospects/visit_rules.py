"""Decides when a customer of a class is to be visited again (S071, S072)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from app.prospects.settings import VisitCadenceSettings
from db.vocabulary import CustomerClass

AFTERNOON = time(14)
"""Visits are made in the afternoon, after the calls of the morning (S037)."""


def cadences(asked: VisitCadenceSettings) -> Mapping[CustomerClass, int]:
    """The months between two visits of each class that has any; without: as needed."""
    months = {
        CustomerClass.VIP: asked.vip_months,
        CustomerClass.TIER_1: asked.tier_1_months,
        CustomerClass.TIER_2: asked.tier_2_months,
    }
    return {each: count for each, count in months.items() if count}


def visit_on(last: date, months: int) -> date:
    """The day of the next visit: the same day so many months later, or that month's last."""
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def visit_time(now: datetime) -> datetime:
    """This afternoon, or tomorrow's; local times without a zone."""
    today = datetime.combine(now.date(), AFTERNOON)
    return today if now < today else today + timedelta(days=1)
