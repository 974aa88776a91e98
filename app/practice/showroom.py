"""A month of visits, prospects, follow-ups and test drives, up to this very minute."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from db.tables.fleet import TestDrive
from db.tables.people import Person
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.reception import Visit
from db.tables.testdrives import DriveFeedback
from db.vocabulary import (
    BookingState,
    CallResult,
    ContactWay,
    FuelLevel,
    LicenceClass,
    ProspectState,
    Role,
    VisitKind,
)

KEPT = 0.82
SIGNED = 0.6
NEW_FACES = 0.68
CALLS = 0.18
FORGOTTEN = 0.3
GRADES = ("H", "A", "B", "C")
SLOTS = ((9, 30), (10, 30), (11, 30), (13, 30), (14, 30), (15, 30), (16, 30))


class Showroom:
    """Fills the register day by day; each consultant has the guests of the turn."""

    def __init__(
        self,
        session: Session,
        pool: FakeIdentities,
        lists: PracticeLists,
        *,
        people: list[Person],
        numbers: Numbering,
    ) -> None:
        self.session, self.pool, self.lists, self.people = session, pool, lists, people
        self.prospects: dict[int, Prospect] = {}
        self.numbers = numbers
        self._opened: list[Prospect] = []
        self._drives: list[TestDrive] = []
        self._turn = 0
        self._seen: dict[int, Person] = {}
        self._unseen = people.copy()

    def day(self, at: datetime, days_ago: int) -> None:
        """One day of the register; today's rows end at `at`, and the last ones are still inside."""
        random, day = self.pool.random, local_day(at) - timedelta(days=days_ago)
        count = random.randint(16, 22) + (6 if day.weekday() >= 5 else 0)
        minutes = sorted(random.randint(0, 510) for _ in range(count))
        for minute in minutes:
            arrived = at_local(day, time(8, 45)) + timedelta(minutes=minute)
            if arrived <= at:
                self._visit(arrived, at)
        self.session.flush()
        for prospect in self._opened:
            self._follow(prospect, at)
        self._opened.clear()
        self._drives += (
            drives := [
                self._drive(at_local(day, time(*slot)), at)
                for slot in random.sample(SLOTS, k=random.randint(3, 5))
            ]
        )
        self.session.flush()
        for drive in drives:
            if drive.state is BookingState.BACK:
                self._feedback(drive)

    def orders(self, at: datetime) -> None:
        """Some of those who drove have ordered a day or two later.

        Nobody is reminded of them after that.
        """
        random = self.pool.random
        for drive in self._drives:
            prospect = self.prospects.get(drive.person_id or 0)
            ordered = drive.ends_at + timedelta(hours=random.randint(1, 40))
            if (
                prospect is None
                or prospect.state is not ProspectState.OPEN
                or drive.state is not BookingState.BACK
                or ordered > at
            ):
                continue
            if prospect.opened_at < ordered and random.random() < SIGNED:
                prospect.state, prospect.closed_at = ProspectState.WON, ordered
                late = select(FollowUp).where(
                    FollowUp.prospect_id == prospect.id, FollowUp.due_at > ordered
                )
                for contact in self.session.scalars(late):
                    self.session.delete(contact)

    def _visit(self, arrived: datetime, now: datetime) -> None:
        random, lists = self.pool.random, self.lists
        kept, call = random.random() < KEPT, random.random() < CALLS
        purpose = random.choices(lists.purposes, [8, 4, 3, 2, 1, 1, 1, 1, 1])[0]
        consultant = self._next_consultant()
        person = self._visitor() if kept else None
        level = (
            lists.levels[random.choices(GRADES, [2, 4, 6, 5])[0]]
            if person and purpose.is_sales
            else None
        )
        left = arrived + timedelta(minutes=random.randint(4, 9) if call else random.randint(18, 95))
        visit = Visit(
            kind=VisitKind.PHONE_IN if call else VisitKind.WALK_IN,
            arrived_at=arrived,
            left_at=(
                left
                if left <= now
                else (
                    arrived + timedelta(minutes=3)
                    if call and arrived + timedelta(minutes=3) <= now
                    else None
                )
            ),
            party_size=1 if call else random.choices((1, 2, 3, 4), [5, 8, 3, 1])[0],
            person_id=person.id if person else None,
            addressed_as=None if person else random.choice(("张先生", "李女士", None, None)),
            contact_kept=person is not None,
            first=person is None or person.id not in self._seen,
            source_id=random.choice(lists.sources).id,
            purpose_id=purpose.id,
            model_id=random.choice(lists.models).id,
            level_id=level.id if level else None,
            consultant_id=consultant,
            received_by=random.choice(lists.staff[Role.RECEPTION]).id,
            rivals=random.choice(lists.facts["rivals"]) or None,
            course=random.choice(lists.facts["courses"]) if person else None,
            quoted=random.random() < 0.4,
            trade_in=random.random() < 0.15,
            instalment=random.random() < 0.3,
        )
        self.session.add(visit)
        if person is not None:
            self._seen[person.id] = person
        if person is not None and level is not None:
            self._prospect(person, visit)

    def _prospect(self, person: Person, visit: Visit) -> None:
        if person.id in self.prospects:
            return
        owner, level_id = visit.consultant_id or 0, visit.level_id or 0
        prospect = Prospect(
            person_id=person.id,
            owner_id=owner,
            level_id=level_id,
            model_id=visit.model_id,
            source_id=visit.source_id,
            opened_at=visit.arrived_at,
        )
        self.session.add(prospect)
        self.prospects[person.id] = prospect
        self._opened.append(prospect)

    def _follow(self, prospect: Prospect, now: datetime) -> None:
        first = LevelChange(
            prospect_id=prospect.id,
            new_level_id=prospect.level_id,
            at=prospect.opened_at,
            staff_id=prospect.owner_id,
        )
        self.session.add(first)
        self._follow_ups(prospect, now)

    def _follow_ups(self, prospect: Prospect, now: datetime) -> None:
        every = next(
            level for level in self.lists.levels.values() if level.id == prospect.level_id
        ).contact_every_days
        due = at_local(local_day(prospect.opened_at) + timedelta(days=every), time(10))
        while True:
            recent = due > now - timedelta(days=2)
            done = due <= now and not (recent and self.pool.random.random() < FORGOTTEN)
            row = FollowUp(
                person_id=prospect.person_id,
                prospect_id=prospect.id,
                staff_id=prospect.owner_id,
                due_at=due,
            )
            if done:
                row.done_at, row.done_by, row.way = (
                    min(due + timedelta(minutes=self.pool.random.randint(-40, 300)), now),
                    prospect.owner_id,
                    ContactWay.PHONE,
                )
                row.result = self.pool.random.choice(
                    (CallResult.REACHED, CallResult.REACHED, CallResult.NO_ANSWER)
                )
                row.content = self.pool.random.choice(self.lists.facts["courses"])
            self.session.add(row)
            if not done:
                return
            due = at_local(local_day(due) + timedelta(days=every), time(10))

    def _drive(self, starts: datetime, now: datetime) -> TestDrive:
        random, lists = self.pool.random, self.lists
        car, person = random.choice(lists.demo_cars), random.choice(self.people)
        route = lists.routes[0] if random.random() < 0.7 else lists.routes[1]
        ends = starts + timedelta(minutes=30)
        drive = TestDrive(
            number=self.numbers.next("S", starts),
            car_id=car.id,
            person_id=person.id,
            consultant_id=self._next_consultant(),
            route_id=route.id,
            starts_at=starts,
            ends_at=ends,
            held_until=ends + timedelta(minutes=15),
            booked_at=starts - timedelta(hours=random.randint(2, 40)),
            booked_by=random.choice(lists.staff[Role.RECEPTION]).id,
            rides=random.random() < 0.3,
        )
        self._licence(drive)
        if starts <= now:
            self._out_and_back(drive, car, route.kilometres, now=now)
        self.session.add(drive)
        return drive

    def _licence(self, drive: TestDrive) -> None:
        drive.licence_class = self.pool.random.choice(
            (LicenceClass.C1, LicenceClass.C1, LicenceClass.B2)
        )
        drive.licence_number = self.pool.identity_number(
            self.pool.random.randint(1900, 1911), female=False
        )
        day = local_day(drive.starts_at)
        drive.licence_first_issued_on, drive.licence_expires_on = (
            day - timedelta(days=365 * 7),
            day + timedelta(days=365 * 3),
        )
        drive.agreement_edition = 1

    def _out_and_back(
        self, drive: TestDrive, car: object, kilometres: int, *, now: datetime
    ) -> None:
        random = self.pool.random
        if drive.ends_at <= now and random.random() < 0.08:
            drive.state = BookingState.NO_SHOW
            return
        drive.state, drive.agreement_signed_at = (
            BookingState.OUT,
            drive.starts_at - timedelta(minutes=4),
        )
        drive.out_at, drive.out_fuel = drive.starts_at, FuelLevel.THREE_QUARTERS
        drive.out_km = car.odometer  # type: ignore[attr-defined]
        back = drive.ends_at + timedelta(minutes=random.randint(-6, 8))
        if back <= now:
            drive.state, drive.back_at, drive.back_fuel = (
                BookingState.BACK,
                back,
                FuelLevel.THREE_QUARTERS,
            )
            drive.back_km = drive.out_km + kilometres + random.randint(0, 2)
            car.odometer = drive.back_km  # type: ignore[attr-defined]

    def _feedback(self, drive: TestDrive) -> None:
        random, words = self.pool.random, self.lists.facts["feedback"]
        if random.random() < 0.8:
            scores = {
                name: random.randint(3, 5)
                for name in (
                    "overall",
                    "power",
                    "handling",
                    "braking",
                    "comfort",
                    "noise",
                    "space",
                    "equipment",
                )
            }
            self.session.add(
                DriveFeedback(
                    test_drive_id=drive.id,
                    likes=random.choice(words["likes"]),
                    worries=random.choice(words["worries"]),
                    given_at=drive.back_at,
                    taken_by=drive.consultant_id,
                    **scores,
                )
            )

    def _visitor(self) -> Person:
        """Somebody new, or somebody who comes again."""
        random = self.pool.random
        if not self._seen or (self._unseen and random.random() < NEW_FACES):
            return self._unseen.pop(random.randrange(len(self._unseen)))
        return random.choice(list(self._seen.values()))

    def _next_consultant(self) -> int:
        consultants = self.lists.staff[Role.CONSULTANT]
        self._turn += 1
        return consultants[self._turn % len(consultants)].id
