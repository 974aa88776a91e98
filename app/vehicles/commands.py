"""Use cases on a car's file: add, edit, change its plate and its people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused, check_seen
from app.local_time import local_day
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.text import N_
from app.vehicles import lookup, operations, rules, vehicle_merge
from app.vehicles.operations import NewVehicle, RelationChange
from db.nouns import Noun
from db.tables.people import Person
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import Relation, Role

KEEPERS = (Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CARE, Role.CONTROLLER)


@dataclass(frozen=True, slots=True)
class NewRelation:
    """What somebody is to a car from a day on (today).

    `who` is the id of a file, or somebody who has none yet.
    """

    who: int | Contact | None
    relation: Relation
    on: date | None = None


@allow(*KEEPERS)
def add(session: Session, new: NewVehicle, *, by: Actor, at: datetime) -> int:
    """A car with its owner.

    A car that is known by VIN or plate is completed instead of entered twice.
    """
    return operations.find_or_add(session, new, by=by, at=at).id


@allow(*KEEPERS)
def edit(
    session: Session,
    vehicle_id: int,
    facts: Mapping[str, Any],
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> int:
    """Writes the fields that `facts` names, blanks included.

    Another plate makes the old one a former one.
    """
    car = session.get_one(Vehicle, vehicle_id)
    check_seen(version, car.version, noun=Noun.VEHICLE, id=vehicle_id)
    for field in facts.keys() & set(vehicle_merge.FILLABLE):
        setattr(car, field, facts[field] or None)
    car.odometer = facts.get("odometer", car.odometer)
    if "vin" in facts:
        _write_vin(session, car, operations.vin_number(facts["vin"]))
    if number := operations.plate_number(facts.get("plate")):
        operations.change_plate(session, car, number, at=at)
    people.step(session, car, version, because_of="plate")
    return vehicle_id


@allow(*KEEPERS)
def change_plate(
    session: Session,
    vehicle_id: int,
    plate: str | None,
    *,
    on: date | None = None,
    by: Actor,
    at: datetime,
) -> RelationChange:
    """From a day on (today) the car carries another plate, or none.

    The old one still finds it.

    What it returns takes it back.
    """
    car, day = session.get_one(Vehicle, vehicle_id), on or local_day(at)
    number = _new_plate(car, plate)
    rules.check_change_day(day, since=None, today=local_day(at))
    return _told(session, car, operations.replace_plate(session, car, number, at=at, on=day))


def _new_plate(car: Vehicle, plate: str | None) -> str:
    number = operations.plate_number(plate)
    if number is None:
        raise Refused("plate.empty", N_("No plate was entered."), field="plate")
    if any(plate.number == number for plate in lookup.current_plates(car)):
        raise Refused("plate.same", N_("The car carries this plate already."), field="plate")
    return number


@allow(*KEEPERS)
def change_keeper(
    session: Session, vehicle_id: int, new: NewRelation, *, by: Actor, at: datetime
) -> RelationChange:
    """Changes who owns, brings or pays from a day on.

    A new owner or payer ends the one before, and the history stays with the car.
    What it returns takes it back.
    """
    day = new.on or local_day(at)
    rules.check_change_day(day, since=None, today=local_day(at))
    person = _person(session, new.who, by=by, at=at)
    kept = operations.keep_relation(
        session, vehicle_id, person.id, relation=new.relation, at=at, on=day
    )
    if kept is None:
        message = N_("{name} is that already.")
        raise Refused("keeper.already", message, field="who", name=person.name)
    return _told(session, session.get_one(Vehicle, vehicle_id), kept)


@allow(*KEEPERS)
def end_keeper(session: Session, keeper_id: int, *, by: Actor, at: datetime) -> RelationChange:
    """From today this person is no longer what they were to the car."""
    row = session.get_one(VehicleRelation, keeper_id)
    if row.until_on is not None:
        raise Refused("keeper.over", N_("That is over already."))
    row.until_on = max(row.from_on, local_day(at))
    change = RelationChange(None, (row.id,), row.until_on)
    return _told(session, session.get_one(Vehicle, row.vehicle_id), change)


@allow(*KEEPERS)
def take_back(
    session: Session, vehicle_id: int, kept: RelationChange, *, noun: Noun, by: Actor, at: datetime
) -> int:
    """Undoes a change of owner or plate; Refused once somebody has changed it further."""
    table = Plate if noun == Noun.PLATE else VehicleRelation
    added: Any = session.get(table, kept.added) if kept.added is not None else None
    ended: list[Any] = [session.get(table, one) for one in kept.ended]
    stands = (added is None) is (kept.added is None) and (added is None or added.until_on is None)
    if not stands or any(_is_changed(session, one, kept, added) for one in ended):
        message = N_("This has been changed again since and cannot be taken back.")
        raise Refused("keeper.changed_since", message)
    if added is not None:
        session.delete(added)
        session.flush()
    for one in ended:
        one.until_on = None
    session.flush()
    car = session.get_one(Vehicle, vehicle_id)
    session.expire(car, ["plates"])
    _told(session, car, kept)
    return vehicle_id


def _person(session: Session, who: int | Contact | None, *, by: Actor, at: datetime) -> Person:
    """The person that was chosen or typed.

    Refused where nobody was, or where it is erased.
    """
    if who is None:
        message = N_("Say who it is: type part of the name, number or plate.")
        raise Refused("keeper.nobody", message, field="who")
    if isinstance(who, int):
        person = people.get(session, who)
    else:
        person = people.find_or_add(session, who, by=by, at=at)
    if person.erased_at is not None:
        raise Refused("person.gone", N_("This customer does not exist."), field="who")
    return person


def _told(session: Session, car: Vehicle, kept: RelationChange) -> RelationChange:
    """Tells the windows that show the car, and gives it another version."""
    session.flush()
    audit.touched(session, Noun.VEHICLE, car.id)
    people.step(session, car, car.version, because_of="plate")
    return kept


def _is_changed(session: Session, ended: Any, kept: RelationChange, added: Any) -> bool:
    """True when an ended row was changed, or another row is current instead."""
    if ended is None or ended.until_on != kept.day:
        return True
    if isinstance(ended, Plate):
        now = [lookup.carried(session, ended.number)]
    elif ended.relation is Relation.BRINGER:
        return False
    else:
        now = list(session.scalars(lookup.relations(ended.vehicle_id, ended.relation)))
    return any(one is not None and one is not added for one in now)


def _write_vin(session: Session, car: Vehicle, vin: str | None) -> None:
    other = lookup.find_by_vin(session, vin) if vin else None
    if other is not None and vehicle_merge.may_join(other, car):
        message = N_(
            "A car with this VIN has a file already. Enter this plate there, and the two files"
            " become one."
        )
        raise Refused("vehicle.known", message, field="vin")
    if other is not None and other.id != car.id:
        raise Refused("vehicle.known", N_("A car with this VIN has a file already."), field="vin")
    car.vin = vin
