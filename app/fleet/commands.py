"""Use cases of the store's own cars.

List one, block one, lend one with an order.

A loan needs no agreement, consultant or feedback, and counts in no figure of test drives; the
rules for car, licence and odometer are the same.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.fleet import operations, queries, rules
from app.fleet.values import CarEntry, Lending, LicenceSeen, NewBlock, Outing, Return
from app.formatting import show_moment
from app.identity import plate as plates
from app.identity import vin as vins
from app.local_time import local
from app.numbers import next_number
from app.people import operations as people
from app.permissions import Actor, allow
from app.text import N_
from db.tables.fleet import HOLDING, Block, DemoCar, Loan
from db.tables.service import RepairOrder
from db.vocabulary import BookingState, Role, Stage

SHOWROOM = (Role.RECEPTION, Role.CONSULTANT)
SERVICE = (Role.ADVISOR, Role.RECEPTION)


@allow(*SHOWROOM)
def block(session: Session, wanted: NewBlock, *, by: Actor, at: datetime) -> int:
    """Blocks a car for a span of time with a reason.

    Returns the id of the block.
    """
    car = operations.car(session, wanted.car_id)
    starts_at, ends_at = (
        rules.check_entered(wanted.starts_at, "starts_at"),
        rules.check_entered(wanted.ends_at, "ends_at"),
    )
    _check_span(starts_at, ends_at)
    rules.check_ahead(ends_at, at=at)
    row = Block(car_id=car.id, drives=False, booked_at=at, booked_by=by.staff_id)
    row.reason = operations.reason(wanted.reason)
    row.starts_at, row.ends_at, row.held_until = starts_at, ends_at, ends_at
    operations.claim(session, row)
    return row.id


@allow(*SHOWROOM)
def unblock(session: Session, block_id: int, *, by: Actor, at: datetime) -> None:
    """Ends a block; the row stays with its reason."""
    row = _block(session, block_id)
    rules.check_step(row.state, BookingState.CANCELLED)
    row.state = BookingState.CANCELLED


@allow(*SHOWROOM)
def block_again(session: Session, block_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `unblock`; Refused where somebody has booked the car since."""
    row = _block(session, block_id)
    rules.check_step(row.state, BookingState.BOOKED)
    with session.no_autoflush:
        row.state = BookingState.BOOKED
        operations.claim(session, row)


@allow(*SERVICE)
def lend(session: Session, order_id: int, wanted: Lending, *, by: Actor, at: datetime) -> int:
    """Books a loan car for an order until it is due back.

    Returns the id of the loan.
    """
    order = session.get_one(RepairOrder, order_id)
    if order.stage in (Stage.DELIVERED, Stage.CANCELLED):
        raise Refused("order.closed", N_("This order is closed. Open a new one for this car."))
    row = Loan(order_id=order.id, booked_at=at, booked_by=by.staff_id)
    row.person_id = _driver(session, order, wanted, by=by, at=at)
    _set_end(session, row, wanted.ends_at, starts_at=wanted.starts_at or at, at=at)
    row.car_id = _lent_car(session, wanted.car_id)
    _check_only_one(session, order)
    row.number = next_number(session, "L", at)
    operations.copy_licence(session, row)
    queries.check_booking(session, row, by=by, at=at, reason=wanted.override)
    operations.claim(session, row)
    operations.check_home(session, row, at=at)
    return row.id


@allow(*SERVICE)
def note_licence(
    session: Session, loan_id: int, seen: LicenceSeen, *, by: Actor, at: datetime
) -> None:
    """Saves the driver's licence as it was shown, whatever it allows."""
    row = _loan(session, loan_id)
    rules.check_step(row.state, BookingState.OUT)
    if operations.note_licence(session, row, seen, by=by, at=at):
        operations.void_answer(row)


@allow(*SERVICE)
def hand_out(session: Session, loan_id: int, outing: Outing, *, by: Actor, at: datetime) -> None:
    """The loan car leaves, with odometer and fuel read; Refused where the licence forbids it."""
    row = _loan(session, loan_id)
    rules.check_step(row.state, BookingState.OUT)
    queries.check_licence(session, row, at=at)
    operations.leave(session, row, outing, at=at)


