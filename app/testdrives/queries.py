"""What the desk reads.

The day on the timeline, one drive in full, the lists, the facts of the two papers.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app import settings, text
from app.admin import archive
from app.admin import queries as house
from app.audit import Newest, last_saved
from app.errors import Refused
from app.fleet import licence_rules
from app.fleet import queries as fleet
from app.fleet.licence_rules import LicenceFinding, LicenceNeed
from app.fleet.settings import DriveSettings
from app.identity import licence as licences
from app.identity import names
from app.identity import phone as phones
from app.identity import plate as plates
from app.local_time import day_bounds, local_day
from app.people import queries as people
from app.people import rules as privacy
from app.permissions import Actor
from app.prospects import queries as prospects
from app.testdrives import operations
from app.testdrives.facts import (
    AgreementFacts,
    AgreementToPrint,
    BookingChoices,
    DemoCarRow,
    DeskDay,
    Drive,
    DriveRow,
    DriveSheetRow,
    Route,
    SheetFacts,
    WallCar,
)
from app.testdrives.values import Opinion
from app.text import N_
from db.tables.admin import Level, Staff
from db.tables.fleet import HOLDING, CarBooking, DemoCar, TestDrive
from db.tables.people import Person, Phone
from db.tables.service import RepairOrder
from db.tables.testdrives import DriveFeedback, DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingKind, DriveState, PaperKind, Role

KEPT = (DriveState.BOOKED, DriveState.OUT, DriveState.BACK)
DESK = (Role.RECEPTION, Role.CONSULTANT)
MOST, LEAST_DIGITS = 100, 3


def desk_day(session: Session, day: date, *, now: datetime, viewer: Actor) -> DeskDay:
    """The cars and bookings of `day`, the cars out at this moment, and how many drives today
    has.
    """
    start, end = day_bounds(day)
    today = day_bounds(local_day(now))
    starts_at, state = CarBooking.starts_at, CarBooking.state
    spans = and_(
        HOLDING, starts_at < start, or_(CarBooking.ends_at > start, state == DriveState.OUT)
    )
    drives = _rows(session, or_(and_(starts_at >= start, starts_at < end), spans), viewer)
    count = select(func.count(TestDrive.id)).where(TestDrive.state.in_(KEPT))
    count = count.where(TestDrive.starts_at >= today[0], TestDrive.starts_at < today[1])
    return DeskDay(
        demo_cars(session), drives, out(session, viewer=viewer), session.scalar(count) or 0
    )


def out(session: Session, *, viewer: Actor) -> tuple[DriveRow, ...]:
    """The drives and loans whose car is out at this moment."""
    return _rows(session, and_(HOLDING, CarBooking.state == DriveState.OUT), viewer)


def found(session: Session, words: str, *, viewer: Actor) -> tuple[DriveRow, ...]:
    """Bookings and loans whose number, customer, telephone number or plate holds the words, the
    newest first.
    """
    typed, number, plate = words.strip(), phones.normalise(words), plates.normalise(words)
    holds = [
        column.icontains(typed, autoescape=True)
        for column in (CarBooking.number, Person.name, RepairOrder.number)
    ]
    if plate:
        holds.append(DemoCar.plate.icontains(plate, autoescape=True))
    if len(number) >= LEAST_DIGITS and number.lstrip("+").isdecimal():
        holds.append(
            CarBooking.person_id.in_(
                select(Phone.person_id).where(Phone.number.contains(number, autoescape=True))
            )
        )
    ids = select(CarBooking.id).join(DemoCar, DemoCar.id == CarBooking.car_id)
    ids = ids.outerjoin(Person, Person.id == CarBooking.person_id)
    ids = ids.outerjoin(RepairOrder, RepairOrder.id == CarBooking.order_id).where(or_(*holds))
    newest = ids.order_by(CarBooking.starts_at.desc(), CarBooking.id.desc()).limit(MOST)
    return tuple(reversed(_rows(session, CarBooking.id.in_(session.scalars(newest).all()), viewer)))


def wall(session: Session, *, now: datetime) -> tuple[WallCar, ...]:
    """Every demo car for a screen that everybody sees: names masked, no numbers.

    Out before at home, what is due first at the top.
    """
    starts_at, is_out = CarBooking.starts_at, CarBooking.state == DriveState.OUT
    ahead = and_(~is_out, starts_at < day_bounds(local_day(now))[1], CarBooking.ends_at > now)
    away: dict[int, tuple[Any, ...]] = {}
    coming: dict[int, tuple[Any, ...]] = {}
    wanted = _joined(CarBooking, Person.name, Staff.name, RepairOrder.number)
    for found in session.execute(wanted.where(HOLDING, or_(is_out, ahead)).order_by(starts_at)):
        (away if found[0].state is DriveState.OUT else coming).setdefault(
            found[0].car_id, tuple(found)
        )
    cars = [_wall_car(car, away.get(car.id), coming.get(car.id)) for car in demo_cars(session)]
    return tuple(
        sorted(
            cars,
            key=lambda car: (
                car.out_at is None,
                car.next_at is None,
                car.due_at or car.next_at or now,
            ),
        )
    )


def drive(session: Session, drive_id: int, *, now: datetime, viewer: Actor) -> Drive | None:
    """One drive with what is known of the licence and what speaks against the drive.

    None where it does not exist.
    """
    found = _rows(session, CarBooking.id == drive_id, viewer)
    if not found:
        return None
    row, car = (
        session.get_one(CarBooking, drive_id),
        _car_rows(session, DemoCar.id == found[0].car_id)[0],
    )
    number, seen = _licence(session, row)
    told = session.scalars(
        select(DriveFeedback).where(DriveFeedback.test_drive_id == drive_id)
    ).first()
    opinion, level = _opinion(session, told)
    judged = row.drives and row.state is DriveState.BOOKED
    found_facts = licence_rules.findings(*fleet.judged(session, row, at=now)) if judged else ()
    return Drive(
        row=found[0],
        gearbox=car.gearbox,
        last_km=car.odometer,
        last_fuel=car.fuel,
        phone_plain=_phone(session, row.person_id),
        licence_number=(
            licences.shown(number)
            if privacy.sees_numbers(viewer.roles)
            else licences.masked(number)
            if number
            else ""
        ),
        licence_plain=number,
        licence_class=seen.licence_class if seen else row.licence_class,
        first_issued_on=seen.first_issued_on if seen else row.licence_first_issued_on,
        expires_on=seen.expires_on if seen else row.licence_expires_on,
        long_term=bool(seen and seen.long_term),
        seen_at=seen.seen_at if seen else None,
        findings=found_facts,
        override_reason=row.override_reason or "",
        override_by=_staff_name(session, row.override_by),
        agreement_edition=row.agreement_edition,
        signed_at=row.agreement_signed_at,
        is_agreed_otherwise=row.state is DriveState.BOOKED
        and operations.is_agreed_otherwise(session, row),
        companion_id=row.companion_id,
        companion=_staff_name(session, row.companion_id),
        out_km=row.out_km,
        out_fuel=row.out_fuel,
        back_km=row.back_km,
        back_fuel=row.back_fuel,
        damage=row.damage or "",
        opinion=opinion,
        level=level,
        prospect_id=_prospect(session, row),
        version=row.version,
        licence_version=operations.seen_licence(session, row.person_id),
        opinion_version=(told.id, told.version) if told else (0, 0),
    )


def newest_drive(
    session: Session, drive_id: int, *, now: datetime, viewer: Actor, noun: str = "car_booking"
) -> Newest[Drive] | None:
    """A drive, versioned as the record that the form writes: the drive, its licence or opinion."""
    found = drive(session, drive_id, now=now, viewer=viewer)
    if found is None:
        return None
    if noun == "car_booking":
        return Newest(found, found.version, last_saved(session, noun, drive_id))
    version = found.licence_version if noun == "licence" else found.opinion_version
    return Newest(found, version, last_saved(session, noun, version[0]))


def warnings(
    session: Session,
    person_id: int,
    *,
    car_id: int | None,
    route_id: int | None,
    on: date,
    accompanied: bool = False,
) -> tuple[LicenceFinding, ...]:
    """What the licence of a known customer would say to a drive that is being booked."""
    rules_of_store = settings.load(session)
    car = next(iter(_car_rows(session, DemoCar.id == car_id)), None)
    route = session.get(DriveRoute, route_id) if route_id else None
    wish = LicenceNeed(
        on,
        manual=car is not None and car.gearbox.value == "manual",
        motorway=bool(route and route.motorway),
        accompanied=accompanied,
        least_age=rules_of_store.of(DriveSettings).drive_age,
        probation_months=rules_of_store.of(DriveSettings).drive_licence_months,
    )
    known = fleet.licence_facts(fleet.licence_of(session, person_id))
    return tuple(
        finding
        for finding in licence_rules.findings(known, wish)
        if finding.code != "licence.not_seen"
    )


def demo_cars(session: Session, *, everybody: bool = False) -> tuple[DemoCarRow, ...]:
    """The fleet in the store's order; `everybody` includes retired cars."""
    return _car_rows(session, DemoCar.active.in_((True, False) if everybody else (True,)))


