"""Use cases of prospects: contact, lose, revive and hand them over."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.people import consents
from app.permissions import Actor, allow
from app.prospects import buyer_calls, operations, project_operations, rules
from app.prospects.buyer_calls import NextWish
from app.prospects.lookup import check_own, check_seen_own, live_prospect
from app.text import N_
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.prospects import FollowUp, Prospect
from db.tables.store_lists import Level
from db.vocabulary import CallResult, ContactWay, LossReason, LossState, ProspectState, Role

NOT_ASKED = N_("No loss was reported for this prospect.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a contact went: a planned one, or one that came by itself with a prospect.

    `next_at` overrules the level's interval: the customer named a day; `next_way` says how they
    are contacted then. `level_id` is the level after the talk, with the reason where it is another
    one.
    """

    follow_up_id: int | None
    way: ContactWay
    result: CallResult | None
    content: str | None = None
    next_at: datetime | None = None
    level_id: int | None = None
    level_reason: str | None = None
    next_way: ContactWay | None = None
    prospect_id: int | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a prospect will not buy here, and where for how much instead."""

    prospect_id: int | None
    reason: LossReason | None
    note: str | None = None
    rival: str | None = None
    rival_price: Decimal | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class LossAnswer:
    """What the manager, or who revives, says to a loss that was read at `version`."""

    prospect_id: int
    version: int | None = None
    words: str | None = None


@allow(Role.CONSULTANT, Role.CARE)
def complete_follow_up(
    session: Session, outcome: Outcome, *, by: Actor, at: datetime
) -> datetime | None:
    """Notes way, result and text of a contact (S006).

    Returns when the next one is due, None where the prospect is closed or a buyer had every call.
    """
    contact = _contact(session, outcome, by=by, at=at)
    result = rules.check_result(outcome.result)
    rules.check_next(outcome.next_at, now=at)
    rules.check_way(outcome.way, refused=consents.has_refused(session, contact.person_id))
    contact.content = _words(outcome.content)
    operations.complete(contact, outcome.way, result=result, by=by, at=at)
    session.flush()
    if contact.fleet_project_id is not None:
        return project_operations.plan_next(
            session, contact.fleet_project_id, outcome.next_at, result=result, at=at
        )
    if contact.sale_order_id is not None:
        wish = NextWish(outcome.next_at, outcome.next_way)
        return buyer_calls.plan_next(session, contact, wish, at=at)
    prospect = session.get(Prospect, contact.prospect_id) if contact.prospect_id else None
    if prospect is None or prospect.state is not ProspectState.OPEN:
        return None
    return _plan_next(session, prospect, outcome, by=by, at=at)


def _contact(session: Session, outcome: Outcome, *, by: Actor, at: datetime) -> FollowUp:
    """The planned contact, or that of the prospect: planned for later, or not at all."""
    if outcome.follow_up_id is not None:
        contact = session.get_one(FollowUp, outcome.follow_up_id)
        if contact.done_at is not None:
            raise Refused("follow_up.done", N_("This contact was already made."))
        _check_planned_for(session, contact, by)
        return contact
    assert outcome.prospect_id is not None, "a contact is a planned one or one with a prospect"
    prospect = live_prospect(session, outcome.prospect_id)
    check_own(prospect, by)
    waiting = operations.open_contact(session, prospect.id)
    return waiting or operations.add_contact(session, prospect, due_at=at)


def _check_planned_for(session: Session, contact: FollowUp, by: Actor) -> None:
    """Refused for all but who it is planned for, the owner, managers and the care desk."""
    if contact.staff_id == by.staff_id or by.may(Role.CARE):
        return
    if contact.prospect_id is None:
        raise Refused("follow_up.others", N_("This contact is planned for a colleague."))
    check_own(session.get_one(Prospect, contact.prospect_id), by)


def _plan_next(
    session: Session, prospect: Prospect, outcome: Outcome, *, by: Actor, at: datetime
) -> datetime:
    level_id, reason = outcome.level_id, outcome.level_reason
    if level_id is not None and level_id != prospect.level_id:
        operations.regrade(session, prospect, level_id, reason=reason, by=by, at=at)
    if outcome.next_at is not None:
        following = operations.add_contact(session, prospect, due_at=outcome.next_at)
        following.way = outcome.next_way
        return outcome.next_at
    every = session.get_one(Level, prospect.level_id).contact_every_days
    days = rules.days_until_next(rules.check_result(outcome.result), every)
    return operations.plan(session, prospect, at=at, days=days, way=outcome.next_way)


@allow(Role.CONSULTANT)
def ask_loss(session: Session, loss: Loss, *, by: Actor, at: datetime) -> int:
    """Reports a loss, or changes it while it waits for the manager; returns the prospect's id."""
    if loss.prospect_id is None:
        message = N_("Which customer? Type a name, initials or a phone number.")
        raise Refused("loss.nobody", message, field="prospect_id")
    prospect = live_prospect(session, loss.prospect_id)
    check_seen_own(prospect, loss.version, by=by)
    rules.check_loss(loss.reason, loss.note)
    if prospect.state is ProspectState.OPEN:
        prospect.state, prospect.loss_asked_at = ProspectState.LOSS_ASKED, at
        prospect.loss_answer = prospect.revived_at = None
    _fill_loss(prospect, loss)
    return prospect.id


