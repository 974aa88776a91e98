"""Makes a month of visits, prospects and contacts, up to a moment."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.reception.rules import SalesStep
from db.tables.people import Person
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.reception import TurnSkip, Visit, VisitStep
from db.tables.store_lists import Level
from db.vocabulary import (
    CallResult,
    ContactWay,
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
PURPOSES = (8, 4, 3, 2, 1, 1, 1, 1, 1)
"""How often each purpose of the store's list is why somebody comes."""
STEPS, SKIPPED, UPGRADED = 0.55, 0.04, 0.15
"""How many visits have written steps, passed someone's turn over, or raised the level."""
REVIEWED_DAYS = 2
"""The manager has signed all days but the last ones."""
RESULTS = (CallResult.REACHED, CallResult.REACHED, CallResult.NO_ANSWER)


class Showroom:
    """Writes the register of one day after the other; consultants take turns."""

    def __init__(
        self,
        session: Session,
        identities: FakeIdentities,
        lists: PracticeLists,
        *,
        people: list[Person],
    ) -> None:
        self.session, self.identities, self.lists, self.people = session, identities, lists, people
        self.prospects: dict[int, Prospect] = {}
        self._opened: list[Prospect] = []
        self._turn = 0
        self._seen: dict[int, Person] = {}
        self._unseen = people.copy()

    def day(self, at: datetime, days_ago: int) -> None:
        """One day of the register.

        Today's rows end at `at`, and the last ones are still inside.
        """
        random, day = self.identities.random, local_day(at) - timedelta(days=days_ago)
        count = random.randint(16, 22) + (6 if day.weekday() >= 5 else 0)
        for minute in sorted(random.randint(0, 510) for _ in range(count)):
            arrived = at_local(day, time(8, 45)) + timedelta(minutes=minute)
            if arrived <= at:
                self._visit(arrived, at)
        for prospect in self._opened:
            self._grade(prospect, at)
            self._contacts(prospect, at)
        self._opened.clear()

    def _visit(self, arrived: datetime, now: datetime) -> None:
        random, lists = self.identities.random, self.lists
        kept, call = random.random() < KEPT, random.random() < CALLS
        purpose = random.choices(lists.purposes, PURPOSES)[0]
        consultant = self._next_consultant()
        person = self._visitor() if kept else None
        level = self._level() if person and purpose.is_sales else None
        visit = Visit(
            arrived_at=arrived,
            left_at=self._left_at(arrived, now, call=call),
            **way(random, call=call),
            person_id=person.id if person else None,
            first=person is None or person.id not in self._seen,
            purpose_id=purpose.id,
            consultant_id=consultant,
            level_id=level.id if level else None,
            addressed_as=None if person else random.choice(lists.facts["addressed"]),
            source_id=random.choice(lists.sources).id,
            model_id=random.choice(lists.models).id,
            received_by=random.choice(lists.staff[Role.RECEPTION]).id,
            **talk(random, lists, is_known=person is not None),
            **self._review(arrived, now),
        )
        self.session.add(visit)
        self._around(visit, now=now)
        if person is not None:
            self._seen[person.id] = person
            if level is not None:
                self._prospect(person, visit)

    def _review(self, arrived: datetime, now: datetime) -> dict[str, Any]:
        """Who signed the day's register in the evening."""
        if (local_day(now) - local_day(arrived)).days < REVIEWED_DAYS:
            return {}
        manager = self.lists.staff[Role.MANAGER][0].id
        return {"reviewed_at": at_local(local_day(arrived), time(18, 10)), "reviewed_by": manager}

    def _around(self, visit: Visit, *, now: datetime) -> None:
        """The steps of the talk, and whose turn was passed over for it."""
        random, facts = self.identities.random, self.lists.facts
        ends = visit.left_at or now
        if visit.kind is VisitKind.WALK_IN and random.random() < STEPS:
            said = list(SalesStep)[: random.randint(2, 4)]
            for place, step in enumerate(said, 1):
                at = visit.arrived_at + (ends - visit.arrived_at) * place / (len(said) + 1)
                row = VisitStep(visit_id=visit.id, step=step, at=at)
                row.staff_id = visit.consultant_id or visit.received_by
                self.session.add(row)
        if random.random() < SKIPPED:
            skip = TurnSkip(visit_id=visit.id, reason=random.choice(facts["skips"]))
            skip.staff_id = random.choice(self.lists.staff[Role.CONSULTANT]).id
            skip.at, skip.skipped_by = visit.arrived_at, visit.received_by
            self.session.add(skip)

    def _level(self) -> Level:
        return self.lists.levels[self.identities.random.choices(GRADES, (2, 4, 6, 5))[0]]

    def _left_at(self, arrived: datetime, now: datetime, *, call: bool) -> datetime | None:
        """When the visitor left; None while they are inside."""
        left = arrived + timedelta(minutes=stay(self.identities.random, call=call))
        shortest = arrived + timedelta(minutes=3)
        if left > now and call:
            left = shortest
        return left if left <= now else None

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

    def _grade(self, prospect: Prospect, now: datetime) -> None:
        first = LevelChange(prospect_id=prospect.id, new_level_id=prospect.level_id)
        first.at, first.staff_id = prospect.opened_at, prospect.owner_id
        self.session.add(first)
        random, levels = self.identities.random, self.lists.levels
        if random.random() < UPGRADED and prospect.level_id != levels["A"].id:
            raised = LevelChange(prospect_id=prospect.id, old_level_id=prospect.level_id)
            raised.new_level_id = prospect.level_id = levels["A"].id
            raised.at = prospect.opened_at + timedelta(minutes=40)
            raised.staff_id = prospect.owner_id
            if raised.at <= now:
                self.session.add(raised)
            else:
                prospect.level_id = first.new_level_id

    def _contacts(self, prospect: Prospect, now: datetime) -> None:
        """The contacts that were made until now, and the next one; some are forgotten."""
        random, levels = self.identities.random, self.lists.levels.values()
        level = next(level for level in levels if level.id == prospect.level_id)
        every, due = timedelta(days=level.contact_every_days), prospect.opened_at
        done = True
        while done:
            due = at_local(local_day(due) + every, time(10))
            recent = due > now - timedelta(days=2)
            done = due <= now and not (recent and random.random() < FORGOTTEN)
            row = FollowUp(person_id=prospect.person_id, prospect_id=prospect.id, due_at=due)
            row.staff_id = prospect.owner_id
            if done:
                row.done_at = min(due + timedelta(minutes=random.randint(-40, 300)), now)
                row.done_by = prospect.owner_id
                for name, value in contact(random, self.lists).items():
                    setattr(row, name, value)
            self.session.add(row)

    def _visitor(self) -> Person:
        """Somebody new, or somebody who comes again."""
        random = self.identities.random
        if not self._seen or (self._unseen and random.random() < NEW_FACES):
            return self._unseen.pop(random.randrange(len(self._unseen)))
        return random.choice(list(self._seen.values()))

    def _next_consultant(self) -> int:
        consultants = self.lists.staff[Role.CONSULTANT]
        self._turn += 1
        return consultants[self._turn % len(consultants)].id