@allow(Role.MANAGER)
def answer_for(session: Session, loan_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The manager allows a loan that the licence would stop, with a reason."""
    operations.answer_for(session, _loan(session, loan_id), reason, by=by)


@allow(*SERVICE)
def take_back(session: Session, loan_id: int, came: Return, *, by: Actor, at: datetime) -> None:
    """The loan car is back, with odometer, fuel and any damage."""
    operations.come_back(session, _loan(session, loan_id), came, at=at)


@allow(*SERVICE)
def postpone(
    session: Session, loan_id: int, until: datetime | None, *, by: Actor, at: datetime
) -> None:
    """Changes when a loan ends; Refused where the car is booked by somebody else then."""
    row = _loan(session, loan_id)
    if row.state not in rules.HOLDING:
        raise Refused("loan.over", N_("This loan is over."))
    with session.no_autoflush:
        _set_end(session, row, until, starts_at=row.starts_at, at=at)
        operations.claim(session, row)


@allow(*SERVICE)
def call_off(session: Session, loan_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Cancels a loan that was booked; the row stays with its reason."""
    row = _loan(session, loan_id)
    rules.check_step(row.state, BookingState.CANCELLED)
    row.state, row.reason = BookingState.CANCELLED, operations.reason(reason)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_car(session: Session, entry: CarEntry, *, by: Actor, at: datetime) -> int:
    """Adds or changes a demo car of the list; returns its id.

    Only here may its odometer go back, where the audit sees it.
    """
    plate = _own_plate(session, entry)
    if entry.trim_id is None:
        raise Refused("demo_car.no_trim", N_("Choose the version of the car."), field="trim_id")
    row = session.get_one(DemoCar, entry.id) if entry.id else DemoCar()
    check_seen(entry.version, row.version)
    for name in ("trim_id", "odometer", "fuel", "position", "lent"):
        setattr(row, name, getattr(entry, name))
    row.plate, row.colour = plate, (entry.colour or "").strip() or None
    vin = (entry.vin or "").strip()
    row.vin = vins.judge(vin).accepted("vin") if vin else None
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def retire_car(
    session: Session, car_id: int, *, back: bool = False, by: Actor, at: datetime
) -> None:
    """Takes a car out of use, or back into it with `back`; its history stays.

    Refused while it is out or booked.
    """
    row = session.get_one(DemoCar, car_id)
    first = None if back else queries.first_claim(session, car_id, at=at)
    if first is not None:
        message = N_("The car is booked for {day}. Move or cancel that first.")
        day = show_moment(local(first.starts_at))
        raise Refused("demo_car.booked", message, field="plate", day=day)
    row.active = back


def _own_plate(session: Session, entry: CarEntry) -> str:
    """The normal form of the plate; Refused where another demo car has it."""
    plate = plates.judge(entry.plate or "").accepted("plate")
    twin = session.scalar(select(DemoCar).where(DemoCar.plate == plate))
    if twin is not None and twin.id != entry.id:
        message = N_("There is already a demo car {plate}.")
        raise Refused("demo_car.twin", message, field="plate", plate=plates.shown(plate))
    return plate


def _block(session: Session, block_id: int) -> Block:
    row = session.get(Block, block_id)
    if row is None:
        raise Refused("block.gone", N_("This car is not blocked any more."))
    return row


def _loan(session: Session, loan_id: int) -> Loan:
    row = session.get(Loan, loan_id)
    if row is None:
        raise Refused("loan.gone", N_("This loan does not exist."))
    return row


def _driver(
    session: Session, order: RepairOrder, wanted: Lending, *, by: Actor, at: datetime
) -> int:
    """Who was named, or the customer of the order."""
    one = wanted.driver
    if one is not None and (one.name or one.phone or one.person_id):
        return people.find_or_add(session, one, by=by, at=at).id
    if order.customer_id is None:
        message = N_("Who drives the loan car? Enter a name or a telephone number.")
        raise Refused("loan.nobody", message, field="name")
    return order.customer_id


def _set_end(
    session: Session, row: Loan, ends_at: datetime | None, *, starts_at: datetime, at: datetime
) -> None:
    if ends_at is None:
        raise Refused("loan.no_end", N_("Until when is the car lent?"), field="ends_at")
    _check_span(starts_at, ends_at)
    operations.set_span(session, row, starts_at=starts_at, ends_at=ends_at)
    rules.check_ahead(ends_at, at=at, field="ends_at")


def _check_span(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        message = N_("The end must be later than the start.")
        raise Refused("drive.no_time", message, field="ends_at")


def _lent_car(session: Session, car_id: int | None) -> int:
    car = operations.car(session, car_id)
    if not car.lent:
        message = N_("{plate} is for test drives only. Settings say which cars are also lent.")
        plate = plates.shown(car.plate)
        raise Refused("loan.not_lent", message, field="car_id", plate=plate)
    return car.id


def _check_only_one(session: Session, order: RepairOrder) -> None:
    other = session.scalars(select(Loan).where(Loan.order_id == order.id, HOLDING)).first()
    if other is not None:
        message = N_("This order has a loan car already: {number}.")
        raise Refused("loan.another", message, number=other.number or "")
