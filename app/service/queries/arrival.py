"""Reads what the desk must know when a plate is typed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.appointments import queries as appointments
from app.appointments.facts import CarHistory
from app.people.alerts import Alert, alerts_of
from app.people.queries import near
from app.permissions import Actor
from app.service.queries.advice import EarlierWork, advice_for
from app.service.queries.service_plan import due_now
from app.vehicles import queries as cars
from app.vehicles.introduced import Introduced, introduced
from app.vehicles.queries import VehicleHit
from db.tables.people import Person


@dataclass(frozen=True, slots=True)
class Arrival:
    """The car, what did not come about before, and the alerts of both files."""

    hit: VehicleHit
    advice: tuple[EarlierWork, ...]
    alerts: tuple[Alert, ...] = ()
    near: frozenset[int] = frozenset()
    """The staff whose own customer the owner is."""
    due: tuple[str, ...] = ()
    """The packages that the service plan of its model makes due by now."""
    advisor: Introduced | None = None
    """To whom the owner was introduced when a car was handed over."""


def arrival(
    session: Session, plate: str, *, today: date, at: datetime | None = None
) -> Arrival | None:
    """The car with this plate in any writing; None where nobody knows it.

    `at`: also with what the other desks count of the car until then.
    """
    hit = cars.by_plate(session, plate, today=today)
    if hit is None:
        return None
    owner = session.get(Person, hit.owner_id) if hit.owner_id else None
    known_by = frozenset(near(session, owner)) if owner else frozenset()
    alerts = alerts_of(session, person_id=hit.owner_id, vehicle_id=hit.id, at=at)
    due = tuple(row.name for row in due_now(session, hit.id, on=today))
    advice, advisor = advice_for(session, hit.id), introduced(session, hit.owner_id)
    return Arrival(hit, advice, alerts, known_by, due, advisor)


def booking_facts(
    session: Session, plate: str, *, viewer: Actor, today: date, at: datetime | None = None
) -> tuple[Arrival | None, CarHistory]:
    """What the file of a car and the plan of the bays know while it is booked."""
    return arrival(session, plate, today=today, at=at), appointments.history(
        session, plate, viewer=viewer
    )
