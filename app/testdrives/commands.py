"""Use cases of a test drive.

Book, move, agree, send out, take back, ask how it was.
"""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import archive
from app.errors import Refused, check_seen
from app.fleet import operations as fleet
from app.fleet import queries as bookings
from app.fleet import rules
from app.fleet.values import LicenceSeen, Outing, Return
from app.numbers import next_number
from app.people import operations as people
from app.permissions import Actor, allow
from app.testdrives import lookup, operations
from app.testdrives.values import Agreement, Moved, NewDrive, Opinion, RouteEntry
from app.text import N_
from db.tables.fleet import TestDrive
from db.tables.testdrives import DriveFeedback, DriveRoute
from db.vocabulary import BookingState, PaperKind, Role

DESK = (Role.RECEPTION, Role.CONSULTANT)


@allow(*DESK)
def book(session: Session, wanted: NewDrive, *, by: Actor, at: datetime) -> int:
    """Books a car and a consultant for a customer; returns the id of the drive."""
    row = TestDrive(number=next_number(session, "T", at), booked_at=at, booked_by=by.staff_id)
    operations.fill(session, row, wanted, at=at)
    person = people.find_or_add(session, wanted.contact, by=by, at=at)
    row.person_id, row.visit_id = person.id, wanted.visit_id
    fleet.copy_licence(session, row)
    bookings.check_booking(session, row, by=by, at=at, reason=wanted.override)
    fleet.claim(session, row)
    fleet.check_home(session, row, at=at)
    return row.id


@allow(*DESK)
def change(
    session: Session,
    drive_id: int,
    wanted: NewDrive,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Changes car, time, route, driver or consultant of a booking that has not left.

    A signed agreement has to be signed anew.
    """
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.OUT)
    check_seen(version, row.version)
    before = _judged(row)
    operations.fill(session, row, wanted, at=at)
    person = people.find_or_add(session, wanted.contact, by=by, at=at)
    if person.id != row.person_id:
        row.person_id = person.id
        fleet.copy_licence(session, row)
    if before != _judged(row):
        fleet.void_answer(row)
    operations.void_agreement(row)
    bookings.check_booking(session, row, by=by, at=at, reason=wanted.override)
    fleet.claim(session, row)
    fleet.check_home(session, row, at=at)


@allow(*DESK)
def move(
    session: Session, drive_id: int, car_id: int, *, starts_at: datetime, by: Actor, at: datetime
) -> Moved:
    """Moves a booking to another time or car and keeps its length.

    What it returns takes it back, a signed agreement included.
    """
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.OUT)
    later = starts_at - row.starts_at
    rules.check_ahead(row.ends_at + later, at=at)
    before = {name: getattr(row, name) for name in operations.MOVED}
    with session.no_autoflush:
        if fleet.car(session, car_id).id != row.car_id:
            row.car_id = car_id
            fleet.void_answer(row)
        for name in ("starts_at", "ends_at", "held_until"):
            setattr(row, name, before[name] + later)
        operations.void_agreement(row)
        bookings.check_booking(session, row, by=by, at=at)
        fleet.claim(session, row)
        fleet.check_home(session, row, at=at)
    return Moved(row.version, before)


@allow(*DESK)
def move_back(session: Session, drive_id: int, moved: Moved, *, by: Actor, at: datetime) -> None:
    """Undo of `move`; Refused once somebody has changed the booking further."""
    row = lookup.drive(session, drive_id)
    if row.version != moved.version:
        message = N_("This has been changed again since and cannot be taken back.")
        raise Refused("drive.changed_since", message)
    with session.no_autoflush:
        for name, value in moved.before.items():
            setattr(row, name, value)
        fleet.claim(session, row)


@allow(*DESK)
def cancel(session: Session, drive_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Cancels a booking; the row stays with its reason."""
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.CANCELLED)
    row.state, row.reason = BookingState.CANCELLED, fleet.reason(reason)


@allow(*DESK)
def mark_no_show(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
    """Notes that the customer did not come; the car is free again."""
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.NO_SHOW)
    if at < row.starts_at:
        message = N_("The booked time has not come yet. Cancel the booking instead.")
        raise Refused("drive.too_early", message)
    row.state = BookingState.NO_SHOW


@allow(*DESK)
def restore(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `cancel` and `mark_no_show`; Refused where the car is booked by now."""
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.BOOKED)
    with session.no_autoflush:
        row.state, row.reason = BookingState.BOOKED, None
        fleet.claim(session, row)


@allow(*DESK)
def note_licence(
    session: Session,
    drive_id: int,
    seen: LicenceSeen,
    *,
    version: tuple[int, int] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Saves the licence that was shown with its person, for the next time as well.

    A blank never overwrites what is known. Raises Refused beside `number`, `licence_class` or
    `expires_on`.
    """
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.OUT)
    check_seen(version, lookup.seen_licence(session, row.person_id))
    if fleet.note_licence(session, row, seen, by=by, at=at):
        operations.void_agreement(row)
        fleet.void_answer(row)


@allow(Role.MANAGER)
def override_licence(
    session: Session, drive_id: int, reason: str, *, by: Actor, at: datetime
) -> None:
    """The manager allows a drive that the licence would stop, with a reason."""
    fleet.answer_for(session, lookup.drive(session, drive_id), reason, by=by)


