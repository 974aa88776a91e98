"""Use cases of the outlets: keep one, send it a car, take it back, sold."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import ToKeep
from app.errors import Refused, check_seen
from app.formatting import show_date
from app.local_time import local_day
from app.numbers import next_number
from app.permissions import Actor, allow
from app.stock import operations, outlet_operations, outlet_rules, rules
from app.stock.outlet_receipts import receipts_for
from app.stock.outlet_values import (
    GivenOutletPaper,
    OutletEntry,
    OutletSale,
    TransferEntry,
)
from app.stock.settings import StockSettings
from app.text import N_, language
from app.vehicles.prices import price_on
from db.nouns import Noun
from db.outlet_words import TransferKind, TransferState
from db.stock_words import LeftHow
from db.tables.outlets import CarTransfer, Outlet
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import Role

MISSING = N_("Please fill this in.")
OF_OUTLET = ("name", "kind", "company", "contact", "phone", "area", "credit_limit", "active")


@allow(Role.MANAGER)
def save_outlet(session: Session, entry: OutletEntry, *, by: Actor, at: datetime) -> int:
    """Adds an outlet or changes it; returns its id."""
    for name in ("name", "kind"):
        if getattr(entry, name) is None:
            raise Refused("outlet.missing", MISSING, field=name)
    row = Outlet() if entry.id is None else session.get_one(Outlet, entry.id)
    check_seen(entry.version, row.version, noun=Noun.OUTLET, id=row.id)
    for name in OF_OUTLET:
        setattr(row, name, getattr(entry, name))
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER)
def remove_outlet(session: Session, outlet_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of a new outlet; Refused once a car went there."""
    row = session.get_one(Outlet, outlet_id)
    if row.version != 1 or outlet_operations.has_transfers(session, outlet_id):
        raise Refused("outlet.changed", operations.CHANGED)
    session.delete(row)


