"""Makes a month of test drives and loan cars.

Nobody is in two cars, no car with two people.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local, local_day
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import LENT, PracticeLists
from app.practice.numbering import Numbering
from db.tables.fleet import DemoCar, Loan, TestDrive
from db.tables.people import Licence, Person
from db.tables.service import RepairOrder
from db.tables.testdrives import DriveFeedback
from db.vocabulary import (
    BookingState,
    FuelLevel,
    LicenceClass,
    PersonKind,
    Role,
    ServiceType,
    Sex,
    Stage,
)

LICENCES = (LicenceClass.C1, LicenceClass.C1, LicenceClass.C1, LicenceClass.B2)
SLOTS = ((9, 30), (10, 30), (11, 30), (13, 30), (14, 30), (15, 30), (16, 30))
OPENS, CLOSES, SAME_DAY = 9, 18, 0.4
AHEAD = 3
"""Days after today that have bookings already."""
NO_SHOW, ASKED, RIDES, LONG = 0.07, 0.85, 0.25, 0.3
SCORES = ("overall", "power", "handling", "braking", "comfort", "noise", "space", "equipment")


class Drives:
    """Books one car for each slot of a day."""

    def __init__(
        self,
        session: Session,
        identities: FakeIdentities,
        lists: PracticeLists,
        *,
        people: list[Person],
        numbers: Numbering,
    ) -> None:
        self.session, self.identities, self.lists = session, identities, lists
        self.random, self.numbers = identities.random, numbers
        self._people = [one for one in people if one.kind is PersonKind.PERSON]
        self.random.shuffle(self._people)
        self._cars = [car for place, car in enumerate(lists.demo_cars) if place != LENT]
        self._turn = 0
        self.made: list[TestDrive] = []

    def day(self, day: date, *, now: datetime) -> None:
        """Some of the slots of a day; those to come are booked only."""
        slots = sorted(self.random.sample(SLOTS, k=self.random.randint(3, 5)))
        drives = [self._drive(at_local(day, time(*slot)), now) for slot in slots]
        self.made += drives
        for drive in drives:
            if drive.state is BookingState.BACK and self.random.random() < ASKED:
                self._feedback(drive)

    def _drive(self, starts: datetime, now: datetime) -> TestDrive:
        random, lists = self.random, self.lists
        car, person = self._cars[self._turn % len(self._cars)], self._people.pop()
        route = lists.routes[1 if random.random() < LONG else 0]
        ends = starts + timedelta(minutes=30)
        booked = min(self._booked(starts), now)
        drive = TestDrive(
            number=self.numbers.next("S", starts),
            car_id=car.id,
            person_id=person.id,
            consultant_id=self._next(Role.CONSULTANT),
            route_id=route.id,
            starts_at=starts,
            ends_at=ends,
            held_until=ends + timedelta(minutes=15),
            booked_at=booked,
            booked_by=random.choice(lists.staff[Role.RECEPTION]).id,
            rides=random.random() < RIDES,
        )
        self._licence(drive, person)
        if starts <= now:
            self._out_and_back(drive, car, route.kilometres, now=now)
        self.session.add(drive)
        return drive

    def _booked(self, starts: datetime) -> datetime:
        """Some hours before, or on one of the days before while the store was open."""
        random, day = self.random, local_day(starts)
        if random.random() < SAME_DAY and local(starts).hour > OPENS + 2:
            return starts - timedelta(minutes=random.randint(60, 110))
        clock = time(random.randint(OPENS, CLOSES - 1), random.randint(0, 59))
        return at_local(day - timedelta(days=random.randint(1, 3)), clock)

    def _next(self, role: Role) -> int:
        people = self.lists.staff[role]
        self._turn += 1
        return people[self._turn % len(people)].id

    def _licence(self, drive: TestDrive, person: Person) -> None:
        """The licence in the person's file, as it was shown for this drive."""
        day = local_day(drive.starts_at)
        shown = licence(self.identities, person, day=day, seen_by=drive.booked_by)
        shown.seen_at = drive.booked_at
        self.session.add(shown)
        drive.licence_number, drive.licence_class = shown.number, shown.licence_class
        drive.licence_first_issued_on = shown.first_issued_on
        drive.licence_expires_on = shown.expires_on
        drive.agreement_edition = 1

    def _out_and_back(
        self, drive: TestDrive, car: DemoCar, kilometres: int, *, now: datetime
    ) -> None:
        random = self.random
        if drive.ends_at <= now and random.random() < NO_SHOW:
            drive.state = BookingState.NO_SHOW
            return
        drive.state, drive.out_at = BookingState.OUT, drive.starts_at
        drive.agreement_signed_at = drive.starts_at - timedelta(minutes=4)
        drive.out_km, drive.out_fuel = car.odometer, FuelLevel.THREE_QUARTERS
        back = drive.ends_at + timedelta(minutes=random.randint(-6, 8))
        if back <= now:
            drive.state, drive.back_at = BookingState.BACK, back
            drive.back_fuel = FuelLevel.THREE_QUARTERS
            drive.back_km = drive.out_km + kilometres + random.randint(0, 2)
            car.odometer = drive.back_km

    def _feedback(self, drive: TestDrive) -> None:
        random, words = self.random, self.lists.facts["feedback"]
        scores = {name: random.randint(3, 5) for name in SCORES}
        said = {name: random.choice(words[name]) for name in ("likes", "worries")}
        told = DriveFeedback(test_drive_id=drive.id, **scores, **said)
        told.level_id = self.lists.levels[random.choice("HAB")].id
        told.given_at, told.taken_by = drive.back_at or drive.ends_at, drive.consultant_id or 0
        told.wants_contact = random.random() < 0.9
        self.session.add(told)


