"""Reads bookings of the store's own cars, driving licences and loans."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.errors import Refused
from app.fleet import licence_rules, rules
from app.fleet.licence_rules import HeldLicence, LicenceFinding, LicenceNeed
from app.fleet.settings import DriveSettings
from app.identity import plate as plates
from app.local_time import local_day
from app.people import rules as privacy
from app.permissions import Actor
from app.rows import columns_of, copied, fetch
from db.tables.admin import Staff
from db.tables.fleet import HOLDING, CarBooking, DemoCar, Loan
from db.tables.people import Licence as LicenceRow
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingKind, BookingState, FuelLevel, Gearbox, LicenceClass, Role


@dataclass(frozen=True, slots=True)
class Reading:
    """Odometer and gauge at one moment."""

    at: datetime | None
    km: int | None
    fuel: FuelLevel | None


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan as the service desk shows it.

    `licence` is masked; `now` are the readings of the car before it leaves.
    """

    id: int
    number: str
    state: BookingState
    plate: str
    model: str
    driver: str
    starts_at: datetime
    ends_at: datetime
    now: Reading
    out: Reading
    back: Reading
    damage: str
    reason: str
    licence: str
    licence_class: LicenceClass | None
    first_issued_on: date | None
    expires_on: date | None
    long_term: bool
    findings: tuple[LicenceFinding, ...]
    override_reason: str
    override_by: str

    @property
    def is_open(self) -> bool:
        """True while the car is booked or out."""
        return self.state in (BookingState.BOOKED, BookingState.OUT)


@dataclass(frozen=True, slots=True)
class NotedLicence:
    """The licence that a booking shows. `number` is whole."""

    number: str = ""
    licence_class: LicenceClass | None = None
    first_issued_on: date | None = None
    expires_on: date | None = None
    long_term: bool = False
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FreeCar:
    """A car that may be lent at this time."""

    id: int
    plate: str
    model: str


def loans(session: Session, order_id: int, *, now: datetime, viewer: Actor) -> tuple[LoanRow, ...]:
    """The loans of an order, the latest first."""
    of_order = _select_loans().where(Loan.order_id == order_id).order_by(Loan.id.desc())
    found = session.execute(of_order)
    return tuple(_loan(session, row, now=now, viewer=viewer) for row in found)


@cache
def _select_loans() -> Select[*tuple[Any, ...]]:
    answering = aliased(Staff)
    wanted: Select[*tuple[Any, ...]] = select(
        Loan,
        DemoCar,
        _model().label("model"),
        Person.name.label("driver"),
        answering.name.label("override_by"),
    )
    return (
        wanted.join(DemoCar, DemoCar.id == Loan.car_id)
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(Person, Person.id == Loan.person_id)
        .outerjoin(answering, answering.id == Loan.override_by)
    )


def free_cars(session: Session, starts_at: datetime, ends_at: datetime) -> tuple[FreeCar, ...]:
    """Cars that are lent and that nobody has booked meanwhile, in the store's order."""
    cars = select(DemoCar.id, DemoCar.plate, _model().label("model"))
    named = cars.join(Trim, Trim.id == DemoCar.trim_id).join(CarModel, CarModel.id == Trim.model_id)
    free = named.where(DemoCar.active, DemoCar.lent, ~_is_held(starts_at, ends_at))
    return tuple(fetch(session, FreeCar, free.order_by(DemoCar.position, DemoCar.id)))


def _is_held(starts_at: datetime, ends_at: datetime) -> ColumnElement[bool]:
    """True for cars that are booked at this time, or out now."""
    around = (CarBooking.starts_at < ends_at) & (CarBooking.held_until > starts_at)
    away = CarBooking.state == BookingState.OUT
    return exists().where(CarBooking.car_id == DemoCar.id, HOLDING, or_(around, away))


def loan_out(session: Session, order_id: int) -> str:
    """The plate of the car that is out with this order, as it is shown.

    Empty where none is.
    """
    plate = session.scalar(_out_with(), {"order_id": order_id})
    return plates.shown(plate) if plate else ""