@allow(*DESK)
def issue_agreement(
    session: Session, drive_id: int, paper: Agreement, *, by: Actor, at: datetime
) -> int:
    """Stores the agreement as it was printed, so that a reprint is the same paper.

    Returns the copy number. Refused where the licence does not allow the drive.
    """
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.OUT)
    bookings.check_licence(session, row, at=at)
    if row.drives:
        fleet.copy_licence(session, row)
    row.agreement_edition, row.agreement_signed_at = paper.edition, None
    kept = archive.ToKeep(
        PaperKind.DRIVE_AGREEMENT,
        lookup.NOUN,
        row.id,
        row.number or "",
        paper.language,
        paper.edition,
        paper.pdf,
    )
    return archive.keep(session, kept, by=by, at=at)


@allow(*DESK)
def note_signature(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
    """Notes that driver and consultant have signed the printed agreement."""
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.OUT)
    if row.agreement_edition is None:
        raise Refused("drive.no_agreement", N_("Print the agreement first."), field="agreement")
    operations.check_agreement(session, row)
    row.agreement_signed_at = at


@allow(*DESK)
def send_out(session: Session, drive_id: int, outing: Outing, *, by: Actor, at: datetime) -> None:
    """The car leaves, with licence checked, agreement signed, odometer and fuel read.

    Raises Refused beside the field.
    """
    row = lookup.drive(session, drive_id)
    rules.check_step(row.state, BookingState.OUT)
    if outing.companion_id != row.companion_id:
        row.companion_id = outing.companion_id
        fleet.claim(session, row)
    bookings.check_licence(session, row, at=outing.left_at or at)
    operations.check_agreement(session, row)
    if row.agreement_signed_at is None:
        message = N_("The agreement is not signed yet: print it (Ctrl+P), have it signed, note it.")
        raise Refused("drive.unsigned", message, field="agreement")
    if row.drives:
        fleet.copy_licence(session, row)
    fleet.leave(session, row, outing, at=at)


@allow(*DESK)
def take_back(session: Session, drive_id: int, came: Return, *, by: Actor, at: datetime) -> None:
    """The car is back; it keeps the new readings."""
    fleet.come_back(session, lookup.drive(session, drive_id), came, at=at)


@allow(*DESK)
def note_opinion(
    session: Session,
    drive_id: int,
    opinion: Opinion,
    *,
    version: tuple[int, int] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Saves what the driver thought and tells the prospect's level; returns its id."""
    row = lookup.drive(session, drive_id)
    if row.state is not BookingState.BACK:
        raise Refused("drive.not_back", N_("Ask when the car is back."))
    if opinion.overall is None:
        message = N_("Ask for the overall score, 1 to 5.")
        raise Refused("feedback.no_score", message, field="overall")
    known = session.scalar(select(DriveFeedback).where(DriveFeedback.test_drive_id == row.id))
    check_seen(version, (known.id, known.version) if known else (0, 0))
    if known is None or known.level_id != opinion.level_id:
        operations.tell_prospects(session, row, opinion.level_id, by=by, at=at)
    told = known or DriveFeedback(test_drive_id=row.id)
    for field in fields(Opinion):
        setattr(told, field.name, getattr(opinion, field.name))
    told.given_at, told.taken_by = at, by.staff_id
    session.add(told)
    session.flush()
    return told.id


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_route(session: Session, entry: RouteEntry, *, by: Actor, at: datetime) -> int:
    """Adds or changes a route with its length and time; returns its id."""
    name = _route_name(session, entry)
    _check_route(entry)
    row = session.get_one(DriveRoute, entry.id) if entry.id else DriveRoute()
    check_seen(entry.version, row.version)
    for field in ("kilometres", "minutes", "motorway", "position"):
        setattr(row, field, getattr(entry, field))
    row.name, row.description = name, (entry.description or "").strip() or None
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def retire_route(
    session: Session, route_id: int, *, back: bool = False, by: Actor, at: datetime
) -> None:
    """Takes a route out of use, or back into it with `back`.

    Earlier drives keep it.
    """
    session.get_one(DriveRoute, route_id).active = back


def _check_route(entry: RouteEntry) -> None:
    if not entry.kilometres:
        raise Refused("route.no_length", N_("How many kilometres?"), field="kilometres")
    if not entry.minutes:
        raise Refused("route.no_minutes", N_("How many minutes?"), field="minutes")


def _route_name(session: Session, entry: RouteEntry) -> str:
    """The name of the route; Refused where there is none or another route has it."""
    name = (entry.name or "").strip()
    if not name:
        raise Refused("route.no_name", N_("Give the route a name."), field="name")
    twin = session.scalar(select(DriveRoute).where(DriveRoute.name == name))
    if twin is not None and twin.id != entry.id:
        raise Refused("route.twin", N_("There is already a route with this name."), field="name")
    return name


def _judged(row: TestDrive) -> tuple[object, ...]:
    """What a manager allowed: one driver, one car, one route."""
    return row.person_id, row.car_id, row.route_id, row.drives