def licence(identities: FakeIdentities, person: Person, *, day: date, seen_by: int) -> Licence:
    """A licence of a driver, whose date of birth goes into the file."""
    told = person.born_on or day - timedelta(days=40 * 365)
    born, age = identities.birthday(told.year), day.year - told.year
    if person.kind is PersonKind.PERSON:
        person.born_on = born
    number = identities.identity_number(born, female=person.sex is Sex.FEMALE)
    held = identities.random.randint(1, max(age - 19, 1))
    return Licence(
        person_id=person.id,
        number=number,
        licence_class=identities.random.choice(LICENCES),
        first_issued_on=day - timedelta(days=365 * held + 40),
        expires_on=day + timedelta(days=identities.random.randint(200, 2000)),
        seen_by=seen_by,
    )


def lend(
    session: Session,
    identities: FakeIdentities,
    lists: PracticeLists,
    *,
    numbers: Numbering,
    now: datetime,
) -> None:
    """The loan car goes from one accident repair to the next; the last customer has it now."""
    wanted = select(RepairOrder).where(RepairOrder.service_type == ServiceType.ACCIDENT)
    car, free_from = lists.demo_cars[LENT], now - timedelta(days=60)
    for order in session.scalars(wanted.order_by(RepairOrder.received_at)).all():
        if order.received_at >= free_from and order.customer_id and order.promised_at:
            loan = _loan(identities, order, car, number=numbers.next("L", order.received_at))
            _give_back(identities.random, loan, order, car=car, now=now)
            _copy_licence(session, identities, loan, order)
            session.add(loan)
            free_from = loan.held_until + timedelta(minutes=30)
    session.flush()


def _loan(identities: FakeIdentities, order: RepairOrder, car: DemoCar, *, number: str) -> Loan:
    starts = order.received_at + timedelta(minutes=20)
    ends = order.promised_at or starts
    loan = Loan(order_id=order.id, car_id=car.id, person_id=order.customer_id, number=number)
    loan.starts_at, loan.ends_at = starts, ends
    loan.held_until = ends + timedelta(minutes=15)
    loan.booked_at, loan.booked_by = order.received_at, order.advisor_id
    return loan


def _give_back(
    random: Random, loan: Loan, order: RepairOrder, *, car: DemoCar, now: datetime
) -> None:
    if loan.starts_at > now:
        return
    loan.state, loan.out_at = BookingState.OUT, loan.starts_at
    loan.out_km, loan.out_fuel = car.odometer, FuelLevel.FULL
    loan.agreement_edition, loan.agreement_signed_at = 1, loan.starts_at
    if order.stage is Stage.DELIVERED and order.delivered_at:
        loan.state, loan.back_at = BookingState.BACK, order.delivered_at
        loan.back_km = car.odometer = car.odometer + random.randint(40, 160)
        loan.back_fuel = FuelLevel.THREE_QUARTERS
        loan.held_until = max(loan.held_until, order.delivered_at)


def _copy_licence(
    session: Session, identities: FakeIdentities, loan: Loan, order: RepairOrder
) -> None:
    person = session.get_one(Person, order.customer_id)
    shown = licence(identities, person, day=local_day(loan.starts_at), seen_by=order.advisor_id)
    shown.seen_at = loan.starts_at
    session.add(shown)
    loan.licence_number, loan.licence_class = shown.number, shown.licence_class
    loan.licence_first_issued_on = shown.first_issued_on
    loan.licence_expires_on = shown.expires_on
