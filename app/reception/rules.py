"""Decides on first and return visits, turns, the contact-kept rate and register rows."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.errors import Refused
from app.local_time import local_day
from app.text import N_
from db.vocabulary import VisitKind

MOST_PEOPLE = 99
FEN, TENTH = Decimal("0.01"), Decimal("0.1")
CLOCK_SLACK = timedelta(minutes=2)  # two workstations never agree to the second


class VisitOrdinal(StrEnum):
    """Which talk in the store this is.

    A second talk on the day of the registration is neither first nor a return visit.
    """

    FIRST = "first"
    SAME_DAY = "same_day"
    SECOND = "second"
    LATER = "later"


class SalesStep(StrEnum):
    """What happens on a visit, in the order of the sales process (S001)."""

    NEEDS = "needs"
    WALK_ROUND = "walk_round"
    TEST_DRIVE = "test_drive"
    QUOTE = "quote"
    TRADE_IN = "trade_in"
    LOAN = "loan"
    CONTRACT = "contract"


STEPS = {
    SalesStep.NEEDS: N_("Qualified"),
    SalesStep.WALK_ROUND: N_("Car shown"),
    SalesStep.TEST_DRIVE: N_("Test drive"),
    SalesStep.QUOTE: N_("Quoted"),
    SalesStep.TRADE_IN: N_("Part-ex valued"),
    SalesStep.LOAN: N_("Finance shown"),
    SalesStep.CONTRACT: N_("Negotiation"),
}


@dataclass(frozen=True, slots=True)
class Guest:
    """One register row as figures need it. `natural`: came because of a purchase."""

    kind: VisitKind
    first: bool
    natural: bool
    kept: bool
    people: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """Contacts kept of first natural store visits."""

    kept: int = 0
    visits: int = 0

    @property
    def percent(self) -> int | None:
        """Rounded half up; None where nobody came, which is neither good nor bad."""
        return (200 * self.kept + self.visits) // (2 * self.visits) if self.visits else None

    def meets(self, target: int) -> bool:
        """Judged on the exact fraction.

        69.6 % shows as 70 % and still misses 70 %.
        """
        return self.kept * 100 >= target * self.visits


@dataclass(frozen=True, slots=True)
class Campaign:
    """A cost and the days that it pays for, both included."""

    cost: Decimal
    begins_on: date
    ends_on: date

    def cost_until(self, day: date) -> Decimal:
        """What it has cost up to the end of `day`, spread evenly, to the fen, half up."""
        days = (self.ends_on - self.begins_on).days + 1
        gone = min(max((day - self.begins_on).days + 1, 0), days)
        return (self.cost * gone / days).quantize(FEN, ROUND_HALF_UP)

    def cost_of(self, first: date, last: date) -> Decimal | None:
        """What of the cost falls on these days: the parts of a campaign add up to its cost."""
        if last < self.begins_on or first > self.ends_on:
            return None
        return self.cost_until(last) - self.cost_until(first - timedelta(days=1))


def due_leads(monthly: int, first: date, *, last: date) -> Decimal:
    """What of a monthly target is due on these days, to a tenth: each day has its share."""
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    shares = (Decimal(monthly) / monthrange(day.year, day.month)[1] for day in days)
    return sum(shares, Decimal(0)).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """What a source or campaign brought in a period.

    `leads`: visits and calls that left a contact; `orders`: cars whose contract was signed.
    """

    id: int
    name: str
    leads: int = 0
    prospects: int = 0
    cost: Decimal | None = None
    """What of its cost falls on the period; None without a cost, or where it runs elsewhere."""
    orders: int = 0
    target: Decimal | None = None
    """How many leads were due in the period; None where the store wants no number."""

    @property
    def is_met(self) -> bool | None:
        """Whether the source brought what was due; None without a target."""
        return None if self.target is None else self.leads >= self.target

    @property
    def cost_per_lead(self) -> Decimal | None:
        """To the fen, half up.

        None without a cost or without a lead, which is no figure and not zero.
        """
        return self._each(self.leads)

    @property
    def cost_per_order(self) -> Decimal | None:
        """The same for a signed order."""
        return self._each(self.orders)

    def _each(self, count: int) -> Decimal | None:
        if self.cost is None or not count:
            return None
        return (self.cost / count).quantize(FEN, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Tally:
    """Totals of a register: groups count, people are told beside them."""

    groups: int = 0
    people: int = 0
    first: int = 0
    again: int = 0
    calls: int = 0
    kept: int = 0
    rate: Rate = Rate()


@dataclass(frozen=True, slots=True)
class Consultant:
    """Somebody on duty in the rotation.

    `since`: when the last guest of today left, or came who is still here; None: nobody yet.
    """

    id: int
    since: datetime | None = None
    busy: bool = False


def visit_order(day: date, registered_on: date | None, *, talks: Iterable[date]) -> VisitOrdinal:
    """Which talk in the store this is; `talks` are the days of the earlier ones.

    First: no talk before. Second: on another day than the registration, as no other talk was.
    """
    before = set(talks)
    if not before:
        return VisitOrdinal.FIRST
    registered = registered_on or min(before)
    if day == registered:
        return VisitOrdinal.SAME_DAY
    return VisitOrdinal.LATER if before - {registered} else VisitOrdinal.SECOND


def tally(guests: Iterable[Guest]) -> Tally:
    """The totals at the foot of the day's sheet."""
    rows = list(guests)
    visits = [row for row in rows if row.kind is VisitKind.WALK_IN]
    first = sum(row.first for row in visits)
    return Tally(
        groups=len(visits),
        people=sum(row.people for row in visits),
        first=first,
        again=len(visits) - first,
        calls=len(rows) - len(visits),
        kept=sum(row.kept for row in rows),
        rate=kept_rate(rows),
    )


