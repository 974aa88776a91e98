"""Grading prospects, making the contacts that are due, and letting go of who will not buy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused
from app.permissions import Actor, allow
from app.prospects import operations, rules
from app.text import N_
from db.tables.admin import Level, Staff
from db.tables.prospects import FollowUp, Prospect
from db.vocabulary import CallResult, ContactWay, ProspectState, Role


@dataclass(frozen=True, slots=True)
class Grading:
    """Another level for a live prospect, and why."""

    prospect_id: int
    level_id: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a planned contact went.

    `next_at` overrules the level's interval: the customer named a day.

    `level_id` is the level after the talk, with the reason where it is another one.
    """

    follow_up_id: int
    way: ContactWay
    result: CallResult
    content: str | None = None
    next_at: datetime | None = None
    level_id: int | None = None
    level_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a prospect will not buy here."""

    prospect_id: int
    reason: str | None


@allow(Role.CONSULTANT)
def grade(session: Session, grading: Grading, *, by: Actor, at: datetime) -> datetime:
    """A change of level needs a reason and plans the next contact anew (S004).

    Returns when it is due.
    """
    prospect = _live(session, grading.prospect_id)
    if grading.level_id != prospect.level_id:
        operations.regrade(session, prospect, (grading.level_id, grading.reason), by=by, at=at)
    return operations.plan(session, prospect, at=at)


@allow(Role.CONSULTANT, Role.CARE)
def complete_follow_up(
    session: Session, outcome: Outcome, *, by: Actor, at: datetime
) -> datetime | None:
    """Way, result and text of a contact.

    Returns when the next one is due, None where the prospect is closed (S006).
    """
    contact = session.get_one(FollowUp, outcome.follow_up_id)
    if contact.done_at is not None:
        raise Refused("follow_up.done", N_("This contact was already made."))
    if outcome.next_at is not None and outcome.next_at <= at:
        raise Refused(
            "follow_up.past", N_("The next contact must lie in the future."), field="next_at"
        )
    contact.done_at, contact.done_by = at, by.staff_id
    contact.way, contact.result, contact.content = (
        outcome.way,
        outcome.result,
        (outcome.content or "").strip() or None,
    )
    session.flush()
    prospect = session.get(Prospect, contact.prospect_id) if contact.prospect_id else None
    if prospect is None or prospect.state is not ProspectState.OPEN:
        return None
    if outcome.level_id is not None and outcome.level_id != prospect.level_id:
        operations.regrade(
            session, prospect, (outcome.level_id, outcome.level_reason), by=by, at=at
        )
    if outcome.next_at is not None:
        session.add(
            FollowUp(
                person_id=prospect.person_id,
                prospect_id=prospect.id,
                staff_id=prospect.owner_id,
                due_at=outcome.next_at,
            )
        )
        return outcome.next_at
    every = session.get_one(Level, prospect.level_id).contact_every_days
    return operations.plan(
        session, prospect, at=at, days=rules.days_until_next(outcome.result, every)
    )


@allow(Role.CONSULTANT)
def ask_loss(session: Session, loss: Loss, *, by: Actor, at: datetime) -> None:
    """A loss is asked for with its reason and stays with its owner until the manager confirms."""
    prospect = _live(session, loss.prospect_id)
    reason = (loss.reason or "").strip()
    if not reason:
        raise Refused(
            "loss.no_reason", N_("Why was this prospect lost? Give a reason."), field="reason"
        )
    _check_own(prospect, by)
    prospect.state, prospect.lost_reason = ProspectState.LOSS_ASKED, reason


@allow(Role.MANAGER)
def confirm_loss(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> None:
    """The manager agrees: the prospect is closed and nobody is reminded of it any more."""
    prospect = _asked(session, prospect_id)
    operations.close(session, prospect, ProspectState.LOST, at=at)
    prospect.confirmed_by = by.staff_id


@allow(Role.CONSULTANT)
def win(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> None:
    """The customer has ordered.

    Counts for the source, and nobody is reminded of the prospect any more.
    """
    prospect = _live(session, prospect_id)
    _check_own(prospect, by)
    operations.close(session, prospect, ProspectState.WON, at=at)


@allow(Role.CONSULTANT)
def take_back_win(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> datetime:
    """Undo of `win`: the prospect is open again; returns when the next contact is due."""
    prospect = session.get_one(Prospect, prospect_id)
    _check_own(prospect, by)
    if prospect.state is not ProspectState.WON or operations.live(session, prospect.person_id):
        raise Refused("prospect.closed", N_("This prospect is closed."))
    prospect.state, prospect.closed_at = ProspectState.OPEN, None
    return operations.plan(session, prospect, at=at)


@allow(Role.MANAGER)
def refuse_loss(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> datetime:
    """The manager does not agree: the prospect stays open and is contacted again; returns when."""
    prospect = _asked(session, prospect_id)
    prospect.state = ProspectState.OPEN
    return operations.plan(session, prospect, at=at)


@allow(Role.MANAGER)
def hand_over(session: Session, prospect_id: int, to: int, *, by: Actor, at: datetime) -> None:
    """Another consultant looks after the prospect from now on; the planned contact goes along."""
    prospect = _live(session, prospect_id)
    receiver = session.get_one(Staff, to)
    if not receiver.active:
        raise Refused(
            "staff.gone", N_("{name} no longer works here."), field="owner", name=receiver.name
        )
    prospect.owner_id = to
    waiting = operations.open_contact(session, prospect_id)
    if waiting is not None:
        waiting.staff_id = to


def _live(session: Session, prospect_id: int) -> Prospect:
    prospect = session.get_one(Prospect, prospect_id)
    if prospect.state not in (ProspectState.OPEN, ProspectState.LOSS_ASKED):
        raise Refused("prospect.closed", N_("This prospect is closed."))
    return prospect


def _check_own(prospect: Prospect, by: Actor) -> None:
    if not rules.may_grade(by.roles, prospect.owner_id == by.staff_id):
        raise Refused(
            "prospect.not_yours", N_("Only who looks after this prospect or a manager may do this.")
        )


def _asked(session: Session, prospect_id: int) -> Prospect:
    prospect = session.get_one(Prospect, prospect_id)
    if prospect.state is not ProspectState.LOSS_ASKED:
        raise Refused("loss.not_asked", N_("No loss was reported for this prospect."))
    return prospect
