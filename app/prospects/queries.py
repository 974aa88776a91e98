"""Reads prospects, contacts that are due, gradings and losses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, and_, func, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.audit import last_saved
from app.local_time import local, local_day, on_days
from app.people import consents
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects import rules
from app.prospects.contact_facts import DueContact
from app.prospects.settings import ContactSettings
from app.rows import columns_of, fetch
from app.urgency import Urgency
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.projects import FleetProject
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.tables.sale_orders import SaleOrder
from db.tables.sales import QuoteVersion
from db.tables.store_lists import Level
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import LossReason, LossState, ProspectState, Role

_ORDERED = aliased(CarModel)
"""The model of the car order that a contact is about."""
MOST_LOSSES = 2000
_SOLD = (Prospect.state == ProspectState.WON) & Prospect.revived_at.is_(None)
IS_LOSS = and_(Prospect.state != ProspectState.MERGED, ~_SOLD, Person.erased_at.is_(None))
"""Neither entered twice, nor sold after the manager had sent the loss back."""


@dataclass(frozen=True, slots=True)
class LiveProspect:
    """A live prospect in one line, shown before a second consultant saves the same person.

    `kept_until`: the last day on which it is the owner's, None where that never ends.
    """

    id: int
    person_id: int
    owner_id: int
    owner: str
    level_id: int
    level: str
    model: str
    state: ProspectState
    opened_at: datetime
    due_at: datetime | None
    kept_until: date | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """One change of level."""

    at: datetime
    old: str
    new: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """A prospect for which a loss was asked. `note` is the consultant's, `answer` the manager's."""

    id: int
    version: int
    person_id: int
    owner_id: int
    name: str | None
    owner: str
    phone: str
    level: str
    model: str
    prospect_state: ProspectState
    asked_at: datetime
    reason: LossReason | None
    note: str | None
    rival: str | None
    rival_price: Decimal | None
    answer: str | None
    confirmed_by: str | None
    closed_at: datetime | None
    revived_at: datetime | None

    @property
    def state(self) -> LossState:
        """The state of the loss."""
        return rules.loss_state(self.prospect_state, self.revived_at)


def live(session: Session, person_id: int) -> LiveProspect | None:
    """The live prospect of a person, if there is one."""
    return next(iter(_live(session, LIVE, Prospect.person_id == person_id)), None)


def due(
    session: Session, until: datetime, *, at: datetime, staff_id: int | None = None
) -> list[DueContact]:
    """Contacts due before `until`, most urgent first; of one consultant or of all."""
    return _contacts(session, FollowUp.due_at < until, at=at, staff_id=staff_id)


def contact(
    session: Session, follow_up_id: int, *, at: datetime, viewer: Actor
) -> tuple[DueContact, str] | None:
    """A planned contact with the number to call, as the viewer may read it."""
    found = _contacts(session, FollowUp.id == follow_up_id, at=at, staff_id=None)
    if not found:
        return None
    numbers = select(first_number(Person.id).label("number"))
    row = session.execute(numbers.where(Person.id == found[0].person_id)).one()
    own = found[0].staff_id == viewer.staff_id
    return found[0], privacy.phone_for(row.number, viewer.roles, own=own)


def losses(session: Session, viewer: Actor) -> list[LossRow]:
    """Losses: waiting ones first, then the newest; a consultant sees their own."""
    return _losses(session, viewer)


def waiting_losses(session: Session, viewer: Actor) -> list[LossRow]:
    """Losses that wait for the manager, the longest first."""
    return _losses(session, viewer, Prospect.state == ProspectState.LOSS_ASKED)[::-1]


def losses_of(session: Session, viewer: Actor, first: date, *, to: date) -> list[LossRow]:
    """Losses that were reported on these days, however they stand; a consultant sees their own."""
    return _losses(session, viewer, on_days(Prospect.loss_asked_at, first, to=to))


def sent_back_losses(session: Session, staff_id: int, viewer: Actor) -> list[LossRow]:
    """Losses of a consultant that came back and whose customer was not contacted since."""
    came_back = (
        Prospect.state == ProspectState.OPEN,
        Prospect.revived_at.is_(None),
        Prospect.owner_id == staff_id,
        consents.reachable(),
    )
    return [row for row in _losses(session, viewer, *came_back) if not _is_tried(session, row)]


def _is_tried(session: Session, row: LossRow) -> bool:
    """True once a contact was made after the manager had answered."""
    answered = last_saved(session, Noun.PROSPECT, row.id)
    tried = select(FollowUp.id).where(FollowUp.prospect_id == row.id)
    if answered is not None:
        tried = tried.where(FollowUp.done_at >= answered.at)
    return session.scalar(tried.where(FollowUp.done_at.is_not(None)).limit(1)) is not None


def _losses(session: Session, viewer: Actor, *where: ColumnElement[bool]) -> list[LossRow]:
    waits = Prospect.state == ProspectState.LOSS_ASKED
    wanted = own_only(_select_losses(), viewer).where(Prospect.loss_asked_at.is_not(None), IS_LOSS)
    newest = wanted.where(*where).order_by(
        waits.desc(), Prospect.loss_asked_at.desc(), Prospect.id.desc()
    )
    return fetch(
        session,
        LossRow,
        newest.limit(MOST_LOSSES),
        phone=lambda row: readable_phone(row._number, row.owner_id, viewer=viewer),
    )


@cache
def _select_losses() -> Select[*tuple[Any, ...]]:
    judge = aliased(Staff)
    wanted = select(
        *(each for each in columns_of(LossRow, Prospect) if each.key != "confirmed_by"),
        Person.name.label("name"),
        Staff.name.label("owner"),
        first_number(Prospect.person_id).label("_number"),
        Level.code.label("level"),
        CarModel.name.label("model"),
        Prospect.state.label("prospect_state"),
        Prospect.loss_asked_at.label("asked_at"),
        Prospect.loss_reason.label("reason"),
        Prospect.lost_reason.label("note"),
        Prospect.loss_answer.label("answer"),
        judge.name.label("confirmed_by"),
    )
    named = described(wanted).join(Person, Person.id == Prospect.person_id)
    return named.outerjoin(judge, judge.id == Prospect.confirmed_by)


def described(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Joins the owner, the level and the model of the prospects."""
    return (
        wanted.join(Staff, Staff.id == Prospect.owner_id)
        .join(Level, Level.id == Prospect.level_id)
        .outerjoin(CarModel, CarModel.id == Prospect.model_id)
    )


