"""Use cases of fleet projects: begin, move on, note papers, result and steps, close."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.local_time import local_day
from app.numbers import next_number
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.prospects import operations, project_operations, project_rules
from app.text import N_
from db.project_words import FleetKind, FleetResult, FleetStage, FleetStepKind
from db.tables.projects import FleetProject, ProjectStage, ProjectStep
from db.vocabulary import PersonKind, Role


@dataclass(frozen=True, slots=True)
class ProjectValue:
    """A purchase of many cars: who, what, how many, by when; `stage` only of a new one."""

    id: int | None
    who: int | Contact | None
    kind: FleetKind | None
    title: str | None
    cars: int | None
    model_id: int | None = None
    stage: FleetStage | None = None
    tender_on: date | None = None
    expected_on: date | None = None
    owner_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AcceptanceDays:
    """By which day each step of the acceptance is to be done; None: it is left out."""

    prepayment: date | None
    acceptance_papers: date | None
    collection: date | None


@allow(Role.CONSULTANT)
def save_project(session: Session, value: ProjectValue, *, by: Actor, at: datetime) -> int:
    """Begins a project, or changes what is wanted in one; returns its id (S013, S039)."""
    title = _words(value.title)
    if value.kind is None or title is None or value.cars is None:
        raise _incomplete(value)
    if value.id is not None:
        row = project_operations.under_way(session, value.id, value.version, by=by)
        _take_over(session, row, value.owner_id, by=by)
    else:
        row = _begin(session, value, by=by, at=at)
    row.kind, row.title, row.cars, row.model_id = value.kind, title, value.cars, value.model_id
    row.tender_on, row.expected_on = value.tender_on, value.expected_on
    session.flush()
    if value.id is None:
        _note_stage(session, row, None, by=by, at=at)
        project_operations.plan_by_stage(session, row, at=at)
    return row.id


def _incomplete(value: ProjectValue) -> Refused:
    if value.kind is None:
        return Refused("project.no_kind", N_("Who buys? Choose one."), field="kind")
    if not _words(value.title):
        return Refused("project.no_title", N_("What is the project? Name it."), field="title")
    return Refused("project.no_cars", N_("How many cars are wanted?"), field="cars")


def _begin(session: Session, value: ProjectValue, *, by: Actor, at: datetime) -> FleetProject:
    who = value.who
    if isinstance(who, Contact) and who.person_id is None:
        who = replace(who, kind=PersonKind.COMPANY)
    person = operations.customer(session, who, by=by, at=at)
    row = FleetProject(person_id=person.id, number=next_number(session, "F", at), opened_at=at)
    row.owner_id = operations.chosen_owner(session, value.owner_id, by)
    row.stage = value.stage or FleetStage.EARLY_DESIGN
    session.add(row)
    return row


def _take_over(session: Session, row: FleetProject, owner: int | None, *, by: Actor) -> None:
    """Another colleague gets the project with its planned contact."""
    if owner in (None, row.owner_id):
        return
    row.owner_id = operations.chosen_owner(session, owner, by)
    waiting = project_operations.open_contact(session, row.id)
    if waiting is not None:
        waiting.staff_id = row.owner_id


@allow(Role.CONSULTANT)
def take_back_project(session: Session, project_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of a new project: lost as entered by mistake, its planned contact removed."""
    row = project_operations.under_way(session, project_id, by=by)
    if local_day(row.opened_at) != local_day(at) or row.result is not None:
        message = N_("This project was not begun just now: note its result instead.")
        raise Refused("project.not_new", message)
    project_rules.check_unordered(project_operations.sold(session, row, at=at).placed)
    row.result = FleetResult.LOST
    project_operations.close(session, row, at=at)


@allow(Role.CONSULTANT)
def move_stage(
    session: Session,
    project_id: int,
    stage: FleetStage | None,
    *,
    note: str | None = None,
    by: Actor,
    at: datetime,
) -> datetime:
    """Another stage; the next contact is planned by it; returns when (S040, S041)."""
    row = project_operations.under_way(session, project_id, by=by)
    sold = project_operations.sold(session, row, at=at)
    reached = sold.stage(FleetStage.EARLY_DESIGN)
    row.stage = project_rules.check_stage(sold.stage(row.stage), stage, reached=reached)
    _note_stage(session, row, _words(note), by=by, at=at)
    return project_operations.plan_by_stage(session, row, at=at)


