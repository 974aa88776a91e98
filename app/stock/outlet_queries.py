"""Reads the outlets: their cars, what they owe, the settlement of a month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.local_time import day_bounds, local_day
from app.permissions import Actor
from app.record_lists import OneRecord
from app.rows import columns_of, fetch
from app.stock import forecast_queries, outlet_facts, outlet_rules, queries
from app.stock.outlet_facts import OutletMonth, OutletRow, TransferRow
from app.stock.outlet_receipts import receipts_of
from app.stock.outlet_rules import NOTHING
from app.stock.proposal_rules import month_at
from db.outlet_words import TransferState
from db.stock_words import StockState
from db.tables.admin import Staff
from db.tables.outlets import OPEN, CarTransfer, Outlet
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle

SHOWN = timedelta(days=90)
"""Transfers that are over and were sent earlier stand on the sheets of their months."""
SENDER, JUDGE = aliased(Staff), aliased(Staff)
RETURNER, SETTLER = aliased(Staff), aliased(Staff)
OPEN_STATES = (TransferState.OUT, TransferState.OWED)


def open_transfers(session: Session, *, at: datetime) -> list[TransferRow]:
    """The cars that outlets have, and those that are not paid; the longest due first."""
    rows = _rows(session, CarTransfer.id.in_(select(CarTransfer.id).where(OPEN)), at=at)
    return sorted(rows, key=lambda row: row.due_on)


def transfers(session: Session, _viewer: Actor, *, at: datetime) -> list[TransferRow]:
    """Open ones first, then those that are over, the newest first."""
    ids = select(CarTransfer.id)
    lately = ids.where(CarTransfer.sent_at >= at - SHOWN)
    shown = CarTransfer.id.in_(ids.where(OPEN).union_all(lately))
    rows = _rows(session, shown, at=at)
    return sorted(rows, key=lambda row: (row.state not in OPEN_STATES, -row.sent_at.timestamp()))


def transfers_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[TransferRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: transfers(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[TransferRow]:
    """Reads one transfer, also one that is too old for the list."""

    def read(session: Session, _viewer: Actor, key: int) -> TransferRow | None:
        return next(iter(_rows(session, CarTransfer.id == key, at=now())), None)

    return read


def transfer(session: Session, transfer_id: int, *, at: datetime) -> TransferRow:
    """One of them."""
    return _rows(session, CarTransfer.id == transfer_id, at=at)[0]


def outlets(session: Session, _viewer: Actor, *, at: datetime) -> list[OutletRow]:
    """Every outlet with what it has and owes; those in use first."""
    open_ones, today = open_transfers(session, at=at), local_day(at)
    wanted = select(*columns_of(OutletRow, Outlet))
    in_order = wanted.order_by(Outlet.active.desc(), Outlet.name, Outlet.id)
    book, first = forecast_queries.book(session, today, offers=True), month_at(today, 0)

    def told(row: Any) -> _Account:
        return _Account([one for one in open_ones if one.outlet_id == row.id], today)

    return fetch(
        session,
        OutletRow,
        in_order,
        cars=lambda row: len(told(row).out),
        away=lambda row: sum((one.price for one in told(row).out), NOTHING),
        sold=lambda row: len(told(row).owed),
        owed=lambda row: sum(told(row).ages, NOTHING),
        overdue=lambda row: sum((one.owed for one in told(row).owed if one.is_overdue), NOTHING),
        ages=lambda row: told(row).ages,
        this_month=lambda row: book.grid(row.id, first),
        next_month=lambda row: book.grid(row.id, month_at(today, 1)),
        course=lambda row: book.course(row.id, first),
    )


def outlets_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[OutletRow]]:
    """The outlets as they stand whenever a page asks for them."""
    return lambda session, viewer: outlets(session, viewer, at=now())


def choices(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """The outlets in use, as a form chooses from them."""
    wanted = select(Outlet.id, Outlet.name).where(Outlet.active).order_by(Outlet.name)
    return [(row.id, row.name) for row in session.execute(wanted)]


def free_cars(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[tuple[int, str]]]:
    """The cars that can be sent, as a form chooses from them."""

    def free(session: Session, viewer: Actor) -> list[tuple[int, str]]:
        rows = queries.standing(session, viewer, at=now())
        return [(row.id, row.told) for row in rows if row.state is StockState.IN_STOCK]

    return free


def month(session: Session, outlet_id: int, first: date, *, at: datetime) -> OutletMonth:
    """The settlement of an outlet in the month that begins on `first`."""
    (outlet,) = [
        one for one in outlets(session, forecast_queries.NOBODY, at=at) if one.id == outlet_id
    ]
    following = month_at(first, 1)
    rows = _rows(session, CarTransfer.outlet_id == outlet_id, at=at)
    changes = outlet_facts.movements(rows)
    opening = sum((one.change for one in changes if one.day < first), NOTHING)
    within = tuple(one for one in changes if first <= one.day < following)
    end = min(day_bounds(following)[0], at)
    standing = [row for row in rows if _stood(row, end, following)]
    in_order = sorted(standing, key=lambda row: row.sent_at)
    forecast = forecast_queries.book(session, first).kept(outlet_id, first)
    return OutletMonth(outlet, first, opening, within, tuple(in_order), forecast)


def _stood(row: TransferRow, end: datetime, following: date) -> bool:
    """True for a car that the outlet had on consignment at the end of a month."""
    was_sold = row.sold_on is not None and row.sold_on < following
    was_back = row.returned_at is not None and row.returned_at < end
    return row.sent_at < end and not was_sold and not was_back


@dataclass(frozen=True, slots=True)
class _Account:
    """The open transfers of one outlet."""

    rows: Sequence[TransferRow]
    today: date

    @property
    def out(self) -> list[TransferRow]:
        return [row for row in self.rows if row.state is TransferState.OUT]

    @property
    def owed(self) -> list[TransferRow]:
        return [row for row in self.rows if row.state is TransferState.OWED]

    @property
    def ages(self) -> tuple[Any, ...]:
        dated = [(row.sold_on, row.owed) for row in self.owed if row.sold_on is not None]
        return outlet_rules.by_age(dated, self.today)


def _rows(session: Session, shown: ColumnElement[bool], *, at: datetime) -> list[TransferRow]:
    today, receipts = local_day(at), receipts_of(session, shown)

    def state(row: Any) -> TransferState:
        dates = {"sold_on": row.sold_on, "settled_on": row.settled_on}
        return outlet_rules.state_of(returned_at=row.returned_at, **dates)

    return fetch(
        session,
        TransferRow,
        _select().where(shown),
        receipts=lambda row: receipts[row.id],
        state=state,
        days=lambda row: (today - (row.sold_on or local_day(row.sent_at))).days,
        is_overdue=lambda row: outlet_rules.is_overdue(state(row), row.due_on, today=today),
    )


def _select() -> Select[*tuple[Any, ...]]:
    told = ("version", "override_by")
    own = [one for one in columns_of(TransferRow, CarTransfer) if one.key not in told]
    wanted: Select[*tuple[Any, ...]] = select(
        *own,
        CarTransfer.version.label("version"),
        StockCar.number.label("car_number"),
        StockCar.vehicle_id,
        Vehicle.vin,
        Vehicle.colour,
        func.coalesce(CarModel.name, Vehicle.model_name).label("model"),
        Trim.name.label("version_name"),
        Outlet.name.label("outlet"),
        SENDER.name.label("sender"),
        JUDGE.name.label("override_by"),
        RETURNER.name.label("returner"),
        SETTLER.name.label("settler"),
    )
    return (
        wanted.select_from(CarTransfer)
        .join(StockCar, StockCar.id == CarTransfer.stock_car_id)
        .join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .join(Outlet, Outlet.id == CarTransfer.outlet_id)
        .join(SENDER, SENDER.id == CarTransfer.sent_by)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(JUDGE, JUDGE.id == CarTransfer.override_by)
        .outerjoin(RETURNER, RETURNER.id == CarTransfer.returned_by)
        .outerjoin(SETTLER, SETTLER.id == CarTransfer.settled_by)
    )
