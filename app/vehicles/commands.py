"""What the desks do to a car's file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.people import keeping as people
from app.permits import Actor, allow
from app.text import N_
from app.vehicles import keeping
from app.vehicles.keeping import NewVehicle
from db.tables.vehicles import Vehicle
from db.words import Relation, Role

KEEPERS = (Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CARE, Role.CONTROLLER)
PLAIN = ("engine_number", "trim_id", "model_name", "colour", "energy", "registered_on", "note")


@allow(*KEEPERS)
def add(session: Session, new: NewVehicle, *, by: Actor, at: datetime) -> int:
    """A car with its owner; a car that is known by VIN or plate is completed instead of entered twice."""
    return keeping.find_or_add(session, new, by=by, at=at).id


@allow(*KEEPERS)
def edit(session: Session, vehicle_id: int, facts: Mapping[str, Any], *, version: int, by: Actor, at: datetime) -> int:
    """Writes the fields that `facts` names, blanks included; another plate makes the old one a former one."""
    car = session.get_one(Vehicle, vehicle_id)
    check_seen(version, car.version, noun="vehicle", id=vehicle_id)
    for field in (field for field in PLAIN if field in facts):
        setattr(car, field, facts[field] or None)
    if "odometer" in facts:
        car.odometer = facts["odometer"]
    if "vin" in facts:
        _write_vin(session, car, keeping.vin_number(facts["vin"]))
    if facts.get("plate"):
        keeping.carry(session, car, keeping.plate_number(facts["plate"]) or "", at=at)
    people.step(session, car, version, because_of="plate")
    return vehicle_id


@allow(*KEEPERS)
def change_plate(session: Session, vehicle_id: int, plate: str, *, by: Actor, at: datetime) -> None:
    """From today the car carries another plate; the old one still finds it."""
    number = keeping.plate_number(plate)
    if number is None:
        raise Refused("plate.empty", N_("No plate was entered."), field="plate")
    keeping.carry(session, session.get_one(Vehicle, vehicle_id), number, at=at)


@allow(*KEEPERS)
def change_keeper(session: Session, vehicle_id: int, person_id: int, *, relation: Relation, by: Actor, at: datetime) -> None:
    """Who owns, brings or pays from today; the history stays with the car."""
    keeping.keep_relation(session, vehicle_id, person_id, relation=relation, at=at)


def _write_vin(session: Session, car: Vehicle, vin: str | None) -> None:
    other = keeping.find_by_vin(session, vin) if vin else None
    if other is not None and other.id != car.id:
        raise Refused("vehicle.known", N_("A car with this VIN has a file already."), field="vin")
    car.vin = vin
