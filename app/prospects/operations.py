"""Prospects as other desks open and grade them.

Reception writes a visit, the prospect and its next contact follow.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.local_time import at_local, local, local_day
from app.permissions import Actor
from app.prospects import rules
from app.prospects.queries import kept_until
from app.prospects.rules import Hours
from app.settings import HourSettings
from app.text import N_
from db.tables.admin import Level, Staff
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.vocabulary import CallResult, ContactWay, ProspectState


@dataclass(frozen=True, slots=True)
class ContactOutcome:
    """What a visit or call tells of a known person.

    `way` is how the talk that just took place counts as a contact.
    """

    person_id: int
    owner_id: int
    way: ContactWay
    level_id: int | None = None
    model_id: int | None = None
    source_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NextContact:
    """The prospect after the talk: whose it is, and when the next contact is due."""

    prospect_id: int
    owner_id: int
    due_at: datetime


def record_contact(
    session: Session, wish: ContactOutcome, *, by: Actor, at: datetime
) -> NextContact | None:
    """A talk took place.

    A graded person becomes a prospect, a live prospect has been contacted and the next contact is
    planned.

    None for somebody who is no prospect and was not graded.
    """
    prospect = live(session, wish.person_id)
    if prospect is None:
        return _open(session, wish, by=by, at=at) if wish.level_id else None
    _pass_on(session, prospect, wish.owner_id, at=at)
    if wish.level_id and wish.level_id != prospect.level_id:
        regrade(session, prospect, wish.level_id, reason=wish.reason, by=by, at=at)
    prospect.model_id = wish.model_id or prospect.model_id
    prospect.source_id = prospect.source_id or wish.source_id
    _contacted(session, prospect, wish.way, by=by, at=at)
    return NextContact(prospect.id, prospect.owner_id, plan(session, prospect, at=at))


def live(session: Session, person_id: int) -> Prospect | None:
    """The one live prospect of a person."""
    return session.scalars(select(Prospect).where(Prospect.person_id == person_id, LIVE)).first()


def regrade(
    session: Session,
    prospect: Prospect,
    level_id: int,
    *,
    reason: str | None,
    by: Actor,
    at: datetime,
) -> None:
    """Another level, by its owner or a manager, with the reason kept.

    The caller plans the next contact.
    """
    rules.check_regrade(prospect.level_id, level_id, reason=reason)
    if not (
        rules.may_grade(by.roles, prospect.owner_id == by.staff_id)
        or _is_own_slip(session, prospect, by, at)
    ):
        owner = session.get_one(Staff, prospect.owner_id).name
        message = N_(
            "{owner} looks after this prospect. Only {owner} or a manager may change the level:"
            " leave it empty."
        )
        raise Refused("level.not_yours", message, field="level_id", owner=owner)
    change = LevelChange(
        prospect_id=prospect.id,
        old_level_id=prospect.level_id,
        new_level_id=level_id,
        reason=reason,
        at=at,
    )
    change.staff_id = by.staff_id
    session.add(change)
    prospect.level_id = level_id


def plan(
    session: Session, prospect: Prospect, *, at: datetime, days: int | None = None
) -> datetime:
    """Plans the next contact by the level (or `days` ahead) and moves the open one there if there
    is one.
    """
    store = settings.load(session).of(HourSettings)
    every = session.get_one(Level, prospect.level_id).contact_every_days if days is None else days
    since = local(at).replace(tzinfo=None)
    due = rules.next_contact(since, every, hours=Hours.read(store.opens, store.closes))
    due_at = at_local(due.date(), due.time())
    waiting = open_contact(session, prospect.id)
    if waiting is None:
        session.add(
            FollowUp(
                person_id=prospect.person_id,
                prospect_id=prospect.id,
                staff_id=prospect.owner_id,
                due_at=due_at,
            )
        )
    else:
        waiting.due_at, waiting.staff_id = due_at, prospect.owner_id
    return due_at


def open_contact(session: Session, prospect_id: int) -> FollowUp | None:
    """The contact of a prospect that is planned and not made."""
    return session.scalars(
        select(FollowUp).where(FollowUp.prospect_id == prospect_id, FollowUp.done_at.is_(None))
    ).first()


def close(session: Session, prospect: Prospect, state: ProspectState, *, at: datetime) -> None:
    """The prospect is over: nobody is reminded of it any more."""
    prospect.state, prospect.closed_at = state, at
    waiting = open_contact(session, prospect.id)
    if waiting is not None:
        session.delete(waiting)


def _pass_on(session: Session, prospect: Prospect, receiver: int, *, at: datetime) -> None:
    """Who receives a customer whose claim has run out looks after them from now on."""
    until = kept_until(session, prospect.id, prospect.opened_at)
    if receiver != prospect.owner_id and rules.is_free(until, local_day(at)):
        prospect.owner_id = receiver


def _is_own_slip(session: Session, prospect: Prospect, by: Actor, at: datetime) -> bool:
    """Who opened the prospect may mend the level on the same day, while nobody else has graded
    it.
    """
    graded = session.scalars(
        select(LevelChange).where(LevelChange.prospect_id == prospect.id)
    ).all()
    return all(one.staff_id == by.staff_id and local_day(one.at) == local_day(at) for one in graded)


def _open(session: Session, wish: ContactOutcome, *, by: Actor, at: datetime) -> NextContact:
    assert wish.level_id is not None
    prospect = Prospect(
        person_id=wish.person_id,
        owner_id=wish.owner_id,
        level_id=wish.level_id,
        state=ProspectState.OPEN,
        model_id=wish.model_id,
        source_id=wish.source_id,
        opened_at=at,
    )
    session.add(prospect)
    session.flush()
    session.add(
        LevelChange(
            prospect_id=prospect.id,
            new_level_id=wish.level_id,
            reason=wish.reason,
            at=at,
            staff_id=by.staff_id,
        )
    )
    return NextContact(prospect.id, prospect.owner_id, plan(session, prospect, at=at))


def _contacted(
    session: Session, prospect: Prospect, way: ContactWay, *, by: Actor, at: datetime
) -> None:
    """The talk fulfils the planned contact; without one it is written down all the same."""
    contact = open_contact(session, prospect.id)
    if contact is None:
        contact = FollowUp(
            person_id=prospect.person_id,
            prospect_id=prospect.id,
            staff_id=prospect.owner_id,
            due_at=at,
        )
        session.add(contact)
    contact.done_at, contact.done_by, contact.way, contact.result = (
        at,
        by.staff_id,
        way,
        CallResult.REACHED,
    )
    session.flush()
