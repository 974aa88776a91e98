"""What is read of the cars of the house.

What holds them, what is known of a driver's licence, loans.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.fleet import licence_rules, rules
from app.fleet.licence_rules import LicenceFacts, LicenceFinding, LicenceNeed
from app.fleet.settings import DriveSettings
from app.identity import licence as licences
from app.identity import plate as plates
from app.local_time import local_day
from app.people import rules as privacy
from app.permissions import Actor
from db.tables.admin import Staff
from db.tables.fleet import HOLDING, CarBooking, DemoCar, Loan
from db.tables.people import Licence as LicenceRow
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingKind, DriveState, FuelLevel, Gearbox, LicenceClass


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
    state: DriveState
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
        return self.state in (DriveState.BOOKED, DriveState.OUT)


@dataclass(frozen=True, slots=True)
class FreeCar:
    """A car that may be lent at this time."""

    id: int
    plate: str
    model: str


def loans(session: Session, order_id: int, *, now: datetime, viewer: Actor) -> tuple[LoanRow, ...]:
    """The loans of an order, the latest first."""
    answering = aliased(Staff)
    wanted = select(Loan, DemoCar, Trim.name, CarModel.name, Person.name, answering.name)
    wanted = wanted.join(DemoCar, DemoCar.id == Loan.car_id).join(Trim, Trim.id == DemoCar.trim_id)
    wanted = wanted.join(CarModel, CarModel.id == Trim.model_id)
    wanted = wanted.outerjoin(Person, Person.id == Loan.person_id)
    wanted = wanted.outerjoin(answering, answering.id == Loan.override_by)
    found = session.execute(wanted.where(Loan.order_id == order_id).order_by(Loan.id.desc()))
    return tuple(_loan(session, *row, now=now, viewer=viewer) for row in found)


def free_cars(session: Session, starts_at: datetime, ends_at: datetime) -> tuple[FreeCar, ...]:
    """Lent cars that nothing holds meanwhile, in the store's order."""
    mine = exists().where(CarBooking.car_id == DemoCar.id)
    held = mine.where(HOLDING, CarBooking.starts_at < ends_at, CarBooking.held_until > starts_at)
    away = mine.where(CarBooking.state == DriveState.OUT)
    wanted = select(DemoCar.id, DemoCar.plate, CarModel.name, Trim.name.label("trim"))
    wanted = wanted.join(Trim, Trim.id == DemoCar.trim_id)
    wanted = wanted.join(CarModel, CarModel.id == Trim.model_id)
    wanted = wanted.where(DemoCar.active, DemoCar.lent, ~held, ~away)
    rows = session.execute(wanted.order_by(DemoCar.position, DemoCar.id))
    return tuple(FreeCar(row.id, row.plate, f"{row.name} {row.trim}") for row in rows)


def loan_out(session: Session, order_id: int) -> str:
    """The plate of the car that is out with this order, as it is shown; empty where none is."""
    wanted = select(DemoCar.plate).join(Loan, Loan.car_id == DemoCar.id)
    plate = session.scalar(wanted.where(Loan.order_id == order_id, Loan.state == DriveState.OUT))
    return plates.shown(plate) if plate else ""


def claims(session: Session, wanted: rules.Claim) -> Iterator[rules.Claim]:
    """Every booking that holds the same car or consultant around the wanted time."""
    same: ColumnElement[bool] = CarBooking.car_id == wanted.car_id
    if wanted.consultant_id is not None:
        same = or_(same, CarBooking.consultant_id == wanted.consultant_id)
    starts_at, held_until = CarBooking.starts_at, CarBooking.held_until
    around = and_(starts_at < wanted.held_until, held_until > wanted.starts_at)
    rows = select(CarBooking, DemoCar.plate, Person.name, Staff.name, RepairOrder.number)
    rows = rows.join(DemoCar, DemoCar.id == CarBooking.car_id)
    rows = rows.outerjoin(Person, Person.id == CarBooking.person_id)
    rows = rows.outerjoin(Staff, Staff.id == CarBooking.consultant_id)
    rows = rows.outerjoin(RepairOrder, RepairOrder.id == CarBooking.order_id)
    for row in session.execute(rows.where(HOLDING, same, around).order_by(starts_at)):
        yield _claim(*row)


def first_claim(session: Session, car_id: int, *, at: datetime) -> CarBooking | None:
    """The first booking that the car still owes somebody: on the road, or booked and not over."""
    owed = or_(CarBooking.state == DriveState.OUT, CarBooking.ends_at > at)
    wanted = select(CarBooking).where(HOLDING, CarBooking.car_id == car_id, owed)
    return session.scalars(wanted.order_by(CarBooking.starts_at).limit(1)).first()


def licence_of(session: Session, person_id: int | None) -> LicenceRow | None:
    """The licence kept with the person."""
    if person_id is None:
        return None
    return session.scalars(select(LicenceRow).where(LicenceRow.person_id == person_id)).first()


def licence_facts(known: LicenceRow | None) -> LicenceFacts | None:
    """The same for the rules."""
    if known is None:
        return None
    expires = None if known.long_term else known.expires_on
    seen_on = local_day(known.seen_at) if known.seen_at else None
    return LicenceFacts(known.number, known.licence_class, known.first_issued_on, expires, seen_on)


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
) -> tuple[LicenceFacts | None, LicenceNeed]:
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


def _claim(row: CarBooking, plate: str, customer: str | None, *names: str | None) -> rules.Claim:
    consultant, order = names
    return rules.Claim(
        row.car_id,
        row.starts_at,
        row.ends_at,
        row.held_until,
        row.consultant_id,
        row.id,
        row.kind,
        plate=plate,
        who=(row.reason if row.kind is BookingKind.BLOCK else customer) or "",
        consultant=consultant or "",
        order=order or "",
    )


def _loan(
    session: Session, row: Loan, car: DemoCar, *names: str | None, now: datetime, viewer: Actor
) -> LoanRow:
    trim, model, driver, answering = names
    waits = row.state is DriveState.BOOKED
    seen = licence_of(session, row.person_id) if waits else None
    findings = licence_rules.findings(*judged(session, row, at=now)) if waits else ()
    number = seen.number if seen else row.licence_number or ""
    clear = privacy.sees_numbers(viewer.roles)
    return LoanRow(
        id=row.id,
        number=row.number or "",
        state=row.state,
        plate=car.plate,
        model=f"{model} {trim}",
        driver=driver or "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
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
        findings=findings,
        override_reason=row.override_reason or "",
        override_by=answering or "",
    )
