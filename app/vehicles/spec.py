"""What this desk declares: cars, their search, events and erasure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Hit,
    Lead,
    ListExport,
    SearchKind,
    Traces,
    Values,
)
from app.identity import plate as plates
from app.identity import vin as vins
from app.local_time import at_local, local_day
from app.search import IDS, asked, matched
from app.text import N_, _
from app.vehicles.set_up import SET_UP
from db import search as index
from db.nouns import Noun
from db.search import FoundRecord
from db.tables.people import Person
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import Relation

_MODELS = (
    select(Vehicle.id, Vehicle.vin, Vehicle.model_name, CarModel.name, Trim.name.label("trim"))
    .outerjoin(Trim, Trim.id == Vehicle.trim_id)
    .outerjoin(CarModel, CarModel.id == Trim.model_id)
    .where(Vehicle.id.in_(IDS), Vehicle.merged_into.is_(None))
)
_PLATES = (
    select(Plate.vehicle_id, Plate.number)
    .where(Plate.vehicle_id.in_(IDS))
    .order_by(Plate.vehicle_id, Plate.id)
)
_STANDING = (
    select(StockCar.vehicle_id, StockCar.number, StockCar.key_number)
    .where(StockCar.vehicle_id.in_(IDS), StockCar.left_on.is_(None))
    .order_by(StockCar.id)
)
_SHOWN = (
    _MODELS.add_columns(
        Plate.number.label("plate"),
        Person.name.label("owner"),
        StockCar.id.label("stock_id"),
        StockCar.number.label("stock_number"),
    )
    .outerjoin(StockCar, and_(StockCar.vehicle_id == Vehicle.id, StockCar.left_on.is_(None)))
    .outerjoin(Plate, and_(Plate.vehicle_id == Vehicle.id, Plate.until_on.is_(None)))
    .outerjoin(
        VehicleRelation,
        and_(
            VehicleRelation.vehicle_id == Vehicle.id,
            VehicleRelation.until_on.is_(None),
            VehicleRelation.relation == Relation.OWNER,
        ),
    )
    .outerjoin(Person, Person.id == VehicleRelation.person_id)
)
"""Asked at every keystroke, put together once."""


def search_values(session: Session, ids: Sequence[int]) -> Values:
    """VIN, model, every plate that the car ever carried; of a car for sale its numbers."""
    found = {row.id: [row.vin or "", _model(row)] for row in asked(session, _MODELS, ids)}
    for row in asked(session, _PLATES, ids):
        if row.vehicle_id in found:
            found[row.vehicle_id].append(row.number)
    for row in asked(session, _STANDING, ids):
        if row.vehicle_id in found:
            found[row.vehicle_id] += [row.number, row.key_number or ""]
    return found


def search_hits(
    session: Session, found: Sequence[FoundRecord], question: str, *, clear: bool
) -> Iterator[Hit]:
    """The plate, with model, owner and the former plate that was asked for."""
    known = {row.id: row for row in asked(session, _SHOWN, [one.record for one in found])}
    for one in found:
        value = matched(one, question)
        row = known.get(one.record)
        plate = (row and row.plate) or ""
        parts = (_model(row), row.stock_number, row.owner, _former(plate, value)) if row else ()
        title = plates.shown(plate) if plate else vins.masked(one.text.split(index.BREAK)[1])
        note = " · ".join(part for part in parts if part)
        opens = (Noun.STOCK_CAR, row.stock_id) if row and row.stock_id else None
        yield Hit(Noun.VEHICLE, one.record, title, note, value, opens)


def _former(plate: str, value: str) -> str:
    """Names the former plate where that, and not the present one, holds the question."""
    if not plates.style(value.upper()) or index.plain(plate) == value:
        return ""
    return _("formerly {plate}").format(plate=plates.shown(value.upper()))


def _model(row: Any) -> str:
    return f"{row.name} {row.trim}" if row.name else row.model_name or ""


def car_events(session: Session, vehicle_id: int) -> Iterator[Event]:
    """Plates that the car carried, and the people around it."""
    for plate in session.get_one(Vehicle, vehicle_id).plates:
        at, number = at_local(plate.from_on, time()), plates.shown(plate.number)
        yield Event(at, "plate", Noun.VEHICLE, vehicle_id, number, plate.kind)
    wanted = select(VehicleRelation, Person.name).join(
        Person, Person.id == VehicleRelation.person_id
    )
    for row, name in session.execute(wanted.where(VehicleRelation.vehicle_id == vehicle_id)):
        at = at_local(row.from_on, time())
        yield Event(at, "keeper", Noun.PERSON, row.person_id, name, row.relation)


def end_relations(session: Session, people: Sequence[int], at: datetime) -> None:
    """What the forgotten were to their cars ends today."""
    current = select(VehicleRelation).where(
        VehicleRelation.person_id.in_(people), VehicleRelation.until_on.is_(None)
    )
    for relation in session.scalars(current):
        relation.until_on = max(relation.from_on, local_day(at))


def cars_near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The cars that they had anything to do with."""
    cars = select(VehicleRelation.vehicle_id).where(VehicleRelation.person_id.in_(who.ids))
    return {Noun.VEHICLE: set(session.scalars(cars))}


DESK = DeskSpec(
    name="vehicles",
    set_up=SET_UP,
    nouns={
        Noun.VEHICLE: N_("Car"),
        Noun.PLATE: N_("Plate"),
        Noun.KEEPER: N_("Owner of a car"),
        Noun.CAR_MODEL: N_("Model"),
        Noun.TRIM: N_("Version"),
    },
    search=(SearchKind(Vehicle, N_("Cars"), search_values, search_hits),),
    leads=(
        Lead(Noun.PLATE, Noun.VEHICLE, Plate.vehicle_id, Plate.id),
        Lead(Noun.TRIM, Noun.VEHICLE, Vehicle.id, Vehicle.trim_id),
    ),
    events=(
        EventSource(
            Vehicle,
            {
                "plate": EventKind(N_("Plate"), "id-card"),
                "keeper": EventKind(N_("Relation"), "user"),
            },
            car_events,
        ),
    ),
    exports=(
        ListExport("cars", N_("Cars"), Noun.VEHICLE),
        ListExport("car_model_table", N_("Models"), Noun.CAR_MODEL),
        ListExport("trim_table", N_("Versions"), Noun.TRIM),
    ),
    erasure=Erasure(end=end_relations, near=cars_near),
)
