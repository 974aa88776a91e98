"""Reads contacts of the last days that look as if nobody had been called, for the manager."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import local_day
from app.prospects.settings import SuspicionSettings
from app.prospects.suspicion_rules import NotedContact, Suspicion, SuspicionLimits, suspicious
from app.rows import fetch
from db.nouns import Noun
from db.tables.admin import Audit, Staff
from db.tables.people import Person, Phone
from db.tables.prospects import FollowUp
from db.vocabulary import Act

TOLD_FOR = timedelta(days=3)
"""So long a suspicious contact waits for a manager; the history keeps it for ever."""
CHECKED = "contacts"
"""How the history tells that a manager has looked at them."""


@dataclass(frozen=True, slots=True)
class SuspiciousDay:
    """The suspicious contacts that one colleague noted on one day; `last_id` names them all."""

    last_id: int
    last_at: datetime
    staff_id: int
    staff: str
    day: date
    reasons: tuple[tuple[Suspicion, int], ...]
    people: tuple[str, ...]
    last_person_id: int


@dataclass(frozen=True, slots=True)
class _Noted:
    id: int
    done_at: datetime
    staff_id: int
    staff: str
    person_id: int
    person: str


def suspicious_days(session: Session, *, at: datetime) -> list[SuspiciousDay]:
    """What no manager has looked at yet, by colleague and day, the newest day first."""
    since = at - TOLD_FOR
    asked = settings.load(session).of(SuspicionSettings)
    limits = SuspicionLimits(asked.burst_contacts, asked.burst_minutes, asked.least_characters)
    found = suspicious(_noted(session, since), limits)
    if not found:
        return []
    rows = _named(session, list(found))
    days = groupby(rows, key=lambda row: (row.staff_id, local_day(row.done_at)))
    told = [_day(day, list(of_day), found) for (_staff, day), of_day in days]
    seen = _seen(session, since)
    unseen = (one for one in told if one.last_id not in seen)
    return sorted(unseen, key=lambda one: one.last_at, reverse=True)


def _day(
    day: date, rows: Sequence[_Noted], found: dict[int, frozenset[Suspicion]]
) -> SuspiciousDay:
    counts = Counter(reason for row in rows for reason in found[row.id])
    last = rows[-1]
    return SuspiciousDay(
        last.id,
        last.done_at,
        last.staff_id,
        last.staff,
        day,
        tuple((reason, counts[reason]) for reason in Suspicion if counts[reason]),
        tuple(dict.fromkeys(row.person for row in rows)),
        last.person_id,
    )


def _noted(session: Session, since: datetime) -> list[NotedContact]:
    has_number = exists().where(Phone.person_id == FollowUp.person_id)
    wanted = select(
        FollowUp.id,
        FollowUp.done_by.label("staff_id"),
        FollowUp.done_at.label("noted_at"),
        FollowUp.way,
        FollowUp.result,
        FollowUp.content,
        has_number.label("has_number"),
    )
    made = wanted.where(FollowUp.done_at >= since, FollowUp.done_by.is_not(None))
    return fetch(session, NotedContact, made)


def _named(session: Session, ids: Sequence[int]) -> list[_Noted]:
    wanted = select(
        FollowUp.id,
        FollowUp.done_at,
        FollowUp.done_by.label("staff_id"),
        Staff.name.label("staff"),
        FollowUp.person_id,
        func.coalesce(Person.name, "").label("person"),
    )
    named = wanted.join(Staff, Staff.id == FollowUp.done_by).join(
        Person, Person.id == FollowUp.person_id
    )
    in_order = named.order_by(FollowUp.done_by, FollowUp.done_at, FollowUp.id)
    return fetch(session, _Noted, in_order.where(FollowUp.id.in_(ids)))


def _seen(session: Session, since: datetime) -> set[int]:
    looked = select(Audit.noun_id).where(Audit.at >= since, Audit.noun == Noun.FOLLOW_UP)
    checked = looked.where(Audit.act == Act.SEE, Audit.reason == CHECKED)
    return {key for key in session.scalars(checked) if key is not None}
