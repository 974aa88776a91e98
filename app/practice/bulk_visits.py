"""Makes ten years of the visitor register, with prospects, contacts and test drives."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.local_time import at_local, local_day
from app.practice.bulk_people import BulkPeople
from app.practice.bulk_writer import BulkWriter
from app.practice.drives import LICENCES, SLOTS
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.showroom import (
    CALLS,
    GRADES,
    KEPT,
    PURPOSES,
    contact,
    stay,
    talk,
    way,
)
from db.tables.fleet import TestDrive
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.reception import Visit
from db.tables.store_lists import Level
from db.vocabulary import (
    BookingKind,
    BookingState,
    FuelLevel,
    ProspectState,
    Role,
)

DRIVES = 0.12
LIVE_DAYS = 60
ENDS = (ProspectState.WON, ProspectState.LOST, ProspectState.LOST)
MADE = ("done_at", "done_by", "way", "result", "content")
"""The columns of a contact that was made."""
REVIEWED_DAYS = 2


class BulkVisits:
    """Writes the register of one day after the other; old prospects are won or lost."""

    def __init__(
        self,
        writer: BulkWriter,
        identities: FakeIdentities,
        lists: PracticeLists,
        *,
        people: BulkPeople,
    ) -> None:
        self._writer, self._identities, self._lists = writer, identities, lists
        self._random, self._people = identities.random, people
        self._staff = {role: [one.id for one in found] for role, found in lists.staff.items()}
        self._levels = [lists.levels[code] for code in GRADES]
        self._known: set[int] = set()
        self.numbers: Counter[str] = Counter()

    def day(self, day: date, count: int, *, now: datetime) -> None:
        """`count` visits and calls of a day until `now`, and the drives that follow."""
        opens, random = at_local(day, time(8, 45)), self._random
        moments = sorted(
            opens + timedelta(minutes=random.randint(0, 490), seconds=random.randint(0, 59))
            for _ in range(count)
        )
        for arrived in moments:
            if arrived <= now:
                visit, person = self._visit(arrived, now)
                if random.random() < DRIVES:
                    self._drive(day, visit, person, now=now)

    def _visit(self, arrived: datetime, now: datetime) -> tuple[int, int | None]:
        random, lists = self._random, self._lists
        call, kept = random.random() < CALLS, random.random() < KEPT
        purpose = random.choices(lists.purposes, PURPOSES)[0]
        consultant = random.choice(self._staff[Role.CONSULTANT])
        person = self._people.someone() if kept else None
        level = random.choice(self._levels) if person and purpose.is_sales else None
        left = arrived + timedelta(minutes=stay(random, call=call))
        by = random.choice(self._staff[Role.RECEPTION])
        model, source = random.choice(lists.models).id, random.choice(lists.sources).id
        visit = self._writer.add_record(
            Visit,
            arrived,
            saved_by=by,
            arrived_at=arrived,
            left_at=left if left <= now else None,
            **way(random, call=call),
            person_id=person,
            addressed_as=None if person else random.choice(lists.facts["addressed"]),
            first=person is None or person not in self._known,
            source_id=source,
            purpose_id=purpose.id,
            model_id=model,
            level_id=level.id if level else None,
            consultant_id=consultant,
            received_by=by,
            **talk(random, lists, is_known=person is not None),
            **self._review(arrived, now),
        )
        if person and level and person not in self._known:
            self._known.add(person)
            self._prospect(NewProspect(person, consultant, level, model, source, arrived), now)
        return visit, person

    def _review(self, arrived: datetime, now: datetime) -> dict[str, Any]:
        """The manager has signed all days but the last two."""
        if (now - arrived).days < REVIEWED_DAYS:
            return {"reviewed_at": None, "reviewed_by": None}
        at = at_local(local_day(arrived), time(19))
        return {"reviewed_at": at, "reviewed_by": self._staff[Role.MANAGER][0]}

    def _prospect(self, new: "NewProspect", now: datetime) -> None:
        live = (now - new.opened).days < LIVE_DAYS
        closed = None if live else new.opened + timedelta(days=self._random.randint(5, 50))
        key = self._writer.add_record(
            Prospect,
            new.opened,
            saved_by=new.owner,
            person_id=new.person,
            owner_id=new.owner,
            level_id=new.level.id,
            state=ProspectState.OPEN if live else self._random.choice(ENDS),
            model_id=new.model,
            source_id=new.source,
            opened_at=new.opened,
            closed_at=closed,
        )
        change = {"new_level_id": new.level.id, "at": new.opened, "staff_id": new.owner}
        self._writer.add(LevelChange, prospect_id=key, **change)
        self._contacts(new, key, closed=closed, now=now)

    def _contacts(
        self, new: "NewProspect", prospect: int, *, closed: datetime | None, now: datetime
    ) -> None:
        """Contacts that were made until the prospect closed or until now, and the next one."""
        every = new.level.contact_every_days
        due = at_local(local_day(new.opened) + timedelta(days=every), time(10))
        while due <= now and (closed is None or due < closed):
            done = due + timedelta(minutes=self._random.randint(-40, 300))
            made = {"done_at": done, "done_by": new.owner, **contact(self._random, self._lists)}
            self._contact(new, prospect, {"due_at": due, **made})
            due += timedelta(days=max(every, 7))
        if closed is None:
            self._contact(new, prospect, {"due_at": due, **dict.fromkeys(MADE)})

    def _contact(self, new: "NewProspect", prospect: int, values: dict[str, Any]) -> None:
        whose = {"person_id": new.person, "prospect_id": prospect, "staff_id": new.owner}
        self._writer.add(FollowUp, **whose, **values)

    def _drive(self, day: date, visit: int, person: int | None, *, now: datetime) -> None:
        """A drive that is over; one that would end later is left out."""
        random, lists = self._random, self._lists
        starts = at_local(day, time(*random.choice(SLOTS)))
        ends = starts + timedelta(minutes=30)
        if ends > now:
            return
        car, route = random.choice(lists.demo_cars), random.choice(lists.routes)
        consultant = random.choice(self._staff[Role.CONSULTANT])
        out_km = random.randint(500, 30_000)
        self._writer.add_record(
            TestDrive,
            starts,
            saved_by=consultant,
            kind=BookingKind.DRIVE,
            number=self._number(day),
            car_id=car.id,
            person_id=person,
            visit_id=visit,
            consultant_id=consultant,
            route_id=route.id,
            **self._booking(starts, ends),
            **_readings(starts, ends, out_km=out_km, driven=route.kilometres),
        )

    def _number(self, day: date) -> str:
        prefix = f"S{day:%y%m%d}"
        self.numbers[prefix] += 1
        return f"{prefix}-{self.numbers[prefix]:03d}"

    def _booking(self, starts: datetime, ends: datetime) -> dict[str, Any]:
        """When it was booked, by whom, and the licence that was shown."""
        random = self._random
        return {
            "starts_at": starts,
            "ends_at": ends,
            "held_until": ends + timedelta(minutes=15),
            "booked_at": starts - timedelta(minutes=random.randint(10, 2000)),
            "booked_by": random.choice(self._staff[Role.RECEPTION]),
            "licence_class": random.choice(LICENCES),
            "licence_number": self._identities.identity_number(
                self._identities.birthday(random.randint(1956, 2004)), female=False
            ),
            "licence_expires_on": local_day(starts) + timedelta(days=900),
            "agreement_edition": 1,
            "agreement_signed_at": starts - timedelta(minutes=4),
        }


def _readings(out_at: datetime, back_at: datetime, *, out_km: int, driven: int) -> dict[str, Any]:
    fuel = FuelLevel.THREE_QUARTERS
    out = {"out_at": out_at, "out_km": out_km, "out_fuel": fuel}
    back = {"back_at": back_at, "back_km": out_km + driven, "back_fuel": fuel}
    return {"state": BookingState.BACK, **out, **back}


@dataclass(frozen=True, slots=True)
class NewProspect:
    """The values of a new prospect."""

    person: int
    owner: int
    level: Level
    model: int
    source: int
    opened: datetime