def routes(session: Session, *, everybody: bool = False) -> tuple[Route, ...]:
    """The drawn routes in the store's order; `everybody` includes retired ones."""
    wanted = select(DriveRoute).order_by(DriveRoute.position, DriveRoute.id)
    rows = session.scalars(wanted if everybody else wanted.where(DriveRoute.active))
    return tuple(
        Route(
            row.id,
            row.name,
            row.kilometres,
            row.minutes,
            row.motorway,
            row.description or "",
            row.position,
            row.active,
            row.version,
        )
        for row in rows
    )


def booking_lists(session: Session) -> BookingChoices:
    """What the forms of the desk choose from, in one reading."""
    consultants = house.staff(session, Role.CONSULTANT)
    return BookingChoices(demo_cars(session), routes(session), consultants, house.levels(session))


def agreement(session: Session, drive_id: int, *, now: datetime, viewer: Actor) -> AgreementFacts:
    """The facts of a new agreement, in the language now spoken and with the newest clauses."""
    row = operations.drive(session, drive_id)
    shown = _rows(session, CarBooking.id == drive_id, viewer)[0]
    if row.state is DriveState.BOOKED:
        fleet.check_licence(session, row, at=now)
    car = _car_rows(session, DemoCar.id == row.car_id)[0]
    wording = archive.clauses(session, PaperKind.DRIVE_AGREEMENT, text.language())
    number, seen = _licence(session, row)
    person = session.get(Person, row.person_id)
    held = seen.licence_class if seen else row.licence_class
    expires = (
        None if seen and seen.long_term else (seen.expires_on if seen else row.licence_expires_on)
    )
    return AgreementFacts(
        settings=settings.load(session),
        language=text.language(),
        number=shown.number,
        copy=archive.copies(session, PaperKind.DRIVE_AGREEMENT, operations.NOUN, noun_id=drive_id)
        + 1,
        printed_at=now,
        printed_by=viewer.name,
        customer=person.name if person else "",
        phone=phones.shown(_phone(session, row.person_id)),
        address=person.address or "" if person else "",
        licence_number=licences.shown(number) if number else "",
        licence_class=held.value if held else "",
        first_issued_on=seen.first_issued_on if seen else row.licence_first_issued_on,
        expires_on=expires,
        model=car.model,
        gearbox=car.gearbox,
        plate=plates.shown(car.plate),
        vin=car.vin,
        rides=row.rides,
        drives=row.drives,
        route=shown.route,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        registered_at=row.booked_at,
        consultant=shown.consultant,
        companion=_staff_name(session, row.companion_id),
        edition=wording.edition,
        clauses=wording.clauses,
    )