@allow(Role.MANAGER)
def send(session: Session, entry: TransferEntry, *, by: Actor, at: datetime) -> int:
    """A car goes to an outlet; returns the id of its transfer.

    A sale to the outlet leaves the stock at once. Refused while somebody else has the car; over
    the credit limit, below the floor price or without certificate only with a reason.
    """
    for name in ("stock_car_id", "outlet_id", "kind", "price", "taker"):
        if getattr(entry, name) is None:
            raise Refused("outlet.missing", MISSING, field=name)
    car = session.get_one(StockCar, entry.stock_car_id)
    outlet_operations.check_not_away(session, car)
    operations.standing_car(session, car.id)
    operations.check_free(session, car, at=at)
    operations.check_in_hand(session, car)
    operations.check_arrived(car, local_day(at), field="outlet_id")
    reason = (entry.reason or "").strip()
    if not reason:
        _check_rules(session, entry, car, at=at)
    row = CarTransfer(stock_car_id=car.id, number=next_number(session, "T", at))
    for name in ("outlet_id", "kind", "price", "taker"):
        setattr(row, name, getattr(entry, name))
    row.sent_at, row.sent_by, row.due_on = at, by.staff_id, _due(session, entry, at)
    if reason:
        row.override_reason, row.override_by = reason, by.staff_id
    if entry.kind is TransferKind.SALE:
        _sell(car, row, local_day(at), by=by)
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER)
def take_back_send(session: Session, transfer_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `send`; Refused once something was done with the car at the outlet."""
    row = session.get_one(CarTransfer, transfer_id)
    if row.version != 1 or receipts_for(session, transfer_id):
        raise Refused("outlet.changed", operations.CHANGED)
    _stands_again(session, row)
    session.delete(row)


@allow(Role.MANAGER)
def bring_back(session: Session, transfer_id: int, *, by: Actor, at: datetime) -> None:
    """The car is in stock here again; what was sold and not paid is owed no more."""
    row = outlet_operations.in_state(session, transfer_id, TransferState.OUT, TransferState.OWED)
    outlet_operations.check_nothing_paid(session, transfer_id)
    _stands_again(session, row)
    row.returned_at, row.returned_by = at, by.staff_id


@allow(Role.MANAGER)
def send_again(session: Session, transfer_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `bring_back`; Refused where somebody has the car since."""
    row = outlet_operations.in_state(session, transfer_id, TransferState.BACK)
    car = operations.standing_car(session, row.stock_car_id)
    outlet_operations.check_not_away(session, car)
    operations.check_free(session, car, at=at)
    row.returned_at = row.returned_by = None
    if row.sold_on is not None:
        car.left_on, car.left_how = row.sold_on, LeftHow.OUTLET
    session.flush()


@allow(Role.MANAGER)
def note_sale(
    session: Session, transfer_id: int, sale: OutletSale, *, by: Actor, at: datetime
) -> None:
    """The outlet has sold a car that it had on consignment: it leaves the stock and is owed."""
    row = outlet_operations.in_state(session, transfer_id, TransferState.OUT)
    car, on = operations.standing_car(session, row.stock_car_id), sale.on or local_day(at)
    rules.check_past(on, today=local_day(at), field="on")
    _check_after(on, local_day(row.sent_at))
    reason = (sale.reason or "").strip()
    if not reason:
        outlet_rules.check_certificate(car.certificate)
    _sell(car, row, on, by=by)
    if reason:
        car.override_reason, car.override_by = reason, by.staff_id


@allow(Role.MANAGER)
def take_back_sale(session: Session, transfer_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `note_sale`: the outlet has the car on consignment as before."""
    row = outlet_operations.in_state(session, transfer_id, TransferState.OWED)
    if row.kind is not TransferKind.CONSIGNMENT:
        message = N_("This car was sold to the outlet itself: take the car back instead.")
        raise Refused("outlet.own", message)
    outlet_operations.check_nothing_paid(session, transfer_id)
    _stands_again(session, row)
    row.sold_on = row.sold_by = None


@allow(Role.CONSULTANT)
def keep_paper(session: Session, given: GivenOutletPaper, *, by: Actor, at: datetime) -> int:
    """Stores a paper as the outlet got it; returns the number of the copy (D5)."""
    noun = outlet_operations.NOUN_OF[given.kind]
    kept = ToKeep(given.kind, noun, given.about, given.number, language(), None, given.pdf)
    return archive.keep(session, kept, by=by, at=at, by_number=True)


def _check_rules(session: Session, entry: TransferEntry, car: StockCar, *, at: datetime) -> None:
    """What a reason lets pass: the floor price, the certificate of what is sold, the limit."""
    assert entry.price is not None
    trim_id = session.get_one(Vehicle, car.vehicle_id).trim_id
    price = price_on(session, trim_id, local_day(at))
    outlet_rules.check_floor(entry.price, price.floor_price if price is not None else None)
    if entry.kind is TransferKind.SALE:
        outlet_rules.check_certificate(car.certificate)
    outlet = session.get_one(Outlet, entry.outlet_id)
    owed, away = outlet_operations.owed_and_away(session, outlet.id)
    told = {"owed": owed, "away": away, "price": entry.price}
    outlet_rules.check_credit(outlet.credit_limit, name=outlet.name, **told)


def _due(session: Session, entry: TransferEntry, at: datetime) -> date:
    if entry.due_on is not None and entry.due_on < local_day(at):
        raise Refused("outlet.due", N_("That day has passed."), field="due_on")
    days = settings.load(session).of(StockSettings).outlet_days
    return entry.due_on or local_day(at) + timedelta(days=days)


def _sell(car: StockCar, row: CarTransfer, on: date, *, by: Actor) -> None:
    row.sold_on, row.sold_by = on, by.staff_id
    car.left_on, car.left_how = on, LeftHow.OUTLET


def _stands_again(session: Session, row: CarTransfer) -> None:
    """A car that an outlet has sold stands in the stock again."""
    if row.sold_on is None:
        return
    car = session.get_one(StockCar, row.stock_car_id)
    operations.check_new(session, session.get_one(Vehicle, car.vehicle_id))
    car.left_on = car.left_how = car.override_reason = car.override_by = None
    session.flush()


def _check_after(on: date, earliest: date) -> None:
    if on < earliest:
        message = N_("Not before {day}.")
        raise Refused("outlet.before", message, field="on", day=show_date(earliest))