@cache
def _out_with() -> Select[str | None]:
    """Built once: building this statement costs more than running it."""
    wanted = select(DemoCar.plate).join(Loan, Loan.car_id == DemoCar.id)
    of_order = Loan.order_id == bindparam("order_id")
    return wanted.where(of_order, Loan.state == BookingState.OUT)


def claims(session: Session, wanted: rules.Claim) -> list[rules.Claim]:
    """Every booking that holds the same car, colleague or customer around the wanted time."""
    same = CarBooking.car_id == wanted.car_id
    if wanted.colleagues:
        for column in (CarBooking.consultant_id, CarBooking.companion_id):
            same = or_(same, column.in_(wanted.colleagues))
    if wanted.person_id is not None:
        same = or_(same, CarBooking.person_id == wanted.person_id)
    starts_at, held_until = CarBooking.starts_at, CarBooking.held_until
    around = (starts_at < wanted.held_until) & (held_until > wanted.starts_at)
    held = _select_claims().where(HOLDING, same, around)
    return fetch(session, rules.Claim, held.order_by(starts_at))


@cache
def _select_claims() -> Select[*tuple[Any, ...]]:
    """Bookings with plate, consultant and order, and for whom or why the car is booked."""
    booking, is_block = CarBooking, CarBooking.kind == BookingKind.BLOCK
    companion = aliased(Staff)
    wanted = select(
        *columns_of(rules.Claim, booking),
        DemoCar.plate,
        case((is_block, booking.reason), else_=Person.name).label("who"),
        Staff.name.label("consultant"),
        companion.name.label("companion"),
        RepairOrder.number.label("order"),
    )
    return (
        wanted.join(DemoCar, DemoCar.id == booking.car_id)
        .outerjoin(companion, companion.id == booking.companion_id)
        .outerjoin(Person, Person.id == booking.person_id)
        .outerjoin(Staff, Staff.id == booking.consultant_id)
        .outerjoin(RepairOrder, RepairOrder.id == booking.order_id)
    )


def first_claim(session: Session, car_id: int, *, at: datetime) -> CarBooking | None:
    """The first booking of a car that is out, or booked and not over."""
    owed = or_(CarBooking.state == BookingState.OUT, CarBooking.ends_at > at)
    wanted = select(CarBooking).where(HOLDING, CarBooking.car_id == car_id, owed)
    return session.scalars(wanted.order_by(CarBooking.starts_at).limit(1)).first()


def licence_of(session: Session, person_id: int | None) -> LicenceRow | None:
    """The licence that was last shown by this person."""
    return session.scalar(select(LicenceRow).where(LicenceRow.person_id == person_id))


def licence_facts(session: Session, known: LicenceRow | None) -> HeldLicence | None:
    """A licence as the rules take it, with the date of birth in the file of its holder."""
    if known is None:
        return None
    expires = None if known.long_term else known.expires_on
    seen_on = local_day(known.seen_at) if known.seen_at else None
    held = (known.number, known.licence_class, known.first_issued_on)
    born_on = session.get_one(Person, known.person_id).born_on
    return HeldLicence(*held, expires, seen_on, born_on)


def is_noted(row: CarBooking, known: LicenceRow | None) -> bool:
    """True while the booking has the licence as it is known now."""
    if known is None:
        return row.licence_number is None
    now = (known.number, known.licence_class, known.first_issued_on)
    noted = (row.licence_number, row.licence_class, row.licence_first_issued_on)
    expires = None if known.long_term else known.expires_on
    return noted == now and row.licence_expires_on == expires


