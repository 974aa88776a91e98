"""What is due with whom, and who looks after whom."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.local_time import local
from app.people import consents
from app.people import rules as privacy
from app.permissions import Actor
from app.prospects import operations, rules
from app.prospects.settings import ContactSettings
from app.urgency import Urgency
from db.tables.admin import Level, Staff
from db.tables.people import Person, Phone
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.tables.vehicles import CarModel
from db.vocabulary import LossReason, LossState, ProspectState, Role

MOST_LOSSES = 2000
_NUMBERS = select(Phone.number).where(Phone.person_id == Prospect.person_id)
FIRST_NUMBER = _NUMBERS.order_by(Phone.position, Phone.id).limit(1).scalar_subquery()


@dataclass(frozen=True, slots=True)
class LiveProspect:
    """A live prospect in one line: shown before a second consultant saves the same person.

    `kept_until`: the last day of the owner's claim, None where it never ends.
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
class DueContact:
    """One planned contact and how it stands at the minute that was asked for."""

    id: int
    person_id: int
    person: str
    prospect_id: int | None
    staff_id: int
    staff: str
    level: str
    model: str
    due_at: datetime
    urgency: Urgency
    level_id: int | None = None


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
        """How the loss stands."""
        return rules.loss_state(self.prospect_state, self.revived_at)


def live(session: Session, person_id: int) -> LiveProspect | None:
    """The live prospect of a person, if there is one."""
    wanted = select(Prospect, Staff.name, Level.code, CarModel.name, FollowUp.due_at)
    wanted = wanted.join(Staff, Staff.id == Prospect.owner_id).join(
        Level, Level.id == Prospect.level_id
    )
    wanted = wanted.outerjoin(CarModel, CarModel.id == Prospect.model_id)
    wanted = wanted.outerjoin(
        FollowUp, (FollowUp.prospect_id == Prospect.id) & FollowUp.done_at.is_(None)
    )
    found = session.execute(wanted.where(Prospect.person_id == person_id, LIVE)).first()
    if found is None:
        return None
    row, owner, level, model, due_at = found
    until = operations.kept_until(session, row)
    return LiveProspect(
        row.id,
        person_id,
        row.owner_id,
        owner,
        row.level_id,
        level,
        model or "",
        row.state,
        row.opened_at,
        due_at,
        until,
    )


def due(
    session: Session, until: datetime, *, at: datetime, staff_id: int | None = None
) -> list[DueContact]:
    """Contacts due before `until`, most urgent first; of one consultant or of all."""
    critical = settings.load(session).of(ContactSettings).critical_days
    return [
        _contact(row, at, critical)
        for row in session.execute(_contacts(staff_id).where(FollowUp.due_at < until))
    ]


def overdue(session: Session, at: datetime, *, staff_id: int | None = None) -> list[DueContact]:
    """Contacts whose minute has come and gone."""
    critical = settings.load(session).of(ContactSettings).critical_days
    return [
        _contact(row, at, critical)
        for row in session.execute(_contacts(staff_id).where(FollowUp.due_at <= at))
    ]


def losses(session: Session, viewer: Actor) -> list[LossRow]:
    """Losses as they stand, waiting ones first, then the newest; a consultant sees their own."""
    owner, judge = aliased(Staff), aliased(Staff)
    waits = Prospect.state == ProspectState.LOSS_ASKED
    # neither entered twice, nor sold after the manager had sent the loss back
    sold = (Prospect.state == ProspectState.WON) & Prospect.revived_at.is_(None)
    is_loss = and_(Prospect.state != ProspectState.MERGED, ~sold, Person.erased_at.is_(None))
    wanted = (
        select(
            *(Prospect.id, Prospect.version, Prospect.person_id, Prospect.owner_id),
            *(Person.name.label("name"), owner.name.label("owner"), FIRST_NUMBER.label("phone")),
            *(Level.code.label("level"), func.coalesce(CarModel.name, "").label("model")),
            *(Prospect.state.label("prospect_state"), Prospect.revived_at, Prospect.closed_at),
            *(Prospect.loss_asked_at.label("asked_at"), Prospect.loss_reason.label("reason")),
            *(Prospect.lost_reason.label("note"), Prospect.rival, Prospect.rival_price),
            *(Prospect.loss_answer.label("answer"), judge.name.label("confirmed_by")),
        )
        .join(Person, Person.id == Prospect.person_id)
        .join(owner, owner.id == Prospect.owner_id)
        .join(Level, Level.id == Prospect.level_id)
        .outerjoin(CarModel, CarModel.id == Prospect.model_id)
        .outerjoin(judge, judge.id == Prospect.confirmed_by)
        .where(Prospect.loss_asked_at.is_not(None), is_loss)
        .order_by(waits.desc(), Prospect.loss_asked_at.desc(), Prospect.id.desc())
        .limit(MOST_LOSSES)
    )
    return [
        LossRow(**row._asdict() | {"phone": _phone(row.phone, row.owner_id, viewer)})
        for row in session.execute(_own(wanted, viewer))
    ]


