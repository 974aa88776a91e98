"""Use cases of the cars for sale: add, arrive, care, certificate, leave."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.local_time import local_day
from app.permissions import Actor, allow
from app.stock import operations, outlet_operations, rules
from app.stock.values import Leaving, StockEntry
from app.text import N_
from app.vehicles import removal
from db.nouns import Noun
from db.stock_words import CertificatePlace, LeftHow
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import Role

MISSING = N_("Please fill this in.")


@allow(Role.MANAGER)
def save_car(session: Session, entry: StockEntry, *, by: Actor, at: datetime) -> int:
    """Adds a car for sale or changes it; returns its id.

    A car that was traded in may be of another make, which has no version here. Refused for a car
    that has left, and where another version or colour is not what its order has.
    """
    known = session.get_one(StockCar, entry.id) if entry.id is not None else None
    if entry.trim_id is None and (known is None or known.appraisal_id is None):
        raise Refused("stock.no_version", MISSING, field="trim_id")
    if entry.id is None:
        if not entry.vin:
            raise Refused("stock.no_vin", MISSING, field="vin")
        return operations.add_car(session, entry, by=by, at=at).id
    row = operations.standing_car(session, entry.id)
    check_seen(entry.version, row.version, noun=Noun.STOCK_CAR, id=row.id)
    vehicle = session.get_one(Vehicle, row.vehicle_id)
    operations.check_as_ordered(session, row, entry, vehicle=vehicle)
    operations.fill(row, entry, vehicle=vehicle, at=at)
    return row.id


@allow(Role.MANAGER)
def remove_car(session: Session, car_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of a new car; Refused once something was done with it.

    The file of the vehicle goes too, where it was made for it.
    """
    row = operations.standing_car(session, car_id)
    if row.version != 1 or operations.was_used(session, car_id):
        raise Refused("stock.changed", operations.CHANGED)
    vehicle_id = row.vehicle_id
    session.delete(row)
    session.flush()
    removal.remove_made_with(session, vehicle_id, noun=Noun.STOCK_CAR, noun_id=car_id)


@allow(Role.CONSULTANT)
def arrive(session: Session, car_id: int, *, by: Actor, at: datetime) -> None:
    """The car has come: from today on it is in stock and has been looked after."""
    row = operations.standing_car(session, car_id)
    if row.arrived_on is not None:
        raise Refused("stock.here", N_("This car has arrived already."))
    row.arrived_on = row.cared_on = local_day(at)


@allow(Role.CONSULTANT)
def take_back_arrival(session: Session, car_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `arrive`: the car is still on its way."""
    row = operations.standing_car(session, car_id)
    row.arrived_on = row.cared_on = None


@allow(Role.CONSULTANT)
def note_care(session: Session, car_id: int, *, by: Actor, at: datetime) -> date | None:
    """Battery, tyres and fuel were looked at today; returns when they were before."""
    row = operations.standing_car(session, car_id)
    before, row.cared_on = row.cared_on, local_day(at)
    return before


@allow(Role.CONSULTANT)
def take_back_care(
    session: Session, car_id: int, before: date | None, *, by: Actor, at: datetime
) -> None:
    """Undo of `note_care`."""
    operations.standing_car(session, car_id).cared_on = before


@allow(Role.MANAGER)
def move_certificate(
    session: Session, car_id: int, place: CertificatePlace, *, by: Actor, at: datetime
) -> CertificatePlace:
    """The certificate lies somewhere else now; returns where it was."""
    row = operations.standing_car(session, car_id)
    before, row.certificate = row.certificate, place
    return before


@allow(Role.MANAGER)
def leave(
    session: Session, car_id: int, leaving: Leaving, *, by: Actor, at: datetime
) -> int | None:
    """The car leaves the stock; returns the reservation that a sale has ended, if there was one.

    Refused for a sale past its order unless a reason is given, for a car that an order has, and
    while somebody has reserved a car that goes elsewhere.
    """
    row, today = operations.standing_car(session, car_id), local_day(at)
    if leaving.how is None:
        raise Refused("stock.how", MISSING, field="how")
    on = leaving.on or today
    rules.check_past(on, today=today, field="on")
    operations.check_arrived(row, on, field="how")
    reason = (leaving.reason or "").strip()
    if not reason:
        rules.check_sale(leaving.how, row.certificate)
    operations.check_in_hand(session, row)
    operations.check_not_ordered(session, row)
    outlet_operations.check_not_away(session, row)
    if leaving.how is LeftHow.OUTLET:
        message = N_("Send the car to the outlet: what the outlet owes is kept with it.")
        raise Refused("stock.by_outlet", message, field="how")
    if leaving.how is not LeftHow.SOLD:
        operations.check_free(session, row, at=at)
    row.left_on, row.left_how = on, leaving.how
    if reason:
        row.override_reason, row.override_by = reason, by.staff_id
    return _end_hold(session, car_id, at)


def _end_hold(session: Session, car_id: int, at: datetime) -> int | None:
    hold = operations.live_hold(session, car_id)
    if hold is None:
        return None
    hold.ended_at = at
    return hold.id


@allow(Role.MANAGER)
def come_back(
    session: Session, car_id: int, hold_id: int | None = None, *, by: Actor, at: datetime
) -> None:
    """Undo of `leave`: the car stands in stock as before, with the reservation that it had."""
    row = session.get_one(StockCar, car_id)
    if row.left_on is None:
        raise Refused("stock.standing", N_("This car is in stock already."))
    operations.check_not_ordered(session, row)
    outlet_operations.check_not_away(session, row)
    operations.check_new(session, session.get_one(Vehicle, row.vehicle_id))
    row.left_on = row.left_how = row.override_reason = row.override_by = None
    session.flush()
    if hold_id is not None:
        session.get_one(CarHold, hold_id).ended_at = None
