"""What the desks do to a car's file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
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
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import PlateKind, Relation, Role

KEEPERS = (Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CARE, Role.CONTROLLER)
PLAIN = ("engine_number", "trim_id", "model_name", "colour", "energy", "registered_on", "note")


@dataclass(frozen=True, slots=True)
class NewRelation:
    """What somebody is to a car from a day on (today).

    `who` is a file, or somebody who has none yet.
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
    for field in (field for field in PLAIN if field in facts):
        setattr(car, field, facts[field] or None)
    if "odometer" in facts:
        car.odometer = facts["odometer"]
    if "vin" in facts:
        _write_vin(session, car, operations.vin_number(facts["vin"]))
    if facts.get("plate"):
        number = operations.plate_number(facts["plate"]) or ""
        operations.take_over(session, car, number, at=at)
        operations.carry(session, car, number, at=at)
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
    """From a day on (today) the car carries another plate, or none; the old one still finds it.

    Can be taken back as it is returned.
    """
    number = operations.plate_number(plate)
    if number is None:
        raise Refused("plate.empty", N_("No plate was entered."), field="plate")
    car, day = session.get_one(Vehicle, vehicle_id), on or local_day(at)
    if any(plate.number == number and plate.until_on is None for plate in car.plates):
        raise Refused("plate.same", N_("The car carries this plate already."), field="plate")
    rules.check_turn(day, since=None, today=local_day(at))
    if operations.plate_kind(number) is PlateKind.NONE:
        return _turned(
            session,
            car,
            RelationChange(
                None, tuple(one.id for one in operations.take_off(session, car, at=at, on=day)), day
            ),
        )
    ended = operations.carry(session, car, number, at=at, on=day)
    return _turned(
        session, car, RelationChange(car.plates[0].id, tuple(one.id for one in ended), day)
    )


@allow(*KEEPERS)
def change_keeper(
    session: Session, vehicle_id: int, turn: NewRelation, *, by: Actor, at: datetime
) -> RelationChange:
    """Who owns, brings or pays from a day on.

    A new owner or payer ends the one before, and the history stays with the car.

    Can be taken back as it is returned.
    """
    who, day = turn.who, turn.on or local_day(at)
    rules.check_turn(day, since=None, today=local_day(at))
    if who is None:
        raise Refused(
            "keeper.nobody",
            N_("Say who it is: type a scrap of the name, number or plate."),
            field="who",
        )
    person = (
        people.get(session, who)
        if isinstance(who, int)
        else people.find_or_add(session, who, by=by, at=at)
    )
    if person.erased_at is not None:
        raise Refused("person.gone", N_("This customer does not exist."), field="who")
    kept = operations.keep_relation(
        session, vehicle_id, person.id, relation=turn.relation, at=at, on=day
    )
    if kept is None:
        raise Refused(
            "keeper.already", N_("{name} is that already."), field="who", name=person.name
        )
    return _turned(session, session.get_one(Vehicle, vehicle_id), kept)


@allow(*KEEPERS)
def end_keeper(session: Session, keeper_id: int, *, by: Actor, at: datetime) -> RelationChange:
    """From today this person is no longer what they were to the car."""
    row = session.get_one(VehicleRelation, keeper_id)
    if row.until_on is not None:
        raise Refused("keeper.over", N_("That is over already."))
    row.until_on = max(row.from_on, local_day(at))
    return _turned(
        session,
        session.get_one(Vehicle, row.vehicle_id),
        RelationChange(None, (row.id,), row.until_on),
    )


@allow(*KEEPERS)
def take_back(
    session: Session, vehicle_id: int, kept: RelationChange, *, noun: Noun, by: Actor, at: datetime
) -> int:
    """A change of keeper or plate never was. Refused once somebody has changed it further."""
    table = Plate if noun == Noun.PLATE else VehicleRelation
    added: Any = session.get(table, kept.added) if kept.added is not None else None
    ended: list[Any] = [session.get(table, one) for one in kept.ended]
    is_whole = (kept.added is None) is (added is None) and (added is None or added.until_on is None)
    if not is_whole or any(
        one is None or one.until_on != kept.day or _is_taken(session, one, added) for one in ended
    ):
        raise Refused(
            "keeper.changed_since",
            N_("This has been changed again since and cannot be taken back."),
        )
    if added is not None:
        session.delete(added)
        session.flush()
    for one in ended:
        one.until_on = None
    car = session.get_one(Vehicle, vehicle_id)
    session.flush()
    session.expire(car, ["plates"])
    _turned(session, car, kept)
    return vehicle_id


def _turned(session: Session, car: Vehicle, kept: RelationChange) -> RelationChange:
    """A window that shows the car is told, and one that edits it meets another version."""
    session.flush()
    audit.touched(session, Noun.VEHICLE, car.id)
    people.step(session, car, car.version, because_of="plate")
    return kept


def _is_taken(session: Session, ended: Any, added: Any) -> bool:
    """Whether somebody else has meanwhile what would come back.

    Another car the plate, another person the car.
    """
    if isinstance(ended, Plate):
        same = select(Plate.id).where(Plate.number == ended.number, Plate.until_on.is_(None))
    elif ended.relation is Relation.BRINGER:
        return False
    else:
        same = select(VehicleRelation.id).where(
            VehicleRelation.vehicle_id == ended.vehicle_id,
            VehicleRelation.relation == ended.relation,
            VehicleRelation.until_on.is_(None),
        )
    return any(one != (added.id if added is not None else None) for one in session.scalars(same))


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
