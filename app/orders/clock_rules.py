"""Measures clocks: time worked and left, overtime, shares of a job, ratios of hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from app.errors import Refused
from app.local_time import at_local, local_day
from app.orders.rules import check_work
from app.text import N_
from db.vocabulary import LineState, Stage

NIGHT = timedelta(hours=5)
"""Until so long after midnight, work belongs to the day before."""
NOTHING, CENT, ALL = Decimal("0.00"), Decimal("0.01"), Decimal(100)
STARTABLE = frozenset({Stage.WAITING, Stage.IN_WORK, Stage.WAITING_PARTS, Stage.WAITING_APPROVAL})
"""Stages in which work at a job can begin; it brings the card to In work."""


@dataclass(frozen=True, slots=True)
class Span:
    """A clock from its start to its end; without an end it runs."""

    started_at: datetime
    ended_at: datetime | None = None

    def length(self, now: datetime) -> timedelta:
        """How long it ran until `now`; what lies after now counts for nothing."""
        end = now if self.ended_at is None else min(self.ended_at, now)
        return max(end - self.started_at, timedelta())


@dataclass(frozen=True, slots=True)
class ClockedLine:
    """A job with the clocks that ran at it; `standard` are its standard hours."""

    line_id: int
    standard: Decimal
    is_done: bool
    spans: tuple[Span, ...]

    def worked(self, now: datetime) -> timedelta:
        """The time of all who worked at it, until `now`."""
        return total(self.spans, now)

    def left(self, now: datetime) -> timedelta:
        """What the clocks leave of the standard hours, never below nothing."""
        return max(as_time(self.standard) - self.worked(now), timedelta())

    def is_overtime(self, now: datetime, percent: int) -> bool:
        """True where more was worked than the standard hours and `percent` of them."""
        return is_overtime(self.worked(now), self.standard, percent=percent)


def total(spans: Iterable[Span], now: datetime) -> timedelta:
    """The lengths of the spans together."""
    return sum((span.length(now) for span in spans), timedelta())


@lru_cache(maxsize=1000)
def as_time(decimal_hours: Decimal) -> timedelta:
    """Hours as a span of time."""
    return timedelta(seconds=int(decimal_hours * 3600))


def hours(span: timedelta) -> Decimal:
    """Hours in hundredths, half up."""
    return (Decimal(round(span.total_seconds())) / 3600).quantize(CENT, ROUND_HALF_UP)


def is_overtime(worked: timedelta, standard: Decimal, *, percent: int) -> bool:
    """True over standard + percent, to the second; a job without standard hours has none."""
    allowed = standard * 3600 * (100 + percent) / 100
    return standard > 0 and Decimal(worked.total_seconds()) > allowed


def working_day(at: datetime) -> date:
    """The day to which work at a moment belongs."""
    return local_day(at - NIGHT)


def is_forgotten(started_at: datetime, now: datetime) -> bool:
    """True for a clock that still runs although its working day is over."""
    return working_day(started_at) < working_day(now)


def shift_end(started_at: datetime, closes: time) -> datetime:
    """When a forgotten clock ends: at closing, or where it began after that at once."""
    return max(at_local(working_day(started_at), closes), started_at)


def check_workable(state: LineState, finished_at: datetime | None) -> None:
    """Refused for work that the customer has not agreed to, and for finished work."""
    check_work(state)
    if finished_at is not None:
        message = N_("This job is finished. Take it up again at the order first.")
        raise Refused("clock.finished", message)


def check_stage(stage: Stage) -> None:
    """Refused where the order is past its work."""
    if stage not in STARTABLE:
        message = N_("The work of this order is done. Move its card back with a reason first.")
        raise Refused("clock.stage", message)


def check_order(started_at: datetime, ended_at: datetime) -> None:
    """Refused for a span that would end before it began."""
    if ended_at < started_at:
        message = N_(
            "This PC shows a time before the clock was started. Set its clock right, or ask the"
            " controller to correct the time."
        )
        raise Refused("clock.negative", message, field="ended_at")


def check_shares(shares: Sequence[tuple[int, Decimal]]) -> None:
    """Refused unless the percents of different people sum to 100."""
    people = {staff_id for staff_id, _percent in shares}
    if not shares or len(people) < len(shares):
        message = N_("Name everybody who shares this job once.")
        raise Refused("share.people", message, field="shares")
    if any(percent <= 0 for _id, percent in shares) or sum(p for _id, p in shares) != ALL:
        raise Refused("share.sum", N_("The shares must sum to 100 %."), field="shares")


def equal_shares(people: int) -> list[Decimal]:
    """100 % among so many people in hundredths, the rest to the first."""
    return split(ALL, [Decimal(1)] * people)


def split(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The amount in hundredths by weight: largest remainder, ties in order; the sum stays."""
    whole = sum(weights)
    if not whole:
        return [NOTHING for _one in weights]
    exact = [amount * weight / whole for weight in weights]
    parts = [value.quantize(CENT, "ROUND_FLOOR") for value in exact]
    left = int((amount - sum(parts, NOTHING)) / CENT)
    by_rest = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in by_rest[:left]:
        parts[place] += CENT
    return parts


@dataclass(frozen=True, slots=True)
class HoursOf:
    """Hours of a technician in a span of days; each is counted by itself, none from another.

    `sold` of finished jobs by share, `worked` by the job clock, `attended` by the shift clock,
    `available` as the calendar has them.
    """

    sold: Decimal = NOTHING
    standard: Decimal = NOTHING
    worked: Decimal = NOTHING
    attended: Decimal = NOTHING
    available: Decimal = NOTHING

    @classmethod
    def together(cls, all_of: Iterable["HoursOf"]) -> "HoursOf":
        """The sums of several."""
        names = ("sold", "standard", "worked", "attended", "available")
        rows = tuple(all_of)
        return cls(*(sum((getattr(one, name) for one in rows), NOTHING) for name in names))

    @property
    def idle(self) -> Decimal:
        """Presence without a job."""
        return max(self.attended - self.worked, NOTHING)

    @property
    def efficiency(self) -> Decimal | None:
        """Sold of worked hours in percent; None where nothing was worked."""
        return percent(self.sold, self.worked)

    @property
    def utilisation(self) -> Decimal | None:
        """Worked of attended hours in percent."""
        return percent(self.worked, self.attended)

    @property
    def productivity(self) -> Decimal | None:
        """Sold of available hours in percent."""
        return percent(self.sold, self.available)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent in hundredths, half up; None of nothing."""
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP) if whole else None
