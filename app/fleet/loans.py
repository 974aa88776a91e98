"""Loan cars 代步车: a demo car that stands in for a car in the workshop, lent with its repair
order.

A loan is no test drive: it needs no agreement, no consultant and no feedback, and no figure counts
it as one. The car, the licence
and the odometer are judged alike. Called by the service desk, whose commands check the roles.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.fleet import operations, rules
from app.fleet.values import LicenceSeen, NewLoan, Outing, Return
from app.identity import plate as plates
from app.numbers import next_number
from app.permissions import Actor
from app.text import N_
from db.tables.testdrives import DemoCar, TestDrive
from db.vocabulary import DriveState

OPEN = (DriveState.BOOKED, DriveState.OUT)


def lend(session: Session, wanted: NewLoan, *, by: Actor, at: datetime) -> int:
    """Keeps a lent car for an order until it is due back; one car at a time.

    Returns the id of the loan.
    """
    if wanted.ends_at is None:
        raise Refused("loan.no_end", N_("Until when is the car lent?"), field="ends_at")
    if wanted.ends_at <= wanted.starts_at:
        raise Refused("drive.no_time", N_("The end must be later than the start."), field="ends_at")
    if wanted.ends_at <= at:
        raise Refused(
            "drive.past", N_("This time has passed. Choose a later one."), field="ends_at"
        )
    car = operations.car(session, wanted.car_id)
    if not car.lent:
        message = N_("{plate} is for test drives only. Settings say which cars are also lent.")
        raise Refused("loan.not_lent", message, field="car_id", plate=plates.shown(car.plate))
    other = session.scalars(_of(wanted.order_id).where(TestDrive.state.in_(OPEN))).first()
    if other is not None:
        raise Refused(
            "loan.another",
            N_("This order has a loan car already: {number}."),
            number=other.number or "",
        )
    row = TestDrive(
        number=next_number(session, "L", at),
        state=DriveState.BOOKED,
        car_id=car.id,
        person_id=wanted.person_id,
        order_id=wanted.order_id,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        held_until=rules.held_until(wanted.ends_at, settings.load(session).drive_buffer),
        booked_at=at,
        booked_by=by.staff_id,
    )
    operations.copy_licence(row, operations.licence_of(session, wanted.person_id))
    operations.claim(session, row)
    operations.check_home(session, row, at=at)
    return row.id


def note_licence(
    session: Session, loan_id: int, seen: LicenceSeen, *, by: Actor, at: datetime
) -> None:
    """What stands on the licence that was shown.

    Whoever answered for another one is asked again.
    """
    row = loan(session, loan_id)
    rules.check_step(row.state, DriveState.OUT)
    if operations.note_licence(session, row, seen, by=by, at=at):
        row.override_reason = row.override_by = None


def hand_out(session: Session, loan_id: int, outing: Outing, *, by: Actor, at: datetime) -> None:
    """The licence is judged as for a test drive, odometer and gauge are read, the car goes."""
    row = loan(session, loan_id)
    rules.check_step(row.state, DriveState.OUT)
    operations.check_licence(session, row, at=at)
    operations.leave(session, row, outing, at=at)


def answer_for(session: Session, loan_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Somebody who may takes the responsibility for a licence that the rules would stop."""
    row = loan(session, loan_id)
    rules.check_step(row.state, DriveState.OUT)
    row.override_reason, row.override_by = operations.reason(reason), by.staff_id
    session.info["reason"] = row.override_reason


def take_back(session: Session, loan_id: int, came: Return, *, by: Actor, at: datetime) -> None:
    """The car is back, with its odometer, its gauge and what happened to it."""
    row = loan(session, loan_id)
    rules.check_step(row.state, DriveState.BACK)
    operations.come_back(session, row, came, at=at)


def postpone(
    session: Session, loan_id: int, until: datetime | None, *, by: Actor, at: datetime
) -> None:
    """The repair takes longer, so the loan does.

    Refused where the car is promised to somebody else meanwhile.
    """
    row = loan(session, loan_id)
    if row.state not in OPEN:
        raise Refused("loan.over", N_("This loan is over."))
    if until is None:
        raise Refused("loan.no_end", N_("Until when is the car lent?"), field="ends_at")
    if until <= max(row.starts_at, at):
        raise Refused(
            "drive.past", N_("This time has passed. Choose a later one."), field="ends_at"
        )
    with session.no_autoflush:
        row.ends_at, row.held_until = (
            until,
            rules.held_until(until, settings.load(session).drive_buffer),
        )
        operations.claim(session, row)


def call_off(session: Session, loan_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The customer does not need the car after all; the row stays with its reason."""
    row = loan(session, loan_id)
    rules.check_step(row.state, DriveState.CANCELLED)
    row.state, row.reason = DriveState.CANCELLED, operations.reason(reason)


def close(session: Session, order_id: int, *, because: str) -> None:
    """An order ends: never while its loan car is out.

    A car that was only kept for it is free again.
    """
    for row in session.scalars(_of(order_id).where(TestDrive.state.in_(OPEN))):
        if row.state is DriveState.OUT:
            car = session.get_one(DemoCar, row.car_id)
            message = N_("Loan car {plate} is still out with this order. Take it back first.")
            raise Refused("order.loan_out", message, plate=plates.shown(car.plate))
        row.state, row.reason = DriveState.CANCELLED, because


def loan(session: Session, loan_id: int) -> TestDrive:
    """The loan, or a word for whoever clicked on something that is no more."""
    row = session.get(TestDrive, loan_id)
    if row is None or row.order_id is None:
        raise Refused("loan.gone", N_("This loan does not exist."))
    return row


def _of(order_id: int) -> Select[TestDrive]:
    return select(TestDrive).where(TestDrive.order_id == order_id)
