"""Says how an order stands against its promised time, alike on every list, card and sheet."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.formatting import clock, clock_on, duration, joined, minutes_between, short_day
from app.local_time import local_day
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED, Timing
from app.text import _, ngettext
from app.tones import Tone
from db.vocabulary import Stage

TONES = {Timing.FINE: Tone.NEUTRAL, Timing.AT_RISK: Tone.WARN, Timing.LATE: Tone.BAD}


@dataclass(frozen=True, slots=True)
class Due:
    """The promised time, how the order stands against it in words, and the tone of both."""

    clock: str
    words: str
    tone: Tone

    def __str__(self) -> str:
        return joined(self.clock, self.words, by=" ")


def due(row: OrderRow, *, now: datetime, risk_minutes: int) -> Due:
    """`15:30`, `2 h 05 min over`; a late one says since when, one at risk says why."""
    if row.promised_at is None:
        words = ready(row, now) if row.stage is Stage.READY else _("No promised time")
        return Due("", words, Tone.NEUTRAL)
    clock = clock_on(row.promised_at, local_day(now))
    if row.stage in (Stage.DELIVERED, Stage.CANCELLED):
        return Due(clock, "", Tone.NEUTRAL)
    if row.stage is Stage.READY:
        return Due(clock, ready(row, now), Tone.NEUTRAL)
    timing = row.timing(now, risk_minutes)
    words = why_at_risk(row, now) if timing is Timing.AT_RISK else _left(row, now)
    return Due(clock, words, TONES[timing])


def ready(row: OrderRow, now: datetime) -> str:
    """How long a car waits for its customer, and whether the customer knows."""
    days = (local_day(now) - local_day(row.stage_since)).days
    span = ngettext("{n} day", "{n} days", days).format(n=days) if days else None
    waits = _("ready for {span}").format(span=span or _span(row.stage_since, now))
    if row.told_at is None:
        return joined(waits, _("not told"))
    return joined(waits, _("told {when}").format(when=_short(row.told_at, now)))


def why_at_risk(row: OrderRow, now: datetime) -> str:
    """What stands against the promise: parts that come after it, or work still to be done."""
    expected = row.parts_at
    if row.is_promised_before_parts and expected is not None:
        return _("at risk: parts {when}").format(when=_short(expected, now))
    left = row.hours_left(now)
    if row.stage in FINISHED or not left:
        return _("at risk")
    return _("at risk: {hours} h").format(hours=hours_text(left))


def hours_text(hours: Decimal) -> str:
    """Hours without noughts behind the point: `1.5`, `2`."""
    return f"{hours.normalize():f}"


def _left(row: OrderRow, now: datetime) -> str:
    assert row.promised_at is not None
    if now > row.promised_at:
        return _("{span} over").format(span=_span(row.promised_at, now))
    return _("{span} left").format(span=_span(now, row.promised_at))


def _short(at: datetime, now: datetime) -> str:
    """The time of today, else the day."""
    return clock(at) if local_day(at) == local_day(now) else short_day(at)


def _span(start: datetime, end: datetime) -> str:
    return duration(minutes_between(start, end))
