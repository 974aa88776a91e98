"""Finds the file of a car by VIN or plate, or adds one.

Changes plates and owners.

What a desk does not know yet is completed later. Used inside other desks' commands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.identity import plate as plates
from app.identity import vin as vins
from app.local_time import local_day
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor
from app.text import N_
from app.vehicles import rules, vehicle_merge
from app.vehicles.lookup import carried, current_plates, find_by_vin, relations, stayed
from db.plate_words import PlateKind
from db.tables.vehicles import Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import Energy, Relation
from db.warranty_words import CarUse

RENAMED = {"rescue": PlateKind.EMERGENCY, "military": PlateKind.ARMED}


@dataclass(frozen=True, slots=True)
class NewVehicle:
    """What a desk knows of a car: a plate is enough."""

    plate: str | None = None
    vin: str | None = None
    model_name: str | None = None
    trim_id: int | None = None
    colour: str | None = None
    energy: Energy | None = None
    odometer: int | None = None
    owner: Contact | None = None
    engine_number: str | None = None
    body_type: str | None = None
    registered_on: date | None = None
    bought_here: bool = False
    car_use: CarUse | None = None
    invoiced_on: date | None = None
    delivered_on: date | None = None
    invoice_price: Decimal | None = None
    recall: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RelationChange:
    """What one change of plate or owner did; enough to take it back.

    The id of the row that was added, if any, and the ids of those that ended on `day`.
    """

    added: int | None
    ended: tuple[int, ...]
    day: date


def find_or_add(session: Session, new: NewVehicle, *, by: Actor, at: datetime) -> Vehicle:
    """The car behind what a desk knows.

    By VIN, by the plate it carries now, else new.

    Blanks never overwrite what is known.
    """
    number, vin = plate_number(new.plate), vin_number(new.vin)
    if not number and not vin:
        raise Refused("vehicle.nothing", N_("Enter a plate or a VIN."), field="plate")
    car = _find(session, number, vin)
    if car is None:
        car = Vehicle(created_at=at, bought_here=new.bought_here)
        session.add(car)
    _fill(session, car, new, vin)
    session.flush()
    if number:
        change_plate(session, car, number, at=at)
    if new.owner is not None:
        owner = people.find_or_add(session, new.owner, by=by, at=at).id
        keep_relation(session, car.id, owner, relation=_place(session, car.id, owner), at=at)
    return car


def change_plate(session: Session, car: Vehicle, number: str, *, at: datetime) -> None:
    """From today the car carries this plate.

    A file that was made from this plate alone is merged into the car's, if it may be the same car.
    """
    holder = carried(session, number)
    if holder is not None and vehicle_merge.may_join(car, holder.vehicle):
        for plate in current_plates(car):
            plate.until_on = max(plate.from_on, local_day(at))
        vehicle_merge.join(session, car, holder.vehicle, at=at)
    carry(session, car, number, at=at)


def carry(
    session: Session, car: Vehicle, number: str, *, at: datetime, on: date | None = None
) -> list[Plate]:
    """From a day on (today) the car carries this plate; returns the plates that ended.

    The old one stays known as a former one. A plate on two cars is refused.
    """
    day, kind, current = on or local_day(at), plate_kind(number), current_plates(car)
    if kind is PlateKind.NONE or any(plate.number == number for plate in current):
        return []
    _check_free(session, number)
    _end(session, current, day, at=at)
    car.plates.insert(0, Plate(number=number, kind=kind, from_on=day))
    session.flush()
    return current


def _check_free(session: Session, number: str) -> None:
    """Refused where a car carries this plate now."""
    if carried(session, number) is not None:
        message = N_("Another car carries plate {plate} now. Change that car's plate first.")
        shown = plates.shown(number)
        raise Refused("vehicle.plate_taken", message, field="plate", plate=shown)


def replace_plate(
    session: Session, car: Vehicle, number: str, *, at: datetime, on: date
) -> RelationChange:
    """From a day on the car carries another plate, or none where the number says so."""
    if plate_kind(number) is PlateKind.NONE:
        added, ended = None, take_off(session, car, at=at, on=on)
    else:
        ended = carry(session, car, number, at=at, on=on)
        added = car.plates[0].id
    return RelationChange(added, tuple(one.id for one in ended), on)


def take_off(session: Session, car: Vehicle, *, at: datetime, on: date) -> list[Plate]:
    """From a day on the car carries no plate; returns the plates that ended.

    Its owner uses it for another car, or the car leaves the road.
    """
    current = current_plates(car)
    if not current:
        raise Refused("plate.none", N_("The car carries no plate already."), field="plate")
    _end(session, current, on, at=at)
    return current


def keep_relation(
    session: Session,
    vehicle_id: int,
    person_id: int,
    *,
    relation: Relation,
    at: datetime,
    on: date | None = None,
) -> RelationChange | None:
    """Makes a person owner, payer or bringer of a car from a day on (today).

    A new owner or payer ends the one before; bringers stand side by side.
    None where the person is that already.
    """
    day, current = on or local_day(at), list(session.scalars(relations(vehicle_id, relation)))
    if any(row.person_id == person_id for row in current):
        return None
    ended = current if relation is not Relation.BRINGER else []
    _end(session, ended, day, at=at)
    added = VehicleRelation(vehicle_id=vehicle_id, person_id=person_id)
    added.relation, added.from_on = relation, day
    session.add(added)
    session.flush()
    return RelationChange(added.id, tuple(row.id for row in ended), day)


def leave_owners(session: Session, vehicle_id: int, *, at: datetime) -> None:
    """The car is the store's from today; its owners stay in its history."""
    current = session.scalars(relations(vehicle_id, Relation.OWNER)).all()
    for row in current:
        row.until_on = max(row.from_on, local_day(at))
    session.flush()


