"""Books the store's own cars and notes licences, for commands that check the roles."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.fleet import queries, rules
from app.fleet.licence_rules import document_of
from app.fleet.settings import DriveSettings
from app.fleet.values import LicenceSeen, Outing, Return
from app.identity import licence as licences
from app.identity import plate as plates
from app.local_time import local_day
from app.permissions import Actor
from app.text import N_
from db.tables.fleet import CAR_OVERLAP, CONSULTANT_OVERLAP, HOLDING, CarBooking, DemoCar, Loan
from db.tables.people import Licence as LicenceRow
from db.tables.people import Person
from db.vocabulary import BookingState


def car(session: Session, car_id: int | None) -> DemoCar:
    """A demo car in use."""
    row = session.get(DemoCar, car_id) if car_id is not None else None
    if row is None or not row.active:
        raise Refused("drive.no_car", N_("Choose a demo car."), field="car_id")
    return row


def set_span(session: Session, row: CarBooking, *, starts_at: datetime, ends_at: datetime) -> None:
    """Sets start and end, and how long the car is then got ready."""
    buffer = settings.load(session).of(DriveSettings).drive_buffer
    row.starts_at, row.ends_at = starts_at, ends_at
    row.held_until = rules.held_until(ends_at, buffer)


def claim(session: Session, row: CarBooking) -> None:
    """Books the car and the consultant for the time of the booking.

    Refused with the booking that was there first: by the rules, or by a constraint of the database
    for what another workstation wrote in the same moment.
    """
    with session.no_autoflush:
        wanted = rules.Claim(
            row.car_id,
            row.starts_at,
            row.ends_at,
            row.held_until,
            row.consultant_id,
            row.id,
            row.kind,
            companion_id=row.companion_id,
            person_id=row.person_id,
        )
        rules.check_free(wanted, queries.claims(session, wanted))
    session.add(row)
    with _overlap_in_words():
        session.flush()


def check_home(session: Session, row: CarBooking, *, at: datetime) -> None:
    """Refuses a booking that starts now for a car that is not back."""
    if row.starts_at <= at:
        with session.no_autoflush:
            _check_home(session, row, car(session, row.car_id))


def note_licence(
    session: Session, row: CarBooking, seen: LicenceSeen, *, by: Actor, at: datetime
) -> bool:
    """Saves what stands on the licence with the person; a blank overwrites nothing known.

    True where the booking learns something new. Raises Refused beside `number`,
    `licence_class` or `expires_on`.
    """
    known = queries.licence_of(session, row.person_id) or LicenceRow(person_id=row.person_id)
    typed = (seen.number or "").strip() or known.number or ""
    _note_number(session, known, licences.judge(typed, today=local_day(at)).accepted("number"))
    _note_class(known, seen)
    _note_dates(known, seen)
    known.seen_at, known.seen_by = at, by.staff_id
    if seen.born_on is not None and row.person_id is not None:
        session.get_one(Person, row.person_id).born_on = seen.born_on
    is_new = not queries.is_noted(row, known)
    _copy(row, known)
    session.flush()
    return is_new


def copy_licence(session: Session, row: CarBooking) -> None:
    """Copies the driver's licence, as it is known now, to the booking."""
    _copy(row, queries.licence_of(session, row.person_id) or LicenceRow())


def answer_for(session: Session, row: CarBooking, why: str, *, by: Actor) -> None:
    """Notes who allows a drive that the licence would stop; the audit keeps the reason."""
    rules.check_step(row.state, BookingState.OUT)
    row.override_reason, row.override_by = reason(why), by.staff_id
    session.info["reason"] = row.override_reason


def void_answer(row: CarBooking) -> None:
    """Removes the manager's permission: it was for one driver, one licence and one car."""
    row.override_reason = row.override_by = None


def leave(session: Session, row: CarBooking, outing: Outing, *, at: datetime) -> None:
    """The car leaves, with odometer and fuel read. Raises Refused beside the field."""
    held = car(session, row.car_id)
    _check_home(session, row, held)
    row.out_km = rules.check_out(outing.km, held.odometer)
    row.out_fuel = rules.check_fuel(outing.fuel)
    row.state, row.out_at = BookingState.OUT, outing.left_at or at
    rules.check_not_ahead(row.out_at, at=at, field="left_at")
    held.odometer, held.fuel = row.out_km, row.out_fuel