def kept_rate(guests: Iterable[Guest]) -> Rate:
    """The rate of first visits to the store because of a purchase.

    A caller, a service customer or a return visitor improves nothing.
    """
    counted = [
        row.kept for row in guests if row.kind is VisitKind.WALK_IN and row.first and row.natural
    ]
    return Rate(sum(counted), len(counted))


def in_turn(consultants: Sequence[Consultant]) -> list[Consultant]:
    """The consultants by turn: who has been without a guest longest is next.

    Who had none yet comes first in the order of the list, who has one now last.
    """
    return sorted(
        consultants, key=lambda one: (one.busy, one.since.timestamp() if one.since else 0.0)
    )


def check_times(arrived: datetime, left: datetime | None, *, now: datetime) -> None:
    """Refused where somebody comes in the future or leaves before coming."""
    if arrived > now + CLOCK_SLACK:
        raise Refused("visit.future", N_("The time in lies in the future."), field="arrived_at")
    if left is not None and left < arrived:
        message = N_("The time out lies before the time in.")
        raise Refused("visit.leaves_first", message, field="left_at")
    if left is not None and left > now + CLOCK_SLACK:
        raise Refused("visit.future", N_("The time out lies in the future."), field="left_at")


def check_same_day(arrived: datetime, before: datetime) -> None:
    """Refused where a correction is on another day than the row it corrects."""
    if local_day(arrived) != local_day(before):
        message = N_("A correction stays on the day of the row it corrects.")
        raise Refused("visit.other_day", message, field="arrived_at")


def check_people(count: int) -> None:
    """Refused where a group has nobody or too many."""
    if not 1 <= count <= MOST_PEOPLE:
        message = N_("A group has 1 to {most} people.")
        raise Refused("visit.people", message, field="party_size", most=MOST_PEOPLE)


def check_turn(chosen: int | None, turn: int | None, *, reason: str | None) -> None:
    """Refused where another consultant is chosen without a reason.

    `turn` is whose turn the window showed, None for no rotation.
    """
    if chosen is not None and turn is not None and chosen != turn and not (reason or "").strip():
        message = N_("It was another consultant's turn. Give the reason.")
        raise Refused("turn.no_reason", message, field="skip_reason")


def minutes_inside(arrived: datetime, now: datetime) -> int:
    """Minutes since the visitor came, each counted from its start as clocks show it."""
    return max(0, int(now.timestamp()) // 60 - int(arrived.timestamp()) // 60)


def is_closing(now: time, closes: time) -> bool:
    """True from closing time on: nobody should be left in the showroom."""
    return now >= closes


def is_long(minutes: int, limit: int) -> bool:
    """True from the minute at which somebody should look after the guest."""
    return minutes >= limit
