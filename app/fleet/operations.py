"""The rows behind every use of a demo car.

What holds it, what is known of a licence, leaving and coming back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.fleet import licence_rules, rules
from app.fleet.licence_rules import LicenceFacts, LicenceNeed
from app.fleet.values import LicenceSeen, Outing, Return
from app.identity import licence as licences
from app.identity import plate as plates
from app.local_time import local_day
from app.permissions import Actor
from app.settings import Settings
from app.text import N_
from db.tables.admin import Staff
from db.tables.people import Licence as LicenceRow
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.tables.testdrives import (
    CAR_OVERLAPS,
    CONSULTANT_OVERLAPS,
    HOLDING,
    DemoCar,
    DriveRoute,
    TestDrive,
)
from db.tables.vehicles import Trim
from db.vocabulary import DriveState, Gearbox


def car(session: Session, car_id: int | None) -> DemoCar:
    """A demo car in use."""
    row = session.get(DemoCar, car_id) if car_id is not None else None
    if row is None or not row.active:
        raise Refused("drive.no_car", N_("Choose a demo car."), field="car_id")
    return row


def claim(session: Session, row: TestDrive) -> None:
    """Takes the car and the consultant for the time of the booking.

    Refuses with the booking that was there first.

    The rules answer in words; what another program wrote in the same moment is caught by the
    database's own triggers.
    """
    with session.no_autoflush:
        wanted = rules.Claim(
            row.car_id, row.starts_at, row.ends_at, row.held_until, row.consultant_id, row.id
        )
        rules.check_free(wanted, claims(session, wanted))
    session.add(row)
    with guarded():
        session.flush()


def check_home(session: Session, row: TestDrive, *, at: datetime) -> None:
    """A car that should be back and is not is promised to nobody from now on.

    First it is taken back.
    """
    if row.starts_at <= at:
        with session.no_autoflush:
            _check_home(session, row, car(session, row.car_id))


def claims(session: Session, wanted: rules.Claim) -> Iterator[rules.Claim]:
    """Everything that holds the same car or consultant around the wanted time."""
    same: ColumnElement[bool] = TestDrive.car_id == wanted.car_id
    if wanted.consultant_id is not None:
        same = or_(same, TestDrive.consultant_id == wanted.consultant_id)
    around = and_(TestDrive.starts_at < wanted.held_until, TestDrive.held_until > wanted.starts_at)
    rows = select(TestDrive, DemoCar.plate, Person.name, Staff.name, RepairOrder.number).join(
        DemoCar, DemoCar.id == TestDrive.car_id
    )
    rows = rows.outerjoin(Person, Person.id == TestDrive.person_id).outerjoin(
        Staff, Staff.id == TestDrive.consultant_id
    )
    rows = rows.outerjoin(RepairOrder, RepairOrder.id == TestDrive.order_id)
    for row, plate, customer, consultant, order in session.execute(
        rows.where(HOLDING, same, around).order_by(TestDrive.starts_at)
    ):
        is_block = row.state is DriveState.BLOCKED
        yield rules.Claim(
            row.car_id,
            row.starts_at,
            row.ends_at,
            row.held_until,
            row.consultant_id,
            row.id,
            is_block,
            plate,
            (row.reason if is_block else customer) or "",
            consultant or "",
            order or "",
        )


@contextmanager
def guarded() -> Iterator[None]:
    """What the triggers refuse, in words."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        if any(mark in said for mark in CAR_OVERLAPS):
            raise Refused(
                "drive.car_taken",
                N_("The car has just been booked for this time."),
                field="starts_at",
            ) from None
        if any(mark in said for mark in CONSULTANT_OVERLAPS):
            raise Refused(
                "drive.consultant_taken",
                N_("The consultant has just been booked for this time."),
                field="consultant_id",
            ) from None
        raise


def note_licence(
    session: Session, row: TestDrive, seen: LicenceSeen, *, by: Actor, at: datetime
) -> bool:
    """What stands on the licence, kept with the person; a blank never overwrites what is known.

    True where the drive learns something new.

    Raises Refused beside `number`, `licence_class` or `expires_on`.
    """
    known = licence_of(session, row.person_id)
    typed = (seen.number or "").strip() or (known.number if known is not None else "")
    verdict = licences.judge(typed, today=local_day(at))
    if verdict.is_blocked:
        raise Refused(verdict.code, verdict.message, field="number", **verdict.facts)
    if known is None or known.number != verdict.normal:
        known = known or LicenceRow(person_id=row.person_id)
        known.first_issued_on = known.expires_on = None
        known.long_term = False
        session.add(known)
    known.number = verdict.normal
    _note_class_and_dates(known, seen)
    known.seen_at, known.seen_by = at, by.staff_id
    before = noted(row)
    copy_licence(row, known)
    session.flush()
    return noted(row) != before


def licence_of(session: Session, person_id: int | None) -> LicenceRow | None:
    """The licence kept with the person."""
    return (
        session.scalars(select(LicenceRow).where(LicenceRow.person_id == person_id)).first()
        if person_id
        else None
    )


def copy_licence(row: TestDrive, known: LicenceRow | None) -> None:
    """The drive remembers the licence as it was on the day."""
    if known is not None:
        row.licence_number, row.licence_class = known.number, known.licence_class
        row.licence_first_issued_on = known.first_issued_on
        row.licence_expires_on = None if known.long_term else known.expires_on


def noted(row: TestDrive) -> tuple[object, ...]:
    """The licence as the drive remembers it."""
    return (
        row.licence_number,
        row.licence_class,
        row.licence_first_issued_on,
        row.licence_expires_on,
    )


