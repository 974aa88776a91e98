"""Reads what outlets expected, what they sold, and which cars they have."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from app.permissions import Actor
from app.rows import fetch
from app.stock import queries
from app.stock.forecast_facts import (
    COURSE,
    CarKind,
    ForecastBook,
    ForecastOffers,
    GivenForecast,
)
from app.stock.proposal_rules import month_at
from db.stock_words import LeftHow
from db.tables.admin import Staff
from db.tables.outlets import AWAY, CarTransfer, Outlet, OutletForecast
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle

NOBODY = Actor(0, "", frozenset(), "")
NAME = func.trim(
    func.coalesce(CarModel.name, Vehicle.model_name, "") + " " + func.coalesce(Trim.name, "")
)
COLOUR = func.coalesce(Vehicle.colour, "")


def book(
    session: Session, month: date, *, since: date | None = None, offers: bool = False
) -> ForecastBook:
    """Forecasts and sales until the month after `month`, from six months ago or `since`.

    `offers`: also of which versions and colours a new line can be.
    """
    first, end = month_at(month, 1 - COURSE), month_at(month, 2)
    first = first if since is None else min(first, since)
    given: dict[tuple[int, date], list[GivenForecast]] = defaultdict(list)
    for line in _given(session, first, end):
        given[line.outlet_id, line.month].append(line)
    sold: dict[tuple[int, date], Counter[CarKind]] = defaultdict(Counter)
    there: dict[int, Counter[CarKind]] = defaultdict(Counter)
    of_outlets = _cars().where(StockCar.left_how == LeftHow.OUTLET)
    in_months = of_outlets.where(StockCar.left_on >= first, StockCar.left_on < end)
    for outlet, day, *kind in session.execute(in_months.where(CarTransfer.returned_at.is_(None))):
        sold[outlet, day.replace(day=1)][CarKind(*kind)] += 1
    for outlet, _day, *kind in session.execute(_cars().where(AWAY)):
        there[outlet][CarKind(*kind)] += 1
    told = _offers(session, first) if offers else ForecastOffers()
    return ForecastBook(given, sold, there, told)


def missing(session: Session, month: date) -> list[tuple[int, str]]:
    """The outlets in use whose forecast of a month is not there."""
    is_given = exists().where(OutletForecast.outlet_id == Outlet.id, OutletForecast.month == month)
    wanted = select(Outlet.id, Outlet.name).where(Outlet.active, ~is_given)
    return [(row.id, row.name) for row in session.execute(wanted.order_by(Outlet.name))]


def _given(session: Session, first: date, end: date) -> list[GivenForecast]:
    wanted = (
        select(
            OutletForecast.outlet_id,
            OutletForecast.month,
            OutletForecast.trim_id,
            (CarModel.name + " " + Trim.name).label("name"),
            OutletForecast.colour,
            OutletForecast.cars,
            OutletForecast.given_at,
            Staff.name.label("giver"),
        )
        .join(Trim, Trim.id == OutletForecast.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .join(Staff, Staff.id == OutletForecast.given_by)
        .where(OutletForecast.month >= first, OutletForecast.month < end)
    )
    return fetch(session, GivenForecast, wanted.order_by(OutletForecast.id))


@cache
def _cars() -> Select[*tuple[Any, ...]]:
    """New cars that went to outlets: outlet, day on which they left, version and colour."""
    wanted: Select[*tuple[Any, ...]] = select(
        CarTransfer.outlet_id, StockCar.left_on, Vehicle.trim_id, NAME, COLOUR
    )
    return (
        wanted.select_from(CarTransfer)
        .join(StockCar, StockCar.id == CarTransfer.stock_car_id)
        .join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .where(queries.NEW)
    )


def _offers(session: Session, since: date) -> ForecastOffers:
    """The versions in use, and the colours of the cars that stand or left since a day."""
    lately = or_(StockCar.left_on.is_(None), StockCar.left_on >= since)
    wanted = select(Vehicle.colour).join(StockCar, StockCar.vehicle_id == Vehicle.id)
    colours = session.scalars(wanted.where(lately, Vehicle.colour.is_not(None)).distinct())
    told = sorted(colour for colour in colours if colour)
    return ForecastOffers(tuple(queries.versions(session, NOBODY)), tuple(told))
