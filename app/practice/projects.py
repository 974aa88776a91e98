"""Makes fleet projects of the practice store: one of each stage, with what is due in them."""

from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from sqlalchemy.orm import Session

from app.local_time import local_day
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from db.project_words import FleetKind, FleetResult, FleetStage, FleetStepKind
from db.tables.people import Person, Phone
from db.tables.projects import FleetProject, ProjectStage, ProjectStep
from db.tables.prospects import FollowUp
from db.vocabulary import CallResult, ContactWay, CustomerClass, PersonKind, Role

PAPERS_AHEAD, TALKS = 3, 3
NEXT = (timedelta(hours=-3), timedelta(days=2), timedelta(days=5), timedelta(days=9))
SEED = 14
STAGES = tuple(FleetStage)


def fill(session: Session, lists: PracticeLists, *, numbers: Numbering, at: datetime) -> None:
    """Each consultant has one or two; papers, a result and a step are due."""
    identities = FakeIdentities(SEED)
    for place, told in enumerate(lists.facts["projects"]):
        opened = at - timedelta(days=told["days"])
        owner = lists.staff[Role.CONSULTANT][place % 2].id
        customer = Person(name=told["customer"], kind=PersonKind.COMPANY, created_at=opened)
        customer.created_by = owner
        customer.customer_class = CustomerClass(told["class"]) if "class" in told else None
        customer.phones.append(Phone(number=identities.phone()))
        session.add(customer)
        row = _project(told, lists, place, at=at)
        row.person_id, row.owner_id, row.opened_at = customer.id, owner, opened
        row.number = numbers.next("F", opened)
        session.add(row)
        _move(session, row, at=at)
        _arrange(session, row, told, at=at)
        _talk(session, row, lists, place, at=at)
    session.flush()


def _project(
    told: dict[str, Any], lists: PracticeLists, place: int, *, at: datetime
) -> FleetProject:
    today = local_day(at)
    row = FleetProject(kind=FleetKind(told["kind"]), title=told["title"], cars=told["cars"])
    row.stage, row.model_id = FleetStage(told["stage"]), lists.models[place % 3].id
    row.expected_on = today + timedelta(days=45 + 15 * place)
    if "tender" in told:
        row.tender_on = today + timedelta(days=told["tender"])
        row.papers_on = row.tender_on - timedelta(days=PAPERS_AHEAD) if told["ready"] else None
    if "result" in told:
        row.result, row.result_note = FleetResult(told["result"]), told["note"]
    if row.result is FleetResult.LOST:
        row.closed_at = at - timedelta(days=12)
    return row


def _move(session: Session, row: FleetProject, *, at: datetime) -> None:
    """The stages came one after the other, the last one some days ago."""
    came_to = STAGES[: STAGES.index(row.stage) + 1]
    lasted = (at - row.opened_at) / (len(came_to) + 1)
    for place, stage in enumerate(came_to):
        change = ProjectStage(fleet_project_id=row.id, stage=stage, at=row.opened_at)
        change.at, change.staff_id = row.opened_at + lasted * place, row.owner_id
        session.add(change)


def _arrange(session: Session, row: FleetProject, told: dict[str, Any], *, at: datetime) -> None:
    today = local_day(at)
    for place, (kind, days) in enumerate(told.get("steps", {}).items()):
        step = ProjectStep(fleet_project_id=row.id, kind=FleetStepKind(kind))
        step.due_on = today + timedelta(days=days)
        if place == 0:
            step.done_on, step.done_by = step.due_on, row.owner_id
        session.add(step)


def _talk(
    session: Session, row: FleetProject, lists: PracticeLists, place: int, *, at: datetime
) -> None:
    words = cycle(lists.facts["project_talks"][place % TALKS :])
    ends = row.closed_at or at - timedelta(days=1)
    for back in range(min(TALKS, 1 + place)):
        made = FollowUp(person_id=row.person_id, fleet_project_id=row.id, staff_id=row.owner_id)
        made.due_at = made.done_at = max(ends - timedelta(days=7 * back), row.opened_at)
        made.done_by, made.way = row.owner_id, ContactWay.PHONE if back else ContactWay.HOME_VISIT
        made.result, made.content = CallResult.REACHED, next(words)
        session.add(made)
    if row.closed_at is None:
        planned = FollowUp(person_id=row.person_id, fleet_project_id=row.id, staff_id=row.owner_id)
        planned.due_at, planned.way = at + NEXT[place % len(NEXT)], ContactWay.PHONE
        session.add(planned)
