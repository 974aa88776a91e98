"""Reads the day of bookings, one drive in full, and the forms' choices."""

from datetime import date, datetime
from functools import cache
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
from app.identity import names
from app.identity import phone as phones
from app.identity import plate as plates
from app.local_time import day_bounds, local_day, on_days
from app.people import queries as people
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.rows import columns_of, copied, fetch
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
from db.tables.admin import Staff
from db.tables.fleet import HOLDING, CarBooking, DemoCar, TestDrive
from db.tables.people import Person, Phone
from db.tables.service import RepairOrder
from db.tables.store_lists import Level
from db.tables.testdrives import DriveFeedback, DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingKind, BookingState, Gearbox, Role

KEPT = (BookingState.BOOKED, BookingState.OUT, BookingState.BACK)
DESK = (Role.RECEPTION, Role.CONSULTANT)
MOST, LEAST_DIGITS = 100, 3


def desk_day(session: Session, day: date, *, now: datetime, viewer: Actor) -> DeskDay:
    """The cars and bookings of a day, and the cars out now."""
    drives = rows(session, or_(on_days(CarBooking.starts_at, day), _goes_on(day)), viewer)
    count = select(func.count(TestDrive.id)).where(TestDrive.state.in_(KEPT))
    today = session.scalar(count.where(on_days(TestDrive.starts_at, local_day(now)))) or 0
    return DeskDay(demo_cars(session), drives, out(session, viewer=viewer), today)


def _goes_on(day: date) -> ColumnElement[bool]:
    """True for bookings that began before a day and have not ended."""
    start = day_bounds(day)[0]
    goes_on = or_(CarBooking.ends_at > start, CarBooking.state == BookingState.OUT)
    return and_(HOLDING, CarBooking.starts_at < start, goes_on)


def out(session: Session, *, viewer: Actor) -> tuple[DriveRow, ...]:
    """The drives and loans whose car is out at this moment."""
    return rows(session, and_(HOLDING, CarBooking.state == BookingState.OUT), viewer)


def found(session: Session, words: str, *, viewer: Actor) -> tuple[DriveRow, ...]:
    """Bookings whose number, customer, telephone or plate holds the words, newest first."""
    ids = select(CarBooking.id).join(DemoCar, DemoCar.id == CarBooking.car_id)
    ids = ids.outerjoin(Person, Person.id == CarBooking.person_id)
    ids = ids.outerjoin(RepairOrder, RepairOrder.id == CarBooking.order_id).where(_holds(words))
    newest = ids.order_by(CarBooking.starts_at.desc(), CarBooking.id.desc()).limit(MOST)
    return tuple(reversed(rows(session, CarBooking.id.in_(session.scalars(newest).all()), viewer)))


def _holds(words: str) -> ColumnElement[bool]:
    """True for bookings that hold the words in one of the columns that are searched."""
    typed, number, plate = words.strip(), phones.normalise(words), plates.normalise(words)
    columns = [CarBooking.number, Person.name, RepairOrder.number]
    holds = [column.icontains(typed, autoescape=True) for column in columns]
    if plate:
        holds.append(DemoCar.plate.icontains(plate, autoescape=True))
    if len(number) >= LEAST_DIGITS and number.lstrip("+").isdecimal():
        callers = select(Phone.person_id).where(Phone.number.contains(number, autoescape=True))
        holds.append(CarBooking.person_id.in_(callers))
    return or_(*holds)


def wall(session: Session, *, now: datetime) -> tuple[WallCar, ...]:
    """Every demo car for a screen that everybody sees: names masked, no numbers.

    Cars that are out come first, by when they are due, then those that go next.
    """
    bookings = _select_wall(now)
    told = fetch(session, WallCar, bookings, who=lambda row: names.masked(row._customer or ""))
    nearest = {car.id: car for car in told}
    cars = [
        nearest.get(car.id) or WallCar(car.id, car.plate, car.model) for car in demo_cars(session)
    ]
    return tuple(sorted(cars, key=lambda car: _place(car, now)))


def _place(car: WallCar, now: datetime) -> tuple[bool, bool, datetime]:
    return car.out_at is None, car.next_at is None, car.due_at or car.next_at or now


def _select_wall(now: datetime) -> Select[*tuple[Any, ...]]:
    """Bookings that are out or still to come today, each car's nearest last."""
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
    wanted = bookings.where(HOLDING, or_(is_out, ahead))
    return wanted.order_by(is_out, booking.starts_at.desc())


def drive(session: Session, drive_id: int, *, now: datetime, viewer: Actor) -> Drive | None:
    """One booking with its licence and what speaks against the drive.

    None where it is gone.
    """
    shown = next(iter(rows(session, CarBooking.id == drive_id, viewer)), None)
    if shown is None:
        return None
    row = session.get_one(CarBooking, drive_id)
    told = session.scalar(select(DriveFeedback).where(DriveFeedback.test_drive_id == drive_id))
    opinion, level = _opinion(session, told)
    return copied(
        Drive,
        row,
        row=shown,
        damage=row.damage or "",
        phone_plain=phone_of(session, row.person_id)
        if privacy.reads_at_once(viewer.roles, own=fleet.is_own(viewer, row))
        else "",
        override_reason=row.override_reason or "",
        override_by=staff_name(session, row.override_by),
        signed_at=row.agreement_signed_at,
        companion=staff_name(session, row.companion_id),
        opinion=opinion,
        level=level,
        opinion_version=(told.id, told.version) if told else (0, 0),
        **_car_facts(session, row),
        **_licence_facts(session, row, now=now, viewer=viewer),
    )


