"""The clock, and local time for screen and paper; the database holds aware UTC.

The only module of `app` that reads the clock.
"""

import time as time_module
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def now() -> datetime:
    """The present moment; handed in as `at=` by the window and the command line."""
    return datetime.now(UTC)


def uptime() -> float:
    """For how many seconds this PC has run: no clock that is set changes it."""
    return time_module.monotonic()


def local(at: datetime) -> datetime:
    """`at` in the time zone of this computer."""
    return at.astimezone()


def local_day(at: datetime) -> date:
    """The store's calendar day of `at`."""
    return at.astimezone().date()


def at_local(day: date, clock: time) -> datetime:
    """The moment at which the store's clock shows `clock` on `day`."""
    return datetime.combine(day, clock).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of `day` and first moment of the next one."""
    return at_local(day, time()), at_local(day + timedelta(days=1), time())


def on_days(moment: Any, first: date, *, to: date | None = None) -> "ColumnElement[bool]":
    """True where a column of moments lies on a day, or on the days up to `to`."""
    start, end = day_bounds(first)[0], day_bounds(to or first)[1]
    found: ColumnElement[bool] = (moment >= start) & (moment < end)
    return found
