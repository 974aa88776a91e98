"""Reads the sales board 订交存看板: what a day and its month sold, what stands, who sold it.

Every number is a count of the entries behind it, so that all sums agree. Ordered is the car that
was agreed, handed over the car that went. Only a consultant is named.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.local_time import day_bounds, local_day
from app.prospects.quotas import month_targets
from app.prospects.signed_orders import is_open
from app.sales import quoted_car
from app.sales.board_facts import BoardEntry, BoardFigure, SalesBoard, from_json
from db.tables.admin import Staff
from db.tables.sale_orders import SaleOrder
from db.tables.sales import QuoteVersion
from db.tables.sales_board import SalesBoardDay
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle
from db.vocabulary import Role

GIVEN_TRIM, GIVEN_MODEL = aliased(Trim), aliased(CarModel)
"""The version of the car that an order has, which need not be the one that was agreed."""
MOST_DAYS = 31
"""So many days that nobody closed are kept later."""


def board_of(session: Session, day: date, *, at: datetime) -> SalesBoard:
    """The board of a day: today as it stands, an earlier day as it was kept."""
    row = session.scalar(select(SalesBoardDay).where(SalesBoardDay.day == day))
    if row is None:
        return count_board(session, day)
    is_past = day < local_day(at)
    shown = from_json(row.content, day) if is_past else count_board(session, day)
    by = session.get_one(Staff, row.closed_by).name if row.closed_by is not None else ""
    return replace(shown, closed_at=row.closed_at, closed_by=by, is_kept=is_past)


def days_to_keep(session: Session, day: date) -> tuple[date, ...]:
    """Days before this one that nobody closed, since the last one that is kept."""
    if session.scalar(select(StockCar.id).limit(1)) is None:
        return ()
    yesterday = day - timedelta(days=1)
    kept = select(SalesBoardDay.day).where(SalesBoardDay.day < day)
    last = session.scalar(kept.order_by(SalesBoardDay.day.desc()).limit(1))
    first = yesterday if last is None else last + timedelta(days=1)
    first = max(first, day - timedelta(days=MOST_DAYS))
    return tuple(first + timedelta(days=ahead) for ahead in range((day - first).days))


def count_board(session: Session, day: date) -> SalesBoard:
    """The board at the end of a day, or now, as the orders and the cars tell it."""
    first = day.replace(day=1)
    about = {"first": day_bounds(first)[0], "end": day_bounds(day)[1]}
    orders = [
        one
        for statement in _select_orders()
        for row in session.execute(statement, about)
        for one in _order_entries(row, first, day)
    ]
    found = session.execute(_select_cars(), {"day": day})
    cars = [one for row in found for one in _car_entries(row, day)]
    entries = (*orders, *cars)
    models, staff = _models(session, entries), _staff(session, entries)
    return SalesBoard(day, entries, models, staff, month_targets(session))


@cache
def _select_orders() -> tuple[Select[*tuple[Any, ...]], ...]:
    """Orders that are open, went since `first`, or were cancelled at or after `end`.

    Apart, so that each finds its index among the orders of ten years.
    """
    went = SaleOrder.delivered_at >= bindparam("first"), SaleOrder.cancelled_at.is_(None)
    which = (is_open(), and_(*went), SaleOrder.cancelled_at >= bindparam("end"))
    return tuple(_orders().where(one) for one in which)


def _orders() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        SaleOrder.id,
        SaleOrder.number,
        SaleOrder.staff_id,
        Staff.name.label("consultant"),
        SaleOrder.placed_at,
        SaleOrder.signed_at,
        SaleOrder.delivered_at,
        func.coalesce(CarModel.name, quoted_car.FILE.model_name, "").label("model"),
        QuoteVersion.colour,
        func.coalesce(GIVEN_MODEL.name, Vehicle.model_name).label("given_model"),
        Vehicle.colour.label("given_colour"),
    )
    agreed = QuoteVersion.id == SaleOrder.quote_version_id
    named = wanted.join(Staff, Staff.id == SaleOrder.staff_id).join(QuoteVersion, agreed)
    return (
        quoted_car.with_car(named)
        .outerjoin(StockCar, StockCar.id == SaleOrder.stock_car_id)
        .outerjoin(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .outerjoin(GIVEN_TRIM, GIVEN_TRIM.id == Vehicle.trim_id)
        .outerjoin(GIVEN_MODEL, GIVEN_MODEL.id == GIVEN_TRIM.model_id)
    )


def _order_entries(row: Any, first: date, day: date) -> Iterator[BoardEntry]:
    placed = local_day(row.placed_at)
    if placed > day:
        return
    agreed = (row.model, row.colour or "")
    signed = local_day(row.signed_at) if row.signed_at is not None else None
    went_on = local_day(row.delivered_at) if row.delivered_at is not None else None
    if signed is not None and first <= signed <= day:
        yield _entry(BoardFigure.ORDERED, row, agreed, on=signed)
    if went_on is None or went_on > day:
        yield _entry(BoardFigure.OPEN_ORDER, row, agreed, on=placed)
    elif went_on >= first:
        went = (row.given_model or row.model, row.given_colour or "")
        yield _entry(BoardFigure.DELIVERED, row, went, on=went_on)


@cache
def _select_cars() -> Select[*tuple[Any, ...]]:
    """The cars for sale that had not left by the end of `day`."""
    wanted: Select[*tuple[Any, ...]] = select(
        StockCar.id,
        StockCar.number,
        StockCar.arrived_on,
        StockCar.expected_on,
        func.coalesce(CarModel.name, Vehicle.model_name, "").label("model"),
        Vehicle.colour,
    )
    return (
        wanted.join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .where(or_(StockCar.left_on.is_(None), StockCar.left_on > bindparam("day")))
        .order_by(StockCar.arrived_on.is_(None), StockCar.arrived_on, StockCar.id)
    )


def _car_entries(row: Any, day: date) -> Iterator[BoardEntry]:
    is_here = row.arrived_on is not None and row.arrived_on <= day
    figure = BoardFigure.IN_STOCK if is_here else BoardFigure.IN_TRANSIT
    on = row.arrived_on if is_here else row.expected_on
    car = (row.model, row.colour or "")
    yield BoardEntry(figure, row.id, row.number, *car, None, "", on)


def _entry(figure: BoardFigure, row: Any, car: tuple[str, str], *, on: date) -> BoardEntry:
    return BoardEntry(figure, row.id, row.number, *car, row.staff_id, row.consultant, on)


def _models(session: Session, entries: tuple[BoardEntry, ...]) -> tuple[str, ...]:
    in_order = select(CarModel.name).order_by(CarModel.position, CarModel.id)
    shown = {one.model for one in entries}
    listed = [model for model in session.scalars(in_order) if model in shown]
    return tuple(dict.fromkeys([*listed, *sorted(shown)]))


def _staff(session: Session, entries: tuple[BoardEntry, ...]) -> tuple[tuple[int, str], ...]:
    active = select(Staff.id, Staff.name, Staff.roles).where(Staff.active).order_by(Staff.id)
    sellers = {one.id: one.name for one in session.execute(active) if Role.CONSULTANT in one.roles}
    busy = {one.staff_id: one.consultant for one in entries if one.staff_id is not None}
    return tuple((sellers | busy).items())
