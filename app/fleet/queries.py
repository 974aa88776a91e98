"""What other desks read of the demo cars.

The loans of a repair order, and which lent cars are free.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.fleet import licence_rules, operations
from app.fleet.licence_rules import LicenceFinding
from app.identity import licence as licences
from app.identity import plate as plates
from app.people import rules as privacy
from app.permissions import Actor
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.testdrives import HOLDING, DemoCar, TestDrive
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import DriveState, FuelLevel, LicenceClass


@dataclass(frozen=True, slots=True)
class Reading:
    """Odometer and gauge at one moment."""

    at: datetime | None
    km: int | None
    fuel: FuelLevel | None


@dataclass(frozen=True, slots=True)
class Loan:
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


def loans(session: Session, order_id: int, *, now: datetime, viewer: Actor) -> tuple[Loan, ...]:
    """The loans of an order, the latest first."""
    answering = aliased(Staff)
    wanted = select(TestDrive, DemoCar, Trim.name, CarModel.name, Person.name, answering.name)
    wanted = wanted.join(DemoCar, DemoCar.id == TestDrive.car_id).join(
        Trim, Trim.id == DemoCar.trim_id
    )
    wanted = wanted.join(CarModel, CarModel.id == Trim.model_id).outerjoin(
        Person, Person.id == TestDrive.person_id
    )
    wanted = wanted.outerjoin(answering, answering.id == TestDrive.override_by)
    found = session.execute(
        wanted.where(TestDrive.order_id == order_id).order_by(TestDrive.id.desc())
    )
    return tuple(_loan(session, *row, now=now, viewer=viewer) for row in found)


def free_cars(session: Session, starts_at: datetime, ends_at: datetime) -> tuple[FreeCar, ...]:
    """Lent cars that nothing holds meanwhile, in the store's order."""
    held = exists().where(
        TestDrive.car_id == DemoCar.id,
        HOLDING,
        TestDrive.starts_at < ends_at,
        TestDrive.held_until > starts_at,
    )
    away = exists().where(TestDrive.car_id == DemoCar.id, TestDrive.state == DriveState.OUT)
    wanted = select(DemoCar.id, DemoCar.plate, CarModel.name, Trim.name.label("trim")).join(
        Trim, Trim.id == DemoCar.trim_id
    )
    wanted = wanted.join(CarModel, CarModel.id == Trim.model_id).where(
        DemoCar.active, DemoCar.lent, ~held, ~away
    )
    rows = session.execute(wanted.order_by(DemoCar.position, DemoCar.id))
    return tuple(FreeCar(row.id, row.plate, f"{row.name} {row.trim}") for row in rows)


def loan_out(session: Session, order_id: int) -> str:
    """The plate of the car that is out with this order, as it is shown; empty where none is."""
    wanted = select(DemoCar.plate).join(TestDrive, TestDrive.car_id == DemoCar.id)
    plate = session.scalar(
        wanted.where(TestDrive.order_id == order_id, TestDrive.state == DriveState.OUT)
    )
    return plates.shown(plate) if plate else ""


def _loan(
    session: Session, row: TestDrive, car: DemoCar, *names: str | None, now: datetime, viewer: Actor
) -> Loan:
    trim, model, driver, answering = names
    seen = operations.licence_of(session, row.person_id) if row.state is DriveState.BOOKED else None
    wish = operations.wish(session, row, rules_of_store=settings.load(session), at=now)
    judged = (
        licence_rules.findings(operations.licence_facts(seen), wish)
        if row.state is DriveState.BOOKED
        else ()
    )
    number = seen.number if seen else row.licence_number or ""
    clear = privacy.sees_numbers(viewer.roles)
    return Loan(
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
        findings=judged,
        override_reason=row.override_reason or "",
        override_by=answering or "",
    )
