"""Reads all that the card of an owner says: cars, how each was bought, service and contacts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.people import rules as privacy
from app.permissions import Actor
from app.prospects.history import MadeContact, contacts_where
from app.rows import columns_of, fetch, fetch_one
from app.text import language
from app.vehicles.queries import current_plate
from db.sales_words import QuoteLineKind, SaleStepKind
from db.tables.admin import Staff
from db.tables.people import Person, Phone
from db.tables.prospects import FollowUp
from db.tables.sale_orders import SaleOrder, SaleStep
from db.tables.sales import QuoteLine, QuoteVersion
from db.tables.service import RepairOrder
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle, VehicleRelation
from db.vocabulary import ContactWay, CustomerClass, PersonKind, Relation, ServiceType, Sex, Stage

MOST_SERVICES, MOST_CONTACTS, MOST_FAMILY = 30, 60, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerHead:
    """Whose card it is."""

    id: int
    kind: PersonKind
    name: str
    sex: Sex | None
    customer_class: CustomerClass | None
    address: str
    employer: str
    born_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedCar:
    """A car of the owner or their family, with the order by which it was bought here."""

    vehicle_id: int
    relation: Relation
    model: str
    colour: str
    vin: str
    engine_number: str
    plate: str
    delivered_on: date | None
    order_id: int | None
    number: str
    consultant: str
    months: int | None
    insurance: tuple[str, ...]
    accessories: tuple[str, ...]
    steps: dict[SaleStepKind, tuple[date, str]]
    insured_until: date | None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A visit to the workshop, with when the next one is due."""

    received_at: datetime
    number: str
    plate: str
    service_type: ServiceType
    odometer_in: int | None
    next_service_on: date | None
    next_service_km: int | None


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """A contact that is to be made."""

    due_at: datetime
    way: ContactWay | None
    by: str


@dataclass(frozen=True, slots=True)
class FamilyCar:
    """A car of somebody who shares a telephone or a car with the owner."""

    vehicle_id: int
    model: str
    plate: str


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """The card; services and contacts begin with the oldest that it shows."""

    head: OwnerHead
    phones: tuple[str, ...]
    cars: tuple[OwnedCar, ...]
    services: tuple[ServiceLine, ...]
    contacts: tuple[MadeContact, ...]
    planned: tuple[PlannedContact, ...]
    family: tuple[FamilyCar, ...]
    language: str


def owner_card(session: Session, person_id: int, *, viewer: Actor) -> OwnerCard | None:
    """The card of a customer."""
    wanted = select(*columns_of(OwnerHead, Person)).where(
        Person.id == person_id, Person.erased_at.is_(None)
    )
    head = fetch_one(session, OwnerHead, wanted)
    if head is None:
        return None
    numbers = select(Phone.number).where(Phone.person_id == person_id).order_by(Phone.position)
    phones = (privacy.phone_for(one, viewer.roles) for one in session.scalars(numbers))
    cars = tuple(_cars(session, person_id))
    contacts = contacts_where(session, FollowUp.person_id == person_id)[:MOST_CONTACTS][::-1]
    services = _services(session, [car.vehicle_id for car in cars])
    planned = _planned(session, person_id)
    near = tuple(planned), tuple(_family(session, head, [car.vehicle_id for car in cars]))
    return OwnerCard(head, tuple(phones), cars, tuple(services), tuple(contacts), *near, language())


def _cars(session: Session, person_id: int) -> list[OwnedCar]:
    wanted = _select_cars().where(
        VehicleRelation.person_id == person_id, VehicleRelation.until_on.is_(None)
    )
    rows = session.execute(wanted).all()
    lines, steps, ends = _lines(session, rows), _steps(session, rows), _ends(session, rows)
    ordered = wanted.order_by(VehicleRelation.from_on.desc(), Vehicle.id)
    return fetch(
        session,
        OwnedCar,
        ordered,
        insurance=lambda row: tuple(lines[row._version, QuoteLineKind.INSURANCE]),
        accessories=lambda row: tuple(
            lines[row._version, QuoteLineKind.ACCESSORY] + lines[row._version, QuoteLineKind.GIFT]
        ),
        steps=lambda row: steps[row.order_id],
        insured_until=lambda row: ends.get(row.order_id),
    )


