"""A loan car while the customer's own is in the workshop (C7).

Kept, handed out, taken back; an open one holds its order open.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused
from app.fleet import loans
from app.fleet.values import LicenceSeen, NewLoan, Outing, Return
from app.orders import operations
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.text import N_
from db.vocabulary import Role, Stage

DESK = (Role.ADVISOR, Role.RECEPTION)


@dataclass(frozen=True, slots=True)
class Lending:
    """Which car, to whom, until when.

    `starts_at` empty = now; a driver without a name is the customer of the order.
    """

    car_id: int | None
    ends_at: datetime | None
    starts_at: datetime | None = None
    driver: Contact | None = None


@allow(*DESK)
def lend(session: Session, order_id: int, wanted: Lending, *, by: Actor, at: datetime) -> int:
    """Keeps a lent car for the order. Returns the id of the loan."""
    order = operations.find(session, order_id)
    if order.stage in (Stage.DELIVERED, Stage.CANCELLED):
        raise Refused("order.closed", N_("This order is closed. Open a new one for this car."))
    driver = wanted.driver
    named = driver is not None and (driver.name or driver.phone or driver.person_id)
    person_id = (
        people.find_or_add(session, driver, by=by, at=at).id
        if driver and named
        else order.customer_id
    )
    if person_id is None:
        raise Refused(
            "loan.nobody",
            N_("Who drives the loan car? Enter a name or a telephone number."),
            field="name",
        )
    return loans.lend(
        session,
        NewLoan(order.id, person_id, wanted.car_id, wanted.starts_at or at, wanted.ends_at),
        by=by,
        at=at,
    )


@allow(*DESK)
def note_licence(
    session: Session, loan_id: int, seen: LicenceSeen, *, by: Actor, at: datetime
) -> None:
    """The driver's licence was looked at.

    What stands on it is kept, also where it speaks against the loan.
    """
    loans.note_licence(session, loan_id, seen, by=by, at=at)


@allow(*DESK)
def hand_out(session: Session, loan_id: int, outing: Outing, *, by: Actor, at: datetime) -> None:
    """The loan car goes with odometer and gauge read, if the licence lets it."""
    loans.hand_out(session, loan_id, outing, by=by, at=at)


@allow(Role.MANAGER)
def answer_for(session: Session, loan_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The manager answers for a licence that speaks against the loan.

    Reason and name stay with it and in the audit.
    """
    loans.answer_for(session, loan_id, reason, by=by, at=at)


@allow(*DESK)
def take_back(session: Session, loan_id: int, came: Return, *, by: Actor, at: datetime) -> None:
    """The loan car is back with its odometer, its gauge and any damage."""
    loans.take_back(session, loan_id, came, by=by, at=at)


@allow(*DESK)
def postpone(
    session: Session, loan_id: int, until: datetime | None, *, by: Actor, at: datetime
) -> None:
    """The loan lasts longer, because the repair does."""
    loans.postpone(session, loan_id, until, by=by, at=at)


@allow(*DESK)
def call_off(session: Session, loan_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The car is not needed after all."""
    loans.call_off(session, loan_id, reason, by=by, at=at)
