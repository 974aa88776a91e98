"""Plans the contacts of a fleet project, for commands of this desk."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused, check_seen
from app.local_time import local_day
from app.permissions import Actor
from app.prospects import operations, project_rules, rules
from app.prospects.project_sales import CarsSold, cars_of_projects
from app.prospects.settings import ProjectSettings
from app.text import N_
from db.nouns import Noun
from db.tables.projects import FleetProject
from db.tables.prospects import FollowUp
from db.vocabulary import CallResult, ContactWay


def under_way(
    session: Session, project_id: int, version: int | None = None, *, by: Actor
) -> FleetProject:
    """A project that is not closed; Refused for whom it does not belong."""
    project = own(session, project_id, by)
    if project.closed_at is not None:
        raise Refused("project.closed", N_("This project is closed."))
    check_seen(version, project.version, noun=Noun.FLEET_PROJECT, id=project_id)
    return project


def own(session: Session, project_id: int, by: Actor) -> FleetProject:
    """A project; Refused for everybody but who looks after it and managers."""
    project = session.get_one(FleetProject, project_id)
    if not rules.may_grade(by.roles, project.owner_id == by.staff_id):
        message = N_("Only who looks after this project or a manager may do this.")
        raise Refused("project.not_yours", message)
    return project


def sold(session: Session, project: FleetProject, *, at: datetime) -> CarsSold:
    """What the project was quoted, has ordered and got."""
    told = cars_of_projects(session, FleetProject.id == project.id, today=local_day(at))
    return told.get(project.id, CarsSold())


def plan_next(
    session: Session,
    project_id: int,
    next_at: datetime | None,
    *,
    result: CallResult,
    at: datetime,
) -> datetime | None:
    """Plans the contact after one that was made; None where the project is closed."""
    project = session.get_one(FleetProject, project_id)
    if project.closed_at is not None:
        return None
    if next_at is not None:
        return _plan(session, project, next_at)
    days = rules.days_until_next(result, _every(session, project, at=at))
    return _plan(session, project, operations.contact_at(session, at, days))


def plan_by_stage(session: Session, project: FleetProject, *, at: datetime) -> datetime:
    """Plans the next contact by the stage, counted from the last one; never in the past."""
    made = select(func.max(FollowUp.done_at)).where(FollowUp.fleet_project_id == project.id)
    since = session.scalar(made) or project.opened_at
    due = operations.contact_at(session, since, _every(session, project, at=at))
    return _plan(session, project, max(due, at))


def open_contact(session: Session, project_id: int) -> FollowUp | None:
    """The contact of a project that is planned and not made."""
    of_project = select(FollowUp).where(FollowUp.fleet_project_id == project_id)
    return session.scalar(of_project.where(FollowUp.done_at.is_(None)))


def close(session: Session, project: FleetProject, *, at: datetime) -> None:
    """Closes a project and removes its planned contact."""
    project.closed_at = at
    waiting = open_contact(session, project.id)
    if waiting is not None:
        session.delete(waiting)


def _every(session: Session, project: FleetProject, *, at: datetime) -> int:
    asked = settings.load(session).of(ProjectSettings)
    return project_rules.contact_days(sold(session, project, at=at).stage(project.stage), asked)


def _plan(session: Session, project: FleetProject, due_at: datetime) -> datetime:
    waiting = open_contact(session, project.id)
    if waiting is None:
        waiting = FollowUp(person_id=project.person_id, fleet_project_id=project.id)
        waiting.way = ContactWay.PHONE
        session.add(waiting)
    waiting.due_at, waiting.staff_id = due_at, project.owner_id
    return due_at