def signed_agreement(session: Session, drive_id: int) -> archive.Issued | None:
    """The agreement as it was given out, while it still says what is booked.

    None = print a new one.
    """
    row = session.get(TestDrive, drive_id)
    if row is None or row.agreement_edition is None:
        return None
    if row.state is DriveState.BOOKED and operations.is_agreed_otherwise(session, row):
        return None
    return archive.issued(session, PaperKind.DRIVE_AGREEMENT, operations.NOUN, noun_id=drive_id)


def agreement_to_print(
    session: Session, drive_id: int, *, now: datetime, viewer: Actor
) -> AgreementToPrint:
    """The paper that was given out while it still holds, else the facts of a new one."""
    issued = signed_agreement(session, drive_id)
    if issued is not None:
        return AgreementToPrint(None, issued.pdf)
    if session.get_one(TestDrive, drive_id).state is not DriveState.BOOKED:
        raise Refused("drive.no_paper", N_("No agreement was printed for this drive."))
    return AgreementToPrint(agreement(session, drive_id, now=now, viewer=viewer))


def drive_sheet(session: Session, day: date, *, now: datetime, viewer: Actor) -> SheetFacts:
    """The register of one day, by the hour; numbers as the person who prints may read them."""
    start, end = day_bounds(day)
    wanted = _joined(
        TestDrive,
        DemoCar.plate,
        CarModel.name,
        Person.name,
        Staff.name,
        DriveRoute.name,
        DriveFeedback.overall,
        Level.code,
    )
    wanted = wanted.outerjoin(DriveFeedback, DriveFeedback.test_drive_id == TestDrive.id).outerjoin(
        Level, Level.id == DriveFeedback.level_id
    )
    wanted = wanted.where(TestDrive.starts_at >= start, TestDrive.starts_at < end)
    rows = []
    for row, plate, model, customer, consultant, route, overall, level in session.execute(
        wanted.order_by(TestDrive.starts_at, TestDrive.id)
    ):
        number = _licence(session, row)[0]
        licence = number if privacy.sees_numbers(viewer.roles) else licences.masked(number)
        rows.append(
            DriveSheetRow(
                customer=customer or "",
                phone=privacy.phone_for(_phone(session, row.person_id), viewer.roles),
                licence=licence if number else "",
                model=model,
                plate=plates.shown(plate),
                starts_at=row.starts_at,
                out_at=row.out_at,
                back_at=row.back_at,
                out_km=row.out_km,
                back_km=row.back_km,
                route=route or "",
                consultant=consultant or "",
                state=row.state,
                overall=overall,
                level=level or "",
                rides=row.rides,
                drives=row.drives,
            )
        )
    return SheetFacts(settings.load(session), text.language(), day, now, viewer.name, tuple(rows))


