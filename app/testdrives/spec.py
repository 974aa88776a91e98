"""What this desk declares: opinions and routes, what waits today, papers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.desk_spec import DeskSpec, ListExport, PaperSpec, TaskKind
from app.fleet.rules import overlap
from app.testdrives import today
from app.text import N_
from db.nouns import Noun
from db.tables.fleet import HOLDING, CarBooking
from db.vocabulary import PaperKind, Role


def _bookings_of(people: Sequence[int]) -> Select[Any]:
    return select(CarBooking.id).where(CarBooking.person_id.in_(people))


def _is_free(session: Session, row: CarBooking, taker: int) -> bool:
    """True when a consultant sits in no other car at this time, and not twice in this one."""
    if taker in (row.consultant_id, row.companion_id):
        return False
    along = (CarBooking.consultant_id == taker) | (CarBooking.companion_id == taker)
    others = select(CarBooking.starts_at, CarBooking.ends_at).where(HOLDING, along)
    others = others.where(CarBooking.id != row.id)
    span = (row.starts_at, row.ends_at)
    return not any(overlap(span, (start, end)) for start, end in session.execute(others))


DESK = DeskSpec(
    name="testdrives",
    tasks=(
        TaskKind(
            N_("Booked drives"),
            CarBooking.consultant_id,
            HOLDING,
            (Role.CONSULTANT,),
            _is_free,
        ),
        TaskKind(
            N_("Drives as companion"),
            CarBooking.companion_id,
            HOLDING,
            (Role.CONSULTANT,),
            _is_free,
        ),
    ),
    nouns={
        Noun.DRIVE_FEEDBACK: N_("Opinion after the drive"),
        Noun.DRIVE_ROUTE: N_("Route"),
    },
    today=today.LISTS,
    strips=today.STRIPS,
    papers=(
        PaperSpec(PaperKind.DRIVE_AGREEMENT, worded=True, noun=Noun.CAR_BOOKING, of=_bookings_of),
        PaperSpec(PaperKind.DRIVE_SHEET),
    ),
    exports=(ListExport("drive_route_table", N_("Routes"), Noun.DRIVE_ROUTE),),
)
