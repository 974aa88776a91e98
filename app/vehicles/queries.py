"""What the desks read of a car."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import search, timeline
from app.audit import Newest, last_saved
from app.desk_spec import Event
from app.identity import plate as plates
from app.identity import vin as vins
from app.local_time import local_day
from app.people import queries as people
from app.people.queries import PersonRow
from app.vehicles import operations, rules
from db import search as index
from db.tables.people import Person
from db.tables.service import LabourLine, PartLine, RepairOrder
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import OPEN_STAGES, Energy, LineState, PlateKind, Relation, Stage

RECENT = 20_000
"""The list shows so many, whoever was here last first; search finds the others."""


@dataclass(frozen=True, slots=True)
class VehicleHit:
    """What a desk must know when a car drives up.

    `former` says that the plate asked for is an old one of this car.
    """

    id: int
    plate: str
    former: bool
    vin: str | None
    model: str
    colour: str | None
    odometer: int | None
    owner_id: int | None
    owner: str
    owner_phone: str | None
    last_visit: datetime | None
    days_since: int | None
    open_order_id: int | None
    open_order_number: str
    open_advice: int


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """One line of the list of cars."""

    id: int
    plate: str
    model: str
    owner: str
    odometer: int | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class CarriedPlate:
    """A plate with its dates."""

    number: str
    kind: PlateKind
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class CarKeeper:
    """A person around a car.

    A new owner never reads the number of an old one: whose time is over has none.
    """

    id: int
    person_id: int
    name: str
    phone: str | None
    relation: Relation
    from_on: date
    until_on: date | None
    near: frozenset[int] = frozenset()
    """Whose own customer this is, among the staff: they read the number at once."""


@dataclass(frozen=True, slots=True)
class VehicleRecord:
    """Everything that the page of a car shows."""

    hit: VehicleHit
    version: int
    engine_number: str | None
    trim_id: int | None
    model_name: str | None
    energy: Energy | None
    registered_on: date | None
    note: str | None
    plates: tuple[CarriedPlate, ...]
    keepers: tuple[CarKeeper, ...]
    events: tuple[Event, ...]
    orders: int
    unpaid: Decimal
    """What bills of cars that were handed over still want."""
    lapsed: bool
    alerts: tuple[str, ...] = ()
    """What the owner's file wants everybody to know first."""


def by_plate(session: Session, text: str, *, today: date | None = None) -> VehicleHit | None:
    """The car with this plate, or the one that carried it; None where nobody knows it.

    `today` lets the days be counted.
    """
    car = operations.find_by_plate(session, text)
    return None if car is None else _hit(session, car, asked=plates.normalise(text), today=today)


def by_id(session: Session, vehicle_id: int, *, today: date | None = None) -> VehicleHit | None:
    """The same for a car chosen from a list."""
    car = session.get(Vehicle, vehicle_id)
    return (
        None
        if car is None
        else _hit(session, operations.stayed(session, car), asked="", today=today)
    )


def ids(session: Session, text: str = "", *, limit: int = RECENT) -> list[int]:
    """Cars for the list: whichever was here last first; with a fragment the best 500 answers."""
    if text.strip():
        return search.find_ids(session, "vehicle", text, limit=500)
    return index.recent(session.connection(), "vehicle", limit=limit)


def count(session: Session) -> int:
    """How many files there are."""
    return index.count(session.connection(), "vehicle")


def rows(session: Session, wanted: Sequence[int]) -> list[VehicleRow]:
    """The lines of these cars, in this order."""
    cars = {car.id: car for car in session.scalars(select(Vehicle).where(Vehicle.id.in_(wanted)))}
    owned = select(VehicleRelation.vehicle_id, Person.name).join(
        Person, Person.id == VehicleRelation.person_id
    )
    owned = owned.where(
        VehicleRelation.vehicle_id.in_(wanted),
        VehicleRelation.relation == Relation.OWNER,
        VehicleRelation.until_on.is_(None),
    )
    owners = {row.vehicle_id: row.name for row in session.execute(owned)}
    latest = select(RepairOrder.vehicle_id, func.max(RepairOrder.received_at)).where(
        RepairOrder.vehicle_id.in_(wanted)
    )
    seen = {row[0]: row[1] for row in session.execute(latest.group_by(RepairOrder.vehicle_id))}
    return [_row(cars[one], owners.get(one, ""), seen.get(one)) for one in wanted if one in cars]


