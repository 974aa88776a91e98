"""Reads the fleet projects: how far each is, when it is contacted and what is due in it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.local_time import local_day
from app.people import consents
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects import project_rules
from app.prospects.history import MadeContact, contacts_where
from app.prospects.project_rules import MatterDue, Tender
from app.prospects.project_sales import CarsSold, cars_of_projects
from app.prospects.queries import readable_phone
from app.prospects.settings import ProjectSettings
from app.rows import columns_of, fetch
from app.text import _
from db.project_words import FleetKind, FleetResult, FleetStage, FleetState, FleetStepKind
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.projects import FleetProject, ProjectStage, ProjectStep
from db.tables.prospects import FollowUp
from db.tables.vehicles import CarModel
from db.vocabulary import ContactWay, CustomerClass, Role

MOST_PROJECTS = 500
NOTED = frozenset({"stage", "result"})
"""What somebody noted, which the orders of the project may have left behind."""
_MADE = aliased(FollowUp)
_TALKED = (
    select(func.max(_MADE.done_at))
    .where(_MADE.fleet_project_id == FleetProject.id)
    .correlate(FleetProject)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class ProjectStepRow:
    """One step of the acceptance."""

    kind: FleetStepKind
    due_on: date
    done_on: date | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project; `due` are the things to do in it, the first day first.

    Its orders bring it on: `stage` and `result` follow from them where nobody noted more.
    """

    id: int
    version: int
    number: str
    person_id: int
    customer: str
    phone: str
    customer_class: CustomerClass | None
    kind: FleetKind
    title: str
    owner_id: int
    owner: str
    stage: FleetStage
    cars: int
    model_id: int | None
    model: str
    tender_on: date | None
    papers_on: date | None
    result: FleetResult | None
    result_note: str
    expected_on: date | None
    opened_at: datetime
    closed_at: datetime | None
    contact_id: int | None
    next_at: datetime | None
    next_way: ContactWay | None
    last_at: datetime | None
    may_contact: bool
    is_late: bool
    """The next contact should have been made."""
    steps: tuple[ProjectStepRow, ...]
    due: tuple[MatterDue, ...]
    sold: CarsSold
    today: date

    @property
    def state(self) -> FleetState:
        """The stage, or how it ended."""
        return project_rules.state(self.stage, self.result, is_closed=self.closed_at is not None)

    @property
    def is_due(self) -> bool:
        """True where something stands on Today."""
        return any(one.shown_on <= self.today for one in self.due)

    def step(self, kind: FleetStepKind) -> ProjectStepRow | None:
        """A step of the acceptance, where it is planned."""
        return next((one for one in self.steps if one.kind is kind), None)


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage that a project came to."""

    stage: FleetStage
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class ProjectHistory:
    """All contacts and stages of a project, the newest first."""

    id: int
    contacts: tuple[MadeContact, ...]
    stages: tuple[StageRow, ...]


def projects(session: Session, viewer: Actor, *, at: datetime) -> list[ProjectRow]:
    """The projects: those under way first, the newest first; a consultant sees their own."""
    wanted = _select_rows(viewer).order_by(FleetProject.id.desc())
    found = _rows(session, wanted.limit(MOST_PROJECTS), viewer, at=at)
    return sorted(found, key=lambda row: row.closed_at is not None)


def projects_under_way(session: Session, viewer: Actor, *, at: datetime) -> list[ProjectRow]:
    """What is followed: of the consultant who asks, or all of a manager's store."""
    wanted = _select_rows(viewer).where(FleetProject.closed_at.is_(None))
    return sorted(_rows(session, wanted, viewer, at=at), key=lambda row: row.id)


def project(session: Session, project_id: int, viewer: Actor, *, at: datetime) -> ProjectRow | None:
    """One project that the viewer may see."""
    wanted = _select_rows(viewer).where(FleetProject.id == project_id)
    return next(iter(_rows(session, wanted, viewer, at=at)), None)


def project_history(session: Session, project_id: int, *, at: datetime) -> ProjectHistory:
    """What was done and where it stood, also by its orders."""
    wanted = select(*columns_of(StageRow, ProjectStage), Staff.name.label("by"))
    of_project = wanted.join(Staff, Staff.id == ProjectStage.staff_id).where(
        ProjectStage.fleet_project_id == project_id
    )
    stages = fetch(session, StageRow, of_project.order_by(ProjectStage.id.desc()))
    contacts = contacts_where(session, FollowUp.fleet_project_id == project_id)
    told = cars_of_projects(session, FleetProject.id == project_id, today=local_day(at))
    stages += _by_orders(stages, told.get(project_id, CarsSold()))
    in_order = sorted(stages, key=lambda one: one.at, reverse=True)
    return ProjectHistory(project_id, tuple(contacts), tuple(in_order))


