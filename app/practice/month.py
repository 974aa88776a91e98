"""Fills the practice store with an invented month up to a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session

from app import search
from app.local_time import at_local, local_day
from app.people import latest
from app.permissions import Actor
from app.practice import (
    appointments,
    buyers,
    clocks,
    contacts,
    credits,
    customers,
    drives,
    fleet_sales,
    lists,
    losses,
    money,
    outlets,
    projects,
    promises,
    quality,
    quotes,
    sale_orders,
    sales_boards,
    special_orders,
    stock,
    used_sales,
    warranty,
)
from app.practice.deals import DealMaker
from app.practice.fake_identities import FakeIdentities
from app.practice.keys import Keys
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.showroom import Showroom
from app.practice.stock import CarMaker
from app.practice.workshop import Workshop
from db import long_work
from db.nouns import Noun
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import Role

DAYS, OWNERS, VISITORS, RETURNING = 30, 690, 420, 60
WRITTEN = (
    "arrived_at",
    "received_at",
    "booked_at",
    "held_at",
    "opened_at",
    "given_at",
    "settled_at",
    "done_at",
    "at",
    "made_at",
    "sent_at",
    "closed_at",
    "created_at",
    "started_at",
)
"""The columns that say when a record was written: the first one that is filled."""
WRITERS = (
    "sent_by",
    "done_by",
    "taken_by",
    "made_by",
    "given_by",
    "settled_by",
    "booked_by",
    "received_by",
    "skipped_by",
    "seen_by",
    "advisor_id",
    "owner_id",
    "staff_id",
    "closed_by",
    "created_by",
)
"""The columns that say who wrote it."""
SEED = 20261122


def build(session: Session, password_hash: str | None = None, *, by: Actor, at: datetime) -> None:
    """Fills a founded store with staff, lists, customers and a month of work until `at`."""
    past = Past(at_local(buyers.first_day(at), time(8)), at, by.staff_id)
    session.info["told_of"] = past.told_of
    with Keys().given(session), past.noted(session):
        _fill(session, password_hash, by=by, past=past, at=at)
    session.flush()
    _put_last_visitors_first(session, at)
    del session.info["told_of"]


def _fill(
    session: Session, password_hash: str | None, *, by: Actor, past: "Past", at: datetime
) -> None:
    identities = FakeIdentities(SEED)
    made = lists.plant(session, password_hash or "", day=local_day(at))
    numbers = Numbering()
    past.know(made, by)
    owners = customers.owners(session, identities, lists=made, count=OWNERS, at=at)
    warranty.sell(session, owners)
    visitors = customers.people(session, identities, lists=made, count=VISITORS, at=at)
    drivers, visitors = visitors.copy(), [*visitors, *(one.person for one in owners[:RETURNING])]
    showroom = Showroom(session, identities, made, people=visitors)
    driving = drives.Drives(session, identities, made, people=drivers, numbers=numbers)
    workshop = Workshop(session, identities, made, owners=owners, numbers=numbers)
    for days_ago in range(DAYS, -drives.AHEAD - 1, -1):
        session.flush()
        long_work.step(DAYS - days_ago, DAYS + drives.AHEAD + 8)
        past.usual = min(at - timedelta(days=days_ago), at)
        with session.no_autoflush:  # a day is written at once
            driving.day(local_day(at) - timedelta(days=days_ago), now=at)
            if days_ago >= 0:
                showroom.day(at, days_ago)
                workshop.day(at, days_ago)
    special_orders.fill(workshop, owners, told=past, at=at)
    cars = CarMaker(session, made, numbers, local_day(at))
    here = stock.fill(cars)
    wishes, drove = showroom.prospects.values(), driving.made
    bought = buyers.choose(session, identities, made, wishes=wishes, drives=drove, at=at)
    paid = DealMaker(cars, identities, told=past, at=at).fill(bought)
    workshop.number_bills(paid)
    stock.reserve(session, here, at)
    drives.lend(session, identities, made, numbers=numbers, now=at)
    _follow_prospects(session, made, numbers, told=past, at=at)
    left = workshop.owners
    plan = appointments.AppointmentPlan(session, identities, made, owners=left, numbers=numbers)
    plan.fill(at=at)
    clocks.plant(session, made, at=at)
    _tell_of_cars(session, made, numbers=numbers, told=past, at=at)
    buyers.identify(session, identities)
    numbers.save(session)


def _tell_of_cars(
    session: Session, made: PracticeLists, *, numbers: Numbering, told: "Past", at: datetime
) -> None:
    """What was promised, checked and paid of the month's orders, and the cars for sale."""
    promises.fill(session, made, numbers=numbers, at=at)
    warranty.fill(session, made, at=at)
    quality.fill(session, made, numbers=numbers, at=at)
    credits.fill(session, made, numbers=numbers, at=at)
    sale_orders.fill(session, made, numbers=numbers, told=told, at=at)
    fleet_sales.fill(session, made, numbers=numbers, told=told, at=at)
    used_sales.fill(session, made, numbers=numbers, told=told, at=at)
    outlets.fill(session, made, numbers=numbers, at=at)
    sales_boards.fill(session, made, at=at)
    money.fill(session, made, at=at)