def _note_stage(
    session: Session, row: FleetProject, note: str | None, *, by: Actor, at: datetime
) -> None:
    change = ProjectStage(fleet_project_id=row.id, stage=row.stage, note=note, at=at)
    change.staff_id = by.staff_id
    session.add(change)


@allow(Role.CONSULTANT)
def papers_ready(session: Session, project_id: int, *, by: Actor, at: datetime) -> None:
    """The papers of the tender are ready since today (S042)."""
    project_operations.under_way(session, project_id, by=by).papers_on = local_day(at)


@allow(Role.CONSULTANT)
def papers_not_ready(session: Session, project_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `papers_ready`."""
    project_operations.under_way(session, project_id, by=by).papers_on = None


@allow(Role.CONSULTANT)
def note_result(
    session: Session,
    project_id: int,
    result: FleetResult | None,
    *,
    note: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Who won the tender; a lost project is closed (S042)."""
    row = project_operations.under_way(session, project_id, by=by)
    words, ordered = _words(note), project_operations.sold(session, row, at=at).placed
    row.result = project_rules.check_result(result, words, ordered=ordered)
    row.result_note = words
    if row.result is FleetResult.LOST:
        project_operations.close(session, row, at=at)


@allow(Role.CONSULTANT)
def plan_acceptance(
    session: Session, project_id: int, days: AcceptanceDays, *, by: Actor, at: datetime
) -> None:
    """By which day prepayment, papers and collection are done; done ones stay as they are."""
    row = project_operations.under_way(session, project_id, by=by)
    known = _steps(session, row.id)
    for kind in FleetStepKind:
        due_on, step = getattr(days, kind.value), known.get(kind)
        if step is None and due_on is not None:
            session.add(ProjectStep(fleet_project_id=row.id, kind=kind, due_on=due_on))
        elif step is not None and step.done_on is None:
            _plan_anew(session, step, due_on)


def _plan_anew(session: Session, step: ProjectStep, due_on: date | None) -> None:
    if due_on is None:
        session.delete(step)
    else:
        step.due_on = due_on


@allow(Role.CONSULTANT)
def step_done(
    session: Session, project_id: int, kind: FleetStepKind, *, by: Actor, at: datetime
) -> None:
    """A planned step of the acceptance was done today."""
    step = _planned_step(session, project_id, kind, by=by)
    step.done_on, step.done_by = local_day(at), by.staff_id


@allow(Role.CONSULTANT)
def step_not_done(
    session: Session, project_id: int, kind: FleetStepKind, *, by: Actor, at: datetime
) -> None:
    """Undo of `step_done`."""
    step = _planned_step(session, project_id, kind, by=by)
    step.done_on = step.done_by = None


def _planned_step(
    session: Session, project_id: int, kind: FleetStepKind, *, by: Actor
) -> ProjectStep:
    row = project_operations.under_way(session, project_id, by=by)
    step = _steps(session, row.id).get(kind)
    if step is None:
        raise Refused("project.no_step", N_("This step is not planned: give it a day first."))
    return step


@allow(Role.CONSULTANT)
def complete_project(session: Session, project_id: int, *, by: Actor, at: datetime) -> None:
    """All is accepted and paid: the project is closed."""
    row = project_operations.under_way(session, project_id, by=by)
    steps = _steps(session, row.id)
    undone = [kind for kind, step in steps.items() if step.done_on is None]
    sold = project_operations.sold(session, row, at=at)
    waiting = sold.placed - sold.delivered
    project_rules.check_completed(sold.stage(row.stage), undone=undone, waiting=waiting)
    project_operations.close(session, row, at=at)


@allow(Role.CONSULTANT)
def reopen_project(session: Session, project_id: int, *, by: Actor, at: datetime) -> None:
    """A closed project goes on; a lost one waits for its result again."""
    row = project_operations.own(session, project_id, by)
    if row.closed_at is None:
        raise Refused("project.open", N_("This project is under way."))
    row.closed_at = None
    if row.result is FleetResult.LOST:
        row.result = row.result_note = None
    project_operations.plan_by_stage(session, row, at=at)


def _steps(session: Session, project_id: int) -> dict[FleetStepKind, ProjectStep]:
    of_project = select(ProjectStep).where(ProjectStep.fleet_project_id == project_id)
    return {step.kind: step for step in session.scalars(of_project)}


def _words(typed: str | None) -> str | None:
    return (typed or "").strip() or None