def _joined(noun: type[CarBooking], *columns: Any) -> Select[Any]:
    """Bookings of any kind, or test drives alone, with what stands beside them."""
    wanted = select(noun, *columns).join(DemoCar, DemoCar.id == noun.car_id)
    wanted = wanted.join(Trim, Trim.id == DemoCar.trim_id).join(
        CarModel, CarModel.id == Trim.model_id
    )
    wanted = wanted.outerjoin(Person, Person.id == noun.person_id)
    wanted = wanted.outerjoin(Staff, Staff.id == noun.consultant_id)
    wanted = wanted.outerjoin(RepairOrder, RepairOrder.id == noun.order_id)
    return wanted.outerjoin(DriveRoute, DriveRoute.id == noun.route_id)


def _rows(session: Session, where: ColumnElement[bool], viewer: Actor) -> tuple[DriveRow, ...]:
    """At most a few dozen rows: a day of the whole fleet."""
    beside = DemoCar.plate, CarModel.name, Person, Staff.name, DriveRoute.name, RepairOrder.number
    wanted = _joined(CarBooking, *beside).where(where)
    rows = session.execute(wanted.order_by(CarBooking.starts_at, CarBooking.id))
    return tuple(_row(*found, viewer=viewer) for found in rows)


def _row(row: CarBooking, plate: str, *others: Any, viewer: Actor) -> DriveRow:
    model, person, consultant, route, order = others
    customer = person.name if person else ""
    number = person.phones[0].number if person and person.phones else ""
    return DriveRow(
        id=row.id,
        kind=row.kind,
        number=row.number or "",
        state=row.state,
        car_id=row.car_id,
        plate=plate,
        model=model,
        person_id=row.person_id,
        customer=customer if viewer.may(*DESK) else names.masked(customer),
        phone=privacy.phone_for(
            number, viewer.roles, own=viewer.staff_id in (row.consultant_id, row.booked_by)
        ),
        consultant_id=row.consultant_id,
        consultant=consultant or "",
        route_id=row.route_id,
        route=route or "",
        rides=row.rides,
        drives=row.drives,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        held_until=row.held_until,
        out_at=row.out_at,
        back_at=row.back_at,
        signed=row.agreement_signed_at is not None,
        reason=row.reason or "",
        order=order or "",
        order_id=row.order_id,
    )


