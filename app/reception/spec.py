"""What this desk declares: visits, their events, what waits today, settings."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Lead,
    ListExport,
    PaperSpec,
    SettingGroup,
    Traces,
)
from app.reception import today
from app.reception.rules import STEPS
from app.reception.settings import VisitSettings
from app.text import N_, _
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.reception import Visit, VisitStep
from db.tables.store_lists import Purpose
from db.tables.vehicles import CarModel
from db.vocabulary import PaperKind

STEP_TEXTS = {step.value: text for step, text in STEPS.items()}
"""How the steps are called, by what is stored; a newer program may have more of them."""


def visit_events(session: Session, person_id: int) -> Iterator[Event]:
    """The visits and calls of a person."""
    visits = select(Visit, Purpose.name, CarModel.name.label("model"))
    named = visits.join(Purpose, Purpose.id == Visit.purpose_id).outerjoin(
        CarModel, CarModel.id == Visit.model_id
    )
    mine = named.where(Visit.person_id == person_id, Visit.cancelled_at.is_(None))
    for visit, purpose, model in session.execute(mine):
        yield Event(
            visit.arrived_at, "visit", Noun.VISIT, visit.id, purpose, visit.kind, model or ""
        )


def step_events(session: Session, person_id: int) -> Iterator[Event]:
    """The steps that were noted on these visits."""
    steps = select(VisitStep, Staff.name).join(Staff, Staff.id == VisitStep.staff_id)
    of_visits = steps.join(Visit, Visit.id == VisitStep.visit_id)
    mine = of_visits.where(Visit.person_id == person_id, Visit.cancelled_at.is_(None))
    for step, name in session.execute(mine):
        title = STEP_TEXTS.get(step.step, step.step)
        yield Event(step.at, "step", Noun.VISIT, step.visit_id, _(title), None, name)


def visits_near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The visits of these people."""
    visits = select(Visit.id).where(Visit.person_id.in_(who.ids))
    return {Noun.VISIT: set(session.scalars(visits))}


DESK = DeskSpec(
    name="reception",
    nouns={
        Noun.VISIT: N_("Visit"),
        Noun.VISIT_STEP: N_("Step of a visit"),
        Noun.TURN_SKIP: N_("Turn passed over"),
    },
    leads=(Lead(Noun.VISIT, Noun.PERSON, Visit.person_id, Visit.id),),
    events=(
        EventSource(Person, {"visit": EventKind(N_("Visit"), "store")}, visit_events),
        EventSource(Person, {"step": EventKind(N_("Visit step"), "footprints")}, step_events),
    ),
    today=today.LISTS,
    strips=today.STRIPS,
    set_up=today.SET_UP,
    papers=(PaperSpec(PaperKind.VISIT_SHEET),),
    exports=(ListExport("register", N_("Visitors"), Noun.VISIT),),
    erasure=Erasure(near=visits_near),
    settings=(
        SettingGroup(
            "visits",
            N_("Visitors"),
            VisitSettings,
            lambda rules: _("Contacts captured from {rate} %").format(rate=rules.contact_target),
        ),
    ),
)
