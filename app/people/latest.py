"""Reads cars, last visit and next step of customers, for their list."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.people import consents
from db.appointment_words import AppointmentState
from db.nouns import Noun
from db.tables.appointments import Appointment
from db.tables.fleet import CarBooking
from db.tables.people import Person
from db.tables.prospects import FollowUp
from db.tables.reception import Visit
from db.tables.service import RepairOrder
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import OPEN_STAGES, BookingState, ServiceType, Stage


@dataclass(frozen=True, slots=True)
class Seen:
    """The last visit, drive or order of a customer; an order with its kind and stage."""

    at: datetime
    noun: Noun
    service_type: ServiceType | None = None
    stage: Stage | None = None

    @property
    def is_in_shop(self) -> bool:
        """True while the car of the order stands in the shop."""
        return self.stage in OPEN_STAGES


@dataclass(frozen=True, slots=True)
class Coming:
    """What is due next with a customer; `at` lies in the past once it is late."""

    at: datetime
    noun: Noun


@dataclass(frozen=True, slots=True)
class PresentCar:
    """A car that a person has now, as their list names it."""

    plate: str
    model: str
    colour: str


def present_cars(session: Session, people: Sequence[int]) -> dict[int, list[PresentCar]]:
    """Their cars with a plate by person, each plate once."""
    carried = (
        select(
            VehicleRelation.person_id,
            Plate.number,
            func.coalesce(CarModel.name, Vehicle.model_name, ""),
            func.coalesce(Vehicle.colour, ""),
        )
        .join(Plate, Plate.vehicle_id == VehicleRelation.vehicle_id)
        .join(Vehicle, Vehicle.id == VehicleRelation.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .where(
            VehicleRelation.person_id.in_(people),
            VehicleRelation.until_on.is_(None),
            Plate.until_on.is_(None),
        )
    )
    cars: dict[int, dict[str, PresentCar]] = defaultdict(dict)
    for person, plate, model, colour in session.execute(carried):
        cars[person][plate] = PresentCar(plate, model, colour)
    return {person: list(found.values()) for person, found in cars.items()}


def last_seen(session: Session, people: Sequence[int]) -> dict[int, Seen]:
    """The latest of all visits, drives and orders, by customer."""
    found: dict[int, Seen] = {}
    for noun, asked in _came(people):
        for person, at, *told in session.execute(asked):
            one = Seen(at, noun, *told)
            if person not in found or (one.is_in_shop, at) > _rank(found[person]):
                found[person] = one
    return found


def next_with(session: Session, people: Sequence[int]) -> dict[int, Coming]:
    """The earliest of what is open: a promised car, an appointment, a drive, a call."""
    found: dict[int, Coming] = {}
    for noun, asked in _open(people):
        for person, at in session.execute(asked):
            if person not in found or at < found[person].at:
                found[person] = Coming(at, noun)
    return found


def _rank(seen: Seen) -> tuple[bool, datetime]:
    """A car in the shop goes before whatever came later."""
    return seen.is_in_shop, seen.at


def _came(people: Sequence[int]) -> Iterator[tuple[Noun, Select[*tuple[Any, ...]]]]:
    order = RepairOrder
    yield Noun.VISIT, select(Visit.person_id, Visit.arrived_at).where(Visit.person_id.in_(people))
    yield (
        Noun.CAR_BOOKING,
        select(CarBooking.person_id, CarBooking.out_at).where(
            CarBooking.person_id.in_(people), CarBooking.out_at.is_not(None)
        ),
    )
    yield (
        Noun.REPAIR_ORDER,
        select(order.customer_id, order.received_at, order.service_type, order.stage).where(
            order.customer_id.in_(people)
        ),
    )


def _open(people: Sequence[int]) -> Iterator[tuple[Noun, Select[*tuple[Any, ...]]]]:
    order = RepairOrder
    yield (
        Noun.REPAIR_ORDER,
        select(order.customer_id, order.promised_at).where(
            order.customer_id.in_(people),
            order.stage.in_(OPEN_STAGES),
            order.promised_at.is_not(None),
        ),
    )
    yield (
        Noun.APPOINTMENT,
        select(Appointment.person_id, Appointment.starts_at).where(
            Appointment.person_id.in_(people), Appointment.state == AppointmentState.BOOKED
        ),
    )
    yield (
        Noun.CAR_BOOKING,
        select(CarBooking.person_id, CarBooking.starts_at).where(
            CarBooking.person_id.in_(people), CarBooking.state == BookingState.BOOKED
        ),
    )
    yield (
        Noun.FOLLOW_UP,
        select(FollowUp.person_id, FollowUp.due_at)
        .join(Person, Person.id == FollowUp.person_id)
        .where(FollowUp.person_id.in_(people), consents.waiting()),
    )
