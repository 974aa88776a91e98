"""What this desk declares: demo cars and bookings, their events, erasure, settings."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Lead,
    ListExport,
    SettingGroup,
    Traces,
)
from app.fleet.set_up import SET_UP
from app.fleet.settings import DriveSettings
from app.identity import plate as plates
from app.text import N_, _
from db.nouns import Noun
from db.tables.fleet import CarBooking, DemoCar
from db.tables.people import Person
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingState


def booking_events(session: Session, person_id: int) -> Iterator[Event]:
    """The test drives and loans of a person; a loan opens its repair order."""
    booked = select(CarBooking, DemoCar.plate, CarModel.name)
    cars = booked.join(DemoCar, DemoCar.id == CarBooking.car_id)
    named = cars.join(Trim, Trim.id == DemoCar.trim_id).join(CarModel, CarModel.id == Trim.model_id)
    for row, plate, model in session.execute(named.where(CarBooking.person_id == person_id)):
        told = (model, row.state, plates.shown(plate))
        yield Event(row.starts_at, row.kind.value, *_opens(row), *told)


def _opens(row: CarBooking) -> tuple[Noun, int]:
    """The record behind an event: of a loan its repair order."""
    if row.order_id is not None:
        return Noun.REPAIR_ORDER, row.order_id
    return Noun.CAR_BOOKING, row.id


def _bookings_of(people: Sequence[int]) -> Select[Any]:
    return select(CarBooking.id).where(CarBooking.person_id.in_(people))


def has_open_booking(session: Session, person_id: int) -> bool:
    """True when a car is booked for this person or out with them."""
    under_way = CarBooking.state.in_((BookingState.BOOKED, BookingState.OUT))
    return session.scalar(_bookings_of([person_id]).where(under_way).limit(1)) is not None


def bookings_near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The drives and loans of these people."""
    return {Noun.CAR_BOOKING: set(session.scalars(_bookings_of(who.ids)))}


DESK = DeskSpec(
    name="fleet",
    set_up=SET_UP,
    nouns={
        Noun.DEMO_CAR: N_("Demo car"),
        Noun.CAR_BOOKING: N_("Car booking"),
        Noun.TEST_DRIVE: N_("Test drive"),  # older rows of the audit
    },
    leads=(Lead(Noun.CAR_BOOKING, Noun.PERSON, CarBooking.person_id, CarBooking.id),),
    events=(
        EventSource(
            Person,
            {
                "drive": EventKind(N_("Test drive"), "route"),
                "loan": EventKind(N_("Loan car"), "key"),
            },
            booking_events,
        ),
    ),
    exports=(
        ListExport("drives", N_("Test drives"), Noun.CAR_BOOKING),
        ListExport("demo_car_table", N_("Demo cars"), Noun.DEMO_CAR),
    ),
    erasure=Erasure(is_busy=has_open_booking, near=bookings_near),
    settings=(
        SettingGroup(
            "drives",
            N_("Test drives"),
            DriveSettings,
            lambda rules: _("{minutes} min, then {buffer} min pause").format(
                minutes=rules.drive_minutes, buffer=rules.drive_buffer
            ),
        ),
    ),
)
