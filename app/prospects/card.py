"""Reads all that the card of one prospect says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.local_time import local_day
from app.people import consents
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects.history import MadeContact, made_contacts
from app.prospects.queries import Graded, described, gradings, kept_until, own_only, readable_phone
from app.rows import columns_of, fetch_one
from app.text import language
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.reception import Visit
from db.tables.store_lists import Level, Source
from db.tables.vehicles import CarModel
from db.vocabulary import ContactWay, CustomerClass, LossReason, ProspectState, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHead:
    """Who wants what; the end of the wish where it has one."""

    id: int
    person_id: int
    name: str
    sex: Sex | None
    customer_class: CustomerClass | None
    phone: str
    address: str
    employer: str
    level: str
    model: str
    source: str
    owner: str
    receiver: str
    state: ProspectState
    opened_at: datetime
    closed_at: datetime | None
    loss_reason: LossReason | None
    lost_reason: str
    rival: str
    next_at: datetime | None
    next_way: ContactWay | None


@dataclass(frozen=True, slots=True)
class FirstTalk:
    """What was said at the newest visit that is written down."""

    arrived_at: datetime
    rivals: str
    course: str
    quoted: bool
    trade_in: bool
    instalment: bool


@dataclass(frozen=True, slots=True)
class CardContact:
    """A contact with the level after it."""

    contact: MadeContact
    level: str


@dataclass(frozen=True, slots=True)
class ProspectCard:
    """The card; contacts and gradings begin with the first one."""

    head: CardHead
    until: date | None
    talk: FirstTalk | None
    contacts: tuple[CardContact, ...]
    gradings: tuple[Graded, ...]
    language: str


def prospect_card(session: Session, prospect_id: int, *, viewer: Actor) -> ProspectCard | None:
    """The card of a prospect that the viewer may see."""
    head = _head(session, prospect_id, viewer)
    if head is None:
        return None
    graded = tuple(gradings(session, prospect_id)[::-1])
    contacts = tuple(
        CardContact(one, _level_at(graded, one.done_at))
        for one in made_contacts(session, prospect_id)[::-1]
    )
    until = kept_until(session, prospect_id, head.opened_at)
    return ProspectCard(head, until, _talk(session, head.person_id), contacts, graded, language())


def _level_at(graded: tuple[Graded, ...], at: datetime) -> str:
    """The level on the day of a contact: it is given with the contact, in the same save."""
    day = local_day(at)
    return next((one.new for one in reversed(graded) if local_day(one.at) <= day), "")


def _head(session: Session, prospect_id: int, viewer: Actor) -> CardHead | None:
    receiver = aliased(Staff)
    wanted = select(
        *(each for each in columns_of(CardHead, Prospect)),
        Person.name,
        Person.sex,
        Person.customer_class,
        Person.address,
        Person.employer,
        Level.code.label("level"),
        CarModel.name.label("model"),
        Source.name.label("source"),
        Staff.name.label("owner"),
        receiver.name.label("receiver"),
        FollowUp.due_at.label("next_at"),
        FollowUp.way.label("next_way"),
        Prospect.owner_id.label("_owner"),
        first_number(Prospect.person_id).label("_number"),
    )
    is_planned = (FollowUp.prospect_id == Prospect.id) & consents.waiting()
    named = described(wanted).join(Person, Person.id == Prospect.person_id)
    sourced = named.outerjoin(Source, Source.id == Prospect.source_id)
    received = sourced.outerjoin(receiver, receiver.id == Prospect.received_by)
    whole = received.outerjoin(FollowUp, is_planned)

    def phone(row: Any) -> str:
        return readable_phone(row._number, row._owner, viewer=viewer)

    one = own_only(whole, viewer).where(Prospect.id == prospect_id)
    return fetch_one(session, CardHead, one, phone=phone)


def _talk(session: Session, person_id: int) -> FirstTalk | None:
    wanted = select(*columns_of(FirstTalk, Visit)).where(
        Visit.person_id == person_id, Visit.cancelled_at.is_(None), Visit.course.is_not(None)
    )
    return fetch_one(session, FirstTalk, wanted.order_by(Visit.arrived_at.desc()).limit(1))