def come_back(session: Session, row: CarBooking, came: Return, *, at: datetime) -> None:
    """The car is back: not before it left, not with fewer kilometres.

    It keeps the readings.
    """
    rules.check_step(row.state, BookingState.BACK)
    assert row.out_at is not None and row.out_km is not None
    row.state, row.back_at = BookingState.BACK, came.came_at or at
    rules.check_times(row.out_at, row.back_at, at=at)
    row.back_km = rules.check_back(came.km, row.out_km)
    row.back_fuel = rules.check_fuel(came.fuel)
    row.damage = (came.damage or "").strip() or None
    held = session.get_one(DemoCar, row.car_id)
    held.odometer, held.fuel = max(held.odometer, row.back_km), row.back_fuel


def close_loans(session: Session, order_id: int, *, because: str) -> None:
    """Cancels the booked loans of an order that ends.

    Refused while its loan car is out.
    """
    for row in session.scalars(select(Loan).where(Loan.order_id == order_id, HOLDING)):
        if row.state is BookingState.OUT:
            plate = plates.shown(session.get_one(DemoCar, row.car_id).plate)
            message = N_("Loan car {plate} is still out with this order. Take it back first.")
            raise Refused("order.loan_out", message, plate=plate)
        row.state, row.reason = BookingState.CANCELLED, because


def reason(text: str) -> str:
    """The reason without blanks at its ends; Refused where there is none."""
    said = (text or "").strip()
    if not said:
        raise Refused("drive.no_reason", N_("Say why in a few words."), field="reason")
    return said


@contextmanager
def _overlap_in_words() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        if CAR_OVERLAP in said:
            message = N_("The car has just been booked for this time.")
            raise Refused("drive.car_taken", message, field="starts_at") from None
        if CONSULTANT_OVERLAP in said:
            message = N_("The consultant has just been booked for this time.")
            raise Refused("drive.consultant_taken", message, field="consultant_id") from None
        raise


def _check_home(session: Session, row: CarBooking, held: DemoCar) -> None:
    away = select(CarBooking).where(HOLDING, CarBooking.state == BookingState.OUT)
    others = away.where(CarBooking.car_id == row.car_id, CarBooking.id != row.id)
    other = session.scalars(others.limit(1)).first()
    if other is None:
        return
    message = N_("{plate} is still out with drive {number}. Take it back first.")
    if isinstance(other, Loan):
        message = N_("{plate} is still lent out (loan {number}). Take it back first.")
    plate = plates.shown(held.plate)
    raise Refused("drive.car_is_out", message, plate=plate, number=other.number)


def _copy(row: CarBooking, known: LicenceRow) -> None:
    row.licence_number, row.licence_class = known.number, known.licence_class
    row.licence_first_issued_on = known.first_issued_on
    row.licence_expires_on = None if known.long_term else known.expires_on


def _note_number(session: Session, known: LicenceRow, number: str) -> None:
    """Another number is another licence, whose dates are unknown."""
    if known.number != number:
        known.number, known.long_term = number, False
        known.document = document_of(number)
        known.first_issued_on = known.expires_on = None
        session.add(known)


def _note_class(known: LicenceRow, seen: LicenceSeen) -> None:
    licence_class = seen.licence_class or known.licence_class
    if licence_class is None:
        message = N_("Choose the class that stands on the licence.")
        raise Refused("licence.no_class", message, field="licence_class")
    known.licence_class = licence_class


def _note_dates(known: LicenceRow, seen: LicenceSeen) -> None:
    known.first_issued_on = seen.first_issued_on or known.first_issued_on
    known.long_term = seen.long_term or (known.long_term and seen.expires_on is None)
    known.expires_on = None if known.long_term else seen.expires_on or known.expires_on
    if known.expires_on is None and not known.long_term:
        message = N_("Until when is the licence valid?")
        raise Refused("licence.no_expiry", message, field="expires_on")
    issued, expires = known.first_issued_on, known.expires_on
    if issued and expires and issued > expires:
        message = N_("The licence cannot expire before it was issued.")
        raise Refused("licence.dates", message, field="expires_on")