def open_prospects(session: Session, viewer: Actor) -> list[tuple[int, str, str]]:
    """Prospects that may be reported as lost, newest first: id, text, and the whole number."""
    number = first_number(Prospect.person_id)
    wanted = select(Prospect.id, Person.name, number, CarModel.name, Prospect.owner_id)
    named = described(wanted).join(Person, Person.id == Prospect.person_id)
    is_open = named.where(LIVE, Prospect.state == ProspectState.OPEN)
    found = []
    newest = own_only(is_open, viewer).order_by(-Prospect.id)
    for key, name, phone, model, owner in session.execute(newest):
        parts = (name, readable_phone(phone, owner, viewer=viewer), model)
        found.append((key, " · ".join(filter(None, parts)), phone or ""))
    return found


def gradings(session: Session, prospect_id: int) -> list[Graded]:
    """Every level a prospect had, newest first."""
    of_prospect = _select_gradings().where(LevelChange.prospect_id == prospect_id)
    newest = of_prospect.order_by(LevelChange.id.desc())
    return fetch(session, Graded, newest)


@cache
def _select_gradings() -> Select[*tuple[Any, ...]]:
    old = aliased(Level)
    changes: Select[*tuple[Any, ...]] = select(
        *columns_of(Graded, LevelChange),
        old.code.label("old"),
        Level.code.label("new"),
        Staff.name.label("by"),
    )
    with_old = changes.outerjoin(old, old.id == LevelChange.old_level_id)
    return with_old.join(Level, Level.id == LevelChange.new_level_id).join(Staff)


