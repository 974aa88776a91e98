"""What the desk may do with a drive: book, move, block, note the licence, agree, send out, take back, ask how it was."""

from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.house import archive
from app.identity import licence as licences
from app.identity import plate as plates
from app.identity import vin as vins
from app.identity.verdict import Verdict
from app.moments import local, local_day
from app.numbers import next_number
from app.people import keeping as people
from app.permits import Actor, allow
from app.testdrives import keeping, licence_rules, rules
from app.testdrives.values import Agreement, CarEntry, LicenceSeen, NewBlock, NewDrive, Opinion, Outing, Return, RouteEntry
from app.text import N_
from db.tables.people import Licence
from db.tables.testdrives import DemoCar, DriveFeedback, DriveRoute, TestDrive
from db.words import DriveState, PaperKind, Role

DESK = (Role.RECEPTION, Role.CONSULTANT)


@allow(*DESK)
def book(session: Session, wanted: NewDrive, *, by: Actor, at: datetime) -> int:
    """A customer, a car, a time: nobody else gets the car or the consultant meanwhile. Returns the id of the drive."""
    row = TestDrive(number=next_number(session, "T", at), booked_at=at, booked_by=by.staff_id)
    _fill(session, row, wanted, at=at)
    person = people.find_or_add(session, wanted.contact, by=by, at=at)
    row.person_id, row.visit_id = person.id, wanted.visit_id
    keeping.copy_licence(row, keeping.licence_of(session, person.id))
    keeping.claim(session, row)
    return row.id


@allow(*DESK)
def change(session: Session, drive_id: int, wanted: NewDrive, *, by: Actor, at: datetime) -> None:
    """Another car, time, route or consultant for a booking that has not left; what was signed is then signed anew."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.OUT)
    _fill(session, row, wanted, at=at)
    person = people.find_or_add(session, wanted.contact, by=by, at=at)
    if person.id != row.person_id:
        row.person_id, row.override_reason, row.override_by = person.id, None, None
        row.licence_number = row.licence_class = row.licence_first_issued_on = row.licence_expires_on = None
        keeping.copy_licence(row, keeping.licence_of(session, person.id))
    keeping.void_agreement(row)
    keeping.claim(session, row)


@allow(*DESK)
def move(session: Session, drive_id: int, car_id: int, *, starts_at: datetime, by: Actor, at: datetime) -> None:
    """A booking dragged to another time or car keeps its length; the buffer of both neighbours is respected."""
    row = keeping.drive(session, drive_id)
    if row.state is not DriveState.BLOCKED:
        rules.check_step(row.state, DriveState.OUT)
    span, hold = row.ends_at - row.starts_at, row.held_until - row.ends_at
    rules.check_ahead(starts_at + span, at=at)
    with session.no_autoflush:
        row.car_id = keeping.car(session, car_id).id
        row.starts_at, row.ends_at, row.held_until = starts_at, starts_at + span, starts_at + span + hold
        keeping.void_agreement(row)
        keeping.claim(session, row)


@allow(*DESK)
def block(session: Session, wanted: NewBlock, *, by: Actor, at: datetime) -> int:
    """The car is not to be had for a while (maintenance, event, loan), and everybody reads why."""
    car = keeping.car(session, wanted.car_id)
    if wanted.starts_at is None or wanted.ends_at is None:
        raise Refused("drive.no_start", N_("Enter the time."), field="starts_at" if wanted.starts_at is None else "ends_at")
    if wanted.ends_at <= wanted.starts_at:
        raise Refused("drive.no_time", N_("The end must be later than the start."), field="ends_at")
    rules.check_ahead(wanted.ends_at, at=at)
    reason = _reason(wanted.reason)
    row = TestDrive(state=DriveState.BLOCKED, car_id=car.id, drives=False, reason=reason, booked_at=at, booked_by=by.staff_id)
    row.starts_at, row.ends_at, row.held_until = wanted.starts_at, wanted.ends_at, wanted.ends_at
    keeping.claim(session, row)
    return row.id


@allow(*DESK)
def cancel(session: Session, drive_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The drive will not take place, or the car is free again; the row stays with its reason."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.CANCELLED)
    if row.state is DriveState.BOOKED:
        row.reason = _reason(reason)
    row.state = DriveState.CANCELLED


@allow(*DESK)
def mark_no_show(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
    """The customer did not come: the car is free, the fact stays for the figures."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.NO_SHOW)
    if at < row.starts_at:
        raise Refused("drive.too_early", N_("The booked time has not come yet. Cancel the booking instead."))
    row.state = DriveState.NO_SHOW


