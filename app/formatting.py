"""Formats times, dates, durations, distances and money for screens and papers.

Moments are aware UTC and shown in local time; None is shown as "".
"""

from datetime import date, datetime
from decimal import Decimal

from app.local_time import local, local_day
from app.text import _, language, ngettext

HOUR, DAY = 60, 24 * 60
CENT = Decimal("0.01")


def clock(at: datetime | None) -> str:
    """The time, such as `14:05`."""
    return _hour_and_minute(local(at)) if at is not None else ""


def short_day(on: datetime | date | None) -> str:
    """Month and day, such as `11-21`, where the year is known."""
    if on is None:
        return ""
    return f"{local(on) if isinstance(on, datetime) else on:%m-%d}"


def short_moment(at: datetime | None) -> str:
    """Month, day and time, such as `11-21 14:05`."""
    return f"{local(at):%m-%d %H:%M}" if at is not None else ""


def clock_on(at: datetime | None, today: date) -> str:
    """The time alone on `today`, otherwise with the day."""
    if at is None:
        return ""
    here = local(at)
    time = _hour_and_minute(here)
    return time if here.date() == today else f"{here.month:02}-{here.day:02} {time}"


def clock_or_day(at: datetime, today: date) -> str:
    """The time of a moment on `today`, of another one the day alone, such as `11-26`."""
    return clock(at) if local_day(at) == today else short_day(at)


def days_ago(days: int) -> str:
    """Whole days as people say them: today, yesterday, `6 days ago`."""
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def clock_span(start: datetime, end: datetime) -> str:
    """A span such as `14:05–15:00`, with the days where it has more than one."""
    show = clock if local_day(start) == local_day(end) else short_moment
    return f"{show(start)}–{show(end)}"


def labour_hours(hours: object) -> str:
    """Hours of work as the trade counts them, which are not those of the clock: `2.5 h`."""
    return _("{labour} h").format(labour=hours)


def show_date(value: date, spoken: str = "") -> str:
    """A date as 2026年11月21日 or 2026-11-21; `spoken` is the language of a paper."""
    chinese = (spoken or language()).startswith("zh")
    return f"{value.year}年{value.month}月{value.day}日" if chinese else f"{value:%Y-%m-%d}"


def weekday(value: date) -> str:
    """The day of the week in short: 一 or Mon."""
    days = _("Mon Tue Wed Thu Fri Sat Sun").split()
    return days[value.weekday()]


def show_month(value: date) -> str:
    """A month as 2026年11月 or 2026-11."""
    return f"{value.year}年{value.month}月" if language().startswith("zh") else f"{value:%Y-%m}"


def show_moment(value: datetime | None, spoken: str = "") -> str:
    """Date and 24-hour time; a naive value is local time already."""
    if value is None:
        return ""
    at = local(value) if value.tzinfo else value
    return f"{show_date(at, spoken)} {at:%H:%M}"


def duration(minutes: int) -> str:
    """Minutes as `35 min`, `2 h 05 min`, or from one day on `3 d 4 h`."""
    if minutes < HOUR:
        return _("{minutes} min").format(minutes=minutes)
    if minutes < DAY:
        hours, rest = divmod(minutes, HOUR)
        if not rest:
            return _("{hours} h").format(hours=hours)
        return _("{hours} h {minutes} min").format(hours=hours, minutes=f"{rest:02d}")
    days, rest = divmod(minutes, DAY)
    if rest < HOUR:
        return _("{days} d").format(days=days)
    return _("{days} d {hours} h").format(days=days, hours=rest // HOUR)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from `start` to `end`, 0 where the end comes first."""
    return max(0, int((end - start).total_seconds() // 60))


def two_decimals(value: Decimal) -> str:
    """An amount as `1,085.35`, for a text that has its own ¥."""
    return f"{value:,.2f}"


def shared_count(value: Decimal) -> str:
    """A count of things that may be shared between people: 3, 2.5."""
    return f"{value.normalize():f}"


def money(value: Decimal | None) -> str:
    """An amount as `¥1,085.35`, a negative one as `-¥3.00`."""
    if value is None:
        return ""
    rounded = value.quantize(CENT)
    return f"{'-' if rounded < 0 else ''}¥{abs(rounded):,.2f}"


def whole_yuan(value: Decimal) -> str:
    """An amount as `¥8,600`, for sums that are compared and not booked."""
    return f"¥{value:,.0f}"


def joined(*parts: str | None, by: str = " · ") -> str:
    """The parts that say something, in one line: `Zhang · 138… · Seal`."""
    return by.join(part for part in parts if part)


def kilometres(reading: int | None) -> str:
    """A distance as `45,210 km`."""
    return f"{reading:,} km" if reading is not None else ""


def _hour_and_minute(here: datetime) -> str:
    """As `%H:%M` gives it, in a quarter of the time: lists tell hundreds."""
    return f"{here.hour:02}:{here.minute:02}"
