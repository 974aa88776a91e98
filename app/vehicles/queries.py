"""Reads cars for lists, for their page and for panels of other desks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from app import order_money, search, timeline
from app.audit import Newest, last_saved
from app.desk_spec import Event
from app.identity import plate as plates
from app.identity import vin as vins
from app.local_time import local_day
from app.people import queries as people
from app.people.alerts import Alert, alerts_of
from app.people.queries import PersonRow
from app.rows import columns_of, copied, fetch
from app.vehicles import rules
from app.vehicles.lookup import (
    CARRIED,
    CURRENT,
    find_by_plate,
    find_by_vin,
    for_sale,
    model_of,
    open_advice,
    owner_of,
    plate_of,
    stayed,
)
from db import search as index
from db.nouns import Noun
from db.plate_words import PlateKind
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import OPEN_STAGES, Energy, Relation, Stage
from db.warranty_words import CarUse

RECENT = 20_000
"""The list shows so many, whoever was here last first; search finds the others."""


@dataclass(frozen=True, slots=True)
class VehicleHit:
    """What a desk must know when a car arrives.

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
    """A person around a car; a former one has no telephone number here.

    So a new owner never reads the number of the old one.
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
    body_type: str | None
    trim_id: int | None
    model_name: str | None
    energy: Energy | None
    registered_on: date | None
    recall: str | None
    car_use: CarUse | None
    invoiced_on: date | None
    delivered_on: date | None
    invoice_price: Decimal | None
    note: str | None
    plates: tuple[CarriedPlate, ...]
    keepers: tuple[CarKeeper, ...]
    events: tuple[Event, ...]
    unpaid: Decimal
    """What is still to be paid for deliveries of this car."""
    lapsed: bool
    alerts: tuple[Alert, ...] = ()
    """Of the car and its owner."""

    @property
    def orders(self) -> int:
        """How many repair orders."""
        return sum(event.kind == "order" for event in self.events)


def by_plate(session: Session, text: str, *, today: date | None = None) -> VehicleHit | None:
    """The car with this plate, or the one that carried it; or with this VIN.

    None where nobody knows it.

    `today` lets the days be counted.
    """
    car = find_by_plate(session, text)
    asked = "" if vins.is_whole(text) else plates.normalise(text)
    return None if car is None else _hit(session, car, asked=asked, today=today)


def by_id(session: Session, vehicle_id: int, *, today: date | None = None) -> VehicleHit | None:
    """The same for a car chosen from a list."""
    car = session.get(Vehicle, vehicle_id)
    return None if car is None else _hit(session, stayed(session, car), asked="", today=today)


def ids(session: Session, text: str = "", *, limit: int = RECENT) -> list[int]:
    """Cars for the list: whichever was here last first, without those that are for sale.

    With a fragment the best 500 answers.
    """
    if text.strip():
        return search.find_ids(session, Noun.VEHICLE, text, limit=500)
    own = for_sale(session)
    found = index.recent(session.connection(), Noun.VEHICLE, limit=limit + len(own))
    return [one for one in found if one not in own][:limit]


def count(session: Session) -> int:
    """How many files of customers' cars there are."""
    return index.count(session.connection(), Noun.VEHICLE) - len(for_sale(session))


def rows(session: Session, wanted: Sequence[int]) -> list[VehicleRow]:
    """The lines of these cars, in this order."""
    owners, seen = _owners(session, wanted), _last_seen(session, wanted)
    found = fetch(
        session,
        VehicleRow,
        _select_rows().where(Vehicle.id.in_(wanted)),
        owner=lambda row: owners.get(row.id, ""),
        last_seen=lambda row: seen.get(row.id),
    )
    by_key = {row.id: row for row in found}
    return [by_key[key] for key in wanted if key in by_key]


@cache
def _select_rows() -> Select[*tuple[Any, ...]]:
    wanted = select(
        *columns_of(VehicleRow, Vehicle),
        current_plate().label("plate"),
        func.coalesce(CarModel.name + " " + Trim.name, Vehicle.model_name).label("model"),
    )
    return wanted.outerjoin(Trim, Trim.id == Vehicle.trim_id).outerjoin(
        CarModel, CarModel.id == Trim.model_id
    )


def _owners(session: Session, wanted: Sequence[int]) -> dict[int, str]:
    """The name of the present owner by car."""
    owned = select(VehicleRelation.vehicle_id, Person.name).join(
        Person, Person.id == VehicleRelation.person_id
    )
    of_cars = VehicleRelation.vehicle_id.in_(wanted)
    is_owner = VehicleRelation.relation == Relation.OWNER
    found = session.execute(owned.where(of_cars, is_owner, CURRENT))
    return {row.vehicle_id: row.name for row in found}


def _last_seen(session: Session, wanted: Sequence[int]) -> dict[int, datetime]:
    """When each of these cars was received last."""
    key, latest = RepairOrder.vehicle_id, func.max(RepairOrder.received_at).label("latest")
    found = session.execute(select(key, latest).where(key.in_(wanted)).group_by(key))
    return {row.vehicle_id: row.latest for row in found}


