"""Decides which bookings exclude each other, their steps, and readings of a car."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.errors import Refused
from app.formatting import clock, short_moment
from app.identity import plate as plates
from app.local_time import local, local_day
from app.text import N_
from db.vocabulary import BookingKind, BookingState, FuelLevel

HOLDING = frozenset({BookingState.BOOKED, BookingState.OUT})
"""States in which a booking has a claim on its car."""

STEPS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.BOOKED: frozenset(
        {BookingState.OUT, BookingState.CANCELLED, BookingState.NO_SHOW}
    ),
    BookingState.OUT: frozenset({BookingState.BACK}),
    BookingState.BACK: frozenset(),
    BookingState.CANCELLED: frozenset({BookingState.BOOKED}),
    BookingState.NO_SHOW: frozenset({BookingState.BOOKED}),
}
TAKEN: dict[BookingKind, tuple[str, str]] = {
    BookingKind.DRIVE: (
        "drive.car_taken",
        N_(
            "{plate} is taken from {start} to {end} (time to get it ready counted): "
            "{who}, with {consultant}"
        ),
    ),
    BookingKind.LOAN: (
        "drive.car_lent",
        N_("{plate} is lent with repair order {order} from {start} to {end}: {who}"),
    ),
    BookingKind.BLOCK: (
        "drive.car_blocked",
        N_("{plate} is not available from {start} to {end}: {who}"),
    ),
}
"""Code and message of the refusal, by the kind of the booking that was there first."""
LONGEST = timedelta(hours=12)
CLOCK_SLACK = timedelta(minutes=1)
FARTHEST = 2_000


@dataclass(frozen=True, slots=True)
class Claim:
    """A car for a span of time.

    `held_until` counts the time to get it ready; the consultant is free at `ends_at`.
    """

    car_id: int
    starts_at: datetime
    ends_at: datetime
    held_until: datetime
    consultant_id: int | None = None
    id: int | None = None
    kind: BookingKind = BookingKind.DRIVE
    plate: str = ""
    who: str = ""
    """The customer, or why the car is blocked."""
    consultant: str = ""
    order: str = ""
    """Number of the repair order that the car is lent with."""
    companion_id: int | None = None
    companion: str = ""
    person_id: int | None = None

    @property
    def colleagues(self) -> frozenset[int]:
        """Who of the store goes along."""
        both = (self.consultant_id, self.companion_id)
        return frozenset(one for one in both if one is not None)


def overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """True when two spans share time; touching ends do not."""
    return one[0] < other[1] and one[1] > other[0]


def excludes(one: Claim, other: Claim) -> str:
    """What both claims need at one time: "car", "consultant", "customer" or nothing.

    A companion is a colleague like the consultant. A customer with a loan car may try another.

    The same booking never excludes itself.
    """
    if one.id is not None and one.id == other.id:
        return ""
    with_pause = overlap((one.starts_at, one.held_until), (other.starts_at, other.held_until))
    if one.car_id == other.car_id and with_pause:
        return "car"
    if not overlap((one.starts_at, one.ends_at), (other.starts_at, other.ends_at)):
        return ""
    if one.colleagues & other.colleagues:
        return "consultant"
    drives = one.kind is other.kind is BookingKind.DRIVE
    same = one.person_id is not None and one.person_id == other.person_id
    return "customer" if drives and same else ""


def check_free(wanted: Claim, taken: Iterable[Claim]) -> None:
    """Refuses a claim and names the booking that was there first."""
    for other in sorted(taken, key=lambda claim: claim.starts_at):
        needed = excludes(wanted, other)
        if needed == "car":
            code, message = TAKEN[other.kind]
            raise Refused(code, message, field="starts_at", **_named(other, other.held_until))
        if needed == "consultant":
            _refuse_colleague(wanted, other)
        if needed == "customer":
            message = N_("{who} drives {plate} from {start} to {end}: one car at a time")
            facts = _named(other, other.ends_at)
            raise Refused("drive.customer_taken", message, field="starts_at", **facts)


def _refuse_colleague(wanted: Claim, other: Claim) -> None:
    """Names the colleague who is out with somebody else, consultant or companion."""
    busy = wanted.colleagues & other.colleagues
    field = "consultant_id" if wanted.consultant_id in busy else "companion_id"
    name = other.consultant if other.consultant_id in busy else other.companion
    message = N_("{consultant} is with {who} in {plate} from {start} to {end}")
    facts = _named(other, other.ends_at) | {"consultant": name or "—"}
    raise Refused("drive.consultant_taken", message, field=field, **facts)


def held_until(ends_at: datetime, buffer: int) -> datetime:
    """When the next customer may have the car: `buffer` minutes after the end."""
    return ends_at + timedelta(minutes=max(0, buffer))


def check_span(starts_at: datetime, ends_at: datetime, *, at: datetime) -> None:
    """Refused where a booking has no length, is too long, or is already over."""
    if ends_at <= starts_at:
        raise Refused("drive.no_time", N_("The end must be later than the start."), field="minutes")
    if ends_at - starts_at > LONGEST:
        message = N_("A test drive lasts at most {hours} hours.")
        raise Refused("drive.too_long", message, field="minutes", hours=12)
    check_ahead(ends_at, at=at)


def check_entered(moment: datetime | None, field: str) -> datetime:
    """The time; Refused where nobody entered one."""
    if moment is None:
        raise Refused("drive.no_start", N_("Enter the time."), field=field)
    return moment


def check_ahead(ends_at: datetime, *, at: datetime, field: str = "starts_at") -> None:
    """Refused where the end has passed."""
    if ends_at <= at:
        raise Refused("drive.past", N_("This time has passed. Choose a later one."), field=field)


def is_outside(starts_at: datetime, ends_at: datetime, *, opens: time, closes: time) -> bool:
    """True when part of a booking lies outside opening hours; shown, never refused.

    Its last moment counts: 23:30 to 24:00 lies on one day.
    """
    start, last = local(starts_at), local(ends_at - timedelta(microseconds=1))
    return start.time() < opens or last.time() > closes or start.date() != last.date()


def check_step(now: BookingState, then: BookingState) -> None:
    """Refused where the state does not allow the step, with words for the state."""
    if then in STEPS[now]:
        return
    messages = {
        BookingState.BOOKED: N_("The car has not left yet."),
        BookingState.OUT: N_("The car is out. Take it back first."),
        BookingState.BACK: N_("This drive is over."),
        BookingState.CANCELLED: N_("This booking was cancelled."),
        BookingState.NO_SHOW: N_("The customer did not come."),
    }
    raise Refused("drive.step", messages[now])


def check_out(km: int | None, last_km: int) -> int:
    """The odometer of a car that leaves.

    Not less than its last reading, nor far more.
    """
    if km is None:
        raise Refused("drive.no_km", N_("Read the odometer."), field="km")
    if km < last_km:
        message = N_("The car already showed {last} km. Read again.")
        raise Refused("drive.km_below_last", message, field="km", last=f"{last_km:,}")
    if km - last_km > FARTHEST:
        message = N_("{more} km more than last time. Read again, or correct the car in settings.")
        raise Refused("drive.km_jump", message, field="km", more=f"{km - last_km:,}")
    return km


def check_back(km: int | None, out_km: int) -> int:
    """The odometer of a car that is back.

    Not less than when it left, nor far more.
    """
    if km is None:
        raise Refused("drive.no_km", N_("Read the odometer."), field="km")
    if km < out_km:
        message = N_("The car left with {out} km. Read again.")
        raise Refused("drive.km_below_out", message, field="km", out=f"{out_km:,}")
    if km - out_km > FARTHEST:
        message = N_("{more} km on one test drive? Read again.")
        raise Refused("drive.km_far", message, field="km", more=f"{km - out_km:,}")
    return km


def check_fuel(fuel: FuelLevel | None) -> FuelLevel:
    """The fuel gauge; Refused where nobody read it."""
    if fuel is None:
        raise Refused("drive.no_fuel", N_("Read the fuel gauge."), field="fuel")
    return fuel


def check_times(out_at: datetime, back_at: datetime, *, at: datetime) -> None:
    """Refused where a car is back before it left, or in the future."""
    if back_at < out_at:
        message = N_("The car left at {out}. It cannot be back before.")
        raise Refused("drive.back_before_out", message, field="came_at", out=clock(out_at))
    check_not_ahead(back_at, at=at, field="came_at")


def check_not_ahead(moment: datetime, *, at: datetime, field: str) -> None:
    """Refused where a time that was entered is still to come."""
    if moment > at + CLOCK_SLACK:
        raise Refused("drive.time_ahead", N_("This time is still to come."), field=field)


def minutes_late(due_at: datetime, now: datetime) -> int:
    """Whole minutes past the time at which the car should be back.

    0 while in time.
    """
    return max(0, int((now - due_at).total_seconds() // 60))


def _named(claim: Claim, until: datetime) -> dict[str, str]:
    show = clock if local_day(claim.starts_at) == local_day(until) else short_moment
    return {
        "plate": plates.shown(claim.plate),
        "who": claim.who,
        "consultant": claim.consultant or "—",
        "order": claim.order,
        "start": show(claim.starts_at),
        "end": show(until),
    }
