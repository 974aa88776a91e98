"""What the desk reads.

The day on the timeline, one drive in full, the lists, the facts of the two papers.
"""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import queries as house
from app.audit import Newest, last_saved
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
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects import queries as prospects
from app.rows import columns_of, fetch
from app.testdrives import lookup
from app.testdrives.facts import (
    BookingChoices,
    DemoCarRow,
    DeskDay,
    Drive,
    DriveRow,
    Route,
    WallCar,
)
from app.testdrives.values import Opinion
from db.nouns import Noun
from db.tables.admin import Level, Staff
from db.tables.fleet import HOLDING, CarBooking, DemoCar, TestDrive
from db.tables.people import Licence, Person, Phone
from db.tables.service import RepairOrder
from db.tables.testdrives import DriveFeedback, DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingKind, BookingState, Role

KEPT = (BookingState.BOOKED, BookingState.OUT, BookingState.BACK)
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
        HOLDING, starts_at < start, or_(CarBooking.ends_at > start, state == BookingState.OUT)
    )
    drives = rows(session, or_(and_(starts_at >= start, starts_at < end), spans), viewer)
    count = select(func.count(TestDrive.id)).where(TestDrive.state.in_(KEPT))
    count = count.where(TestDrive.starts_at >= today[0], TestDrive.starts_at < today[1])
    return DeskDay(
        demo_cars(session), drives, out(session, viewer=viewer), session.scalar(count) or 0
    )


def out(session: Session, *, viewer: Actor) -> tuple[DriveRow, ...]:
    """The drives and loans whose car is out at this moment."""
    return rows(session, and_(HOLDING, CarBooking.state == BookingState.OUT), viewer)


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
    return tuple(reversed(rows(session, CarBooking.id.in_(session.scalars(newest).all()), viewer)))


def wall(session: Session, *, now: datetime) -> tuple[WallCar, ...]:
    """Every demo car for a screen that everybody sees: names masked, no numbers.

    Out before at home, what is due first at the top.
    """
    booking, is_out = CarBooking, CarBooking.state == BookingState.OUT
    ahead = and_(~is_out, booking.starts_at < day_bounds(local_day(now))[1], booking.ends_at > now)
    bookings = joined(
        booking,
        DemoCar.id,
        DemoCar.plate,
        _model().label("model"),
        case((is_out, booking.out_at)).label("out_at"),
        case((is_out, booking.ends_at)).label("due_at"),
        case((ahead, booking.starts_at)).label("next_at"),
        (booking.kind == BookingKind.BLOCK).label("is_blocked"),
        Person.name.label("_customer"),
        Staff.name.label("consultant"),
        RepairOrder.number.label("order"),
    )
    bookings = bookings.where(HOLDING, or_(is_out, ahead)).order_by(
        is_out, booking.starts_at.desc()
    )
    told = fetch(session, WallCar, bookings, who=lambda row: names.masked(row._customer or ""))
    nearest = {car.id: car for car in told}
    cars = [
        nearest.get(car.id) or WallCar(car.id, car.plate, car.model) for car in demo_cars(session)
    ]
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
    found = rows(session, CarBooking.id == drive_id, viewer)
    if not found:
        return None
    row, car = (
        session.get_one(CarBooking, drive_id),
        car_rows(session, DemoCar.id == found[0].car_id)[0],
    )
    number, seen = licence_shown(session, row)
    told = session.scalars(
        select(DriveFeedback).where(DriveFeedback.test_drive_id == drive_id)
    ).first()
    opinion, level = _opinion(session, told)
    judged = row.drives and row.state is BookingState.BOOKED
    found_facts = licence_rules.findings(*fleet.judged(session, row, at=now)) if judged else ()
    return Drive(
        row=found[0],
        gearbox=car.gearbox,
        last_km=car.odometer,
        last_fuel=car.fuel,
        phone_plain=phone_of(session, row.person_id),
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
        override_by=staff_name(session, row.override_by),
        agreement_edition=row.agreement_edition,
        signed_at=row.agreement_signed_at,
        is_agreed_otherwise=row.state is BookingState.BOOKED
        and lookup.is_agreed_otherwise(session, row),
        companion_id=row.companion_id,
        companion=staff_name(session, row.companion_id),
        out_km=row.out_km,
        out_fuel=row.out_fuel,
        back_km=row.back_km,
        back_fuel=row.back_fuel,
        damage=row.damage or "",
        opinion=opinion,
        level=level,
        prospect_id=_prospect(session, row),
        version=row.version,
        licence_version=lookup.seen_licence(session, row.person_id),
        opinion_version=(told.id, told.version) if told else (0, 0),
    )