def _by_orders(noted: Sequence[StageRow], sold: CarsSold) -> list[StageRow]:
    """The stages to which orders brought a project before somebody noted it."""
    words = {
        FleetStage.STOCK_PREPARATION: _("first contract signed"),
        FleetStage.ACCEPTANCE: _("first car handed over"),
    }

    def was_there(stage: FleetStage, since: datetime) -> bool:
        reached = (one for one in noted if one.at <= since)
        return any(project_rules.place(one.stage) >= project_rules.place(stage) for one in reached)

    came = ((stage, since) for stage, since in sold.stages.items() if not was_there(stage, since))
    return [StageRow(stage, since, "", words[stage]) for stage, since in came]


def _select_rows(viewer: Actor) -> Select[*tuple[Any, ...]]:
    wanted = select(
        *(one for one in columns_of(ProjectRow, FleetProject) if one.key not in NOTED),
        FleetProject.stage.label("_stage"),
        FleetProject.result.label("_result"),
        Person.name.label("customer"),
        Person.customer_class,
        Staff.name.label("owner"),
        CarModel.name.label("model"),
        FollowUp.id.label("contact_id"),
        FollowUp.due_at.label("next_at"),
        FollowUp.way.label("next_way"),
        _TALKED.label("last_at"),
        (~consents.refused()).label("may_contact"),
        first_number(FleetProject.person_id).label("_number"),
    )
    is_planned = (FollowUp.fleet_project_id == FleetProject.id) & FollowUp.done_at.is_(None)
    whole = (
        wanted.join(Person, Person.id == FleetProject.person_id)
        .join(Staff, Staff.id == FleetProject.owner_id)
        .outerjoin(CarModel, CarModel.id == FleetProject.model_id)
        .outerjoin(FollowUp, is_planned)
        .where(Person.erased_at.is_(None))
    )
    mine = FleetProject.owner_id == viewer.staff_id
    return whole if Role.MANAGER in viewer.roles else whole.where(mine)


def _rows(
    session: Session, wanted: Select[*tuple[Any, ...]], viewer: Actor, *, at: datetime
) -> list[ProjectRow]:
    asked = settings.load(session).of(ProjectSettings)
    ids: Select[tuple[int]] = wanted.with_only_columns(FleetProject.id)
    steps = _steps(session, ids)
    cars = cars_of_projects(session, FleetProject.id.in_(ids), today=local_day(at))

    def sold(row: Any) -> CarsSold:
        return cars.get(row.id, CarsSold())

    def result(row: Any) -> FleetResult | None:
        return row._result or (FleetResult.WON if sold(row).signed else None)

    def due(row: Any) -> tuple[MatterDue, ...]:
        if row.closed_at is not None:
            return ()
        tender = Tender(row.tender_on, row.papers_on, result(row))
        undone = {one.kind: one.due_on for one in steps[row.id] if one.done_on is None}
        return tuple(project_rules.due(tender, undone, asked=asked))

    return fetch(
        session,
        ProjectRow,
        wanted,
        phone=lambda row: readable_phone(row._number, row.owner_id, viewer=viewer),
        is_late=lambda row: row.next_at is not None and row.may_contact and row.next_at <= at,
        steps=lambda row: tuple(steps[row.id]),
        stage=lambda row: sold(row).stage(row._stage),
        result=result,
        sold=sold,
        due=due,
        today=lambda _row: local_day(at),
    )


def _steps(session: Session, ids: Select[tuple[int]]) -> dict[int, list[ProjectStepRow]]:
    wanted = select(
        ProjectStep.fleet_project_id,
        ProjectStep.kind,
        ProjectStep.due_on,
        ProjectStep.done_on,
        Staff.name,
    )
    whole = wanted.outerjoin(Staff, Staff.id == ProjectStep.done_by)
    found: dict[int, list[ProjectStepRow]] = defaultdict(list)
    of_these = whole.where(ProjectStep.fleet_project_id.in_(ids)).order_by(ProjectStep.due_on)
    for project_id, kind, due_on, done_on, by in session.execute(of_these):
        found[project_id].append(ProjectStepRow(kind, due_on, done_on, by or ""))
    return found