@allow(*DESK)
def restore(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
    """Takes back a cancellation or an absence while the car is still free."""
    row = keeping.drive(session, drive_id)
    was = DriveState.BOOKED if row.person_id else DriveState.BLOCKED
    rules.check_step(row.state, was)
    with session.no_autoflush:
        row.state = was
        row.reason = row.reason if was is DriveState.BLOCKED else None
        keeping.claim(session, row)


@allow(*DESK)
def note_licence(session: Session, drive_id: int, seen: LicenceSeen, *, by: Actor, at: datetime) -> None:
    """What stands on the licence that was shown, kept with the person for the next time. The licence itself is handed back.

    A blank never overwrites what is known. Raises Refused beside `number`, `licence_class` or `expires_on`.
    """
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.OUT)
    number = _accepted(licences.judge(seen.number or "", today=local_day(at)), "number")
    known = keeping.licence_of(session, row.person_id)
    if known is None or known.number != number:
        known = known or Licence(person_id=row.person_id)
        known.first_issued_on = known.expires_on = None
        known.long_term = False
        session.add(known)
    known.number = number
    _note_class_and_dates(known, seen)
    known.seen_at, known.seen_by = at, by.staff_id
    before = (row.licence_number, row.licence_class)
    keeping.copy_licence(row, known)
    if before != (row.licence_number, row.licence_class):
        keeping.void_agreement(row)