def _wall_car(
    car: DemoCarRow, away: tuple[Any, ...] | None, coming: tuple[Any, ...] | None
) -> WallCar:
    row, customer, consultant, order = away or coming or (None, "", "", "")
    return WallCar(
        id=car.id,
        plate=car.plate,
        model=car.model,
        who=names.masked(customer or ""),
        consultant=consultant or "",
        order=order or "",
        out_at=row.out_at if away and row else None,
        due_at=row.ends_at if away and row else None,
        next_at=row.starts_at if row and not away else None,
        is_blocked=bool(row and row.kind is BookingKind.BLOCK),
    )


def _car_rows(session: Session, where: ColumnElement[bool]) -> tuple[DemoCarRow, ...]:
    wanted = (
        select(DemoCar, Trim, CarModel.name)
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
    )
    rows: Sequence[Any] = session.execute(
        wanted.where(where).order_by(DemoCar.position, DemoCar.id)
    ).all()
    return tuple(
        DemoCarRow(
            id=car.id,
            plate=car.plate,
            model=f"{model} {trim.name}",
            gearbox=trim.gearbox,
            odometer=car.odometer,
            fuel=car.fuel,
            trim_id=car.trim_id,
            colour=car.colour or "",
            vin=car.vin or "",
            position=car.position,
            active=car.active,
            lent=car.lent,
            version=car.version,
        )
        for car, trim, model in rows
    )


def _licence(session: Session, row: CarBooking) -> tuple[str, Any]:
    """A drive that waits has the licence of its person.

    One that left has what was written down then.
    """
    seen = fleet.licence_of(session, row.person_id) if row.state is DriveState.BOOKED else None
    return (
        seen.number if seen else "" if row.state is DriveState.BOOKED else row.licence_number or ""
    ), seen


def _opinion(session: Session, told: DriveFeedback | None) -> tuple[Opinion | None, str]:
    if told is None:
        return None, ""
    level = session.get(Level, told.level_id) if told.level_id else None
    return Opinion(**{field.name: getattr(told, field.name) for field in fields(Opinion)}), (
        level.code if level else ""
    )


def _prospect(session: Session, row: CarBooking) -> int | None:
    if row.person_id is None or not isinstance(row, TestDrive):
        return None
    live = prospects.live(session, row.person_id)
    return live.id if live is not None else None


def _phone(session: Session, person_id: int | None) -> str:
    card = people.card(session, person_id) if person_id else None
    return card.phones[0] if card and card.phones else ""


def _staff_name(session: Session, staff_id: int | None) -> str:
    row = session.get(Staff, staff_id) if staff_id else None
    return row.name if row else ""
