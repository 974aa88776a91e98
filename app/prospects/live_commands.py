"""Use cases of live prospects: begin one, change what is wanted, change the level."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused
from app.local_time import at_local, local, local_day
from app.people import consents
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.prospects import operations, rules, visit_rules
from app.prospects.history import made_contacts
from app.prospects.lookup import check_own, check_seen_own, live_prospect
from app.prospects.operations import ContactOutcome
from app.prospects.queries import kept_until
from app.prospects.suspicions import CHECKED
from app.text import N_
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.vocabulary import Act, ContactWay, ProspectState, Role


@dataclass(frozen=True, slots=True)
class ProspectValue:
    """A wish to buy: who (a known customer, or somebody new), how warm, what, from where.

    `owner_id`: whom a manager chooses; else it is who saves.
    """

    id: int | None
    who: int | Contact | None
    level_id: int | None
    model_id: int | None = None
    source_id: int | None = None
    owner_id: int | None = None
    version: int | None = None


@allow(Role.CONSULTANT)
def save_prospect(session: Session, value: ProspectValue, *, by: Actor, at: datetime) -> int:
    """Begins a prospect, or changes model and source of one; returns its id.

    Somebody else's is refused while it is theirs (A11); after that it passes on, with its level.
    """
    if value.id is not None:
        prospect = live_prospect(session, value.id)
        check_seen_own(prospect, value.version, by=by)
        prospect.model_id, prospect.source_id = value.model_id, value.source_id
        return prospect.id
    person = operations.customer(session, value.who, by=by, at=at)
    owner = operations.chosen_owner(session, value.owner_id, by)
    known = operations.live(session, person.id)
    if known is not None:
        return _take_over(session, known, owner, value=value, at=at)
    return _open(session, person, owner, value=value, by=by, at=at)


@allow(Role.CONSULTANT)
def take_back_prospect(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of a new prospect: closed as entered by mistake, its planned contact removed."""
    prospect = live_prospect(session, prospect_id)
    check_own(prospect, by)
    if local_day(prospect.opened_at) != local_day(at) or made_contacts(session, prospect_id):
        message = N_("This prospect was not begun just now: report a loss instead.")
        raise Refused("prospect.not_new", message)
    operations.close(session, prospect, ProspectState.MERGED, at=at)


@allow(Role.CONSULTANT)
def change_level(
    session: Session,
    prospect_id: int,
    level_id: int | None,
    *,
    reason: str | None,
    by: Actor,
    at: datetime,
) -> datetime:
    """Another level with its reason; the next contact is planned by it; returns when."""
    prospect = live_prospect(session, prospect_id)
    check_own(prospect, by)
    if level_id is None or level_id == prospect.level_id:
        message = N_("Choose another level than the present one.")
        raise Refused("level.same", message, field="level_id")
    words = (reason or "").strip() or None
    operations.regrade(session, prospect, level_id, reason=words, by=by, at=at)
    return operations.plan(session, prospect, at=at)


@allow(Role.CONSULTANT)
def plan_visit(session: Session, person_id: int, *, by: Actor, at: datetime) -> datetime:
    """Plans a visit at a customer's for the next afternoon; returns when.

    The planned contact of a live prospect becomes the visit. Refused for a colleague's customer,
    and for who may not be contacted.
    """
    newest = _own_customer(session, person_id, by)
    if not consents.may_be_called(session, person_id):
        message = N_(
            "This customer does not want to be contacted. Wait until they come by themselves."
        )
        raise Refused("visit.no_contact", message)
    due = visit_rules.visit_time(local(at).replace(tzinfo=None))
    prospect = operations.live(session, person_id)
    waiting = operations.open_contact(session, prospect.id) if prospect is not None else None
    if waiting is None:
        waiting = FollowUp(person_id=person_id, staff_id=newest.owner_id)
        waiting.prospect_id = prospect.id if prospect is not None else None
        session.add(waiting)
    waiting.due_at, waiting.way = at_local(due.date(), due.time()), ContactWay.HOME_VISIT
    return waiting.due_at


@allow(Role.CONSULTANT)
def take_back_visit(session: Session, person_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `plan_visit`: a prospect is contacted by its level again, others not at all."""
    _own_customer(session, person_id, by)
    planned = select(FollowUp).where(
        FollowUp.person_id == person_id,
        FollowUp.done_at.is_(None),
        FollowUp.fleet_project_id.is_(None),
    )
    for visit in session.scalars(planned.where(FollowUp.way == ContactWay.HOME_VISIT)).all():
        prospect = session.get(Prospect, visit.prospect_id) if visit.prospect_id else None
        session.delete(visit)
        session.flush()
        if prospect is not None:
            operations.plan(session, prospect, at=at)


@allow(Role.MANAGER)
def check_contacts(session: Session, last_id: int, *, by: Actor, at: datetime) -> None:
    """A manager has looked at the suspicious contacts of a colleague and a day."""
    audit.note(session, Act.SEE, Noun.FOLLOW_UP, noun_id=last_id, reason=CHECKED)


def _own_customer(session: Session, person_id: int, by: Actor) -> Prospect:
    """The newest prospect of a customer; Refused for whom it does not belong."""
    of_person = select(Prospect).where(
        Prospect.person_id == person_id, Prospect.state != ProspectState.MERGED
    )
    newest = session.scalars(of_person.order_by(Prospect.id.desc()).limit(1)).first()
    if newest is None:
        raise Refused("visit.nobody", N_("Nobody looks after this customer yet."))
    check_own(newest, by)
    return newest


def _open(
    session: Session,
    person: Person,
    owner: int,
    *,
    value: ProspectValue,
    by: Actor,
    at: datetime,
) -> int:
    if value.level_id is None:
        message = N_("How soon does the customer buy? Choose a level.")
        raise Refused("prospect.no_level", message, field="level_id")
    outcome = ContactOutcome(
        person.id, owner, ContactWay.PHONE, value.level_id, value.model_id, value.source_id
    )
    return operations.open_prospect(session, outcome, by=by, at=at).prospect_id


def _take_over(
    session: Session, known: Prospect, owner: int, *, value: ProspectValue, at: datetime
) -> int:
    """A prospect that stands already: refused, unless its consultant's time has run out."""
    until = kept_until(session, known.id, known.opened_at)
    if known.owner_id == owner:
        message = N_("This customer is a prospect already: open it in the list.")
        raise Refused("prospect.known", message, field="who")
    if not rules.is_free(until, local_day(at)):
        name = session.get_one(Staff, known.owner_id).name
        dated = N_("{name} looks after this customer until {until}.")
        message = dated if until else N_("{name} looks after this customer.")
        raise Refused("prospect.kept", message, field="who", name=name, until=until)
    operations.give(session, known, owner)
    known.model_id = value.model_id or known.model_id
    known.source_id = known.source_id or value.source_id
    return known.id
