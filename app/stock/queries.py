"""Reads the cars for sale: the list, the choices of its forms, its printed sheet."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.local_time import local_day
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.record_lists import OneRecord
from app.rows import columns_of, fetch
from app.stock import facts, rules
from app.stock.facts import ReconditioningRow, StockRow, StockSheet
from app.stock.settings import StockSettings
from app.text import language
from app.vehicles.prices import FLOOR_PRICE, LIST_PRICE, priced
from db.stock_words import StockState
from db.tables.admin import Staff
from db.tables.appraisals import Appraisal
from db.tables.outlets import CarTransfer, Outlet
from db.tables.people import Person
from db.tables.prospects import LIVE, Prospect
from db.tables.reconditioning import ReconditioningStep
from db.tables.sale_orders import SaleOrder
from db.tables.stock import CarHold, PdiCheck, StockCar
from db.tables.vehicles import CarModel, Trim, TrimPrice, Vehicle
from db.vocabulary import Role

LEFT_SHOWN = timedelta(days=30)
"""Cars that left earlier are found by search, in the file of the car."""
FLOOR_READERS = (Role.CONSULTANT,)
FREE = frozenset({StockState.IN_STOCK, StockState.IN_TRANSIT})
"""What can be reserved."""
NEW = func.coalesce(StockCar.appraisal_id, 0) == 0
"""No used car; nearly all are new, so the index of the used ones is not to be walked for it."""
JUDGE = aliased(Staff)
"""Who let a car leave against a rule."""
SELLER, BUYER = aliased(Staff), aliased(Person)
"""The consultant and the customer of the order that has the car."""
INSPECTION, INSPECTOR = aliased(PdiCheck), aliased(Staff)
"""The newest inspection and who made it."""


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A dated price of a version."""

    id: int
    version: int
    trim_id: int
    name: str
    valid_from: date
    list_price: Decimal
    floor_price: Decimal | None


def stock(session: Session, viewer: Actor, *, at: datetime) -> list[StockRow]:
    """Cars in transit and in stock, and those that left lately; the longest standing first."""
    since = local_day(at) - LEFT_SHOWN
    shown = or_(StockCar.left_on.is_(None), StockCar.left_on >= bindparam(None, since))
    return _rows(session, viewer, shown, at=at)