def _car_facts(session: Session, row: CarBooking) -> dict[str, Any]:
    car = session.get_one(DemoCar, row.car_id)
    gearbox = session.get_one(Trim, car.trim_id).gearbox
    return {"gearbox": gearbox, "last_km": car.odometer, "last_fuel": car.fuel}


def _licence_facts(
    session: Session, row: CarBooking, *, now: datetime, viewer: Actor
) -> dict[str, Any]:
    """What the licence says, and what speaks against a drive that is still booked."""
    noted, waits = fleet.noted_licence(session, row), row.state is BookingState.BOOKED
    judged = fleet.judged(session, row, at=now) if row.drives and waits else None
    own = fleet.is_own(viewer, row)
    clear = privacy.sees_numbers(viewer.roles) and privacy.reads_at_once(viewer.roles, own=own)
    return {
        "licence_number": privacy.licence_for(noted.number, viewer.roles, own=own),
        "licence_plain": noted.number if clear else "",
        "licence_class": noted.licence_class,
        "first_issued_on": noted.first_issued_on,
        "expires_on": noted.expires_on,
        "long_term": noted.long_term,
        "seen_at": noted.seen_at,
        "findings": licence_rules.findings(*judged) if judged else (),
        "is_agreed_otherwise": waits and lookup.is_agreed_otherwise(session, row),
        "licence_version": lookup.seen_licence(session, row.person_id),
    }


def newest_drive(
    session: Session, drive_id: int, *, now: datetime, viewer: Actor, noun: Noun = Noun.CAR_BOOKING
) -> Newest[Drive] | None:
    """A drive, versioned as the record that the form writes.

    The drive, its licence or opinion.
    """
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
    companion_id: int | None = None,
) -> tuple[LicenceFinding, ...]:
    """What the licence of a known customer says to a drive that is being booked."""
    store = settings.load(session).of(DriveSettings)
    car = session.get(DemoCar, car_id) if car_id else None
    gearbox = session.get_one(Trim, car.trim_id).gearbox if car else None
    route = session.get(DriveRoute, route_id) if route_id else None
    need = LicenceNeed(
        on,
        manual=gearbox is Gearbox.MANUAL,
        motorway=bool(route and route.motorway),
        **fleet.companion(session, companion_id),
        least_age=store.drive_age,
        probation_months=store.drive_licence_months,
        least_months=store.drive_refuse_months,
    )
    known = fleet.licence_facts(session, fleet.licence_of(session, person_id))
    found = licence_rules.findings(known, need)
    return tuple(finding for finding in found if finding.code != "licence.not_seen")


def demo_cars(session: Session, *, everybody: bool = False) -> tuple[DemoCarRow, ...]:
    """The fleet in the store's order; `everybody` includes retired cars."""
    return car_rows(session, DemoCar.active.in_((True, False) if everybody else (True,)))


def routes(session: Session, *, everybody: bool = False) -> tuple[Route, ...]:
    """The drawn routes in the store's order; `everybody` includes retired ones."""
    wanted = select(*columns_of(Route, DriveRoute))
    wanted = wanted.order_by(DriveRoute.position, DriveRoute.id)
    return tuple(fetch(session, Route, wanted if everybody else wanted.where(DriveRoute.active)))


def booking_lists(session: Session) -> BookingChoices:
    """The choices of the forms of this desk, in one reading."""
    consultants = house.staff(session, Role.CONSULTANT)
    return BookingChoices(demo_cars(session), routes(session), consultants, house.levels(session))


def joined(noun: type[CarBooking], *columns: Any) -> Select[*tuple[Any, ...]]:
    """Columns of bookings, joined with car, person, staff, order and route."""
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
    """The bookings that meet a condition, by start.

    Names and numbers as the viewer may read.
    """

    def customer(row: Any) -> str:
        name = row._customer or ""
        return name if viewer.may(*DESK) else names.masked(name)

    def phone(row: Any) -> str:
        own = viewer.staff_id in (row.consultant_id, row._booked_by)
        return privacy.phone_for(row._number or "", viewer.roles, own=own)

    in_order = _select_rows().where(where).order_by(CarBooking.starts_at, CarBooking.id)
    return tuple(fetch(session, DriveRow, in_order, customer=customer, phone=phone))


@cache
def _select_rows() -> Select[*tuple[Any, ...]]:
    booking = CarBooking
    return joined(
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


def _opinion(session: Session, told: DriveFeedback | None) -> tuple[Opinion | None, str]:
    if told is None:
        return None, ""
    level = session.get(Level, told.level_id) if told.level_id else None
    return copied(Opinion, told), level.code if level else ""


def phone_of(session: Session, person_id: int | None) -> str:
    """The number by which a person is called; empty where there is none."""
    card = people.card(session, person_id) if person_id else None
    return card.phones[0] if card and card.phones else ""


def staff_name(session: Session, staff_id: int | None) -> str:
    """The name of a colleague; empty for nobody."""
    row = session.get(Staff, staff_id) if staff_id else None
    return row.name if row else ""