def _family(session: Session, head: OwnerHead, cars: list[int]) -> list[FamilyCar]:
    """Cars of people with the same telephone or at the same car; companies are no family."""
    if head.kind is PersonKind.COMPANY:
        return []
    number = select(Phone.number).where(Phone.person_id == head.id)
    by_phone = select(Phone.person_id).where(Phone.number.in_(number))
    keeps = VehicleRelation.until_on.is_(None)
    by_car = select(VehicleRelation.person_id).where(VehicleRelation.vehicle_id.in_(cars), keeps)
    named = func.coalesce(CarModel.name, Vehicle.model_name)
    wanted = (
        select(Vehicle.id.label("vehicle_id"), named.label("model"), current_plate().label("plate"))
        .join(VehicleRelation, VehicleRelation.vehicle_id == Vehicle.id)
        .join(Person, Person.id == VehicleRelation.person_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .where(
            or_(Person.id.in_(by_phone), Person.id.in_(by_car)),
            Person.kind == PersonKind.PERSON,
            VehicleRelation.relation == Relation.OWNER,
            keeps,
            Vehicle.id.not_in(cars),
        )
    )
    found = fetch(session, FamilyCar, wanted.order_by(Vehicle.id).distinct())
    return found[:MOST_FAMILY]


def _select_cars() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        Vehicle.id.label("vehicle_id"),
        VehicleRelation.relation,
        CarModel.name.label("model"),
        Vehicle.colour,
        Vehicle.vin,
        Vehicle.engine_number,
        current_plate().label("plate"),
        Vehicle.delivered_on,
        SaleOrder.id.label("order_id"),
        SaleOrder.number,
        Staff.name.label("consultant"),
        QuoteVersion.months,
        QuoteVersion.id.label("_version"),
    )
    bought = (
        select(func.max(SaleOrder.id))
        .join(StockCar, StockCar.id == SaleOrder.stock_car_id)
        .where(
            StockCar.vehicle_id == Vehicle.id,
            SaleOrder.person_id == VehicleRelation.person_id,
            SaleOrder.delivered_at.is_not(None),
        )
        .correlate(Vehicle, VehicleRelation)
    )
    return (
        wanted.select_from(VehicleRelation)
        .join(Vehicle, Vehicle.id == VehicleRelation.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(SaleOrder, SaleOrder.id == bought.scalar_subquery())
        .outerjoin(QuoteVersion, QuoteVersion.id == SaleOrder.quote_version_id)
        .outerjoin(Staff, Staff.id == SaleOrder.staff_id)
    )


def _lines(session: Session, rows: Any) -> dict[tuple[int | None, QuoteLineKind], list[str]]:
    """What was insured and added, by the version of the quotation that was signed."""
    found: dict[tuple[int | None, QuoteLineKind], list[str]] = defaultdict(list)
    versions = [row._version for row in rows if row._version is not None]
    wanted = select(QuoteLine).where(QuoteLine.version_id.in_(versions)).order_by(QuoteLine.id)
    for line in session.scalars(wanted):
        found[line.version_id, line.kind].append(line.text)
    return found


def _steps(session: Session, rows: Any) -> dict[int | None, dict[SaleStepKind, tuple[date, str]]]:
    """What was arranged for each order, with the number of its paper."""
    found: dict[int | None, dict[SaleStepKind, tuple[date, str]]] = defaultdict(dict)
    orders = [row.order_id for row in rows if row.order_id is not None]
    for step in session.scalars(select(SaleStep).where(SaleStep.sale_order_id.in_(orders))):
        found[step.sale_order_id][step.kind] = (step.done_on, step.reference or "")
    return found


def _ends(session: Session, rows: Any) -> dict[int, date | None]:
    """Until when the car of each order is insured, where that was noted."""
    orders = [row.order_id for row in rows if row.order_id is not None]
    wanted = select(SaleStep.sale_order_id, SaleStep.valid_until)
    insured = wanted.where(
        SaleStep.sale_order_id.in_(orders), SaleStep.kind == SaleStepKind.INSURANCE
    )
    return {row.sale_order_id: row.valid_until for row in session.execute(insured)}


def _services(session: Session, cars: list[int]) -> list[ServiceLine]:
    wanted = select(*columns_of(ServiceLine, RepairOrder)).where(
        RepairOrder.vehicle_id.in_(cars), RepairOrder.stage == Stage.DELIVERED
    )
    newest = wanted.order_by(RepairOrder.received_at.desc()).limit(MOST_SERVICES)
    return fetch(session, ServiceLine, newest)[::-1]


def _planned(session: Session, person_id: int) -> list[PlannedContact]:
    wanted = select(*columns_of(PlannedContact, FollowUp), Staff.name.label("by"))
    open_ones = wanted.join(Staff, Staff.id == FollowUp.staff_id).where(
        FollowUp.person_id == person_id, FollowUp.done_at.is_(None)
    )
    return fetch(session, PlannedContact, open_ones.order_by(FollowUp.due_at))
