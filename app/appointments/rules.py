"""Decides which allocations exclude each other, what a day can take, and legal steps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Refused
from app.formatting import clock_span, show_date
from app.local_time import at_local, local_day
from app.text import N_
from db.appointment_words import AppointmentState
from db.vocabulary import ServiceType, Trade

STEPS: dict[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.BOOKED: frozenset(
        {AppointmentState.ARRIVED, AppointmentState.NO_SHOW, AppointmentState.CANCELLED}
    ),
    AppointmentState.ARRIVED: frozenset(),
    AppointmentState.NO_SHOW: frozenset({AppointmentState.BOOKED, AppointmentState.ARRIVED}),
    AppointmentState.CANCELLED: frozenset({AppointmentState.BOOKED}),
}
HELD = frozenset({AppointmentState.BOOKED, AppointmentState.ARRIVED})
"""States in which an appointment keeps its bays."""
QUICK_WORK = frozenset({Trade.QUICK, Trade.MECHANICAL})
TRADES: dict[ServiceType, frozenset[Trade]] = {
    ServiceType.FIRST_MAINTENANCE: QUICK_WORK,
    ServiceType.MAINTENANCE: QUICK_WORK,
    ServiceType.SECOND_LEVEL: QUICK_WORK,
    ServiceType.REPAIR: QUICK_WORK,
    ServiceType.WARRANTY: QUICK_WORK,
    ServiceType.ASSEMBLY: frozenset({Trade.MECHANICAL}),
    ServiceType.ACCIDENT: frozenset({Trade.BODY}),
    ServiceType.ACCESSORIES: QUICK_WORK | {Trade.BEAUTY},
    ServiceType.PRE_SALE: QUICK_WORK | {Trade.BEAUTY},
}
"""Bays that are proposed for a service type; a rework may need any of them."""
STEP = timedelta(minutes=15)
LONGEST_AHEAD = timedelta(days=400)
NOTHING = Decimal(0)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Place:
    """A bay and a technician for a span of time; `held_until` counts the time to make it ready.

    `who` says for what it is taken, in words for a refusal.
    """

    bay_id: int | None
    starts_at: datetime
    ends_at: datetime
    held_until: datetime
    technician_id: int | None = None
    id: int | None = None
    who: str = ""
    bay: str = ""
    technician: str = ""


def suits(trade: Trade, service_type: ServiceType | None) -> bool:
    """True where work of this type is usually begun in a bay of this trade."""
    wanted = TRADES.get(service_type) if service_type is not None else None
    return wanted is None or trade in wanted


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the store works on its days."""

    opens: time
    closes: time

    @property
    def length(self) -> Decimal:
        """Hours from opening to closing."""
        minutes = _minutes(self.closes) - _minutes(self.opens)
        return Decimal(minutes) / 60

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of a day as moments."""
        return at_local(day, self.opens), at_local(day, self.closes)


def excludes(wanted: Place, other: Place) -> str:
    """What both need at one time: "bay", "technician" or nothing; never excludes itself."""
    if wanted.id is not None and wanted.id == other.id:
        return ""
    same_bay = wanted.bay_id is not None and wanted.bay_id == other.bay_id
    if same_bay and _overlap(
        wanted.starts_at, wanted.held_until, other.starts_at, end=other.held_until
    ):
        return "bay"
    technician = wanted.technician_id
    same_hands = technician is not None and technician == other.technician_id
    if same_hands and _overlap(
        wanted.starts_at, wanted.ends_at, other.starts_at, end=other.ends_at
    ):
        return "technician"
    return ""


TAKEN: dict[str, tuple[str, str]] = {
    "bay": ("starts_at", N_("{bay} is taken {span}: {who}")),
    "technician": ("technician_id", N_("{technician} is taken {span}: {who}")),
}
"""Field and message of the refusal, by what both need."""


def check_free(wanted: Place, taken: Iterable[Place]) -> None:
    """Refused with what takes the bay or the technician first."""
    for other in sorted(taken, key=lambda place: place.starts_at):
        needed = excludes(wanted, other)
        if not needed:
            continue
        field, message = TAKEN[needed]
        until = other.held_until if needed == "bay" else other.ends_at
        facts = {
            "bay": other.bay or wanted.bay,
            "technician": other.technician or wanted.technician,
            "span": clock_span(other.starts_at, until),
            "who": other.who,
        }
        raise Refused(f"appointment.{needed}_taken", message, field=field, **facts)


def check_entered(moment: datetime | None) -> datetime:
    """The time; Refused where nobody entered one."""
    if moment is None:
        message = N_("When does the car come?")
        raise Refused("appointment.no_time", message, field="starts_at")
    return moment


def check_hours(hours: Decimal | None) -> Decimal:
    """The hours of work; Refused where there are none."""
    if hours is None or hours <= 0:
        message = N_("How many hours of work? Say at least a tenth.")
        raise Refused("appointment.no_hours", message, field="hours")
    return hours


def check_ahead(starts_at: datetime, *, at: datetime) -> None:
    """Refused where the time has passed by more than a quarter, or is over a year ahead."""
    if starts_at <= at - STEP:
        message = N_("This time has passed. Choose a later one.")
        raise Refused("appointment.past", message, field="starts_at")
    if starts_at > at + LONGEST_AHEAD:
        message = N_("This is more than a year ahead. Check the date.")
        raise Refused("appointment.far", message, field="starts_at")


def check_open(
    starts_at: datetime, ends_at: datetime, *, hours: OpeningHours, closed: str | None
) -> None:
    """Refused on a closed day (`closed` says why), outside opening hours, or past closing."""
    day = local_day(starts_at)
    if closed is not None:
        message = N_("The store is closed on {day}: {why}")
        raise Refused(
            "appointment.closed", message, field="starts_at", day=show_date(day), why=closed
        )
    opens, closes = hours.span(day)
    if starts_at < opens or starts_at >= closes:
        message = N_("The store works from {opens} to {closes}.")
        raise Refused("appointment.hours", message, field="starts_at", **_clocks(hours))
    if ends_at > closes:
        message = N_(
            "The work would last past {closes}. Book what fits, and add the rest on another day."
        )
        raise Refused("appointment.too_long", message, field="hours", **_clocks(hours))


def check_capacity(booked: Decimal, hours: Decimal, *, capacity: Decimal, day: date) -> None:
    """Refused where the hours of a day would not be enough."""
    if booked + hours > capacity:
        message = N_("{day} has {capacity} h, {booked} h are taken: {hours} h more do not fit.")
        raise Refused(
            "appointment.full",
            message,
            field="starts_at",
            day=show_date(day),
            capacity=hours_text(capacity),
            booked=hours_text(booked),
            hours=hours_text(hours),
        )


def check_step(now: AppointmentState, then: AppointmentState) -> None:
    """Refused where the state does not allow the step."""
    if then in STEPS[now]:
        return
    messages = {
        AppointmentState.BOOKED: N_("This customer is expected already."),
        AppointmentState.ARRIVED: N_("This customer has arrived; the repair order says the rest."),
        AppointmentState.NO_SHOW: N_("This appointment was noted as missed."),
        AppointmentState.CANCELLED: N_("This appointment was cancelled."),
    }
    raise Refused("appointment.step", messages[now])


def end_of(starts_at: datetime, hours: Decimal) -> datetime:
    """When one technician is done: so many hours later, to the minute."""
    minutes = (hours * 60).quantize(Decimal(1), ROUND_HALF_UP)
    return starts_at + timedelta(minutes=max(1, int(minutes)))


def held_until(ends_at: datetime, buffer: int) -> datetime:
    """When the next car may have the bay."""
    return ends_at + timedelta(minutes=buffer)


def capacity(
    technicians: int, away: Iterable[Decimal], *, hours_each: Decimal, is_open: bool
) -> Decimal:
    """Hours of work that a day has: of all technicians, less those that are away."""
    if not is_open:
        return NOTHING
    return max(technicians * hours_each - sum(away, NOTHING), NOTHING)


def hours_away(
    starts_at: datetime, ends_at: datetime, *, day: date, hours: OpeningHours, most: Decimal
) -> Decimal:
    """Hours of a day that somebody misses; a whole day counts the hours that are worked."""
    opens, closes = hours.span(day)
    minutes = (min(ends_at, closes) - max(starts_at, opens)).total_seconds() / 60
    if minutes <= 0:
        return NOTHING
    return min(Decimal(round(minutes)) / 60, most)


def starts_on(
    day: date, length: Decimal, *, hours: OpeningHours, after: datetime
) -> Iterator[datetime]:
    """Every quarter of an hour of a day from which the work would end before closing."""
    opens, closes = hours.span(day)
    start = opens
    while end_of(start, length) <= closes:
        if start >= after:
            yield start
        start += STEP


def show_rate(arrived: int, missed: int) -> Decimal | None:
    """Per cent of the expected customers who came; called off ones do not count."""
    return _share(arrived, arrived + missed)


def booked_share(by_appointment: int, orders: int) -> Decimal | None:
    """Per cent of the repair orders that came by appointment (预约率)."""
    return _share(by_appointment, orders)


def hours_text(hours: Decimal) -> str:
    """Hours as `2.5` or `3`."""
    shown = hours.quantize(TENTH, ROUND_HALF_UP)
    return f"{shown.normalize():f}"


def is_late(state: AppointmentState, starts_at: datetime, *, at: datetime) -> bool:
    """True where an expected customer should have been here by now."""
    return state is AppointmentState.BOOKED and starts_at < at


def _overlap(start: datetime, until: datetime, other: datetime, *, end: datetime) -> bool:
    return start < end and until > other


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) * 100 / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clocks(hours: OpeningHours) -> dict[str, str]:
    return {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
