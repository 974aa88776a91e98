"""What is read of the cars of the house.

What holds them, what is known of a driver's licence, loans.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.fleet import licence_rules, rules
from app.fleet.licence_rules import HeldLicence, LicenceFinding, LicenceNeed
from app.fleet.settings import DriveSettings
from app.identity import licence as licences
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
from db.vocabulary import BookingKind, BookingState, FuelLevel, Gearbox, LicenceClass


@dataclass(frozen=True, slots=True)
class Reading:
    """Odometer and gauge at one moment."""

    at: datetime | None
    km: int | None
    fuel: FuelLevel | None


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan as the service desk shows it.

    `licence` is masked; `now` is what the car shows at home.
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
        """Kept or out."""
        return self.state in (BookingState.BOOKED, BookingState.OUT)


@dataclass(frozen=True, slots=True)
class FreeCar:
    """A car that may be lent at this time."""

    id: int
    plate: str
    model: str


def loans(session: Session, order_id: int, *, now: datetime, viewer: Actor) -> tuple[LoanRow, ...]:
    """The loans of an order, the latest first."""
    answering = aliased(Staff)
    lent: Select[*tuple[Any, ...]] = (
        select(
            Loan,
            DemoCar,
            _model().label("model"),
            Person.name.label("driver"),
            answering.name.label("override_by"),
        )
        .join(DemoCar, DemoCar.id == Loan.car_id)
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(Person, Person.id == Loan.person_id)
        .outerjoin(answering, answering.id == Loan.override_by)
        .where(Loan.order_id == order_id)
        .order_by(Loan.id.desc())
    )
    return tuple(_loan(session, found, now=now, viewer=viewer) for found in session.execute(lent))


def free_cars(session: Session, starts_at: datetime, ends_at: datetime) -> tuple[FreeCar, ...]:
    """Lent cars that nothing holds meanwhile, in the store's order."""
    mine = exists().where(CarBooking.car_id == DemoCar.id)
    held = mine.where(HOLDING, CarBooking.starts_at < ends_at, CarBooking.held_until > starts_at)
    away = mine.where(CarBooking.state == BookingState.OUT)
    cars = (
        select(DemoCar.id, DemoCar.plate, _model().label("model"))
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .where(DemoCar.active, DemoCar.lent, ~held, ~away)
        .order_by(DemoCar.position, DemoCar.id)
    )
    return tuple(fetch(session, FreeCar, cars))


def loan_out(session: Session, order_id: int) -> str:
    """The plate of the car that is out with this order, as it is shown; empty where none is."""
    wanted = select(DemoCar.plate).join(Loan, Loan.car_id == DemoCar.id)
    plate = session.scalar(wanted.where(Loan.order_id == order_id, Loan.state == BookingState.OUT))
    return plates.shown(plate) if plate else ""


def claims(session: Session, wanted: rules.Claim) -> list[rules.Claim]:
    """Every booking that holds the same car or consultant around the wanted time."""
    booking = CarBooking
    same: ColumnElement[bool] = booking.car_id == wanted.car_id
    if wanted.consultant_id is not None:
        same = or_(same, booking.consultant_id == wanted.consultant_id)
    around = (booking.starts_at < wanted.held_until) & (booking.held_until > wanted.starts_at)
    who = case((booking.kind == BookingKind.BLOCK, booking.reason), else_=Person.name)
    held: Select[*tuple[Any, ...]] = (
        select(
            *columns_of(rules.Claim, booking),
            DemoCar.plate,
            who.label("who"),
            Staff.name.label("consultant"),
            RepairOrder.number.label("order"),
        )
        .join(DemoCar, DemoCar.id == booking.car_id)
        .outerjoin(Person, Person.id == booking.person_id)
        .outerjoin(Staff, Staff.id == booking.consultant_id)
        .outerjoin(RepairOrder, RepairOrder.id == booking.order_id)
        .where(HOLDING, same, around)
        .order_by(booking.starts_at)
    )
    return fetch(session, rules.Claim, held)


def first_claim(session: Session, car_id: int, *, at: datetime) -> CarBooking | None:
    """The first booking that the car still owes somebody: on the road, or booked and not over."""
    owed = or_(CarBooking.state == BookingState.OUT, CarBooking.ends_at > at)
    wanted = select(CarBooking).where(HOLDING, CarBooking.car_id == car_id, owed)
    return session.scalars(wanted.order_by(CarBooking.starts_at).limit(1)).first()


def licence_of(session: Session, person_id: int | None) -> LicenceRow | None:
    """The licence kept with the person."""
    if person_id is None:
        return None
    return session.scalars(select(LicenceRow).where(LicenceRow.person_id == person_id)).first()


def licence_facts(known: LicenceRow | None) -> HeldLicence | None:
    """The same for the rules."""
    if known is None:
        return None
    expires = None if known.long_term else known.expires_on
    seen_on = local_day(known.seen_at) if known.seen_at else None
    return HeldLicence(known.number, known.licence_class, known.first_issued_on, expires, seen_on)


def is_noted(row: CarBooking, known: LicenceRow | None) -> bool:
    """True while the booking remembers what is known of the licence now."""
    if known is None:
        return row.licence_number is None
    expires = None if known.long_term else known.expires_on
    noted = row.licence_number, row.licence_class, row.licence_first_issued_on
    now = known.number, known.licence_class, known.first_issued_on
    return (*noted, row.licence_expires_on) == (*now, expires)


def judged(
    session: Session, row: CarBooking, *, at: datetime
) -> tuple[HeldLicence | None, LicenceNeed]:
    """The licence of the driver, and what it has to cover; judged for the booked day."""
    known = licence_facts(licence_of(session, row.person_id))
    wanted = select(Trim.gearbox).join(DemoCar, DemoCar.trim_id == Trim.id)
    gearbox = session.scalar(wanted.where(DemoCar.id == row.car_id))
    route = session.get(DriveRoute, row.route_id) if row.route_id else None
    store = settings.load(session).of(DriveSettings)
    return known, LicenceNeed(
        on=local_day(max(row.starts_at, at)),
        manual=gearbox is Gearbox.MANUAL,
        motorway=bool(route and route.motorway),
        accompanied=row.companion_id is not None,
        least_age=store.drive_age,
        probation_months=store.drive_licence_months,
    )


def check_licence(session: Session, row: CarBooking, *, at: datetime) -> None:
    """Refuses a driver whose licence does not cover the car, unless a manager answered for it.

    A ride needs no licence.
    """
    if row.drives and row.override_by is None:
        with session.no_autoflush:
            licence_rules.check(*judged(session, row, at=at))


def _loan(session: Session, found: Any, *, now: datetime, viewer: Actor) -> LoanRow:
    row, car = found.Loan, found.DemoCar
    waits = row.state is BookingState.BOOKED
    seen = licence_of(session, row.person_id) if waits else None
    number = seen.number if seen else row.licence_number or ""
    clear = privacy.sees_numbers(viewer.roles)
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
        licence=(licences.shown(number) if clear else licences.masked(number)) if number else "",
        licence_class=seen.licence_class if seen else row.licence_class,
        first_issued_on=seen.first_issued_on if seen else row.licence_first_issued_on,
        expires_on=seen.expires_on if seen else row.licence_expires_on,
        long_term=bool(seen and seen.long_term),
        findings=licence_rules.findings(*judged(session, row, at=now)) if waits else (),
        override_reason=row.override_reason or "",
        override_by=found.override_by or "",
    )


def _model() -> ColumnElement[str]:
    """Model and version as lists show them."""
    return CarModel.name + " " + Trim.name
