"""Use cases of reservations: reserve a car, extend, release; never two for one car."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.permissions import Actor, allow
from app.stock import operations, rules
from app.stock.settings import StockSettings
from app.stock.values import NewHold
from app.text import N_
from db.tables.stock import CarHold
from db.vocabulary import Role


@allow(Role.CONSULTANT)
def reserve(session: Session, car_id: int, wish: NewHold, *, by: Actor, at: datetime) -> int:
    """Keeps a car for a customer; Refused while somebody else has it. Returns the hold's id."""
    row, told = operations.standing_car(session, car_id), settings.load(session).of(StockSettings)
    operations.check_free(session, row, at=at)
    note = (wish.note or "").strip() or None
    if wish.person_id is None and note is None:
        message = N_("For whom is the car kept? Choose a customer, or write it down.")
        raise Refused("hold.nobody", message, field="person_id")
    until = wish.held_until or at + timedelta(hours=told.hold_hours)
    rules.check_until(until, now=at, longest=told.hold_days, may_exceed=by.may())
    hold = CarHold(stock_car_id=row.id, person_id=wish.person_id, staff_id=by.staff_id, note=note)
    hold.held_at, hold.held_until = at, until
    session.add(hold)
    session.flush()
    return hold.id


@allow(Role.CONSULTANT)
def release(session: Session, hold_id: int, *, by: Actor, at: datetime) -> None:
    """The car is free again; only for who reserved it, and the manager."""
    _own(session, hold_id, by).ended_at = at


@allow(Role.CONSULTANT)
def hold_again(session: Session, hold_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `release`; Refused where somebody has reserved the car since."""
    hold = session.get_one(CarHold, hold_id)
    _check_own(hold, by)
    operations.check_free(session, operations.standing_car(session, hold.stock_car_id), at=at)
    hold.ended_at = None


@allow(Role.CONSULTANT)
def extend(
    session: Session, hold_id: int, until: datetime | None, *, by: Actor, at: datetime
) -> datetime:
    """Keeps the car until another moment; beyond the longest only the manager.

    Returns until when it was kept before.
    """
    hold = _own(session, hold_id, by)
    if until is None:
        message = N_("Until when is the car reserved?")
        raise Refused("hold.until", message, field="held_until")
    longest = settings.load(session).of(StockSettings).hold_days
    rules.check_until(until, now=at, longest=longest, may_exceed=by.may())
    before, hold.held_until = hold.held_until, until
    return before


@allow(Role.CONSULTANT)
def take_back_extension(
    session: Session, hold_id: int, before: datetime, *, by: Actor, at: datetime
) -> None:
    """Undo of `extend`."""
    _own(session, hold_id, by).held_until = before


def _own(session: Session, hold_id: int, by: Actor) -> CarHold:
    hold = session.get_one(CarHold, hold_id)
    if hold.ended_at is not None:
        raise Refused("hold.over", N_("This car is not reserved any more."))
    _check_own(hold, by)
    return hold


def _check_own(hold: CarHold, by: Actor) -> None:
    if hold.staff_id != by.staff_id and not by.may():
        message = N_("Only who reserved the car or a manager may do this.")
        raise Refused("hold.not_yours", message)