def judged(
    session: Session, row: CarBooking, *, at: datetime
) -> tuple[HeldLicence | None, LicenceNeed]:
    """The licence of the driver, and what it has to cover on the booked day."""
    known = licence_facts(session, licence_of(session, row.person_id))
    route = session.get(DriveRoute, row.route_id) if row.route_id else None
    store = settings.load(session).of(DriveSettings)
    return known, LicenceNeed(
        on=local_day(max(row.starts_at, at)),
        manual=_gearbox(session, row.car_id) is Gearbox.MANUAL,
        motorway=bool(route and route.motorway),
        **companion(session, row.companion_id),
        least_age=store.drive_age,
        probation_months=store.drive_licence_months,
        least_months=store.drive_refuse_months,
    )


def companion(session: Session, staff_id: int | None) -> dict[str, Any]:
    """The colleague who goes along, as a `LicenceNeed` takes them."""
    who = session.get(Staff, staff_id) if staff_id else None
    if who is None:
        return {}
    noted = who.licence_class
    held = HeldLicence("", noted, who.licensed_since) if noted is not None else None
    return {"companion": held, "companion_name": who.name}


def _gearbox(session: Session, car_id: int | None) -> Gearbox | None:
    wanted = select(Trim.gearbox).join(DemoCar, DemoCar.trim_id == Trim.id)
    return session.scalar(wanted.where(DemoCar.id == car_id))


def check_booking(
    session: Session, row: CarBooking, *, by: Actor, at: datetime, reason: str | None = None
) -> None:
    """Refuses a booking that the store does not take with this licence.

    A manager may book it all the same with a reason, which the audit keeps.
    """
    if not row.drives:
        return
    store = settings.load(session).of(DriveSettings)
    try:
        with session.no_autoflush:
            licence_rules.check_booking(
                *judged(session, row, at=at),
                expired=store.drive_book_expired,
                missing=store.drive_book_missing,
            )
    except Refused as refused:
        said = (reason or "").strip()
        if Role.MANAGER not in by.roles:
            raise
        if not said:
            raise Refused(
                refused.code, refused.message, field="override", **refused.facts
            ) from None
        session.info["reason"] = said


def check_licence(session: Session, row: CarBooking, *, at: datetime) -> None:
    """Refuses a driver whose licence does not cover the car, unless a manager allowed it.

    Riding along needs no licence.
    """
    if row.drives and row.override_by is None:
        with session.no_autoflush:
            licence_rules.check(*judged(session, row, at=at))


def _loan(session: Session, found: Any, *, now: datetime, viewer: Actor) -> LoanRow:
    row, car = found.Loan, found.DemoCar
    waits, noted = row.state is BookingState.BOOKED, noted_licence(session, row)
    return copied(
        LoanRow,
        row,
        number=row.number or "",
        plate=car.plate,
        model=found.model,
        driver=found.driver or "",
        now=Reading(None, car.odometer, car.fuel),
        out=Reading(row.out_at, row.out_km, row.out_fuel),
        back=Reading(row.back_at, row.back_km, row.back_fuel),
        damage=row.damage or "",
        reason=row.reason or "",
        licence=privacy.licence_for(noted.number, viewer.roles, own=is_own(viewer, row)),
        licence_class=noted.licence_class,
        first_issued_on=noted.first_issued_on,
        expires_on=noted.expires_on,
        long_term=noted.long_term,
        findings=licence_rules.findings(*judged(session, row, at=now)) if waits else (),
        override_reason=row.override_reason or "",
        override_by=found.override_by or "",
    )


def noted_licence(session: Session, row: CarBooking) -> NotedLicence:
    """Before the drive the licence of the person, afterwards what was copied to the booking."""
    seen = licence_of(session, row.person_id) if row.state is BookingState.BOOKED else None
    if seen is not None:
        return copied(NotedLicence, seen)
    return NotedLicence(
        row.licence_number or "",
        row.licence_class,
        row.licence_first_issued_on,
        row.licence_expires_on,
    )


def is_own(viewer: Actor, row: CarBooking) -> bool:
    """True when the viewer has booked this or goes along as its consultant."""
    return viewer.staff_id in (row.booked_by, row.consultant_id)


def _model() -> ColumnElement[str]:
    """Model and version as lists show them."""
    return CarModel.name + " " + Trim.name
