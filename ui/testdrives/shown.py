"""How drives read: blocks of the timeline, columns of the list, words for time and lateness."""

from collections.abc import Iterable
from datetime import datetime

from app.fleet import rules
from app.formatting import clock, clock_span, duration, show_date
from app.identity import plate as plates
from app.labels import label
from app.local_time import local
from app.testdrives.facts import DemoCarRow, DriveRow
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import BookingKind, DriveState, FuelLevel
from ui.labels import tone
from ui.parts.table import Column
from ui.parts.timeline import Resource, TimeBlock

ON_THE_DAY = frozenset({DriveState.BOOKED, DriveState.OUT, DriveState.BACK})


def span(row: DriveRow) -> str:
    """From and to, with the day where it takes more than one."""
    return clock_span(row.starts_at, row.ends_at)


def late(row: DriveRow, now: datetime) -> int:
    """Minutes that an absent car is overdue."""
    return rules.minutes_late(row.ends_at, now) if row.state is DriveState.OUT else 0


def due(row: DriveRow) -> str:
    """When the car comes, or when it came."""
    if row.state is DriveState.BACK and row.back_at is not None:
        return _("back {time}").format(time=clock(row.back_at))
    return _("due {time}").format(time=clock(row.ends_at)) if row.state is DriveState.OUT else ""


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


def fuel(level: FuelLevel | None) -> str:
    return label(level)


def resources(cars: Iterable[DemoCarRow]) -> tuple[Resource, ...]:
    return tuple(Resource(car.id, car.model, plates.shown(car.plate)) for car in cars)


def blocks(rows: Iterable[DriveRow], now: datetime) -> tuple[TimeBlock, ...]:
    """What holds a car today.

    A late car keeps its row until it is back; one that is back shows when it was away.
    """
    return tuple(_block(row, now) for row in rows if row.state in ON_THE_DAY)


def columns() -> tuple[Column, ...]:
    """The day's list; `Line` carries the moment, because lateness is told by it."""
    return (
        Column(
            "starts_at",
            N_("Time"),
            112,
            get=lambda line: line.row.starts_at,
            text=clock,
            second=_day_or_way,
        ),
        Column(
            "customer",
            N_("Customer"),
            150,
            ink=True,
            get=_who,
            second=lambda line: line.row.phone,
            stretch=True,
        ),
        Column(
            "car",
            N_("Car"),
            130,
            get=lambda line: line.row.model,
            second=lambda line: plates.shown(line.row.plate),
        ),
        Column(
            "consultant",
            N_("Consultant"),
            104,
            get=lambda line: line.row.consultant,
            second=_beneath,
        ),
        Column(
            "state",
            N_("State"),
            108,
            chip=True,
            get=_standing,
            text=label,
            tone=lambda line: tone(_standing(line)),
        ),
        Column(
            "due",
            N_("Due back"),
            120,
            get=lambda line: due(line.row),
            second=_late_words,
            tone=_urgency,
        ),
    )


def _day_or_way(line: object) -> str:
    row: DriveRow = line.row  # type: ignore[attr-defined]
    return show_date(local(row.starts_at)) if line.dated else way(row)  # type: ignore[attr-defined]


def _beneath(line: object) -> str:
    row: DriveRow = line.row  # type: ignore[attr-defined]
    return row.order or row.route


def _standing(line: object) -> DriveState | BookingKind:
    row: DriveRow = line.row  # type: ignore[attr-defined]
    return row.standing


def _who(line: object) -> str:
    row: DriveRow = line.row  # type: ignore[attr-defined]
    return row.reason if row.is_block else row.customer


def _late_words(line: object) -> str:
    return lateness(line.row, line.now)  # type: ignore[attr-defined]


def _urgency(line: object) -> str:
    return Tone.BAD if late(line.row, line.now) else Tone.NEUTRAL  # type: ignore[attr-defined]


def _block(row: DriveRow, now: datetime) -> TimeBlock:
    start, end = row.starts_at, row.ends_at
    if row.state is DriveState.BACK and row.out_at and row.back_at and row.back_at > row.out_at:
        start, end = row.out_at, row.back_at
    elif row.state is DriveState.OUT:
        end = max(end, now)
    if row.is_block:
        return TimeBlock(
            row.id, row.car_id, start, end, row.reason, label(row.kind), Tone.NEUTRAL, hatched=True
        )
    beneath = _("Loan {order}").format(order=row.order) if row.is_loan else row.consultant
    return TimeBlock(
        row.id,
        row.car_id,
        start,
        end,
        row.customer,
        beneath,
        Tone.BAD if late(row, now) else tone(row.state),
    )
