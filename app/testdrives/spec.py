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
    """True when a consultant has no other drive at this time."""
    others = select(CarBooking.starts_at, CarBooking.ends_at).where(
        HOLDING, CarBooking.consultant_id == taker, CarBooking.id != row.id
    )
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
