"""Ten years of the visitor register, with prospects, their contacts, and test drives."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.local_time import at_local, local_day
from app.practice.bulk_people import Crowd
from app.practice.bulk_writer import BulkWriter
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.showroom import CALLS, GRADES, KEPT, SLOTS
from db.tables.admin import Level
from db.tables.fleet import TestDrive
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.reception import Visit
from db.vocabulary import (
    BookingKind,
    BookingState,
    CallResult,
    ContactWay,
    FuelLevel,
    LicenceClass,
    ProspectState,
    Role,
    VisitKind,
)

PURPOSES = (8, 4, 3, 2, 1, 1, 1, 1, 1)
DRIVES = 0.12
LIVE_DAYS = 60
REVIEWED_DAYS = 2


class Visits:
    """One day of the register after the other; prospects older than two months are won or lost."""

    def __init__(
        self, shelf: BulkWriter, pool: FakeIdentities, lists: PracticeLists, *, crowd: Crowd
    ) -> None:
        self._shelf, self._pool, self._lists, self._crowd = shelf, pool, lists, crowd
        self._consultants = [person.id for person in lists.staff[Role.CONSULTANT]]
        self._desk = [person.id for person in lists.staff[Role.RECEPTION]]
        self._manager = lists.staff[Role.MANAGER][0].id
        self._levels = [lists.levels[code] for code in GRADES]
        self._known: set[int] = set()
        self.numbers: Counter[str] = Counter()

    def day(self, day: date, count: int, *, now: datetime) -> None:
        """`count` visits and calls of a day, those that are still inside at `now`, and the drives
        that come of them.
        """
        random = self._pool.random
        opens = at_local(day, time(8, 45))
        moments = sorted(
            opens + timedelta(minutes=random.randint(0, 490), seconds=random.randint(0, 59))
            for _ in range(count)
        )
        for arrived in moments:
            if arrived <= now:
                visit = self._visit(arrived, now)
                if random.random() < DRIVES:
                    self._drive(day, visit, now=now)

    def _visit(self, arrived: datetime, now: datetime) -> tuple[int, int | None]:
        random, lists = self._pool.random, self._lists
        call, kept = random.random() < CALLS, random.random() < KEPT
        purpose, consultant = (
            random.choices(lists.purposes, PURPOSES)[0],
            random.choice(self._consultants),
        )
        person = self._crowd.someone() if kept else None
        level = random.choice(self._levels) if person and purpose.is_sales else None
        left, by = (
            arrived + timedelta(minutes=random.randint(4, 9) if call else random.randint(18, 95)),
            random.choice(self._desk),
        )
        reviewed = (
            at_local(local_day(arrived), time(19))
            if (now - arrived).days >= REVIEWED_DAYS
            else None
        )
        model, source = random.choice(lists.models).id, random.choice(lists.sources).id
        visit = self._shelf.add_record(
            Visit,
            arrived,
            saved_by=by,
            kind=VisitKind.PHONE_IN if call else VisitKind.WALK_IN,
            arrived_at=arrived,
            left_at=left if left <= now else None,
            party_size=1 if call else random.choices((1, 2, 3, 4), (5, 8, 3, 1))[0],
            person_id=person,
            addressed_as=None if person else random.choice(("张先生", "李女士", None, None)),
            contact_kept=kept,
            first=person is None or person not in self._known,
            source_id=source,
            purpose_id=purpose.id,
            model_id=model,
            level_id=level.id if level else None,
            consultant_id=consultant,
            received_by=by,
            rivals=random.choice(lists.facts["rivals"]) or None,
            course=random.choice(lists.facts["courses"]) if person else None,
            quoted=random.random() < 0.4,
            trade_in=random.random() < 0.15,
            instalment=random.random() < 0.3,
            reviewed_at=reviewed,
            reviewed_by=self._manager if reviewed else None,
        )
        if person and level and person not in self._known:
            self._known.add(person)
            self._prospect(NewProspect(person, consultant, level, model, source, arrived), now)
        return visit, person

    def _prospect(self, wish: "NewProspect", now: datetime) -> None:
        random, live = self._pool.random, (now - wish.opened).days < LIVE_DAYS
        closed = None if live else wish.opened + timedelta(days=random.randint(5, 50))
        state = (
            ProspectState.OPEN
            if live
            else random.choice((ProspectState.WON, ProspectState.LOST, ProspectState.LOST))
        )
        key = self._shelf.add_record(
            Prospect,
            wish.opened,
            saved_by=wish.owner,
            person_id=wish.person,
            owner_id=wish.owner,
            level_id=wish.level.id,
            state=state,
            model_id=wish.model,
            source_id=wish.source,
            opened_at=wish.opened,
            closed_at=closed,
        )
        self._shelf.add(
            LevelChange,
            prospect_id=key,
            new_level_id=wish.level.id,
            at=wish.opened,
            staff_id=wish.owner,
        )
        due = at_local(
            local_day(wish.opened) + timedelta(days=wish.level.contact_every_days), time(10)
        )
        while due <= now and (closed is None or due < closed):
            self._contact(wish, key, due, done=due + timedelta(minutes=random.randint(-40, 300)))
            due += timedelta(days=max(wish.level.contact_every_days, 7))
        if closed is None:
            self._contact(wish, key, due, done=None)

    def _contact(
        self, wish: "NewProspect", prospect: int, due: datetime, *, done: datetime | None
    ) -> None:
        random = self._pool.random
        self._shelf.add(
            FollowUp,
            person_id=wish.person,
            prospect_id=prospect,
            staff_id=wish.owner,
            due_at=due,
            done_at=done,
            done_by=wish.owner if done else None,
            way=ContactWay.PHONE if done else None,
            result=(
                random.choice((CallResult.REACHED, CallResult.REACHED, CallResult.NO_ANSWER))
                if done
                else None
            ),
            content=random.choice(self._lists.facts["courses"]) if done else None,
        )

    def _drive(self, day: date, visit: tuple[int, int | None], *, now: datetime) -> None:
        """A drive that is over; who has not left yet drives another day."""
        random = self._pool.random
        starts = at_local(day, time(*random.choice(SLOTS)))
        ends = starts + timedelta(minutes=30)
        if ends > now:
            return
        car, route, consultant = (
            random.choice(self._lists.demo_cars),
            random.choice(self._lists.routes),
            random.choice(self._consultants),
        )
        prefix = f"S{day:%y%m%d}"
        self.numbers[prefix] += 1
        out_km = random.randint(500, 30_000)
        self._shelf.add_record(
            TestDrive,
            starts,
            saved_by=consultant,
            kind=BookingKind.DRIVE,
            number=f"{prefix}-{self.numbers[prefix]:03d}",
            state=BookingState.BACK,
            car_id=car.id,
            person_id=visit[1],
            visit_id=visit[0],
            consultant_id=consultant,
            route_id=route.id,
            starts_at=starts,
            ends_at=ends,
            held_until=ends + timedelta(minutes=15),
            booked_at=starts - timedelta(minutes=random.randint(10, 2000)),
            booked_by=random.choice(self._desk),
            licence_class=random.choice((LicenceClass.C1, LicenceClass.C1, LicenceClass.B2)),
            licence_number=self._pool.identity_number(random.randint(1900, 1911), female=False),
            licence_expires_on=day + timedelta(days=900),
            agreement_edition=1,
            agreement_signed_at=starts - timedelta(minutes=4),
            out_at=starts,
            out_km=out_km,
            out_fuel=FuelLevel.THREE_QUARTERS,
            back_at=ends,
            back_km=out_km + route.kilometres,
            back_fuel=FuelLevel.THREE_QUARTERS,
        )


@dataclass(frozen=True, slots=True)
class NewProspect:
    """What a new prospect is made of."""

    person: int
    owner: int
    level: Level
    model: int
    source: int
    opened: datetime