def record(session: Session, vehicle_id: int, *, today: date | None = None) -> VehicleRecord | None:
    """The whole file of a car."""
    hit = by_id(session, vehicle_id, today=today)
    if hit is None:
        return None
    car = session.get_one(Vehicle, hit.id)
    happened = tuple(timeline.events(session, Vehicle, car.id))
    return VehicleRecord(
        hit=hit,
        version=car.version,
        engine_number=car.engine_number,
        trim_id=car.trim_id,
        model_name=car.model_name,
        energy=car.energy,
        registered_on=car.registered_on,
        note=car.note,
        plates=tuple(
            CarriedPlate(one.number, one.kind, one.from_on, one.until_on) for one in _by_newest(car)
        ),
        keepers=tuple(_keepers(session, car.id)),
        events=happened,
        orders=sum(event.kind == "order" for event in happened),
        unpaid=people.unpaid(session, RepairOrder.vehicle_id == car.id),
        lapsed=(
            rules.is_lapsed(local_day(hit.last_visit) if hit.last_visit else None, today)
            if today
            else False
        ),
        alerts=_alerts(session, hit.owner_id),
    )


def newest_record(session: Session, vehicle_id: int) -> Newest[VehicleRecord] | None:
    """The file as it stands; one that went into another is that one."""
    found = record(session, vehicle_id)
    if found is None:
        return None
    key = found.hit.id
    return Newest(found, found.version, last_saved(session, "vehicle", key), key=key)


def people_found(session: Session, text: str, *, limit: int = 8) -> list[PersonRow]:
    """Whoever a scrap finds.

    By name, initials or number, and by the plate or VIN of a car that is theirs now.
    """
    found = search.find_ids(session, "person", text, limit=limit)
    cars = search.find_ids(session, "vehicle", text, limit=limit)
    kept = (
        select(VehicleRelation.person_id)
        .where(VehicleRelation.vehicle_id.in_(cars), VehicleRelation.until_on.is_(None))
        .order_by(VehicleRelation.id.desc())
    )
    return people.rows(session, list(dict.fromkeys([*found, *session.scalars(kept)]))[:limit])


def known_as(
    session: Session, plate: str | None, vin: str | None = None, *, besides: int | None = None
) -> VehicleHit | None:
    """The car that already carries this plate or has this VIN, in any writing.

    To be told before a second file is saved.
    """
    car = operations.find_by_vin(session, vin) if vin and vins.normalise(vin) else None
    car = car or (operations.find_by_plate(session, plate) if plate else None)
    return (
        None
        if car is None or car.id == besides
        else _hit(session, car, asked=plates.normalise(plate or ""), today=None)
    )


def plate_of(car: Vehicle) -> Plate | None:
    """The plate a car carries now."""
    return next((plate for plate in car.plates if plate.until_on is None), None)


def model_of(car: Vehicle) -> str:
    """Model and trim, else what was typed."""
    return (
        f"{car.trim.model.name} {car.trim.name}" if car.trim is not None else car.model_name or ""
    )


def owner_of(session: Session, vehicle_id: int) -> Person | None:
    """Who owns the car now."""
    wanted = select(Person).join(VehicleRelation, VehicleRelation.person_id == Person.id)
    wanted = wanted.where(
        VehicleRelation.vehicle_id == vehicle_id,
        VehicleRelation.relation == Relation.OWNER,
        VehicleRelation.until_on.is_(None),
    )
    return session.scalars(wanted.order_by(VehicleRelation.id.desc()).limit(1)).first()


