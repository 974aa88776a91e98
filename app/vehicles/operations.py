"""One file per car: by VIN, else by plate.

What a desk does not know yet is completed later. Used inside other desks' commands.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.identity import plate as plates
from app.identity import vin as vins
from app.identity.verdict import Verdict
from app.local_time import local_day
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor
from app.text import N_
from app.vehicles import rules, vehicle_merge
from app.vehicles.lookup import find_by_vin, stayed
from db.tables.vehicles import Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import Energy, PlateKind, Relation

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
    registered_on: date | None = None
    bought_here: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RelationChange:
    """What one change did.

    The row that was added, if any, and those that ended on `day`; enough to take it back.
    """

    added: int | None
    ended: tuple[int, ...]
    day: date


def find_or_add(session: Session, new: NewVehicle, *, by: Actor, at: datetime) -> Vehicle:
    """The car behind what a desk knows: by VIN, by the plate it carries now, else new.

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
        take_over(session, car, number, at=at)
        carry(session, car, number, at=at)
    if new.owner is not None:
        person = people.find_or_add(session, new.owner, by=by, at=at)
        keep_relation(
            session, car.id, person.id, relation=_place(session, car.id, person.id), at=at
        )
    return car


def take_over(session: Session, car: Vehicle, number: str, *, at: datetime) -> None:
    """A file that was made from this plate alone goes into the car that is now said to carry it, if
    it may be the same car.
    """
    holder = session.scalars(
        select(Plate).where(Plate.number == number, Plate.until_on.is_(None))
    ).first()
    if holder is None or not vehicle_merge.may_join(car, holder.vehicle):
        return
    for plate in [one for one in car.plates if one.until_on is None]:
        plate.until_on = max(plate.from_on, local_day(at))
    vehicle_merge.join(session, car, holder.vehicle, at=at)


def carry(
    session: Session, car: Vehicle, number: str, *, at: datetime, on: date | None = None
) -> list[Plate]:
    """From a day on (today) the car carries this plate: its old one stays known as former.

    A plate on two cars is refused.

    Returns the plates that ended.
    """
    day, kind = on or local_day(at), plate_kind(number)
    current = [plate for plate in car.plates if plate.until_on is None]
    if kind is PlateKind.NONE or any(plate.number == number for plate in current):
        return []
    holder = session.scalars(
        select(Plate).where(Plate.number == number, Plate.until_on.is_(None))
    ).first()
    if holder is not None:
        shown = plates.shown(number)
        raise Refused(
            "vehicle.plate_taken",
            N_("Another car carries plate {plate} now. Change that car's plate first."),
            field="plate",
            plate=shown,
        )
    for plate in current:
        rules.check_turn(day, since=plate.from_on, today=local_day(at))
        plate.until_on = day
    session.flush()
    car.plates.insert(0, Plate(number=number, kind=kind, from_on=day))
    session.flush()
    return current


def take_off(session: Session, car: Vehicle, *, at: datetime, on: date) -> list[Plate]:
    """From a day on the car carries no plate.

    Its owner kept it for another car, or the car leaves the road. Returns what ended.
    """
    current = [plate for plate in car.plates if plate.until_on is None]
    if not current:
        raise Refused("plate.none", N_("The car carries no plate already."), field="plate")
    for plate in current:
        rules.check_turn(on, since=plate.from_on, today=local_day(at))
        plate.until_on = on
    session.flush()
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
    """What a person is to a car from a day on (today).

    A new owner or payer ends the one before; bearers stand side by side.

    None where the person is that already.
    """
    day = on or local_day(at)
    rows = session.scalars(
        select(VehicleRelation).where(
            VehicleRelation.vehicle_id == vehicle_id,
            VehicleRelation.relation == relation,
            VehicleRelation.until_on.is_(None),
        )
    )
    current = list(rows)
    if any(keeper.person_id == person_id for keeper in current):
        return None
    ended = current if relation is not Relation.BRINGER else []
    for keeper in ended:
        rules.check_turn(day, since=keeper.from_on, today=local_day(at))
        keeper.until_on = day
    added = VehicleRelation(
        vehicle_id=vehicle_id, person_id=person_id, relation=relation, from_on=day
    )
    session.add(added)
    session.flush()
    return RelationChange(added.id, tuple(keeper.id for keeper in ended), day)


def plate_kind(number: str) -> PlateKind:
    """Which kind of plate a normal form is."""
    style = plates.style(number) or "other"
    return RENAMED.get(style) or PlateKind(style)


def plate_number(text: str | None, field: str = "plate") -> str | None:
    """The normal form of a typed plate; Refused where it cannot be one."""
    return _normal(plates.judge(text), field) if text and text.strip() else None


def vin_number(text: str | None, field: str = "vin") -> str | None:
    """The normal form of a typed VIN; Refused where it cannot be one."""
    return _normal(vins.judge(text), field) if text and text.strip() else None


def _normal(verdict: Verdict, field: str) -> str:
    if verdict.is_blocked:
        raise Refused(verdict.code, verdict.message, field=field, **verdict.facts)
    return verdict.normal


def _find(session: Session, number: str | None, vin: str | None) -> Vehicle | None:
    by_vin = find_by_vin(session, vin) if vin else None
    if by_vin is not None or not number:
        return by_vin
    carried = session.scalars(
        select(Plate).where(Plate.number == number, Plate.until_on.is_(None))
    ).first()
    if carried is None:
        return None
    car = stayed(session, carried.vehicle)
    if vin and car.vin and car.vin != vin:
        message = N_(
            "Plate {plate} stands with another VIN (…{tail}). Correct the VIN, or change that car's"
            " plate first."
        )
        raise Refused(
            "vehicle.other_vin", message, field="vin", plate=plates.shown(number), tail=car.vin[-6:]
        )
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
    """A car without an owner gets this one; beside a known owner somebody else only brings it."""
    wanted = select(VehicleRelation.person_id).where(
        VehicleRelation.vehicle_id == vehicle_id,
        VehicleRelation.relation == Relation.OWNER,
        VehicleRelation.until_on.is_(None),
    )
    owners = set(session.scalars(wanted))
    return Relation.OWNER if not owners or person_id in owners else Relation.BRINGER