def is_noted(row: TestDrive, known: LicenceRow | None) -> bool:
    """Whether the drive still remembers what is known of the licence now."""
    if known is None:
        return row.licence_number is None
    return noted(row) == (
        known.number,
        known.licence_class,
        known.first_issued_on,
        None if known.long_term else known.expires_on,
    )


def licence_facts(known: LicenceRow | None) -> LicenceFacts | None:
    """The same for the rules."""
    if known is None:
        return None
    expires = None if known.long_term else known.expires_on
    return LicenceFacts(
        known.number,
        known.licence_class,
        known.first_issued_on,
        expires,
        local_day(known.seen_at) if known.seen_at else None,
    )


def check_licence(session: Session, row: TestDrive, *, at: datetime) -> None:
    """A ride needs no licence; a drive does, unless the manager answered for it."""
    if row.drives and row.override_by is None:
        with session.no_autoflush:
            known = licence_of(session, row.person_id)
            licence_rules.check(
                licence_facts(known),
                wish(session, row, rules_of_store=settings.load(session), at=at),
            )


def wish(
    session: Session, row: TestDrive, *, rules_of_store: Settings, at: datetime
) -> LicenceNeed:
    """What the licence has to cover on this drive; a drive that waits is judged for its own day."""
    gearbox = session.scalar(
        select(Trim.gearbox)
        .join(DemoCar, DemoCar.trim_id == Trim.id)
        .where(DemoCar.id == row.car_id)
    )
    route = session.get(DriveRoute, row.route_id) if row.route_id else None
    return LicenceNeed(
        on=local_day(max(row.starts_at, at)),
        manual=gearbox is Gearbox.MANUAL,
        motorway=bool(route and route.motorway),
        accompanied=row.companion_id is not None,
        least_age=rules_of_store.drive_age,
        probation_months=rules_of_store.drive_licence_months,
    )


def leave(session: Session, row: TestDrive, outing: Outing, *, at: datetime) -> None:
    """The car is handed out with the readings of its odometer and gauge.

    Raises Refused beside the field.
    """
    held = car(session, row.car_id)
    _check_home(session, row, held)
    row.out_km = rules.check_out(outing.km, held.odometer)
    if outing.fuel is None:
        raise Refused("drive.no_fuel", N_("Read the fuel gauge."), field="fuel")
    left_at = outing.left_at or at
    if left_at > at + timedelta(minutes=1):
        raise Refused("drive.time_ahead", N_("This time is still to come."), field="left_at")
    row.state, row.out_at, row.out_fuel = DriveState.OUT, left_at, outing.fuel
    held.odometer, held.fuel = row.out_km, outing.fuel


def come_back(session: Session, row: TestDrive, came: Return, *, at: datetime) -> None:
    """The car is back.

    Never before it left, never with fewer kilometres; it keeps the new readings.
    """
    assert row.out_at is not None and row.out_km is not None
    came_at = came.came_at or at
    rules.check_times(row.out_at, came_at, at=at)
    row.back_km = rules.check_back(came.km, row.out_km)
    if came.fuel is None:
        raise Refused("drive.no_fuel", N_("Read the fuel gauge."), field="fuel")
    row.state, row.back_at, row.back_fuel = DriveState.BACK, came_at, came.fuel
    row.damage = (came.damage or "").strip() or None
    held = session.get_one(DemoCar, row.car_id)
    held.odometer, held.fuel = max(held.odometer, row.back_km), came.fuel


def first_claim(session: Session, car_id: int, *, at: datetime) -> TestDrive | None:
    """The first drive that the car still owes somebody: on the road, or booked and not over."""
    owed = or_(TestDrive.state == DriveState.OUT, TestDrive.ends_at > at)
    return session.scalars(
        select(TestDrive)
        .where(HOLDING, TestDrive.car_id == car_id, owed)
        .order_by(TestDrive.starts_at)
        .limit(1)
    ).first()


def reason(text: str) -> str:
    """Why, in words; Refused where there are none."""
    said = (text or "").strip()
    if not said:
        raise Refused("drive.no_reason", N_("Say why in a few words."), field="reason")
    return said


def _check_home(session: Session, row: TestDrive, held: DemoCar) -> None:
    wanted = select(TestDrive).where(
        HOLDING,
        TestDrive.car_id == row.car_id,
        TestDrive.state == DriveState.OUT,
        TestDrive.id != row.id,
    )
    other = session.scalars(wanted.limit(1)).first()
    if other is None:
        return
    message = N_("{plate} is still out with drive {number}. Take it back first.")
    if other.order_id is not None:
        message = N_("{plate} is still lent out (loan {number}). Take it back first.")
    raise Refused("drive.car_is_out", message, plate=plates.shown(held.plate), number=other.number)


def _note_class_and_dates(known: LicenceRow, seen: LicenceSeen) -> None:
    with_class = seen.licence_class or known.licence_class
    if with_class is None:
        raise Refused(
            "licence.no_class",
            N_("Choose the class that stands on the licence."),
            field="licence_class",
        )
    known.licence_class = with_class
    known.first_issued_on = seen.first_issued_on or known.first_issued_on
    known.long_term = seen.long_term or (known.long_term and seen.expires_on is None)
    known.expires_on = None if known.long_term else seen.expires_on or known.expires_on
    if known.expires_on is None and not known.long_term:
        raise Refused(
            "licence.no_expiry", N_("Until when is the licence valid?"), field="expires_on"
        )
    if known.first_issued_on and known.expires_on and known.first_issued_on > known.expires_on:
        raise Refused(
            "licence.dates",
            N_("The licence cannot expire before it was issued."),
            field="expires_on",
        )
