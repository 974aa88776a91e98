"""Reads which customers are to be visited again, by their class and their last visit."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.local_time import local_day
from app.people import consents
from app.people.lookup import LIVING
from app.prospects.settings import VisitCadenceSettings
from app.prospects.visit_rules import cadences, visit_on
from app.rows import fetch
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.vocabulary import ContactWay, CustomerClass, ProspectState

FACE_TO_FACE = (ContactWay.HOME_VISIT, ContactWay.IN_STORE)


@dataclass(frozen=True, slots=True)
class DueVisit:
    """A customer to be visited; `last_on`: the last talk face to face, else the first day."""

    person_id: int
    person: str
    customer_class: CustomerClass
    owner_id: int
    owner: str
    last_on: date
    due_on: date


def due_visits(session: Session, *, at: datetime, staff_id: int | None = None) -> list[DueVisit]:
    """Visits that are due and not planned yet, the oldest first; of one consultant or of all.

    Whoever had the customer's newest prospect looks after them.
    """
    months = cadences(settings.load(session).of(VisitCadenceSettings))
    if not months:
        return []
    wanted = _select_visits().where(Person.customer_class.in_(months))
    mine = wanted if staff_id is None else wanted.where(Prospect.owner_id == staff_id)

    def last_on(row: Any) -> date:
        return local_day(row._talked or row._begun)

    found = fetch(
        session,
        DueVisit,
        mine,
        last_on=last_on,
        due_on=lambda row: visit_on(last_on(row), months[row.customer_class]),
    )
    today = local_day(at)
    return sorted((one for one in found if one.due_on <= today), key=lambda one: one.due_on)


@cache
def _select_visits() -> Select[*tuple[Any, ...]]:
    made, planned, newer = aliased(FollowUp), aliased(FollowUp), aliased(Prospect)
    talked = select(func.max(made.done_at)).where(
        made.person_id == Person.id, made.way.in_(FACE_TO_FACE)
    )
    is_planned = select(planned.id).where(
        planned.person_id == Person.id,
        planned.done_at.is_(None),
        planned.way == ContactWay.HOME_VISIT,
    )
    newest = select(func.max(newer.id)).where(
        newer.person_id == Person.id, newer.state != ProspectState.MERGED
    )
    wanted = select(
        Person.id.label("person_id"),
        Person.name.label("person"),
        Person.customer_class,
        Prospect.owner_id,
        Staff.name.label("owner"),
        Prospect.opened_at.label("_begun"),
        talked.correlate(Person).scalar_subquery().label("_talked"),
    )
    is_newest = Prospect.id == newest.correlate(Person).scalar_subquery()
    owned = wanted.select_from(Person).join(Prospect, is_newest)
    owned = owned.join(Staff, Staff.id == Prospect.owner_id)
    unplanned = ~is_planned.correlate(Person).exists()
    return owned.where(LIVING, Staff.active, consents.reachable(), unplanned)
