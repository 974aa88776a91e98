"""Aware UTC below, the store's local time on screen and paper.

The only module of `app` that reads the clock.
"""

from datetime import UTC, date, datetime, time, timedelta


def now() -> datetime:
    """The present moment; handed in as `at=` by the window and the command line."""
    return datetime.now(UTC)


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