def stay(random: Random, *, call: bool) -> int:
    """The minutes of a call or a visit."""
    return random.randint(4, 9) if call else random.randint(18, 95)


def way(random: Random, *, call: bool) -> dict[str, Any]:
    """Whether somebody called or came, and how many."""
    if call:
        return {"kind": VisitKind.PHONE_IN, "party_size": 1}
    return {"kind": VisitKind.WALK_IN, "party_size": random.choices((1, 2, 3, 4), (5, 8, 3, 1))[0]}


def talk(random: Random, lists: PracticeLists, *, is_known: bool) -> dict[str, Any]:
    """What a visit was about."""
    return {
        "contact_kept": is_known,
        "rivals": random.choice(lists.facts["rivals"]) or None,
        "course": random.choice(lists.facts["courses"]) if is_known else None,
        "area": random.choice(lists.facts["areas"]) if is_known else None,
        "transport": random.choice(lists.facts["travel"]) if is_known else None,
        "quoted": random.random() < 0.4,
        "trade_in": random.random() < 0.15,
        "instalment": random.random() < 0.3,
    }


def contact(random: Random, lists: PracticeLists) -> dict[str, Any]:
    """How a contact went."""
    result, content = random.choice(RESULTS), random.choice(lists.facts["courses"])
    return {"way": ContactWay.PHONE, "result": result, "content": content}


def close(session: Session, prospect: Prospect, state: ProspectState, *, at: datetime) -> None:
    """Closes a prospect and removes the contacts that would have followed."""
    prospect.state, prospect.closed_at = state, at
    of_prospect = select(FollowUp).where(FollowUp.prospect_id == prospect.id)
    for row in session.scalars(of_prospect.where(FollowUp.due_at > at)):
        session.delete(row)
