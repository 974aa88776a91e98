"""What the prospects tell the registries."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.desk_spec import (
    DeskSpec,
    Document,
    Erasure,
    Event,
    EventKind,
    EventSource,
    SettingGroup,
    TodayList,
)
from app.local_time import day_bounds, local_day
from app.permissions import Actor
from app.prospects import queries
from app.prospects.queries import DueContact
from app.prospects.settings import ContactSettings
from app.text import N_, _
from db.nouns import Noun
from db.tables.admin import Level, Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.tables.vehicles import CarModel
from db.vocabulary import ProspectState, Role


def contact_events(session: Session, person_id: int) -> Iterator[Event]:
    """Levels that were set, and contacts that were made."""
    graded = select(LevelChange.at, LevelChange.prospect_id, LevelChange.reason, Level.code)
    graded = graded.join(Level, Level.id == LevelChange.new_level_id).join(
        Prospect, Prospect.id == LevelChange.prospect_id
    )
    for row in session.execute(graded.where(Prospect.person_id == person_id)):
        yield Event(
            row.at, "level", Noun.PROSPECT, row.prospect_id, row.code, None, row.reason or ""
        )
    for made in session.scalars(
        select(FollowUp).where(FollowUp.person_id == person_id, FollowUp.done_at.is_not(None))
    ):
        yield Event(
            made.done_at or made.due_at,
            "follow_up",
            Noun.FOLLOW_UP,
            made.id,
            "",
            made.result,
            made.content or "",
        )


def follow_up(session: Session, record_id: int) -> Document | None:
    """A contact as it was planned and made."""
    due, done = aliased(Staff), aliased(Staff)
    wanted = (
        select(FollowUp, due.name, done.name)
        .join(due, due.id == FollowUp.staff_id)
        .outerjoin(done, done.id == FollowUp.done_by)
    )
    found = session.execute(wanted.where(FollowUp.id == record_id)).first()
    if found is None:
        return None
    row, planned_for, made_by = found
    facts = (
        (N_("Way"), row.way),
        (N_("Result"), row.result),
        (N_("Made by"), made_by or planned_for),
        (N_("Was due"), row.due_at),
    )
    return Document(
        Noun.FOLLOW_UP,
        row.id,
        row.person_id,
        N_("Follow-up"),
        row.done_at or row.due_at,
        facts,
        row.content or "",
    )


def prospect(session: Session, record_id: int) -> Document | None:
    """A wish to buy with every level it was given."""
    wanted = select(Prospect, Staff.name, Level.code, CarModel.name).join(
        Staff, Staff.id == Prospect.owner_id
    )
    wanted = wanted.join(Level, Level.id == Prospect.level_id).outerjoin(
        CarModel, CarModel.id == Prospect.model_id
    )
    found = session.execute(wanted.where(Prospect.id == record_id)).first()
    if found is None:
        return None
    row, owner, level, model = found
    facts: list[tuple[str, object]] = [
        (N_("State"), row.state),
        (N_("Level"), level),
        (N_("Looked after by"), owner),
        (N_("Model"), model),
    ]
    facts += [
        (N_("Closed"), row.closed_at),
        (N_("Reason"), row.loss_reason),
        (N_("What the consultant says"), row.lost_reason),
        (N_("Rival"), row.rival),
        (N_("Rival's price"), row.rival_price),
        (N_("What the manager says"), row.loss_answer),
        (N_("Revived"), row.revived_at),
    ]
    grades = select(LevelChange, Level.code, Staff.name).join(
        Level, Level.id == LevelChange.new_level_id
    )
    grades = grades.join(Staff, Staff.id == LevelChange.staff_id).where(
        LevelChange.prospect_id == row.id
    )
    for change, code, by in session.execute(
        grades.order_by(LevelChange.at.desc(), LevelChange.id.desc())
    ):
        facts.append(
            (
                N_("Level set"),
                (change.at, " · ".join(part for part in (code, by, change.reason) if part)),
            )
        )
    return Document(
        Noun.PROSPECT, row.id, row.person_id, N_("Wish to buy"), row.opened_at, tuple(facts)
    )


def contacts_due(session: Session, viewer: Actor, at: datetime) -> tuple[DueContact, ...]:
    """Whom to call today: consultants see their own, a manager everybody's."""
    mine = None if Role.MANAGER in viewer.roles else viewer.staff_id
    return tuple(queries.due(session, day_bounds(local_day(at))[1], at=at, staff_id=mine))


def end_plans(session: Session, people: Sequence[int], at: datetime) -> None:
    """Nobody calls any more, and nobody waits for a decision."""
    planned = select(FollowUp).where(FollowUp.person_id.in_(people), FollowUp.done_at.is_(None))
    for contact in session.scalars(planned):
        session.delete(contact)
    for prospect in session.scalars(select(Prospect).where(Prospect.person_id.in_(people), LIVE)):
        prospect.state, prospect.closed_at = ProspectState.LOST, at
    session.flush()


DESK = DeskSpec(
    name="prospects",
    nouns={
        Noun.PROSPECT: N_("Prospect"),
        Noun.LEVEL_CHANGE: N_("Change of level"),
        Noun.FOLLOW_UP: N_("Follow-up"),
    },
    events=(
        EventSource(
            Person,
            {
                "level": EventKind(N_("Level"), "flag"),
                "follow_up": EventKind(N_("Follow-up"), "phone"),
            },
            contact_events,
        ),
    ),
    documents={Noun.FOLLOW_UP: follow_up, Noun.PROSPECT: prospect},
    today=(
        TodayList(
            "contacts",
            N_("Contacts due"),
            (Role.CONSULTANT, Role.CARE),
            contacts_due,
            lambda row, at, *, settings: row.urgency,
            lambda row: (Noun.PERSON, row.person_id),
            late=N_("Overdue contacts"),
        ),
    ),
    erasure=Erasure(end=end_plans),
    settings=(
        SettingGroup(
            "contacts",
            N_("Follow-ups"),
            ContactSettings,
            lambda rules: (
                _("A customer is kept for {days} days").format(days=rules.owner_days)
                if rules.owner_days
                else _("A customer is kept for good")
            ),
        ),
    ),
)
