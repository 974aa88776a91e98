"""How bookings read in the list and on the timeline."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from app.fleet import rules
from app.formatting import clock, clock_span, duration, show_date
from app.identity import plate as plates
from app.labels import label
from app.local_time import local
from app.testdrives.facts import DemoCarRow, DriveRow
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import BookingState
from ui.labels import tone
from ui.parts import widest
from ui.parts.table import Column
from ui.parts.timeline import Resource, TimeBlock

ON_THE_DAY = frozenset({BookingState.BOOKED, BookingState.OUT, BookingState.BACK})


class DatedBooking(Protocol):
    """A booking as of `now`; `dated` in a list of many days."""

    @property
    def row(self) -> DriveRow: ...
    @property
    def now(self) -> datetime: ...
    @property
    def dated(self) -> bool: ...


def span(row: DriveRow) -> str:
    """Start and end, with their days where these differ."""
    return clock_span(row.starts_at, row.ends_at)


def late(row: DriveRow, now: datetime) -> int:
    """Minutes that an absent car is overdue."""
    return rules.minutes_late(row.ends_at, now) if row.state is BookingState.OUT else 0


def due(row: DriveRow) -> str:
    """When the car comes, or when it came."""
    if row.state is BookingState.BACK and row.back_at is not None:
        return _("back {time}").format(time=clock(row.back_at))
    return _("due {time}").format(time=clock(row.ends_at)) if row.state is BookingState.OUT else ""


def lateness(row: DriveRow, now: datetime) -> str:
    """In words, beneath the time at which the car was due."""
    minutes = late(row, now)
    return _("{span} late").format(span=duration(minutes)) if minutes else ""


def way(row: DriveRow) -> str:
    """Ride, drive or both."""
    if row.is_block:
        return ""
    if row.is_loan:
        return label(row.kind)
    if row.rides and row.drives:
        return _("Ride and drive")
    return _("Ride only") if row.rides else _("Drive")


def resources(cars: Iterable[DemoCarRow]) -> tuple[Resource, ...]:
    """The rows of the timeline."""
    return tuple(Resource(car.id, car.model, plates.shown(car.plate)) for car in cars)


def blocks(rows: Iterable[DriveRow], now: datetime) -> tuple[TimeBlock, ...]:
    """The bars of the timeline, which show when each car is away."""
    return tuple(_block(row, now) for row in rows if row.state in ON_THE_DAY)


def _line(show: Callable[[DriveRow], object]) -> Callable[[DatedBooking], Any]:
    """Reads the booking of a line of the list."""
    return lambda line: show(line.row)


def _first_line(line: DatedBooking) -> str:
    return show_date(local(line.row.starts_at)) if line.dated else way(line.row)


def _urgency(line: DatedBooking) -> str:
    return Tone.BAD if late(line.row, line.now) else Tone.NEUTRAL


COLUMNS = (
    Column(
        "starts_at",
        N_("Time"),
        112,
        get=_line(lambda row: row.starts_at),
        text=clock,
        second=_first_line,
        beside=(Column("way", N_("Contact by"), get=_line(way)),),
    ),
    Column(
        "customer",
        N_("Customer"),
        150,
        ink=True,
        get=_line(lambda row: row.reason if row.is_block else row.customer),
        second=_line(lambda row: row.phone),
        beside=(Column("phone", N_("Phone"), get=_line(lambda row: row.phone)),),
        stretch=True,
    ),
    Column(
        "car",
        N_("Car"),
        130,
        get=_line(lambda row: row.model),
        second=_line(lambda row: plates.shown(row.plate)),
        beside=(Column("plate", N_("Plate"), get=_line(lambda row: plates.shown(row.plate))),),
    ),
    Column(
        "consultant",
        N_("Consultant"),
        104,
        yields=1,
        get=_line(lambda row: row.consultant),
        second=_line(lambda row: row.order or row.route),
        beside=(
            Column("route", N_("Route"), get=_line(lambda row: row.route)),
            Column("order", N_("Repair order"), get=_line(lambda row: row.order)),
        ),
    ),
    Column(
        "state",
        N_("State"),
        108,
        chip=True,
        get=_line(lambda row: row.standing),
        text=label,
        widest=lambda: widest.labels(BookingState),
        tone=_line(lambda row: tone(row.standing)),
    ),
    Column(
        "due",
        N_("Due back"),
        120,
        yields=2,
        get=_line(due),
        second=lambda line: lateness(line.row, line.now),
        tone=_urgency,
        filed=_line(lambda row: row.back_at or row.ends_at),
    ),
)
"""The list of bookings; a line carries the moment, because lateness depends on it."""


def _block(row: DriveRow, now: datetime) -> TimeBlock:
    start, end = row.starts_at, row.ends_at
    if row.state is BookingState.BACK and row.out_at and row.back_at and row.back_at > row.out_at:
        start, end = row.out_at, row.back_at
    elif row.state is BookingState.OUT:
        end = max(end, now)
    bar = partial(TimeBlock, row.id, row.car_id, start, end)
    if row.is_block:
        return bar(row.reason, label(row.kind), Tone.NEUTRAL, hatched=True)
    beneath = _("Loan {order}").format(order=row.order) if row.is_loan else row.consultant
    return bar(row.customer, beneath, Tone.BAD if late(row, now) else tone(row.state))