def return_to_owners(session: Session, vehicle_id: int) -> None:
    """Undo of `leave_owners`: who owned the car last owns it again."""
    if session.scalar(relations(vehicle_id, Relation.OWNER).limit(1)) is not None:
        return
    owned = VehicleRelation.vehicle_id == vehicle_id, VehicleRelation.relation == Relation.OWNER
    former = session.scalars(select(VehicleRelation).where(*owned)).all()
    last = max((row.until_on for row in former if row.until_on is not None), default=None)
    for row in former:
        if row.until_on == last:
            row.until_on = None
    session.flush()


def _end(
    session: Session, rows: Sequence[Plate | VehicleRelation], day: date, *, at: datetime
) -> None:
    """Plates or relations end on this day; Refused where that cannot be."""
    for row in rows:
        rules.check_change_day(day, since=row.from_on, today=local_day(at))
        row.until_on = day
    session.flush()


def plate_kind(number: str) -> PlateKind:
    """Which kind of plate a normal form is."""
    style = plates.style(number) or "other"
    return RENAMED.get(style) or PlateKind(style)


def plate_number(text: str | None, field: str = "plate") -> str | None:
    """The normal form of a typed plate; Refused where it cannot be one."""
    return plates.judge(text).accepted(field) if text and text.strip() else None


def vin_number(text: str | None, field: str = "vin") -> str | None:
    """The normal form of a typed VIN; Refused where it cannot be one."""
    return vins.judge(text).accepted(field) if text and text.strip() else None


def _find(session: Session, number: str | None, vin: str | None) -> Vehicle | None:
    by_vin = find_by_vin(session, vin) if vin else None
    if by_vin is not None or not number:
        return by_vin
    holder = carried(session, number)
    if holder is None:
        return None
    car = stayed(session, holder.vehicle)
    if vin and car.vin and car.vin != vin:
        message = N_(
            "Plate {plate} stands with another VIN (…{tail}). Correct the VIN, or change that car's"
            " plate first."
        )
        told = {"plate": plates.shown(number), "tail": car.vin[-6:]}
        raise Refused("vehicle.other_vin", message, field="vin", **told)
    return car


def _fill(session: Session, car: Vehicle, new: NewVehicle, vin: str | None) -> None:
    car.vin = car.vin or vin
    for name in vehicle_merge.FILLABLE:
        if getattr(car, name) is None and getattr(new, name) not in (None, ""):
            setattr(car, name, getattr(new, name))
    if new.odometer is not None and (car.odometer is None or new.odometer > car.odometer):
        car.odometer = new.odometer
    if car.energy is None and car.trim_id is not None:
        car.energy = session.get_one(Trim, car.trim_id).energy


def _place(session: Session, vehicle_id: int, person_id: int) -> Relation:
    """A car without an owner gets this one.

    Beside a known owner somebody else only brings it.
    """
    owners = {row.person_id for row in session.scalars(relations(vehicle_id, Relation.OWNER))}
    return Relation.OWNER if not owners or person_id in owners else Relation.BRINGER
