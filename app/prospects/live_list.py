"""Reads the live prospects as one list: whose, how warm, contacted when and when next."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.local_time import local_day
from app.people import consents
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects import rules
from app.prospects.queries import (
    described,
    judge_urgency,
    kept_until,
    live,
    own_only,
    readable_phone,
)
from app.prospects.visits import due_visits
from app.rows import columns_of, fetch
from app.urgency import Urgency
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, FollowUp, Prospect
from db.tables.reception import Visit
from db.tables.store_lists import Level, Source
from db.tables.vehicles import CarModel
from db.vocabulary import ContactWay, CustomerClass, ProspectState

MOST_PROSPECTS = 4000
_MADE, _RECEIVER = aliased(FollowUp), aliased(Staff)
_TALKED = (
    select(func.max(_MADE.done_at))
    .where(_MADE.prospect_id == Prospect.id)
    .correlate(Prospect)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectRow:
    """One live prospect.

    `urgency` is None where no contact is planned, or none may be made. `area`: the district of
    the address, else what was said at the last visit.
    """

    id: int
    version: int
    person_id: int
    name: str
    phone: str
    owner_id: int
    owner: str
    received_by: int | None
    receiver: str
    level_id: int
    level: str
    level_place: int
    model_id: int | None
    model: str
    source_id: int | None
    source: str
    area: str
    state: ProspectState
    opened_at: datetime
    last_at: datetime | None
    next_at: datetime | None
    next_way: ContactWay | None
    urgency: Urgency | None
    may_contact: bool
    customer_class: CustomerClass | None
    visit_due: bool
    """The customer's class asks for a visit that is not planned yet."""

    @property
    def is_visit(self) -> bool:
        """True where the next contact is a visit at the customer's."""
        return self.next_way is ContactWay.HOME_VISIT


@dataclass(frozen=True, slots=True)
class ProspectOwner:
    """Who looks after a customer already, and until when it is theirs (None: for good)."""

    owner_id: int
    owner: str
    level: str
    until: date | None
    is_free: bool


def live_prospects(session: Session, viewer: Actor, *, at: datetime) -> list[ProspectRow]:
    """The live prospects, the next contact first; a consultant sees their own."""
    urgent = judge_urgency(session, at=at)

    def urgency(row: Any) -> Urgency | None:
        if row.next_at is None or not row.may_contact:
            return None
        return urgent(row.next_at, row._every_days)

    mine = None if viewer.may() else viewer.staff_id
    visits = {one.person_id for one in due_visits(session, at=at, staff_id=mine)}
    wanted = own_only(_select_rows(), viewer).where(LIVE, Person.erased_at.is_(None))
    return fetch(
        session,
        ProspectRow,
        wanted.order_by(FollowUp.due_at.is_(None), FollowUp.due_at, Prospect.id).limit(
            MOST_PROSPECTS
        ),
        phone=lambda row: readable_phone(row._number, row.owner_id, viewer=viewer),
        area=lambda row: rules.district(row._address) or rules.area_name(row._said),
        urgency=urgency,
        visit_due=lambda row: row.person_id in visits,
    )


def ownership(session: Session, person_id: int, *, at: datetime) -> ProspectOwner | None:
    """Whose prospect a customer is now; None where they are nobody's."""
    found = live(session, person_id)
    if found is None:
        return None
    until = kept_until(session, found.id, found.opened_at)
    free = rules.is_free(until, local_day(at))
    return ProspectOwner(found.owner_id, found.owner, found.level, until, free)


@cache
def _select_rows() -> Select[*tuple[Any, ...]]:
    wanted = select(
        *columns_of(ProspectRow, Prospect),
        Person.name,
        Person.customer_class,
        Staff.name.label("owner"),
        _RECEIVER.name.label("receiver"),
        Level.code.label("level"),
        Level.position.label("level_place"),
        Level.contact_every_days.label("_every_days"),
        CarModel.name.label("model"),
        Source.name.label("source"),
        FollowUp.due_at.label("next_at"),
        FollowUp.way.label("next_way"),
        _TALKED.label("last_at"),
        (~consents.refused()).label("may_contact"),
        first_number(Prospect.person_id).label("_number"),
        Person.address.label("_address"),
        _said_area().label("_said"),
    )
    is_planned = (FollowUp.prospect_id == Prospect.id) & FollowUp.done_at.is_(None)
    named = described(wanted).join(Person, Person.id == Prospect.person_id)
    received = named.outerjoin(_RECEIVER, _RECEIVER.id == Prospect.received_by)
    with_source = received.outerjoin(Source, Source.id == Prospect.source_id)
    return with_source.outerjoin(FollowUp, is_planned)


def _said_area() -> ScalarSelect[str | None]:
    """Where the customer said they live, at their newest visit that asked."""
    asked = select(Visit.area).where(Visit.person_id == Prospect.person_id, Visit.area.is_not(None))
    newest = asked.order_by(Visit.arrived_at.desc(), Visit.id.desc()).limit(1)
    return newest.correlate(Prospect).scalar_subquery()