def record(
    session: Session, vehicle_id: int, *, today: date | None = None, at: datetime | None = None
) -> VehicleRecord | None:
    """The whole file of a car; `at`: with what the other desks count of it until then."""
    hit = by_id(session, vehicle_id, today=today)
    if hit is None:
        return None
    car = session.get_one(Vehicle, hit.id)
    seen_on = local_day(hit.last_visit) if hit.last_visit else None
    return copied(
        VehicleRecord,
        car,
        hit=hit,
        plates=tuple(copied(CarriedPlate, plate) for plate in _by_newest(car)),
        keepers=tuple(_keepers(session, car.id)),
        events=tuple(timeline.events(session, Vehicle, car.id)),
        unpaid=order_money.unpaid_for(session, car.id),
        lapsed=rules.is_lapsed(seen_on, today) if today else False,
        alerts=alerts_of(session, person_id=hit.owner_id, vehicle_id=car.id, at=at),
    )


def newest_record(session: Session, vehicle_id: int) -> Newest[VehicleRecord] | None:
    """The file as it stands now; of a merged one, the file it went into."""
    found = record(session, vehicle_id)
    if found is None:
        return None
    key = found.hit.id
    return Newest(found, found.version, last_saved(session, Noun.VEHICLE, key), key=key)


def people_found(session: Session, text: str, *, limit: int = 8) -> list[PersonRow]:
    """The people that a fragment finds.

    By their own data or by a car that is theirs now.
    """
    found = search.find_ids(session, Noun.PERSON, text, limit=limit)
    cars = search.find_ids(session, Noun.VEHICLE, text, limit=limit)
    of_cars = select(VehicleRelation.person_id).where(VehicleRelation.vehicle_id.in_(cars), CURRENT)
    kept = session.scalars(of_cars.order_by(VehicleRelation.id.desc()))
    return people.rows(session, list(dict.fromkeys([*found, *kept]))[:limit])


def known_as(
    session: Session, plate: str | None, vin: str | None = None, *, besides: int | None = None
) -> VehicleHit | None:
    """The car that already carries this plate or has this VIN, in any writing.

    Asked before a second file is saved. `besides` is the file that is being edited.
    """
    car = find_by_vin(session, vin) if vin and vins.normalise(vin) else None
    car = car or (find_by_plate(session, plate) if plate else None)
    if car is None or car.id == besides:
        return None
    return _hit(session, car, asked=plates.normalise(plate or ""), today=None)


def _hit(session: Session, car: Vehicle, *, asked: str, today: date | None) -> VehicleHit:
    plate, owner = plate_of(car), owner_of(session, car.id)
    number = plate.number if plate else ""
    return copied(
        VehicleHit,
        car,
        plate=number,
        former=bool(asked) and asked != number,
        model=model_of(car),
        owner_id=owner.id if owner else None,
        owner=owner.name if owner else "",
        owner_phone=owner.phones[0].number if owner and owner.phones else None,
        open_advice=open_advice(session, car.id),
        **_order_facts(session, car, today),
    )


def _order_facts(session: Session, car: Vehicle, today: date | None) -> dict[str, Any]:
    last = _newest_order(session, car.id, RepairOrder.stage != Stage.CANCELLED)
    live = _newest_order(session, car.id, RepairOrder.stage.in_(OPEN_STAGES))
    last_visit = last.received_at if last else None
    return {
        "last_visit": last_visit,
        "days_since": (today - local_day(last_visit)).days if last_visit and today else None,
        "open_order_id": live.id if live else None,
        "open_order_number": live.number if live else "",
    }


def _newest_order(
    session: Session, vehicle_id: int, where: ColumnElement[bool]
) -> Row[int, str, datetime] | None:
    """Id, number and time of the order of this car that was received last."""
    orders = select(RepairOrder.id, RepairOrder.number, RepairOrder.received_at)
    of_car = orders.where(RepairOrder.vehicle_id == vehicle_id, where)
    newest = of_car.order_by(RepairOrder.received_at.desc(), RepairOrder.id.desc())
    return session.execute(newest.limit(1)).first()


def _by_newest(car: Vehicle) -> list[Plate]:
    """The plate it carries, then the former ones.

    Two changes on one day stand in their order.
    """
    return sorted(
        car.plates,
        key=lambda plate: (plate.until_on is None, plate.from_on, plate.id),
        reverse=True,
    )


def current_plate() -> ScalarSelect[str]:
    """The plate that a car carries now, as a column of a statement."""
    carried = select(Plate.number).where(Plate.vehicle_id == Vehicle.id, CARRIED)
    return carried.order_by(Plate.from_on.desc(), Plate.id).limit(1).scalar_subquery()


def _keepers(session: Session, vehicle_id: int) -> Iterator[CarKeeper]:
    """The people around a car, the present ones first, then the newest."""
    relation = VehicleRelation
    wanted = select(relation, Person).join(Person, Person.id == relation.person_id)
    of_car = wanted.where(relation.vehicle_id == vehicle_id)
    ordered = of_car.order_by(relation.until_on.is_not(None), relation.id.desc())
    for row, person in session.execute(ordered):
        number = person.phones[0].number if person.phones and row.until_on is None else None
        near = frozenset(people.near(session, person)) if number else frozenset()
        yield copied(CarKeeper, row, name=person.name, phone=number, near=near)