def newest_drive(
    session: Session, drive_id: int, *, now: datetime, viewer: Actor, noun: Noun = Noun.CAR_BOOKING
) -> Newest[Drive] | None:
    """A drive, versioned as the record that the form writes: the drive, its licence or opinion."""
    found = drive(session, drive_id, now=now, viewer=viewer)
    if found is None:
        return None
    if noun == Noun.CAR_BOOKING:
        return Newest(found, found.version, last_saved(session, noun, drive_id))
    version = found.licence_version if noun == Noun.LICENCE else found.opinion_version
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
    car = next(iter(car_rows(session, DemoCar.id == car_id)), None)
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
    return car_rows(session, DemoCar.active.in_((True, False) if everybody else (True,)))


def routes(session: Session, *, everybody: bool = False) -> tuple[Route, ...]:
    """The drawn routes in the store's order; `everybody` includes retired ones."""
    wanted = select(*columns_of(Route, DriveRoute))
    wanted = wanted.order_by(DriveRoute.position, DriveRoute.id)
    return tuple(fetch(session, Route, wanted if everybody else wanted.where(DriveRoute.active)))


def booking_lists(session: Session) -> BookingChoices:
    """What the forms of the desk choose from, in one reading."""
    consultants = house.staff(session, Role.CONSULTANT)
    return BookingChoices(demo_cars(session), routes(session), consultants, house.levels(session))


def joined(noun: type[CarBooking], *columns: Any) -> Select[*tuple[Any, ...]]:
    """Columns of bookings of any kind, or of test drives alone, and of what stands beside them."""
    statement: Select[*tuple[Any, ...]] = select(*columns).select_from(noun)
    return (
        statement.join(DemoCar, DemoCar.id == noun.car_id)
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(Person, Person.id == noun.person_id)
        .outerjoin(Staff, Staff.id == noun.consultant_id)
        .outerjoin(RepairOrder, RepairOrder.id == noun.order_id)
        .outerjoin(DriveRoute, DriveRoute.id == noun.route_id)
    )


def rows(session: Session, where: ColumnElement[bool], viewer: Actor) -> tuple[DriveRow, ...]:
    """At most a few dozen rows: a day of the whole fleet."""
    booking = CarBooking
    bookings = joined(
        booking,
        *columns_of(DriveRow, booking),
        DemoCar.plate,
        CarModel.name.label("model"),
        Person.name.label("_customer"),
        first_number(booking.person_id).label("_number"),
        Staff.name.label("consultant"),
        DriveRoute.name.label("route"),
        booking.agreement_signed_at.is_not(None).label("signed"),
        booking.booked_by.label("_booked_by"),
        RepairOrder.number.label("order"),
    )

    def customer(row: Any) -> str:
        name = row._customer or ""
        return name if viewer.may(*DESK) else names.masked(name)

    def phone(row: Any) -> str:
        own = viewer.staff_id in (row.consultant_id, row._booked_by)
        return privacy.phone_for(row._number or "", viewer.roles, own=own)

    in_order = bookings.where(where).order_by(booking.starts_at, booking.id)
    return tuple(fetch(session, DriveRow, in_order, customer=customer, phone=phone))


def car_rows(session: Session, where: ColumnElement[bool]) -> tuple[DemoCarRow, ...]:
    """The demo cars that meet a condition, in the store's order."""
    cars = (
        select(*columns_of(DemoCarRow, DemoCar), Trim.gearbox, _model().label("model"))
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .where(where)
    )
    return tuple(fetch(session, DemoCarRow, cars.order_by(DemoCar.position, DemoCar.id)))


def _model() -> ColumnElement[str]:
    """Model and version as lists show them."""
    return CarModel.name + " " + Trim.name


def licence_shown(session: Session, row: CarBooking) -> tuple[str, Licence | None]:
    """The licence of the person before the drive, afterwards the number written down then."""
    if row.state is not BookingState.BOOKED:
        return row.licence_number or "", None
    seen = fleet.licence_of(session, row.person_id)
    return seen.number if seen else "", seen


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


def phone_of(session: Session, person_id: int | None) -> str:
    """The number by which a person is called; empty where there is none."""
    card = people.card(session, person_id) if person_id else None
    return card.phones[0] if card and card.phones else ""


def staff_name(session: Session, staff_id: int | None) -> str:
    """The name of a colleague; empty for nobody."""
    row = session.get(Staff, staff_id) if staff_id else None
    return row.name if row else ""