def listed_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[StockRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: stock(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[StockRow]:
    """Reads one car, also one that is too old for the list."""

    def read(session: Session, viewer: Actor, key: int) -> StockRow | None:
        return next(iter(_rows(session, viewer, StockCar.id == key, at=now())), None)

    return read


def standing(session: Session, viewer: Actor, *, at: datetime) -> list[StockRow]:
    """Cars in transit and in stock alone."""
    return _rows(session, viewer, StockCar.left_on.is_(None), at=at)


def sheet(session: Session, *, viewer: Actor, at: datetime) -> StockSheet:
    """What the printed stock list of today says."""
    rows, day = standing(session, viewer, at=at), local_day(at)
    told = settings.load(session)
    bands = tuple(facts.by_band(rows, told.of(StockSettings).bands))
    return StockSheet(day, tuple(rows), bands, at, viewer.name, language(), told)


def customers(session: Session, viewer: Actor) -> list[tuple[int, str, str]]:
    """People with a wish to buy, for whom a car can be reserved: id, text, number."""
    number = first_number(Prospect.person_id)
    wanted = select(Person.id, Person.name, number, Prospect.owner_id)
    live = wanted.join(Prospect, Prospect.person_id == Person.id).where(LIVE)
    found = []
    for key, name, phone, owner in session.execute(live.order_by(-Prospect.id)):
        told = privacy.phone_for(phone, viewer.roles, own=owner == viewer.staff_id)
        found.append((key, " · ".join(filter(None, (name, told))), phone or ""))
    return found


def inspectors(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """Who can have inspected a car: everybody who works here, technicians first."""
    everybody = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id)).all()
    first = sorted(everybody, key=lambda one: Role.TECHNICIAN not in one.roles)
    return [(one.id, one.name) for one in first]


def versions(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """The versions in use, as a form chooses from them."""
    name = (CarModel.name + " " + Trim.name).label("name")
    in_use = select(Trim.id, name).join(CarModel).where(Trim.active, CarModel.active)
    in_order = in_use.order_by(CarModel.position, Trim.position, Trim.id)
    return [(row.id, row.name) for row in session.execute(in_order)]


def places(session: Session, _viewer: Actor) -> list[tuple[str, str]]:
    """Where cars stand, as a form offers it."""
    used = select(StockCar.place).where(StockCar.left_on.is_(None), StockCar.place.is_not(None))
    found = session.scalars(used.distinct().order_by(StockCar.place))
    return [(place or "", place or "") for place in found]


def prices(session: Session, viewer: Actor) -> list[PriceRow]:
    """Every dated price, version by version, the newest first; floors for the manager alone."""
    wanted = select(
        TrimPrice.id,
        TrimPrice.version,
        TrimPrice.trim_id,
        TrimPrice.valid_from,
        TrimPrice.list_price,
        TrimPrice.floor_price.label("_floor"),
        (CarModel.name + " " + Trim.name).label("name"),
    )
    named = wanted.join(Trim, Trim.id == TrimPrice.trim_id)
    named = named.join(CarModel, CarModel.id == Trim.model_id)
    in_order = (CarModel.position, Trim.position, Trim.id, TrimPrice.valid_from.desc())
    is_told = viewer.may(Role.MANAGER)
    floor = lambda row: row._floor if is_told else None  # noqa: E731 - of this viewer
    return fetch(session, PriceRow, named.order_by(*in_order), floor_price=floor)


def _rows(
    session: Session, viewer: Actor, shown: ColumnElement[bool], *, at: datetime
) -> list[StockRow]:
    told = settings.load(session).of(StockSettings)
    knows = (viewer.may(Role.MANAGER), viewer.may(*FLOOR_READERS))
    told_of = RowFacts(told, local_day(at), at, *knows)
    steps = _steps(session, shown)
    found = _select(local_day(at), at).where(shown)
    arrived = StockCar.arrived_on
    in_order = (StockCar.left_on.is_not(None), arrived.is_(None), arrived, StockCar.id)
    return fetch(
        session,
        StockRow,
        found.order_by(*in_order),
        steps=lambda row: tuple(steps[row.id]),
        today=lambda _row: told_of.today,
        **told_of.computed(),
    )


def _steps(session: Session, shown: ColumnElement[bool]) -> dict[int, list[ReconditioningRow]]:
    """The steps of reconditioning of the shown cars, by car, the first one first."""
    wanted = select(*columns_of(ReconditioningRow, ReconditioningStep))
    cars = select(StockCar.id).where(shown)
    of_cars = wanted.where(ReconditioningStep.stock_car_id.in_(cars))
    found: dict[int, list[ReconditioningRow]] = defaultdict(list)
    for one in fetch(session, ReconditioningRow, of_cars.order_by(ReconditioningStep.id)):
        found[one.stock_car_id].append(one)
    return found


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What follows from the dates of a car, and which prices the reader may know."""

    told: StockSettings
    today: date
    at: datetime
    knows_cost: bool
    knows_floor: bool

    def computed(self) -> dict[str, Any]:
        """The fields that are no label, each from a row of the result."""
        return {
            "purchase_price": lambda row: row._purchase_price if self.knows_cost else None,
            "floor_price": lambda row: row._floor_price if self.knows_floor else None,
            "state": self._state,
            "days": self._days,
            "band": self._band,
            "is_long": lambda row: self._stands(row) and self._age(row) > self.told.long_stock_days,
            "is_late": self._is_late,
            "care_due": self._care_due,
            "interest": self._interest,
        }

    def _until(self, row: Any) -> date:
        return row.left_on or self.today

    def _stands(self, row: Any) -> bool:
        return row.left_on is None and row.arrived_on is not None

    def _days(self, row: Any) -> int | None:
        return rules.days_in_stock(row.arrived_on, self._until(row))

    def _age(self, row: Any) -> int:
        return self._days(row) or 0

    def _band(self, row: Any) -> str:
        days, bands = self._days(row), self.told.bands
        return "" if days is None else rules.band_name(rules.band_of(days, bands), bands)

    def _state(self, row: Any) -> StockState:
        if row.transfer_id is not None:
            return StockState.AT_OUTLET
        left, until, ordered = row.left_on, row.held_until, row.order_id is not None
        return rules.state_of(
            arrived_on=row.arrived_on,
            left_on=left,
            held_until=until,
            at=self.at,
            is_ordered=ordered,
        )

    def _is_late(self, row: Any) -> bool:
        is_coming = row.arrived_on is None and row.left_on is None
        return is_coming and row.expected_on is not None and row.expected_on < self.today

    def _care_due(self, row: Any) -> bool:
        last = row.cared_on or row.arrived_on
        is_away = row.transfer_id is not None
        return self._stands(row) and not is_away and (self.today - last).days >= self.told.care_days

    def _interest(self, row: Any) -> Decimal | None:
        if not self.knows_cost:
            return None
        return rules.interest(
            row._purchase_price,
            Decimal(self.told.interest_rate),
            payment_on=row.payment_on,
            until=self._until(row),
            free_days=self.told.free_days,
        )


def _select(today: date, at: datetime) -> Select[*tuple[Any, ...]]:
    computed, is_new = ("purchase_price", "override_by"), StockCar.appraisal_id.is_(None)
    own = [one for one in columns_of(StockRow, StockCar) if one.key not in computed]
    wanted: Select[*tuple[Any, ...]] = select(
        *own,
        StockCar.purchase_price.label("_purchase_price"),
        JUDGE.name.label("override_by"),
        Vehicle.vin,
        Vehicle.trim_id,
        Vehicle.colour,
        Vehicle.engine_number,
        func.coalesce(CarModel.name, Vehicle.model_name).label("model"),
        Trim.name.label("version_name"),
        case(
            (is_new, priced(LIST_PRICE, Vehicle.trim_id, day=today)), else_=StockCar.asking_price
        ).label("list_price"),
        case((is_new, priced(FLOOR_PRICE, Vehicle.trim_id, day=today))).label("_floor_price"),
        CarHold.id.label("hold_id"),
        CarHold.held_at,
        CarHold.held_until,
        CarHold.staff_id.label("holder_id"),
        CarHold.note.label("hold_note"),
        CarHold.person_id.label("customer_id"),
        func.coalesce(SELLER.name, Staff.name).label("holder"),
        func.coalesce(BUYER.name, Person.name).label("customer"),
        SaleOrder.id.label("order_id"),
        SaleOrder.number.label("order_number"),
        CarTransfer.id.label("transfer_id"),
        CarTransfer.sent_at.label("away_since"),
        Outlet.name.label("outlet"),
        INSPECTION.point.label("pdi_point"),
        INSPECTION.passed.label("pdi_passed"),
        INSPECTION.checked_at.label("pdi_at"),
        INSPECTION.findings.label("pdi_findings"),
        INSPECTOR.name.label("pdi_by"),
        Appraisal.number.label("appraisal_number"),
    )
    return _joined(wanted, at)


def _joined(wanted: Select[*tuple[Any, ...]], at: datetime) -> Select[*tuple[Any, ...]]:
    """With the car's file, its version, the hold that counts, its outlet, who made an exception."""
    counts = and_(
        CarHold.stock_car_id == StockCar.id,
        CarHold.ended_at.is_(None),
        CarHold.held_until > bindparam(None, at),
    )
    newest = select(func.max(PdiCheck.id)).where(PdiCheck.stock_car_id == StockCar.id)
    is_away = and_(
        CarTransfer.stock_car_id == StockCar.id,
        CarTransfer.returned_at.is_(None),
        CarTransfer.sold_on.is_(None),
    )
    is_newest = INSPECTION.id == newest.correlate(StockCar).scalar_subquery()
    return (
        wanted.join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(CarHold, counts)
        .outerjoin(Staff, Staff.id == CarHold.staff_id)
        .outerjoin(Person, Person.id == CarHold.person_id)
        .outerjoin(JUDGE, JUDGE.id == StockCar.override_by)
        .outerjoin(
            SaleOrder,
            (SaleOrder.stock_car_id == StockCar.id) & SaleOrder.cancelled_at.is_(None),
        )
        .outerjoin(CarTransfer, is_away)
        .outerjoin(Outlet, Outlet.id == CarTransfer.outlet_id)
        .outerjoin(SELLER, SELLER.id == SaleOrder.staff_id)
        .outerjoin(BUYER, BUYER.id == SaleOrder.person_id)
        .outerjoin(INSPECTION, is_newest)
        .outerjoin(Appraisal, Appraisal.id == StockCar.appraisal_id)
        .outerjoin(INSPECTOR, INSPECTOR.id == INSPECTION.checked_by)
    )
