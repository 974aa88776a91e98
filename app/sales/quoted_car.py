"""Names the car of a version: a version of a model, or one used car of the stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.errors import Refused
from app.formatting import joined, money, show_date
from app.identity import plate as plates
from app.labels import label
from app.rows import fetch
from app.text import N_, _
from app.vehicles.prices import Price
from db.stock_words import ReconditioningKind
from db.tables.appraisals import Appraisal
from db.tables.reconditioning import ReconditioningStep
from db.tables.sale_orders import SaleOrder
from db.tables.sales import QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle
from db.vocabulary import Energy

Ts = TypeVarTuple("Ts")
OFFERED, FILE = aliased(StockCar), aliased(Vehicle)
"""The used car that a version offers, and its file."""
NAME = func.coalesce(CarModel.name + " " + Trim.name, FILE.model_name, "")
"""What a version offers; for a statement with `with_car`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedCar:
    """A used car of the stock as quotation and contract name it."""

    id: int
    number: str
    vehicle_id: int
    trim_id: int | None
    name: str
    energy: Energy | None
    colour: str
    interior: str
    vin: str
    plate: str
    registered_on: date | None
    odometer: int | None
    condition: str
    asking_price: Decimal | None
    purchase_price: Decimal | None
    left_on: date | None
    order_number: str
    done: tuple[ReconditioningKind, ...]
    spent: Decimal

    @property
    def cost(self) -> Decimal | None:
        """What the car stands at: as bought, with reconditioning."""
        return None if self.purchase_price is None else self.purchase_price + self.spent

    @property
    def mark(self) -> str:
        """Plate, or the end of the VIN."""
        return plates.shown(self.plate) if self.plate else f"…{self.vin[-6:]}"

    @property
    def kilometres(self) -> str:
        """What the odometer said."""
        return "" if self.odometer is None else _("{km} km").format(km=f"{self.odometer:,}")

    @property
    def repairs(self) -> str:
        """What was done to it here."""
        return _(", ").join(dict.fromkeys(label(kind) for kind in self.done))

    @property
    def told(self) -> str:
        """That it is used, with plate, mileage and first registration, as lists say it."""
        first = ""
        if self.registered_on is not None:
            first = _("from {day}").format(day=show_date(self.registered_on))
        return joined(_("used car"), self.mark, self.kilometres, first)

    @property
    def choice(self) -> str:
        """As a form offers it."""
        price = money(self.asking_price) if self.asking_price is not None else ""
        has_order = _("ordered: {number}").format(number=self.order_number)
        told = (self.name, self.colour, self.mark, self.kilometres, self.number, price)
        return joined(*told, has_order if self.order_number else "")

    def price(self, typed: Decimal | None) -> Price | None:
        """The asking price as list price, its cost as floor; None where neither is known."""
        asked = self.asking_price if self.asking_price is not None else typed
        return None if asked is None else Price(asked, self.cost)


def with_car(wanted: Select[*Ts]) -> Select[*Ts]:
    """A statement about versions, with the model or the used car of each."""
    return (
        wanted.outerjoin(Trim, Trim.id == QuoteVersion.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(OFFERED, OFFERED.id == QuoteVersion.stock_car_id)
        .outerjoin(FILE, FILE.id == OFFERED.vehicle_id)
    )


def used_cars(session: Session, wanted: ColumnElement[bool]) -> dict[int, UsedCar]:
    """Used cars of the stock by their id; `wanted` says which of `StockCar`."""
    steps = select(
        ReconditioningStep.stock_car_id, ReconditioningStep.kind, ReconditioningStep.cost
    )
    ids = select(StockCar.id).where(StockCar.appraisal_id.is_not(None), wanted)
    done: dict[int, list[tuple[ReconditioningKind, Decimal | None]]] = {}
    finished = ReconditioningStep.done_on.is_not(None)
    of_cars = steps.where(ReconditioningStep.stock_car_id.in_(ids), finished)
    for car_id, kind, cost in session.execute(of_cars.order_by(ReconditioningStep.id)):
        done.setdefault(car_id, []).append((kind, cost))
    found = fetch(
        session,
        UsedCar,
        _select().where(StockCar.id.in_(ids)).order_by(StockCar.id),
        done=lambda row: tuple(kind for kind, _cost in done.get(row.id, ())),
        spent=lambda row: _sum([cost for _kind, cost in done.get(row.id, ())]),
    )
    return {one.id: one for one in found}


def choices(session: Session, *_viewer: object) -> list[tuple[int, str]]:
    """The used cars of the stock, as the form of a quotation offers them."""
    return [(key, one.choice) for key, one in standing_used(session).items()]


def standing_used(session: Session) -> dict[int, UsedCar]:
    """The used cars of the stock by their id."""
    return used_cars(session, StockCar.left_on.is_(None))


def used_car(session: Session, car_id: int) -> UsedCar:
    """One that can be offered; Refused where it is no used car, or has left."""
    found = used_cars(session, StockCar.id == car_id).get(car_id)
    if found is None:
        message = N_("This is no used car of the stock.")
        raise Refused("quote.not_used", message, field="stock_car_id")
    if found.left_on is not None:
        message = N_("{car} has left the stock.")
        raise Refused("quote.car_left", message, field="stock_car_id", car=found.number)
    return found


def _sum(costs: Sequence[Decimal | None]) -> Decimal:
    return sum((cost or Decimal(0) for cost in costs), Decimal("0.00"))


def _carried() -> ScalarSelect[str]:
    """The newest plate; a car that was traded in keeps it in its file."""
    carried = select(Plate.number).where(Plate.vehicle_id == StockCar.vehicle_id)
    return carried.order_by(Plate.from_on.desc(), Plate.id.desc()).limit(1).scalar_subquery()


@cache
def _select() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *(StockCar.id, StockCar.number, StockCar.vehicle_id, StockCar.interior),
        *(StockCar.asking_price, StockCar.purchase_price, StockCar.left_on),
        *(Vehicle.trim_id, Vehicle.colour, Vehicle.vin, Vehicle.registered_on),
        func.coalesce(CarModel.name + " " + Trim.name, Vehicle.model_name).label("name"),
        func.coalesce(Vehicle.energy, Trim.energy).label("energy"),
        func.coalesce(Vehicle.odometer, Appraisal.odometer).label("odometer"),
        Appraisal.condition,
        SaleOrder.number.label("order_number"),
        _carried().label("plate"),
    )
    is_ordered = (SaleOrder.stock_car_id == StockCar.id) & SaleOrder.cancelled_at.is_(None)
    return (
        wanted.join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .outerjoin(SaleOrder, is_ordered)
        .join(Appraisal, Appraisal.id == StockCar.appraisal_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
    )
