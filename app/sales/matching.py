"""Finds the free cars that fit an order: its version, its colours, nobody else's reservation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session

from app.formatting import joined, short_day
from app.permissions import Actor
from app.rows import fetch
from app.sales import order_queries, order_rules
from app.sales.order_facts import SaleOrderRow
from app.text import _
from db.sales_words import SaleState
from db.tables.outlets import AWAY, CarTransfer
from db.tables.people import Person
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle


@dataclass(frozen=True, slots=True)
class MatchingCar:
    """A new car in stock or on its way that nobody has; `held_for` reserved it."""

    id: int
    number: str
    trim_id: int
    name: str
    colour: str
    vin: str
    arrived_on: date | None
    expected_on: date | None
    held_for: str
    held_for_id: int | None
    held_by_id: int | None

    @property
    def told(self) -> str:
        """The car as a form names it."""
        due = _("due {day}").format(day=short_day(self.expected_on)) if self.expected_on else ""
        coming = "" if self.arrived_on else due
        return joined(self.name, self.colour, self.number, f"…{self.vin[-6:]}", coming)


def free_cars(session: Session, *, at: datetime) -> list[MatchingCar]:
    """Every car that an order can have, the longest standing first."""
    return fetch(session, MatchingCar, _select(at))


def fits(car: MatchingCar, row: SaleOrderRow) -> bool:
    """True for the ordered version in an ordered colour, unless it is kept for somebody else."""
    colours = order_rules.wanted_colours(row.agreed.colour, row.second_colour)
    is_kept = car.held_by_id is not None
    is_open = car.held_for_id is None and car.held_by_id == row.staff_id
    is_theirs = car.held_for_id == row.person_id or is_open
    is_same = car.trim_id == row.agreed.trim_id and (not colours or car.colour in colours)
    return is_same and (not is_kept or is_theirs)


def fitting(cars: Sequence[MatchingCar], row: SaleOrderRow) -> list[MatchingCar]:
    """The cars that fit an order, the first choice of colour first."""
    first = row.agreed.colour
    return sorted((one for one in cars if fits(one, row)), key=lambda one: one.colour != first)


def proposed(cars: Sequence[MatchingCar], rows: Iterable[SaleOrderRow]) -> dict[int, MatchingCar]:
    """Each free car for one order that waits, the oldest first; by the id of the order."""
    left, found = list(cars), {}
    waiting = (row for row in rows if row.state is SaleState.WAITS_FOR_CAR)
    for row in sorted(waiting, key=lambda row: (row.placed_at, row.id)):
        fit = fitting(left, row)
        if fit:
            found[row.id] = fit[0]
            left.remove(fit[0])
    return found


def waiting_order(session: Session, car_id: int, viewer: Actor, *, at: datetime) -> str:
    """The order to which a car is proposed that has just come; "" where none waits for it."""
    rows = order_queries.open_orders(session, viewer, at=at)
    cars = proposed(free_cars(session, at=at), rows)
    return next((row.name for row in rows if row.id in cars and cars[row.id].id == car_id), "")


def options(
    session: Session, order_id: int, viewer: Actor, *, at: datetime
) -> list[tuple[int, str]]:
    """The cars that fit one order, as its form offers them."""
    row = order_queries.order(session, order_id, viewer, at=at)
    return [(car.id, car.told) for car in fitting(free_cars(session, at=at), row)]


def _select(at: datetime) -> Select[*tuple[Any, ...]]:
    given = select(SaleOrder.stock_car_id).where(STANDING, SaleOrder.stock_car_id.is_not(None))
    counts = and_(
        CarHold.stock_car_id == StockCar.id,
        CarHold.ended_at.is_(None),
        CarHold.held_until > bindparam(None, at),
    )
    wanted: Select[*tuple[Any, ...]] = select(
        StockCar.id,
        StockCar.number,
        Vehicle.trim_id,
        (CarModel.name + " " + Trim.name).label("name"),
        Vehicle.colour,
        Vehicle.vin,
        StockCar.arrived_on,
        StockCar.expected_on,
        Person.name.label("held_for"),
        CarHold.person_id.label("held_for_id"),
        CarHold.staff_id.label("held_by_id"),
    )
    joined_to = (
        wanted.join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .join(Trim, Trim.id == Vehicle.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(CarHold, counts)
        .outerjoin(Person, Person.id == CarHold.person_id)
    )
    away = select(CarTransfer.stock_car_id).where(AWAY)
    free = joined_to.where(
        StockCar.left_on.is_(None), StockCar.id.not_in(given), StockCar.id.not_in(away)
    )
    free = free.where(StockCar.appraisal_id.is_(None))
    return free.order_by(StockCar.arrived_on.is_(None), StockCar.arrived_on, StockCar.id)