def payer_of(session: Session, vehicle_id: int) -> int | None:
    """Who pays for the car now where that is not its owner: a company, an insurer."""
    wanted = select(VehicleRelation.person_id).where(
        VehicleRelation.vehicle_id == vehicle_id,
        VehicleRelation.relation == Relation.PAYER,
        VehicleRelation.until_on.is_(None),
    )
    return session.scalar(wanted.order_by(VehicleRelation.id.desc()).limit(1))


def warnings(session: Session, hit: VehicleHit) -> tuple[tuple[str, ...], Decimal]:
    """What the owner's file wants everybody to know first, and what earlier bills of the car still
    want.
    """
    return _alerts(session, hit.owner_id), people.unpaid(session, RepairOrder.vehicle_id == hit.id)


def open_advice(session: Session, vehicle_id: int) -> int:
    """Lines that the customer declined so far: they are offered again at the next visit."""
    orders = (
        select(RepairOrder.id)
        .where(RepairOrder.vehicle_id == vehicle_id, RepairOrder.stage != Stage.CANCELLED)
        .scalar_subquery()
    )
    return sum(
        session.scalar(
            select(func.count()).where(line.order_id.in_(orders), line.state == LineState.DECLINED)
        )
        or 0
        for line in (LabourLine, PartLine)
    )


def _hit(session: Session, car: Vehicle, *, asked: str, today: date | None) -> VehicleHit:
    plate, owner = plate_of(car), owner_of(session, car.id)
    orders = select(RepairOrder.id, RepairOrder.number, RepairOrder.received_at).where(
        RepairOrder.vehicle_id == car.id
    )
    last = session.execute(
        orders.where(RepairOrder.stage != Stage.CANCELLED)
        .order_by(RepairOrder.received_at.desc())
        .limit(1)
    ).first()
    live = session.execute(
        orders.where(RepairOrder.stage.in_(OPEN_STAGES)).order_by(RepairOrder.id.desc()).limit(1)
    ).first()
    number = plate.number if plate else ""
    return VehicleHit(
        id=car.id,
        plate=number,
        former=bool(asked) and asked != number,
        vin=car.vin,
        model=model_of(car),
        colour=car.colour,
        odometer=car.odometer,
        owner_id=owner.id if owner else None,
        owner=owner.name if owner else "",
        owner_phone=owner.phones[0].number if owner and owner.phones else None,
        last_visit=last.received_at if last else None,
        days_since=(today - local_day(last.received_at)).days if last and today else None,
        open_order_id=live.id if live else None,
        open_order_number=live.number if live else "",
        open_advice=open_advice(session, car.id),
    )


def _alerts(session: Session, owner_id: int | None) -> tuple[str, ...]:
    owner = session.get(Person, owner_id) if owner_id else None
    return (owner.alert,) if owner is not None and owner.alert else ()


def _by_newest(car: Vehicle) -> list[Plate]:
    """The plate it carries, then the former ones; two changes on one day stand in their order."""
    return sorted(
        car.plates,
        key=lambda plate: (plate.until_on is None, plate.from_on, plate.id),
        reverse=True,
    )


def _row(car: Vehicle, owner: str, seen: datetime | None) -> VehicleRow:
    plate = plate_of(car)
    return VehicleRow(
        car.id, plate.number if plate else "", model_of(car), owner, car.odometer, seen
    )


def _keepers(session: Session, vehicle_id: int) -> Iterator[CarKeeper]:
    wanted = (
        select(VehicleRelation, Person)
        .join(Person, Person.id == VehicleRelation.person_id)
        .where(VehicleRelation.vehicle_id == vehicle_id)
    )
    for keeper, person in session.execute(
        wanted.order_by(VehicleRelation.until_on.is_not(None), VehicleRelation.id.desc())
    ):
        number = person.phones[0].number if person.phones and keeper.until_on is None else None
        near = frozenset(people.near(session, person)) if number else frozenset()
        yield CarKeeper(
            keeper.id,
            person.id,
            person.name,
            number,
            keeper.relation,
            keeper.from_on,
            keeper.until_on,
            near,
        )
