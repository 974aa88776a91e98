"""Opens, grades and closes prospects and plans contacts, for commands of all desks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.local_time import at_local, local, local_day
from app.people import consents
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import rules
from app.prospects.queries import kept_until
from app.prospects.rules import Hours
from app.settings import HourSettings
from app.text import N_
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.tables.store_lists import Level
from db.vocabulary import CallResult, ContactWay, ProspectState, Role

_LIVE = select(Prospect).where(Prospect.person_id == bindparam("person"), LIVE)


@dataclass(frozen=True, slots=True)
class ContactOutcome:
    """What a visit or call tells of a known person.

    `way` is how they were contacted; `received_by` is who takes the calls and got this one.
    """

    person_id: int
    owner_id: int
    way: ContactWay
    level_id: int | None = None
    model_id: int | None = None
    source_id: int | None = None
    reason: str | None = None
    received_by: int | None = None


@dataclass(frozen=True, slots=True)
class NextContact:
    """The prospect after the talk: whose it is, and when the next contact is due."""

    prospect_id: int
    owner_id: int
    due_at: datetime


def record_contact(
    session: Session, outcome: ContactOutcome, *, by: Actor, at: datetime
) -> NextContact | None:
    """Notes that a person was contacted and plans the next contact.

    A graded person becomes a prospect. None for somebody who is no prospect and was not graded.
    """
    prospect = live(session, outcome.person_id)
    if prospect is None:
        return open_prospect(session, outcome, by=by, at=at) if outcome.level_id else None
    pass_on(session, prospect, outcome.owner_id, at=at)
    if outcome.level_id and outcome.level_id != prospect.level_id:
        regrade(session, prospect, outcome.level_id, reason=outcome.reason, by=by, at=at)
    prospect.model_id = outcome.model_id or prospect.model_id
    prospect.source_id = prospect.source_id or outcome.source_id
    made = open_contact(session, prospect.id) or add_contact(session, prospect, due_at=at)
    complete(made, outcome.way, result=CallResult.REACHED, by=by, at=at)
    session.flush()
    return NextContact(prospect.id, prospect.owner_id, plan(session, prospect, at=at))


def live(session: Session, person_id: int) -> Prospect | None:
    """The one live prospect of a person."""
    return session.scalars(_LIVE, {"person": person_id}).first()


def regrade(
    session: Session,
    prospect: Prospect,
    level_id: int,
    *,
    reason: str | None,
    by: Actor,
    at: datetime,
) -> None:
    """Changes the level and notes the reason; the caller plans the next contact.

    Refused for everybody but the owner, a manager, and whoever opened the prospect today.
    """
    rules.check_regrade(prospect.level_id, level_id, reason=reason)
    _check_may_grade(session, prospect, by, at=at)
    change = _grade(session, prospect, level_id, reason=reason, by=by, at=at)
    change.old_level_id, prospect.level_id = prospect.level_id, level_id


def _check_may_grade(session: Session, prospect: Prospect, by: Actor, *, at: datetime) -> None:
    is_owner = prospect.owner_id == by.staff_id
    if not rules.may_grade(by.roles, is_owner) and not _is_correction(session, prospect, by, at=at):
        owner = session.get_one(Staff, prospect.owner_id).name
        message = N_(
            "{owner} looks after this prospect. Only {owner} or a manager may change the level:"
            " leave it empty."
        )
        raise Refused("level.not_yours", message, field="level_id", owner=owner)


def _grade(
    session: Session,
    prospect: Prospect,
    level_id: int,
    *,
    reason: str | None,
    by: Actor,
    at: datetime,
) -> LevelChange:
    change = LevelChange(prospect_id=prospect.id, new_level_id=level_id, reason=reason, at=at)
    change.staff_id = by.staff_id
    session.add(change)
    return change


def plan(
    session: Session,
    prospect: Prospect,
    *,
    at: datetime,
    days: int | None = None,
    way: ContactWay | None = None,
) -> datetime:
    """Plans the next contact by the level, or `days` ahead, by `way`.

    An open one is moved there.
    """
    every = session.get_one(Level, prospect.level_id).contact_every_days if days is None else days
    due = contact_at(session, at, every)
    waiting = open_contact(session, prospect.id)
    if waiting is None:
        waiting = add_contact(session, prospect, due_at=due)
    else:
        waiting.due_at, waiting.staff_id = due, prospect.owner_id
    waiting.way = way or waiting.way
    return due


def contact_at(session: Session, at: datetime, every_days: int) -> datetime:
    """So many days after `at`, inside the store's hours."""
    store = settings.load(session).of(HourSettings)
    since = local(at).replace(tzinfo=None)
    due = rules.next_contact(since, every_days, hours=Hours(store.opening, store.closing))
    return at_local(due.date(), due.time())


