"""What this desk declares: opinions and routes, what waits today, papers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    ListExport,
    PaperSpec,
    TodayList,
)
from app.fleet.rules import minutes_late
from app.local_time import local_day
from app.permissions import Actor
from app.settings import Settings
from app.testdrives import queries
from app.testdrives.facts import DriveRow
from app.text import N_
from app.urgency import Urgency
from db.nouns import Noun
from db.tables.fleet import CarBooking
from db.vocabulary import BookingState, PaperKind, Role

TO_COME = (BookingState.BOOKED, BookingState.OUT)


def drives_to_come(session: Session, viewer: Actor, at: datetime) -> tuple[DriveRow, ...]:
    """Today's drives that are not back: consultants see their own, the reception all."""
    rows = queries.desk_day(session, local_day(at), now=at, viewer=viewer).drives
    everything = viewer.may(Role.RECEPTION)
    mine = (row for row in rows if everything or row.consultant_id == viewer.staff_id)
    return tuple(row for row in mine if row.is_drive and row.state in TO_COME)


def drive_urgency(row: DriveRow, at: datetime, *, settings: Settings) -> Urgency:
    """Overdue where the car should be back."""
    is_late = row.state is BookingState.OUT and minutes_late(row.ends_at, at) > 0
    return Urgency.OVERDUE if is_late else Urgency.TODAY


def _bookings_of(people: Sequence[int]) -> Select[Any]:
    return select(CarBooking.id).where(CarBooking.person_id.in_(people))


DESK = DeskSpec(
    name="testdrives",
    nouns={
        Noun.DRIVE_FEEDBACK: N_("Opinion after the drive"),
        Noun.DRIVE_ROUTE: N_("Route"),
    },
    today=(
        TodayList(
            "drives",
            N_("Test drives today"),
            (Role.RECEPTION, Role.CONSULTANT),
            drives_to_come,
            drive_urgency,
            lambda row: (Noun.CAR_BOOKING, row.id),
        ),
    ),
    papers=(
        PaperSpec(PaperKind.DRIVE_AGREEMENT, worded=True, noun=Noun.CAR_BOOKING, of=_bookings_of),
        PaperSpec(PaperKind.DRIVE_SHEET),
    ),
    exports=(ListExport("drive_route_table", N_("Routes"), Noun.DRIVE_ROUTE),),
)
