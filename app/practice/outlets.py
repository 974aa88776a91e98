"""Makes the second-tier outlets of the practice store: their cars, accounts and forecasts."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.stock.proposal_rules import month_at
from app.vehicles.prices import price_on
from db.outlet_words import OutletKind, TransferKind
from db.stock_words import LeftHow
from db.tables.bills import Payment
from db.tables.outlets import CarTransfer, Outlet, OutletForecast
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaymentMethod, Role

OUTLETS = (
    (OutletKind.FRANCHISE, 900_000),
    (OutletKind.BRAND_SHOP, 600_000),
    (OutletKind.DIRECT, None),
)
"""Kind and credit limit of each; its words stand in the seeds."""
PHONES = ("13900000101", "13900000102", "13900000103")
AWAY = ((0, 29), (0, 12), (1, 26), (2, 3), (2, 18))
"""Of each car that is away: its outlet, and the days since it was sent."""
SOLD = ((0, 27, True), (1, 29, False), (0, 6, False))
"""Of each car that an outlet has sold: its outlet, the days since it was sent, if it is settled."""
DUE = timedelta(days=25)
REBATE = 500
EXPECTED = ((0, 0, (2, 1, 1)), (1, 0, (2, 2)), (2, 0, (1,)), (0, 1, (3, 2)))
"""Of each forecast: its outlet, the months ahead, the cars of each version and colour."""


def fill(session: Session, lists: PracticeLists, *, numbers: Numbering, at: datetime) -> None:
    """Cars that nobody else has go to the outlets; those that have left were sold there."""
    outlets = [_outlet(lists, place) for place in range(len(OUTLETS))]
    session.add_all(outlets)
    session.flush()
    manager = lists.staff[Role.MANAGER][0].id
    gone = select(StockCar).where(StockCar.left_how == LeftHow.OUTLET).order_by(StockCar.id)
    for car, (place, days, is_paid) in zip(session.scalars(gone), SOLD, strict=False):
        row = _send(session, car, outlets[place], numbers=numbers, at=at - timedelta(days=days))
        assert car.left_on is not None
        row.sent_by = row.sold_by = manager
        row.sold_on = car.left_on
        if is_paid:
            row.settled_on, row.settled_by = local_day(at), manager
            row.rebate_reason = lists.facts["rebate"]
        session.add(row)
        if is_paid:
            session.flush()
            session.add(_payment(row, lists, number=numbers.next("R", at), at=at))
    for car, (place, days) in zip(_free(session), AWAY, strict=False):
        row = _send(session, car, outlets[place], numbers=numbers, at=at - timedelta(days=days))
        row.sent_by = manager
        session.add(row)
    session.flush()
    _forecast(session, outlets, manager=manager, at=at)


def _forecast(session: Session, outlets: list[Outlet], *, manager: int, at: datetime) -> None:
    """What was expected this month, and what one outlet has said of the next one already."""
    for place, months, cars in EXPECTED:
        month, given_at = month_at(local_day(at), months), at - timedelta(days=2)
        if not months:
            given_at = at_local(month_at(month, -1).replace(day=26), time(15, 10))
        for (trim_id, colour), expected in zip(_kinds(session, outlets[place]), cars, strict=False):
            row = OutletForecast(outlet_id=outlets[place].id, month=month, trim_id=trim_id)
            row.colour, row.cars = colour, expected
            row.given_by, row.given_at = manager, given_at
            session.add(row)
    session.flush()


def _kinds(session: Session, outlet: Outlet) -> list[tuple[int, str]]:
    """Version and colour of the cars that an outlet had, then of others."""
    of_outlet = select(CarTransfer.stock_car_id).where(CarTransfer.outlet_id == outlet.id)
    cars = select(Vehicle.trim_id, Vehicle.colour).join(StockCar, StockCar.vehicle_id == Vehicle.id)
    known = cars.where(Vehicle.trim_id.is_not(None), Vehicle.colour.is_not(None))
    new = known.where(StockCar.appraisal_id.is_(None))
    in_order = new.order_by(StockCar.id.not_in(of_outlet), StockCar.id)
    return list(
        dict.fromkeys((row.trim_id or 0, row.colour or "") for row in session.execute(in_order))
    )


def _outlet(lists: PracticeLists, place: int) -> Outlet:
    (kind, limit), told = OUTLETS[place], lists.facts["outlets"][place]
    row = Outlet(kind=kind, **told)
    row.phone, row.credit_limit = PHONES[place], None if limit is None else Decimal(limit)
    return row


def _payment(row: CarTransfer, lists: PracticeLists, *, number: str, at: datetime) -> Payment:
    paid = Payment(transfer_id=row.id, number=number, method=PaymentMethod.TRANSFER)
    paid.amount, paid.at = row.price - REBATE, at
    paid.taken_by = lists.staff[Role.CASHIER][0].id
    return paid


def _free(session: Session) -> list[StockCar]:
    """Cars that have stood longest of those that nobody has."""
    taken = select(SaleOrder.stock_car_id).where(STANDING, SaleOrder.stock_car_id.is_not(None))
    held = select(CarHold.stock_car_id).where(CarHold.ended_at.is_(None))
    wanted = select(StockCar).where(
        StockCar.left_on.is_(None),
        StockCar.arrived_on.is_not(None),
        StockCar.id.not_in(taken),
        StockCar.id.not_in(held),
    )
    rows = session.scalars(wanted.order_by(StockCar.arrived_on, StockCar.id))
    return list(rows)[2 : 2 + len(AWAY)]


def _send(
    session: Session, car: StockCar, outlet: Outlet, *, numbers: Numbering, at: datetime
) -> CarTransfer:
    sent_at = at_local(local_day(at), time(10, 20))
    row = CarTransfer(stock_car_id=car.id, outlet_id=outlet.id, kind=TransferKind.CONSIGNMENT)
    row.number, row.sent_at = numbers.next("T", sent_at), sent_at
    row.due_on, row.taker = local_day(sent_at) + DUE, outlet.contact or ""
    trim_id = session.get_one(Vehicle, car.vehicle_id).trim_id
    price = price_on(session, trim_id, local_day(at))
    row.price = Decimal(99_800) if price is None else price.floor_price or price.list_price
    return row