def kept_until(session: Session, prospect_id: int, opened_at: datetime) -> date | None:
    """The last day on which a prospect is its owner's.

    Counted by the store's days from the last talk, or from its opening.
    """
    last = select(func.max(FollowUp.done_at)).where(FollowUp.prospect_id == prospect_id)
    talked_at = session.scalar(last)
    days = settings.load(session).of(ContactSettings).owner_days
    return rules.kept_until(local_day(talked_at or opened_at), days)


def own_only(wanted: Select[*tuple[Any, ...]], viewer: Actor) -> Select[*tuple[Any, ...]]:
    """All prospects for a manager, one's own for everybody else."""
    whole = Role.MANAGER in viewer.roles
    return wanted if whole else wanted.where(Prospect.owner_id == viewer.staff_id)


def readable_phone(number: str | None, owner_id: int, *, viewer: Actor) -> str:
    """A number as the viewer may read it: whole to whom the prospect belongs."""
    return privacy.phone_for(number, viewer.roles, own=owner_id == viewer.staff_id)


def judge_urgency(session: Session, *, at: datetime) -> Callable[[datetime, int], Urgency]:
    """How urgent a contact is now, from when it is due and the days of its level."""
    critical = settings.load(session).of(ContactSettings).critical_days
    now = local(at).replace(tzinfo=None)

    def judge(due_at: datetime, every_days: int) -> Urgency:
        due = local(due_at).replace(tzinfo=None)
        return rules.urgency(due, now, every_days=every_days, critical_days=critical)

    return judge


def _live(session: Session, *where: ColumnElement[bool] | TextClause) -> list[LiveProspect]:
    wanted = select(
        *columns_of(LiveProspect, Prospect),
        Staff.name.label("owner"),
        Level.code.label("level"),
        CarModel.name.label("model"),
        FollowUp.due_at,
    )
    is_planned = (FollowUp.prospect_id == Prospect.id) & FollowUp.done_at.is_(None)
    found = described(wanted).outerjoin(FollowUp, is_planned).where(*where)
    return fetch(
        session,
        LiveProspect,
        found.order_by(Prospect.id),
        kept_until=lambda row: kept_until(session, row.id, row.opened_at),
    )


def _contacts(
    session: Session, when: ColumnElement[bool], *, at: datetime, staff_id: int | None
) -> list[DueContact]:
    urgent = judge_urgency(session, at=at)

    def urgency(row: Any) -> Urgency:
        return urgent(row.due_at, row._every_days or 1)

    wanted = _select_contacts().where(consents.waiting(), when)
    mine = wanted if staff_id is None else wanted.where(FollowUp.staff_id == staff_id)
    ordered = mine.order_by(FollowUp.due_at, FollowUp.id)
    return fetch(session, DueContact, ordered, urgency=urgency)


@cache
def _select_contacts() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(DueContact, FollowUp),
        Person.name.label("person"),
        Staff.name.label("staff"),
        Level.code.label("level"),
        Level.id.label("level_id"),
        Level.contact_every_days.label("_every_days"),
        func.coalesce(CarModel.name, _ORDERED.name).label("model"),
        FleetProject.title.label("project"),
        SaleOrder.number.label("order_number"),
    )
    return (
        wanted.join(Person, Person.id == FollowUp.person_id)
        .outerjoin(FleetProject, FleetProject.id == FollowUp.fleet_project_id)
        .join(Staff, Staff.id == FollowUp.staff_id)
        .outerjoin(Prospect, Prospect.id == FollowUp.prospect_id)
        .outerjoin(Level, Level.id == Prospect.level_id)
        .outerjoin(CarModel, CarModel.id == Prospect.model_id)
        .outerjoin(SaleOrder, SaleOrder.id == FollowUp.sale_order_id)
        .outerjoin(QuoteVersion, QuoteVersion.id == SaleOrder.quote_version_id)
        .outerjoin(Trim, Trim.id == QuoteVersion.trim_id)
        .outerjoin(_ORDERED, _ORDERED.id == Trim.model_id)
    )
