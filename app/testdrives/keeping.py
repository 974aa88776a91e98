"""The rows behind the commands: what holds a car, what is known of a licence, what a change does to the agreement."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.errors import Refused
from app.moments import local_day
from app.permits import Actor
from app.prospects import keeping as prospects
from app.settings import Settings
from app.testdrives import rules
from app.testdrives.licence_rules import Licence, Wish
from app.text import N_, _
from db.guards import MESSAGE_CAR, MESSAGE_CONSULTANT
from db.tables.house import Staff
from db.tables.people import Licence as LicenceRow
from db.tables.people import Person
from db.tables.testdrives import HOLDING, DemoCar, DriveRoute, TestDrive
from db.tables.vehicles import Trim
from db.words import ContactWay, DriveState, Gearbox


def drive(session: Session, drive_id: int) -> TestDrive:
    """The booking, or a word for whoever clicked on something that is no more."""
    row = session.get(TestDrive, drive_id)
    if row is None:
        raise Refused("drive.gone", N_("This booking does not exist."))
    return row


def car(session: Session, car_id: int | None) -> DemoCar:
    """A demo car in use."""
    row = session.get(DemoCar, car_id) if car_id is not None else None
    if row is None or not row.active:
        raise Refused("drive.no_car", N_("Choose a demo car."), field="car_id")
    return row


def claim(session: Session, row: TestDrive) -> None:
    """Takes the car and the consultant for the time of the booking; refuses with the booking that was there first.

    The rules answer in words; what another program wrote in the same moment is caught by the database's own triggers.
    """
    with session.no_autoflush:
        wanted = rules.Claim(row.car_id, row.starts_at, row.ends_at, row.held_until, row.consultant_id, row.id)
        rules.check_free(wanted, claims(session, wanted))
    session.add(row)
    with guarded():
        session.flush()


def claims(session: Session, wanted: rules.Claim) -> Iterator[rules.Claim]:
    """Everything that holds the same car or consultant around the wanted time."""
    same: ColumnElement[bool] = TestDrive.car_id == wanted.car_id
    if wanted.consultant_id is not None:
        same = or_(same, TestDrive.consultant_id == wanted.consultant_id)
    around = and_(TestDrive.starts_at < wanted.held_until, TestDrive.held_until > wanted.starts_at)
    rows = select(TestDrive, DemoCar.plate, Person.name, Staff.name).join(DemoCar, DemoCar.id == TestDrive.car_id)
    rows = rows.outerjoin(Person, Person.id == TestDrive.person_id).outerjoin(Staff, Staff.id == TestDrive.consultant_id)
    for row, plate, customer, consultant in session.execute(rows.where(HOLDING, same, around).order_by(TestDrive.starts_at)):
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
        )


@contextmanager
def guarded() -> Iterator[None]:
    """What the triggers refuse, in words."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        if MESSAGE_CAR in said or "ex_test_drive_car" in said:
            raise Refused("drive.car_taken", N_("The car has just been booked for this time."), field="starts_at") from None
        if MESSAGE_CONSULTANT in said or "ex_test_drive_consultant" in said:
            raise Refused(
                "drive.consultant_taken", N_("The consultant has just been booked for this time."), field="consultant_id"
            ) from None
        raise


def void_agreement(row: TestDrive) -> None:
    """What was agreed is no longer what was printed: it is printed and signed anew."""
    row.agreement_edition = row.agreement_signed_at = None


def licence_of(session: Session, person_id: int | None) -> LicenceRow | None:
    """The licence kept with the person."""
    return session.scalars(select(LicenceRow).where(LicenceRow.person_id == person_id)).first() if person_id else None


def copy_licence(row: TestDrive, known: LicenceRow | None) -> None:
    """The drive remembers the licence as it was on the day."""
    if known is not None:
        row.licence_number, row.licence_class = known.number, known.licence_class
        row.licence_first_issued_on = known.first_issued_on
        row.licence_expires_on = None if known.long_term else known.expires_on


def licence_facts(known: LicenceRow | None) -> Licence | None:
    """The same for the rules."""
    if known is None:
        return None
    expires = None if known.long_term else known.expires_on
    return Licence(known.number, known.licence_class, known.first_issued_on, expires, local_day(known.seen_at) if known.seen_at else None)


def wish(session: Session, row: TestDrive, *, rules_of_store: Settings, at: datetime) -> Wish:
    """What the licence has to cover on this drive; a drive that waits is judged for its own day."""
    gearbox = session.scalar(select(Trim.gearbox).join(DemoCar, DemoCar.trim_id == Trim.id).where(DemoCar.id == row.car_id))
    route = session.get(DriveRoute, row.route_id) if row.route_id else None
    return Wish(
        on=local_day(max(row.starts_at, at)),
        manual=gearbox is Gearbox.MANUAL,
        motorway=bool(route and route.motorway),
        accompanied=row.companion_id is not None,
        least_age=rules_of_store.drive_age,
        probation_months=rules_of_store.drive_licence_months,
    )


def other_out(session: Session, row: TestDrive) -> TestDrive | None:
    """Another drive that still has this car on the road."""
    wanted = select(TestDrive).where(HOLDING, TestDrive.car_id == row.car_id, TestDrive.state == DriveState.OUT, TestDrive.id != row.id)
    return session.scalars(wanted.limit(1)).first()


def first_claim(session: Session, car_id: int, *, at: datetime) -> TestDrive | None:
    """The first drive that the car still owes somebody: on the road, or booked and not over."""
    owed = or_(TestDrive.state == DriveState.OUT, TestDrive.ends_at > at)
    return session.scalars(
        select(TestDrive).where(HOLDING, TestDrive.car_id == car_id, owed).order_by(TestDrive.starts_at).limit(1)
    ).first()


def tell_prospects(session: Session, row: TestDrive, level_id: int | None, *, by: Actor, at: datetime) -> None:
    """The drive was a contact in the store: a graded driver becomes a prospect, a prospect's next contact is planned anew."""
    if row.person_id is None:
        return
    model_id = session.scalar(select(Trim.model_id).join(DemoCar, DemoCar.trim_id == Trim.id).where(DemoCar.id == row.car_id))
    reason = _("After test drive {number}").format(number=row.number or "")
    wish = prospects.Wish(row.person_id, row.consultant_id or by.staff_id, ContactWay.IN_STORE, level_id, model_id, reason=reason)
    prospects.talked(session, wish, by=by, at=at)
