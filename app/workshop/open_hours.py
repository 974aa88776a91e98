"""Counts the minutes of a span that lie in the store's opening hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.admin import calendar
from app.appointments.rules import OpeningHours
from app.local_time import local_day


@dataclass(frozen=True, slots=True)
class OpenTime:
    """When the store works; `special` tells of the days that are unlike others."""

    hours: OpeningHours
    special: Mapping[date, tuple[str, bool]] = field(default_factory=dict)

    def minutes(self, began: datetime, ended: datetime) -> float:
        """Minutes from `began` to `ended` in which the store was open."""
        day, last, open_for = local_day(began), local_day(ended), timedelta()
        while day <= last:
            if self.special.get(day, ("", True))[1]:
                opens, closes = self.hours.span(day)
                open_for += max(min(ended, closes) - max(began, opens), timedelta())
            day += timedelta(days=1)
        return open_for.total_seconds() / 60


def open_time(session: Session) -> OpenTime:
    """The opening hours with all special days of the calendar."""
    special = calendar.special(session, date.min, date.max)
    return OpenTime(OpeningHours(*calendar.opening(session)), special)
