"""What this desk declares: opinions and routes, what waits today, papers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from app.desk_spec import DeskSpec, ListExport, PaperSpec
from app.testdrives import today
from app.text import N_
from db.nouns import Noun
from db.tables.fleet import CarBooking
from db.vocabulary import PaperKind


def _bookings_of(people: Sequence[int]) -> Select[Any]:
    return select(CarBooking.id).where(CarBooking.person_id.in_(people))


DESK = DeskSpec(
    name="testdrives",
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
