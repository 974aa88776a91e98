"""Which bookings exclude each other, which steps they may take, which figures a car may show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.errors import Refused
from app.formatting import clock, short_moment
from app.local_time import local, local_day
from app.text import N_
from db.vocabulary import BookingKind, BookingState

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
        N_("{plate} is not to be had from {start} to {end}: {who}"),
    ),
}
"""How the booking that was there first is named, by what it is."""
LONGEST = timedelta(hours=12)
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


def overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Two spans share time; touching ends do not."""
    return one[0] < other[1] and one[1] > other[0]


def excludes(one: Claim, other: Claim) -> str:
    """What the two claims fight for: "car", "consultant" or nothing.

    The same booking never fights itself.
    """
    if one.id is not None and one.id == other.id:
        return ""
    if one.car_id == other.car_id and overlap(
        (one.starts_at, one.held_until), (other.starts_at, other.held_until)
    ):
        return "car"
    same = one.consultant_id is not None and one.consultant_id == other.consultant_id
    return (
        "consultant"
        if same and overlap((one.starts_at, one.ends_at), (other.starts_at, other.ends_at))
        else ""
    )


def check_free(wanted: Claim, taken: Iterable[Claim]) -> None:
    """Refuses a claim and names the booking that was there first."""
    for other in sorted(taken, key=lambda claim: claim.starts_at):
        fought = excludes(wanted, other)
        if fought == "car":
            code, message = TAKEN[other.kind]
            raise Refused(code, message, field="starts_at", **_named(other, other.held_until))
        if fought == "consultant":
            message = N_("{consultant} is with {who} in {plate} from {start} to {end}")
            facts = _named(other, other.ends_at)
            raise Refused("drive.consultant_taken", message, field="consultant_id", **facts)


def held_until(ends_at: datetime, buffer: int) -> datetime:
    """When the next customer may have the car: `buffer` minutes after the end."""
    return ends_at + timedelta(minutes=max(0, buffer))


def check_span(starts_at: datetime, ends_at: datetime, *, at: datetime) -> None:
    """A booking has a length that a clock can show, and is not already over."""
    if ends_at <= starts_at:
        raise Refused("drive.no_time", N_("The end must be later than the start."), field="minutes")
    if ends_at - starts_at > LONGEST:
        raise Refused(
            "drive.too_long",
            N_("A test drive lasts at most {hours} hours."),
            field="minutes",
            hours=12,
        )
    check_ahead(ends_at, at=at)


def check_ahead(ends_at: datetime, *, at: datetime, field: str = "starts_at") -> None:
    """What is over cannot be booked any more."""
    if ends_at <= at:
        raise Refused("drive.past", N_("This time has passed. Choose a later one."), field=field)


def is_outside(starts_at: datetime, ends_at: datetime, *, opens: time, closes: time) -> bool:
    """Whether part of a booking lies before the doors open or after they close.

    Said, never refused.
    """
    start, end = local(starts_at), local(ends_at)
    return start.time() < opens or end.time() > closes or start.date() != end.date()


def check_step(now: BookingState, then: BookingState) -> None:
    """A drive is booked, out, back.

    Everything else is refused in words that say where it stands.
    """
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
    """The car leaves with a reading that is not below its last one."""
    if km is None:
        raise Refused("drive.no_km", N_("Read the odometer."), field="km")
    if km < last_km:
        raise Refused(
            "drive.km_below_last",
            N_("The car already showed {last} km. Read again."),
            field="km",
            last=f"{last_km:,}",
        )
    if km - last_km > FARTHEST:
        raise Refused(
            "drive.km_jump",
            N_("{more} km more than last time. Read again, or correct the car in settings."),
            field="km",
            more=f"{km - last_km:,}",
        )
    return km


def check_back(km: int | None, out_km: int) -> int:
    """Nobody drives backwards: the reading is not below that of leaving."""
    if km is None:
        raise Refused("drive.no_km", N_("Read the odometer."), field="km")
    if km < out_km:
        raise Refused(
            "drive.km_below_out",
            N_("The car left with {out} km. Read again."),
            field="km",
            out=f"{out_km:,}",
        )
    if km - out_km > FARTHEST:
        raise Refused(
            "drive.km_far",
            N_("{more} km on one test drive? Read again."),
            field="km",
            more=f"{km - out_km:,}",
        )
    return km


def check_times(out_at: datetime, back_at: datetime, *, at: datetime) -> None:
    """Back after out, and not in the future."""
    if back_at < out_at:
        raise Refused(
            "drive.back_before_out",
            N_("The car left at {out}. It cannot be back before."),
            field="came_at",
            out=clock(out_at),
        )
    if back_at > at + timedelta(minutes=1):
        raise Refused("drive.time_ahead", N_("This time is still to come."), field="came_at")


def minutes_late(due_at: datetime, now: datetime) -> int:
    """Whole minutes past the time at which the car should be back; 0 while in time."""
    return max(0, int((now - due_at).total_seconds() // 60))


def _named(claim: Claim, until: datetime) -> dict[str, str]:
    show = clock if local_day(claim.starts_at) == local_day(until) else short_moment
    return {
        "plate": claim.plate,
        "who": claim.who,
        "consultant": claim.consultant or "—",
        "order": claim.order,
        "start": show(claim.starts_at),
        "end": show(until),
    }
