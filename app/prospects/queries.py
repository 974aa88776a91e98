"""What is due with whom, and who looks after whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.local_time import local
from app.people import consents
from app.prospects import operations, rules
from app.prospects.settings import ContactSettings
from app.urgency import Urgency
from db.tables.admin import Level, Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.tables.vehicles import CarModel
from db.vocabulary import ProspectState


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


def losses_asked(session: Session) -> list[LiveProspect]:
    """Losses that wait for the manager's word."""
    asked = (
        select(Prospect.person_id)
        .where(LIVE, Prospect.state == ProspectState.LOSS_ASKED)
        .order_by(Prospect.id)
    )
    found = (live(session, person_id) for person_id in session.scalars(asked).all())
    return [prospect for prospect in found if prospect is not None]


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