@allow(Role.MANAGER)
def override_licence(session: Session, drive_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The manager answers for a drive that the licence rules would stop; reason and name stay with the drive and in the audit."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.OUT)
    row.override_reason, row.override_by = _reason(reason), by.staff_id
    session.info["reason"] = row.override_reason


@allow(*DESK)
def issue_agreement(session: Session, drive_id: int, paper: Agreement, *, by: Actor, at: datetime) -> int:
    """Keeps the agreement exactly as it was printed, so that a reprint is the same paper. Returns the copy number."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.OUT)
    row.agreement_edition, row.agreement_signed_at = paper.edition, None
    kept = archive.ToKeep(PaperKind.DRIVE_AGREEMENT, "test_drive", row.id, row.number or "", paper.language, paper.edition, paper.pdf)
    return archive.keep(session, kept, by=by, at=at)


@allow(*DESK)
def note_signature(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
    """The driver and the consultant have signed the printed agreement."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.OUT)
    if row.agreement_edition is None:
        raise Refused("drive.no_agreement", N_("Print the agreement first."), field="agreement")
    row.agreement_signed_at = at


@allow(*DESK)
def send_out(session: Session, drive_id: int, outing: Outing, *, by: Actor, at: datetime) -> None:
    """The car leaves: licence judged, agreement signed, odometer and fuel read. Raises Refused beside the field."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.OUT)
    car = keeping.car(session, row.car_id)
    left_at = outing.left_at or at
    row.companion_id = outing.companion_id
    _check_licence(session, row, at=left_at)
    if row.agreement_signed_at is None:
        raise Refused(
            "drive.unsigned", N_("The agreement is not signed yet: print it (Ctrl+P), have it signed, note it."), field="agreement"
        )
    other = keeping.other_out(session, row)
    if other is not None:
        raise Refused(
            "drive.car_is_out",
            N_("{plate} is still out with drive {number}. Take it back first."),
            plate=plates.shown(car.plate),
            number=other.number,
        )
    row.out_km = rules.check_out(outing.km, car.odometer)
    if outing.fuel is None:
        raise Refused("drive.no_fuel", N_("Read the fuel gauge."), field="fuel")
    if left_at > at + timedelta(minutes=1):
        raise Refused("drive.time_ahead", N_("This time is still to come."), field="left_at")
    row.state, row.out_at, row.out_fuel = DriveState.OUT, left_at, outing.fuel
    car.odometer, car.fuel = row.out_km, outing.fuel


@allow(*DESK)
def take_back(session: Session, drive_id: int, came: Return, *, by: Actor, at: datetime) -> None:
    """The car is back: never before it left, never with fewer kilometres; the car keeps the new readings."""
    row = keeping.drive(session, drive_id)
    rules.check_step(row.state, DriveState.BACK)
    assert row.out_at is not None and row.out_km is not None
    came_at = came.came_at or at
    rules.check_times(row.out_at, came_at, at=at)
    row.back_km = rules.check_back(came.km, row.out_km)
    if came.fuel is None:
        raise Refused("drive.no_fuel", N_("Read the fuel gauge."), field="fuel")
    row.state, row.back_at, row.back_fuel = DriveState.BACK, came_at, came.fuel
    row.damage = (came.damage or "").strip() or None
    car = session.get_one(DemoCar, row.car_id)
    car.odometer, car.fuel = max(car.odometer, row.back_km), came.fuel


@allow(*DESK)
def note_opinion(session: Session, drive_id: int, opinion: Opinion, *, by: Actor, at: datetime) -> int:
    """What the driver thought; asked once, corrected as often as needed. The level reaches the prospect. Returns the id."""
    row = keeping.drive(session, drive_id)
    if row.state is not DriveState.BACK:
        raise Refused("drive.not_back", N_("Ask when the car is back."))
    if opinion.overall is None:
        raise Refused("feedback.no_score", N_("Ask for the overall score, 1 to 5."), field="overall")
    told = session.scalars(select(DriveFeedback).where(DriveFeedback.test_drive_id == row.id)).first()
    if told is None or told.level_id != opinion.level_id:
        keeping.tell_prospects(session, row, opinion.level_id, by=by, at=at)
    if told is None:
        told = DriveFeedback(test_drive_id=row.id)
        session.add(told)
    for field in fields(Opinion):
        setattr(told, field.name, getattr(opinion, field.name))
    told.given_at, told.taken_by = at, by.staff_id
    session.flush()
    return told.id


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_car(session: Session, entry: CarEntry, *, by: Actor, at: datetime) -> int:
    """A demo car of the list. Its odometer never goes back by itself: only here, where the audit sees it."""
    plate = _accepted(plates.judge(entry.plate or ""), "plate")
    twin = session.scalars(select(DemoCar).where(DemoCar.plate == plate)).first()
    if twin is not None and twin.id != entry.id:
        raise Refused("demo_car.twin", N_("There is already a demo car {plate}."), field="plate", plate=plates.shown(plate))
    if entry.trim_id is None:
        raise Refused("demo_car.no_trim", N_("Choose the version of the car."), field="trim_id")
    row = session.get_one(DemoCar, entry.id) if entry.id else DemoCar()
    row.plate, row.trim_id, row.colour = plate, entry.trim_id, (entry.colour or "").strip() or None
    row.vin = _accepted(vins.judge(entry.vin), "vin") if entry.vin and entry.vin.strip() else None
    row.odometer, row.fuel, row.position = entry.odometer, entry.fuel, entry.position
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def retire_car(session: Session, car_id: int, *, back: bool = False, by: Actor, at: datetime) -> None:
    """A car that left the fleet keeps its history; `back` puts it into use again. Refused while it is out or booked."""
    row = session.get_one(DemoCar, car_id)
    first = None if back else keeping.first_claim(session, car_id, at=at)
    if first is not None:
        message = N_("The car is booked for {day}. Move or cancel that first.")
        raise Refused("demo_car.booked", message, field="plate", day=f"{local(first.starts_at):%Y-%m-%d %H:%M}")
    row.active = back


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_route(session: Session, entry: RouteEntry, *, by: Actor, at: datetime) -> int:
    """A drawn route with its length, its time and whether it uses a motorway."""
    name = (entry.name or "").strip()
    if not name:
        raise Refused("route.no_name", N_("Give the route a name."), field="name")
    twin = session.scalars(select(DriveRoute).where(DriveRoute.name == name)).first()
    if twin is not None and twin.id != entry.id:
        raise Refused("route.twin", N_("There is already a route with this name."), field="name")
    if not entry.kilometres:
        raise Refused("route.no_length", N_("How many kilometres?"), field="kilometres")
    if not entry.minutes:
        raise Refused("route.no_minutes", N_("How many minutes?"), field="minutes")
    row = session.get_one(DriveRoute, entry.id) if entry.id else DriveRoute()
    row.name, row.kilometres, row.minutes, row.motorway = name, entry.kilometres, entry.minutes, entry.motorway
    row.description, row.position = (entry.description or "").strip() or None, entry.position
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def retire_route(session: Session, route_id: int, *, back: bool = False, by: Actor, at: datetime) -> None:
    """No longer offered; drives of the past keep it. `back` offers it again."""
    session.get_one(DriveRoute, route_id).active = back


def _fill(session: Session, row: TestDrive, wanted: NewDrive, *, at: datetime) -> None:
    if wanted.starts_at is None:
        raise Refused("drive.no_start", N_("Enter the time."), field="starts_at")
    if not (wanted.rides or wanted.drives):
        raise Refused("drive.no_way", N_("Ride, drive or both?"), field="way")
    ends_at = wanted.starts_at + timedelta(minutes=wanted.minutes)
    rules.check_span(wanted.starts_at, ends_at, at=at)
    with session.no_autoflush:
        row.car_id = keeping.car(session, wanted.car_id).id
        row.consultant_id, row.route_id, row.rides, row.drives = wanted.consultant_id, wanted.route_id, wanted.rides, wanted.drives
        row.state, row.starts_at, row.ends_at = DriveState.BOOKED, wanted.starts_at, ends_at
        row.held_until = rules.held_until(ends_at, settings.load(session).drive_buffer)


def _note_class_and_dates(known: Licence, seen: LicenceSeen) -> None:
    with_class = seen.licence_class or known.licence_class
    if with_class is None:
        raise Refused("licence.no_class", N_("Choose the class that stands on the licence."), field="licence_class")
    known.licence_class = with_class
    known.first_issued_on = seen.first_issued_on or known.first_issued_on
    known.long_term = seen.long_term or (known.long_term and seen.expires_on is None)
    known.expires_on = None if known.long_term else seen.expires_on or known.expires_on
    if known.expires_on is None and not known.long_term:
        raise Refused("licence.no_expiry", N_("Until when is the licence valid?"), field="expires_on")
    if known.first_issued_on and known.expires_on and known.first_issued_on > known.expires_on:
        raise Refused("licence.dates", N_("The licence cannot expire before it was issued."), field="expires_on")


def _check_licence(session: Session, row: TestDrive, *, at: datetime) -> None:
    """A ride needs no licence; a drive does, unless the manager answered for it."""
    if not row.drives:
        return
    with session.no_autoflush:
        known = keeping.licence_of(session, row.person_id)
        keeping.copy_licence(row, known)
        if row.override_by is None:
            licence_rules.check(keeping.licence_facts(known), keeping.wish(session, row, rules_of_store=settings.load(session), at=at))


def _accepted(verdict: Verdict, field: str) -> str:
    if verdict.is_blocked:
        raise Refused(verdict.code, verdict.message, field=field, **verdict.facts)
    return verdict.normal


def _reason(text: str) -> str:
    reason = (text or "").strip()
    if not reason:
        raise Refused("drive.no_reason", N_("Say why in a few words."), field="reason")
    return reason
