"""Writes that the commands of the cars for sale share."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import short_moment
from app.local_time import local_day
from app.numbers import next_number
from app.permissions import Actor
from app.stock import outlet_operations, rules
from app.stock.values import StockEntry
from app.text import N_, _
from app.vehicles import operations as vehicles
from app.vehicles.lookup import stayed
from app.vehicles.operations import NewVehicle
from db.stock_words import CertificatePlace
from db.tables.admin import Staff
from db.tables.appraisals import Appraisal
from db.tables.outlets import CarTransfer
from db.tables.people import Person
from db.tables.photos import CarPhoto
from db.tables.reconditioning import ReconditioningStep
from db.tables.sale_orders import SaleOrder
from db.tables.sales import QuoteVersion
from db.tables.stock import CarHold, PdiCheck, StockCar
from db.tables.vehicles import Vehicle

OF_CAR = ("trim_id", "colour", "engine_number")
"""What stands in the file of the vehicle."""
OF_STOCK = (
    *("interior", "key_number", "place", "purchase_price"),
    *("built_on", "expected_on", "arrived_on", "payment_on", "note"),
)
LEFT = N_("This car has left the stock.")
CHANGED = N_("This has been changed again since and cannot be taken back.")


def add_car(session: Session, entry: StockEntry, *, by: Actor, at: datetime) -> StockCar:
    """A new car for sale with its stock number; Refused where it stands in the stock already."""
    known = {name: getattr(entry, name) for name in OF_CAR}
    vehicle = vehicles.find_or_add(session, NewVehicle(vin=entry.vin, **known), by=by, at=at)
    check_new(session, vehicle)
    row = StockCar(vehicle_id=vehicle.id, number=next_number(session, "C", at))
    fill(row, entry, vehicle=vehicle, at=at)
    session.add(row)
    session.flush()
    return row


def take_in(session: Session, appraisal: Appraisal, price: Decimal, *, at: datetime) -> StockCar:
    """A car that a customer traded in stands here now, under its own file; its owner is former.

    Refused where it has been taken before, or where its file has no VIN.
    """
    vehicle = stayed(session, session.get_one(Vehicle, appraisal.vehicle_id))
    before = select(StockCar.number).where(StockCar.appraisal_id == appraisal.id)
    number = session.scalar(before)
    if number is not None:
        message = N_("This car has been taken into stock: {number}.")
        raise Refused("appraisal.taken", message, number=number)
    if not vehicle.vin:
        message = N_("The file of the car traded in has no VIN. Enter it there first.")
        raise Refused("appraisal.no_vin", message)
    check_new(session, vehicle)
    row = StockCar(vehicle_id=vehicle.id, number=next_number(session, "C", at))
    row.appraisal_id, row.purchase_price = appraisal.id, price
    row.asking_price, row.certificate = appraisal.expected_price, CertificatePlace.HERE
    row.arrived_on = row.payment_on = local_day(at)
    session.add(row)
    vehicles.leave_owners(session, vehicle.id, at=at)
    return row


def give_back(session: Session, row: StockCar) -> None:
    """Undo of `take_in`; Refused where something was done with the car since."""
    if row.left_on is not None or was_used(session, row.id):
        message = N_("{number} was reserved, quoted, inspected or sold since: it stays here.")
        raise Refused("appraisal.used", message, number=row.number)
    vehicles.return_to_owners(session, row.vehicle_id)
    session.delete(row)
    session.flush()


def check_new(session: Session, vehicle: Vehicle) -> None:
    """Refused where the car stands in the stock, or is on its way."""
    standing = select(StockCar.number)
    of_car = standing.where(StockCar.vehicle_id == vehicle.id, StockCar.left_on.is_(None))
    number = session.scalar(of_car)
    if number is not None:
        message = N_("A car with this VIN is in the stock list already: {number}.")
        raise Refused("stock.known", message, field="vin", number=number)


def fill(row: StockCar, entry: StockEntry, *, vehicle: Vehicle, at: datetime) -> None:
    """Writes what the form holds, after its days were looked at."""
    rules.check_order(entry.built_on, entry.arrived_on)
    for name in ("built_on", "arrived_on"):
        rules.check_past(getattr(entry, name), today=local_day(at), field=name)
    for name in OF_CAR:
        if getattr(entry, name) is not None:
            setattr(vehicle, name, getattr(entry, name))
    for name in OF_STOCK:
        setattr(row, name, getattr(entry, name))
    row.certificate = entry.certificate or row.certificate or CertificatePlace.MAKER


def standing_car(session: Session, car_id: int) -> StockCar:
    """A car that has not left; Refused where it has."""
    row = session.get_one(StockCar, car_id)
    if row.left_on is not None:
        raise Refused("stock.left", LEFT)
    return row


def check_in_hand(session: Session, row: StockCar) -> None:
    """Refused while a colleague or a firm has the car for reconditioning; names them."""
    is_open = select(ReconditioningStep).where(
        ReconditioningStep.stock_car_id == row.id, ReconditioningStep.done_on.is_(None)
    )
    open_step = session.scalar(is_open)
    if open_step is not None:
        message = N_("{holder} has the car ({what}): finish this step first.")
        told = {"holder": open_step.holder, "what": _(open_step.kind.label)}
        raise Refused("step.open", message, **told)


def live_hold(session: Session, car_id: int) -> CarHold | None:
    """The hold of a car that nobody has ended, even where its time has run out."""
    live = select(CarHold).where(CarHold.stock_car_id == car_id, CarHold.ended_at.is_(None))
    return session.scalar(live)


def was_used(session: Session, car_id: int) -> bool:
    """True where anything was ever done with a car that is kept apart from it."""
    tables = (
        *(CarHold, PdiCheck, SaleOrder, ReconditioningStep),
        *(CarTransfer, CarPhoto, QuoteVersion),
    )
    used = (select(table.id).where(table.stock_car_id == car_id).limit(1) for table in tables)
    return any(session.scalar(one) is not None for one in used)


def check_not_ordered(session: Session, row: StockCar) -> None:
    """Refused while an order has the car; names customer and consultant, and since when."""
    wanted = (
        select(SaleOrder.number, Person.name, Staff.name, SaleOrder.allocated_at)
        .join(Person, Person.id == SaleOrder.person_id)
        .join(Staff, Staff.id == SaleOrder.staff_id)
    )
    of_car = wanted.where(SaleOrder.stock_car_id == row.id, SaleOrder.cancelled_at.is_(None))
    found = session.execute(of_car).first()
    if found is not None:
        number, customer, consultant, given_at = found
        message = N_("{car} belongs to order {number} ({customer}) of {who} since {when}.")
        told = {"car": row.number, "number": number, "customer": customer, "who": consultant}
        raise Refused("stock.ordered", message, when=short_moment(given_at), **told)


def check_as_ordered(
    session: Session, row: StockCar, entry: StockEntry, *, vehicle: Vehicle
) -> None:
    """Refused where a car that an order has becomes another version or colour."""
    for name in ("trim_id", "colour"):
        before, after = getattr(vehicle, name), getattr(entry, name)
        if before is not None and after not in (None, before):
            check_not_ordered(session, row)


def check_arrived(row: StockCar, on: date, *, field: str) -> None:
    """Refused for a car that is not here yet, or was not on a day."""
    if row.arrived_on is None:
        message = N_("This car has not arrived. Note the arrival first.")
        raise Refused("stock.not_here", message, field=field)
    if on < row.arrived_on:
        message = N_("The car cannot leave before it arrived.")
        raise Refused("stock.left_before", message, field="on")


def check_free(session: Session, row: StockCar, *, at: datetime) -> None:
    """Refused while an order, an outlet or a reservation has the car.

    A hold that has run out is ended.
    """
    check_not_ordered(session, row)
    outlet_operations.check_not_away(session, row)
    hold = live_hold(session, row.id)
    if hold is None:
        return
    person = session.get(Person, hold.person_id) if hold.person_id else None
    rules.check_free(
        hold.held_until,
        holder=session.get_one(Staff, hold.staff_id).name,
        customer=person.name if person is not None else "",
        number=row.number,
        at=at,
    )
    hold.ended_at = at
    session.flush()