def _follow_prospects(
    session: Session, made: PracticeLists, numbers: Numbering, *, told: "Past", at: datetime
) -> None:
    """Some are lost, all are contacted, others are offered a car."""
    losses.lose(session, made, at=at)
    contacts.enliven(session, made, at=at)
    projects.fill(session, made, numbers=numbers, at=at)
    quotes.fill(session, made, numbers=numbers, told=told, at=at)


def _put_last_visitors_first(session: Session, at: datetime) -> None:
    """Puts who was here last at the front of the lists and the search."""
    day = local_day(at).isoformat()
    people = list(session.scalars(select(Person.id)))
    seen = latest.last_seen(session, people)
    received = select(Vehicle.id, func.max(RepairOrder.received_at))
    of_cars = received.outerjoin(RepairOrder, RepairOrder.vehicle_id == Vehicle.id)
    came = dict(iter(session.execute(of_cars.group_by(Vehicle.id))))
    orders = dict(iter(session.execute(select(RepairOrder.id, RepairOrder.received_at))))
    persons = {one: (_second(seen[one].at if one in seen else None), day) for one in people}
    cars = {one: (_second(moment), day) for one, moment in came.items()}
    left = {one: (_second(moment), day) for one, moment in orders.items()}
    search.rebuild(session, {Noun.PERSON: persons, Noun.VEHICLE: cars, Noun.REPAIR_ORDER: left})
    for written in session.info["touched"].values():
        written.clear()  # the index knows them all


def _second(moment: datetime | None) -> int:
    """A moment as a rank; who was never here comes last."""
    return int(moment.timestamp()) if moment is not None else 0


@dataclass
class Past:
    """When, by whom and where the records of an invented month were written, for the audit.

    What names nobody, such as the lines of an order, was written by whoever wrote last.
    """

    usual: datetime
    now: datetime
    _last: int
    _desks: dict[int, str] = field(default_factory=dict)

    def know(self, made: PracticeLists, founder: Actor) -> None:
        """Who works at which workstation; the lists were made by whoever founded the store."""
        places = made.facts["workstations"]
        for role, people in made.staff.items():
            self._desks |= {person.id: places.get(role, "") for person in people}
        self._desks[founder.staff_id] = places[Role.MANAGER]

    @contextmanager
    def noted(self, session: Session) -> Iterator[None]:
        """Knows of every record on which day it was added, though many are written at once."""
        event.listen(session, "transient_to_pending", self._note)
        try:
            yield
        finally:
            event.remove(session, "transient_to_pending", self._note)

    def _note(self, _session: Session, record: Any) -> None:
        inspect(record).info["told_at"] = self.usual

    def told_of(self, record: Any) -> dict[str, Any]:
        """The time of a record itself; without one, the day that is being invented."""
        state = inspect(record)
        values, usual = state.dict, state.info.pop("told_at", self.usual)
        own = (values[name] for name in WRITTEN if values.get(name) is not None)
        at = min(next(own, usual), self.now)
        writers = (values[name] for name in WRITERS if values.get(name) in self._desks)
        found = next(writers, None)
        self._last = found or self._last
        place = self._desks.get(self._last, "")
        return {"at": at, "staff_id": self._last, "workstation": place}
