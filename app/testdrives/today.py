"""What waits today at the demo cars, and what each is booked for."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from app.fleet.rules import minutes_late
from app.formatting import clock, clock_span, duration
from app.identity import plate as plates
from app.local_time import local_day
from app.testdrives import queries
from app.testdrives.facts import DemoCarRow, DriveRow
from app.text import N_, _
from app.today_spec import (
    AskedDay,
    StripFacts,
    StripLane,
    StripSpan,
    TodayAct,
    TodayItem,
    TodayList,
    TodayStrip,
)
from app.tones import Tone
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import BookingState, Role

DESK = (Role.RECEPTION, Role.CONSULTANT)
TO_COME = (BookingState.BOOKED, BookingState.OUT)
GRACE = timedelta(minutes=15)
"""How late a customer may be before somebody asks where they are."""
MOST_LANES = 3


def drives_to_come(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Today's drives that are not back: consultants see their own, the reception all."""
    rows = queries.desk_day(session, local_day(asked.at), now=asked.at, viewer=asked.viewer).drives
    everything = asked.viewer.may(Role.RECEPTION)
    mine = (row for row in rows if everything or row.consultant_id == asked.viewer.staff_id)
    return tuple(_item(row, asked) for row in mine if row.is_drive and row.state in TO_COME)


def cars_today(session: Session, asked: AskedDay) -> StripFacts:
    """What each demo car is booked for, those with bookings first."""
    day = queries.desk_day(session, local_day(asked.at), now=asked.at, viewer=asked.viewer)
    lanes = [_lane(car, day.drives, asked) for car in day.cars]
    booked = sorted(lanes, key=lambda lane: not lane.spans)
    return StripFacts(count=str(day.today), lanes=tuple(booked[:MOST_LANES]))


def _item(row: DriveRow, asked: AskedDay) -> TodayItem:
    is_out = row.state is BookingState.OUT
    return TodayItem(
        opens=(Noun.CAR_BOOKING, row.id),
        at=row.ends_at if is_out else row.starts_at,
        who=row.customer or _("No name left"),
        what=f"{row.model} {plates.shown(row.plate)}",
        why=_why(row, asked),
        act=TodayAct(N_("Car back") if is_out else N_("Set off")),
        urgency=_urgency(row, asked),
        waits=True,
        owner_id=row.consultant_id,
        owner=row.consultant,
    )


def _urgency(row: DriveRow, asked: AskedDay) -> Urgency:
    """Overdue where the car should be back, or the customer should have come."""
    if row.state is BookingState.OUT:
        return Urgency.OVERDUE if minutes_late(row.ends_at, asked.at) else Urgency.TODAY
    return Urgency.OVERDUE if asked.at > row.starts_at + GRACE else Urgency.TODAY


def _why(row: DriveRow, asked: AskedDay) -> str:
    if row.state is BookingState.OUT:
        late = minutes_late(row.ends_at, asked.at)
        if late:
            return _("on the road, {span} late").format(span=duration(late))
        return _("on the road, back at {time}").format(time=clock(row.ends_at))
    if asked.at > row.starts_at + GRACE:
        waited = duration(minutes_late(row.starts_at, asked.at))
        return _("booked for {time}, {span} ago").format(time=clock(row.starts_at), span=waited)
    return _("test drive {span}").format(span=clock_span(row.starts_at, row.ends_at))


def _lane(car: DemoCarRow, rows: Sequence[DriveRow], asked: AskedDay) -> StripLane:
    """The bookings of one car, as names of the customers or what blocks it."""
    held = (*TO_COME, BookingState.BACK)
    mine = [row for row in rows if row.car_id == car.id and row.state in held]
    return StripLane(car.model, tuple(_span(row, asked) for row in mine))


def _span(row: DriveRow, asked: AskedDay) -> StripSpan:
    is_late = row.state is BookingState.OUT and minutes_late(row.ends_at, asked.at) > 0
    is_over = row.state is BookingState.BACK or row.is_block
    tone = Tone.BAD if is_late else Tone.NEUTRAL if is_over else Tone.ACCENT
    return StripSpan(row.starts_at, row.back_at or row.ends_at, row.customer, tone)


LISTS = (TodayList("drives", N_("Test drives today"), "route", DESK, drives_to_come),)
STRIPS = (
    TodayStrip("demo_cars", N_("Test drives today"), "route", DESK, "testdrives", cars_today),
)
