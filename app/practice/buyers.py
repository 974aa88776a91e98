"""Chooses who buys a car of the practice store, and when: about forty in each month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice import customers
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.showroom import close
from app.practice.stock import wanted
from db.tables.fleet import TestDrive
from db.tables.people import Licence, Person
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.sale_orders import SaleInvoice, SaleOrder
from db.vocabulary import (
    BookingState,
    CallResult,
    ContactWay,
    PersonKind,
    ProspectState,
    Role,
    Sex,
)

MONTHS = 3
"""So many whole months before the present one have their orders."""
FIRST, NEXT = time(10, 50), timedelta(minutes=155)
"""When the first contract of a day is signed at the earliest, and the time to the next one."""
WEEKEND, BEFORE_NOW = 5, timedelta(hours=2)
KNOWN = 26
"""Buyers of these last days have come into the register of the month."""
SOONEST, LATEST = timedelta(hours=4), timedelta(days=15)
"""How long after the first visit somebody signs."""
TALK, QUOTED = timedelta(minutes=40), timedelta(days=4)
"""A car is quoted at the end of the first visit, at the earliest so long before the contract."""
CUSTOMERS_FOR, BORN = 130, 1968


@dataclass(frozen=True, slots=True)
class Deal:
    """Somebody who buys: the enquiry, when a car was quoted, and when the contract was signed."""

    place: int
    wish: Prospect
    quoted_at: datetime
    signed_at: datetime


def first_day(at: datetime) -> date:
    """The first day of the first month with orders."""
    day = local_day(at)
    months = day.year * 12 + day.month - 1 - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def choose(
    session: Session,
    identities: FakeIdentities,
    lists: PracticeLists,
    *,
    wishes: Iterable[Prospect],
    drives: Sequence[TestDrive],
    at: datetime,
) -> list[Deal]:
    """Of the last weeks those of the register, who drove first; before it others, made here."""
    moments, known_from = list(_moments(at)), local_day(at) - timedelta(days=KNOWN)
    drove = {one.person_id: one.ends_at for one in drives if one.state is BookingState.BACK}
    open_ones = [one for one in wishes if one.state is ProspectState.OPEN]
    bought: dict[datetime, Prospect] = {}
    for moment in moments:
        wish = _known(open_ones, drove, moment) if local_day(moment) >= known_from else None
        if wish is not None:
            open_ones.remove(wish)
            close(session, wish, ProspectState.WON, at=moment)
            bought[moment] = wish
    dice, count = identities.random.getstate(), len(moments) - len(bought)
    made = customers.people(
        session, identities, lists=lists, count=count, at=at, since=CUSTOMERS_FOR
    )
    others = iter(made)
    identities.random.setstate(dice)
    found = []
    for place, moment in enumerate(moments):
        wish = bought.get(moment) or _earlier(
            session, lists, next(others), place=place, moment=moment
        )
        found.append(Deal(place, wish, max(wish.opened_at + TALK, moment - QUOTED), moment))
    return found


def identify(session: Session, identities: FakeIdentities) -> None:
    """Every buyer has the number that the contract names; a licence bears that of its person."""
    shown = session.execute(select(Licence.person_id, Licence.number))
    numbers = {one.person_id: one.number for one in shown}
    wanted = select(Person).where(Person.id.in_(select(SaleOrder.person_id)))
    for person in session.scalars(wanted.order_by(Person.id)):
        if person.kind is PersonKind.COMPANY:
            person.id_number = identities.credit_code()
            continue
        born = person.born_on or identities.birthday(BORN + person.id % 30)
        drawn = identities.identity_number(born, female=person.sex is Sex.FEMALE)
        person.born_on, person.id_number = born, numbers.get(person.id, drawn)
    invoices = select(SaleInvoice, SaleOrder.person_id).join(
        SaleOrder, SaleOrder.id == SaleInvoice.sale_order_id
    )
    for invoice, person_id in session.execute(invoices).all():
        invoice.id_number = session.get_one(Person, person_id).id_number


def _moments(at: datetime) -> Iterator[datetime]:
    """One contract a day, two on Saturdays and Sundays."""
    day = first_day(at)
    while day <= local_day(at):
        for turn in range(2 if day.weekday() >= WEEKEND else 1):
            minutes = timedelta(minutes=day.day * 7 % 61)
            moment = at_local(day, FIRST) + minutes + turn * NEXT
            if moment <= at - BEFORE_NOW:
                yield moment
        day += timedelta(days=1)


def _known(
    wishes: Sequence[Prospect], drove: dict[int | None, datetime], moment: datetime
) -> Prospect | None:
    """Who came some hours or days ago and bought now: who drove, then who was the surest."""
    fitting = [one for one in wishes if SOONEST <= moment - one.opened_at <= LATEST]

    def rank(one: Prospect) -> tuple[bool, int, int]:
        ended = drove.get(one.person_id)
        return ended is None or ended > moment, one.level_id, one.id

    return min(fitting, key=rank, default=None)


def _earlier(
    session: Session, lists: PracticeLists, person: Person, *, place: int, moment: datetime
) -> Prospect:
    """An enquiry from before the register, with a call between the visit and the contract."""
    opened = at_local(local_day(moment) - timedelta(days=1 + place * 5 % 13), time(9 + place % 7))
    consultants = lists.staff[Role.CONSULTANT]
    owner, level = consultants[place * 3 % len(consultants)].id, lists.levels["HA"[place % 2]]
    wish = Prospect(person_id=person.id, owner_id=owner, level_id=level.id, opened_at=opened)
    wish.model_id = wanted(lists, place)[0].model_id
    wish.source_id = lists.sources[place % len(lists.sources)].id
    wish.state, wish.closed_at = ProspectState.WON, moment
    session.add(wish)
    graded = LevelChange(prospect_id=wish.id, new_level_id=level.id, at=opened, staff_id=owner)
    called = FollowUp(person_id=person.id, prospect_id=wish.id, staff_id=owner, done_by=owner)
    called.due_at = called.done_at = opened + timedelta(minutes=50)
    called.way, called.result = ContactWay.PHONE, CallResult.REACHED
    courses = lists.facts["courses"]
    called.content = courses[place % len(courses)]
    session.add_all([graded, called])
    return wish