def add_contact(session: Session, prospect: Prospect, *, due_at: datetime) -> FollowUp:
    """Adds a contact that the owner of a prospect has to make."""
    contact = FollowUp(person_id=prospect.person_id, prospect_id=prospect.id, due_at=due_at)
    contact.staff_id = prospect.owner_id
    session.add(contact)
    return contact


def complete(
    contact: FollowUp, way: ContactWay, *, result: CallResult, by: Actor, at: datetime
) -> None:
    """Notes that a contact was made, and how."""
    contact.done_at, contact.done_by = at, by.staff_id
    contact.way, contact.result = way, result


def open_contact(session: Session, prospect_id: int) -> FollowUp | None:
    """The contact of a prospect that is planned and not made."""
    of_prospect = select(FollowUp).where(FollowUp.prospect_id == prospect_id)
    return session.scalar(of_prospect.where(FollowUp.done_at.is_(None)))


def close(session: Session, prospect: Prospect, state: ProspectState, *, at: datetime) -> None:
    """Closes a prospect and removes its planned contact."""
    prospect.state, prospect.closed_at = state, at
    waiting = open_contact(session, prospect.id)
    if waiting is not None:
        session.delete(waiting)


def close_as_bought(session: Session, person_id: int, *, at: datetime) -> None:
    """Closes the live prospect of a buyer, where there is one; a reported loss is dropped."""
    prospect = live(session, person_id)
    if prospect is None:
        return
    if prospect.state is ProspectState.LOSS_ASKED:
        prospect.loss_asked_at = None
    close(session, prospect, ProspectState.WON, at=at)


def pass_on(session: Session, prospect: Prospect, receiver: int, *, at: datetime) -> None:
    """Makes whoever receives a customer the owner, where the owner's time has run out."""
    until = kept_until(session, prospect.id, prospect.opened_at)
    if receiver != prospect.owner_id and rules.is_free(until, local_day(at)):
        give(session, prospect, receiver)


def give(session: Session, prospect: Prospect, receiver: int) -> None:
    """Gives a prospect and its planned contact to another colleague."""
    prospect.owner_id = receiver
    waiting = open_contact(session, prospect.id)
    if waiting is not None:
        waiting.staff_id = receiver


def _is_correction(session: Session, prospect: Prospect, by: Actor, *, at: datetime) -> bool:
    """True for whoever opened a prospect today, while nobody else has graded it."""
    wanted = select(LevelChange).where(LevelChange.prospect_id == prospect.id)
    graded = session.scalars(wanted)
    return all(one.staff_id == by.staff_id and local_day(one.at) == local_day(at) for one in graded)


def open_prospect(
    session: Session, outcome: ContactOutcome, *, by: Actor, at: datetime
) -> NextContact:
    """Opens the prospect of a graded person and plans the first contact."""
    assert outcome.level_id is not None
    prospect = Prospect(
        person_id=outcome.person_id,
        owner_id=outcome.owner_id,
        level_id=outcome.level_id,
        state=ProspectState.OPEN,
        model_id=outcome.model_id,
        source_id=outcome.source_id,
        opened_at=at,
        received_by=outcome.received_by,
    )
    session.add(prospect)
    session.flush()
    _grade(session, prospect, outcome.level_id, reason=outcome.reason, by=by, at=at)
    return NextContact(prospect.id, prospect.owner_id, plan(session, prospect, at=at))


def customer(session: Session, who: int | Contact | None, *, by: Actor, at: datetime) -> Person:
    """Whom a form names, with a file of their own; Refused for who may not be contacted."""
    if who is None:
        message = N_("Which customer? Type a name, initials or a phone number.")
        raise Refused("prospect.nobody", message, field="who")
    contact = who if isinstance(who, Contact) else Contact(person_id=who)
    person = people.find_or_add(session, contact, by=by, at=at)
    if consents.has_refused(session, person.id):
        message = N_(
            "This customer does not want to be contacted. Wait until they come by themselves."
        )
        raise Refused("prospect.no_contact", message, field="who")
    return person


def chosen_owner(session: Session, chosen: int | None, by: Actor) -> int:
    """Whose it becomes: who saves, or whom a manager chooses."""
    if chosen in (None, by.staff_id):
        return by.staff_id
    owner = session.get_one(Staff, chosen)
    if Role.MANAGER not in by.roles:
        message = N_("Only a manager gives a prospect to somebody else.")
        raise Refused("prospect.owner", message, field="owner_id")
    if not owner.active:
        message = N_("{name} no longer works here.")
        raise Refused("staff.gone", message, field="owner_id", name=owner.name)
    return owner.id