def open_prospects(session: Session, viewer: Actor) -> list[tuple[int, str, str]]:
    """Whose loss may be asked, newest first: id, text, and the number to find them by."""
    wanted = (
        select(Prospect.id, Person.name, FIRST_NUMBER, CarModel.name, Prospect.owner_id)
        .join(Person, Person.id == Prospect.person_id)
        .outerjoin(CarModel, CarModel.id == Prospect.model_id)
        .where(LIVE, Prospect.state == ProspectState.OPEN)
        .order_by(Prospect.id.desc())
    )
    return [
        (
            id,
            " · ".join(filter(None, (name, _phone(number, owner, viewer), model))),
            number or "",
        )
        for id, name, number, model, owner in session.execute(_own(wanted, viewer))
    ]


def gradings(session: Session, prospect_id: int) -> list[Graded]:
    """Every level a prospect had, newest first."""
    old, new = aliased(Level), aliased(Level)
    wanted = select(LevelChange.at, old.code, new.code, LevelChange.reason, Staff.name)
    wanted = wanted.outerjoin(old, old.id == LevelChange.old_level_id).join(
        new, new.id == LevelChange.new_level_id
    )
    wanted = wanted.join(Staff, Staff.id == LevelChange.staff_id).where(
        LevelChange.prospect_id == prospect_id
    )
    rows = session.execute(wanted.order_by(LevelChange.at.desc(), LevelChange.id.desc()))
    return [
        Graded(at, before or "", after, reason or "", by) for at, before, after, reason, by in rows
    ]


def _own(wanted: Select[*tuple[Any, ...]], viewer: Actor) -> Select[*tuple[Any, ...]]:
    """All of them for a manager, one's own for everybody else."""
    whole = Role.MANAGER in viewer.roles
    return wanted if whole else wanted.where(Prospect.owner_id == viewer.staff_id)


def _phone(number: str | None, owner_id: int, viewer: Actor) -> str:
    return privacy.phone_for(number, viewer.roles, own=owner_id == viewer.staff_id)


def _contacts(staff_id: int | None) -> Select[*tuple[Any, ...]]:
    wanted = select(
        FollowUp,
        Person.name,
        Staff.name,
        Level.id,
        Level.code,
        Level.contact_every_days,
        CarModel.name,
    )
    wanted = wanted.join(Person, Person.id == FollowUp.person_id).join(
        Staff, Staff.id == FollowUp.staff_id
    )
    wanted = wanted.outerjoin(Prospect, Prospect.id == FollowUp.prospect_id).outerjoin(
        Level, Level.id == Prospect.level_id
    )
    wanted = wanted.outerjoin(CarModel, CarModel.id == Prospect.model_id).where(
        FollowUp.done_at.is_(None), consents.reachable()
    )
    if staff_id is not None:
        wanted = wanted.where(FollowUp.staff_id == staff_id)
    return wanted.order_by(FollowUp.due_at, FollowUp.id)


def _contact(found: Any, at: datetime, critical_days: int) -> DueContact:
    row, person, staff, level_id, level, every, model = found
    due, now = (local(moment).replace(tzinfo=None) for moment in (row.due_at, at))
    stands = rules.urgency(due, now, every_days=every or 1, critical_days=critical_days)
    told = (
        row.id,
        row.person_id,
        person,
        row.prospect_id,
        row.staff_id,
        staff,
        level or "",
        model or "",
        row.due_at,
    )
    return DueContact(*told, stands, level_id)