def _fill_loss(prospect: Prospect, loss: Loss) -> None:
    prospect.loss_reason, prospect.lost_reason = loss.reason, _words(loss.note)
    prospect.rival, prospect.rival_price = _words(loss.rival), loss.rival_price


@allow(Role.CONSULTANT)
def take_back_loss(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `ask_loss`; the planned contact was never removed."""
    prospect = _asked(session, prospect_id)
    check_own(prospect, by)
    prospect.state, prospect.loss_asked_at = ProspectState.OPEN, None


@allow(Role.MANAGER)
def confirm_loss(session: Session, answer: LossAnswer, *, by: Actor, at: datetime) -> None:
    """The manager confirms a loss: the prospect is closed, its planned contact removed."""
    prospect = _asked(session, answer.prospect_id, answer.version)
    operations.close(session, prospect, ProspectState.LOST, at=at)
    prospect.confirmed_by, prospect.loss_answer = by.staff_id, _words(answer.words)


@allow(Role.MANAGER)
def refuse_loss(session: Session, answer: LossAnswer, *, by: Actor, at: datetime) -> datetime:
    """The manager sends a loss back: the prospect is contacted again; returns when."""
    prospect = _asked(session, answer.prospect_id, answer.version)
    if not _words(answer.words):
        message = N_("What is still to be tried? Tell the consultant.")
        raise Refused("loss.no_answer", message, field="words")
    prospect.state, prospect.loss_answer = ProspectState.OPEN, _words(answer.words)
    return operations.plan(session, prospect, at=at)


@allow(Role.MANAGER)
def take_back_answer(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `confirm_loss` and `refuse_loss`: the loss waits for an answer again."""
    prospect = session.get_one(Prospect, prospect_id)
    answered = rules.loss_state(prospect.state, prospect.revived_at)
    if prospect.loss_asked_at is None or answered not in (LossState.LOST, LossState.SENT_BACK):
        raise Refused("loss.not_asked", NOT_ASKED)
    if answered is LossState.LOST:
        _open_again(session, prospect, at=at)
    prospect.state, prospect.loss_answer = ProspectState.LOSS_ASKED, None


@allow(Role.CONSULTANT)
def revive_loss(session: Session, answer: LossAnswer, *, by: Actor, at: datetime) -> datetime:
    """Reopens a lost prospect who wants a car after all; returns the time of closing.

    Refused for customers who do not want to be contacted.
    """
    prospect = session.get_one(Prospect, answer.prospect_id)
    check_seen_own(prospect, answer.version, by=by)
    closed_at = prospect.closed_at
    if prospect.state is not ProspectState.LOST or closed_at is None:
        raise Refused("loss.not_lost", N_("Only a lost prospect is revived."))
    if consents.has_refused(session, prospect.person_id):
        message = N_(
            "This customer does not want to be contacted. Wait until they come by themselves."
        )
        raise Refused("loss.no_contact", message)
    if not session.get_one(Staff, prospect.owner_id).active:
        prospect.owner_id = by.staff_id
    _open_again(session, prospect, at=at)
    prospect.revived_at = at
    return closed_at


@allow(Role.CONSULTANT)
def take_back_revival(
    session: Session, prospect_id: int, closed_at: datetime, *, by: Actor, at: datetime
) -> None:
    """Undo of `revive_loss`: lost as before, its planned contact removed."""
    prospect = session.get_one(Prospect, prospect_id)
    check_own(prospect, by)
    if prospect.state is not ProspectState.OPEN or prospect.revived_at is None:
        raise Refused("loss.not_lost", N_("Only a lost prospect is revived."))
    operations.close(session, prospect, ProspectState.LOST, at=closed_at)
    prospect.revived_at = None


@allow(Role.CONSULTANT)
def hand_over(
    session: Session, prospect_id: int, to: int | None, *, by: Actor, at: datetime
) -> None:
    """Gives a prospect and its planned contact to another consultant.

    A manager gives any; who takes the calls of the store gives on what came to them (S191).
    """
    prospect = live_prospect(session, prospect_id)
    if not rules.may_grade(by.roles, prospect.received_by == by.staff_id):
        raise Refused("prospect.manager", N_("Only a manager hands this prospect over."))
    if to is None:
        raise Refused("prospect.nobody", N_("Who looks after this prospect now?"), field="to")
    receiver = session.get_one(Staff, to)
    if not receiver.active:
        message = N_("{name} no longer works here.")
        raise Refused("staff.gone", message, field="to", name=receiver.name)
    operations.give(session, prospect, to)


def _asked(session: Session, prospect_id: int, version: int | None = None) -> Prospect:
    prospect = session.get_one(Prospect, prospect_id)
    if prospect.state is not ProspectState.LOSS_ASKED:
        raise Refused("loss.not_asked", NOT_ASKED)
    check_seen(version, prospect.version, noun=Noun.PROSPECT, id=prospect_id)
    return prospect


def _open_again(session: Session, prospect: Prospect, *, at: datetime) -> None:
    """Opens a closed prospect and plans a contact; Refused where the person has another one."""
    if operations.live(session, prospect.person_id) is not None:
        raise Refused("prospect.live", N_("This customer has another open prospect by now."))
    prospect.state, prospect.closed_at = ProspectState.OPEN, None
    prospect.confirmed_by = None
    operations.plan(session, prospect, at=at)


def _words(typed: str | None) -> str | None:
    return (typed or "").strip() or None
