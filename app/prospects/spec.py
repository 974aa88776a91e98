"""What this desk declares: prospects, events, documents, what waits today, settings."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Document,
    Erasure,
    Event,
    EventKind,
    EventSource,
    ListExport,
    NumberedKind,
    Offer,
    OfferSource,
    PaperSpec,
    SettingGroup,
    TaskKind,
)
from app.prospects import project_today, queries, today
from app.prospects.project_sales import CarsSold, cars_of_projects
from app.prospects.queries import Graded
from app.prospects.settings import (
    ContactSettings,
    PhoneLeadSettings,
    ProjectSettings,
    QuotaSettings,
    SalesTargetSettings,
    SuspicionSettings,
    VisitCadenceSettings,
)
from app.text import N_, _
from db.nouns import Noun
from db.project_words import FleetResult
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.projects import UNDER_WAY, FleetProject
from db.tables.prospects import DUE, LIVE, FollowUp, LevelChange, Prospect
from db.tables.store_lists import Level
from db.tables.vehicles import CarModel
from db.vocabulary import PaperKind, ProspectState, Role


def level_events(session: Session, person_id: int) -> Iterator[Event]:
    """Levels that were set."""
    graded = select(LevelChange, Level.code).join(Level, Level.id == LevelChange.new_level_id)
    of_prospects = graded.join(Prospect, Prospect.id == LevelChange.prospect_id)
    for row, code in session.execute(of_prospects.where(Prospect.person_id == person_id)):
        yield Event(row.at, "level", Noun.PROSPECT, row.prospect_id, code, None, row.reason or "")


def contact_events(session: Session, person_id: int) -> Iterator[Event]:
    """Contacts that were made."""
    made = select(FollowUp).where(FollowUp.person_id == person_id, FollowUp.done_at.is_not(None))
    for row in session.scalars(made):
        at, content = row.done_at or row.due_at, row.content or ""
        yield Event(at, "follow_up", Noun.FOLLOW_UP, row.id, "", row.result, content)


def project_events(session: Session, person_id: int) -> Iterator[Event]:
    """Fleet projects that were begun."""
    of_person = FleetProject.person_id == person_id
    sold = cars_of_projects(session, of_person, today=date.min)
    for row in session.scalars(select(FleetProject).where(of_person)):
        stage, words = sold.get(row.id, CarsSold()).stage(row.stage), row.title or ""
        yield Event(row.opened_at, "project", Noun.FLEET_PROJECT, row.id, row.number, stage, words)


def follow_up(session: Session, record_id: int) -> Document | None:
    """A contact as it was planned and made."""
    row = session.get(FollowUp, record_id)
    if row is None:
        return None
    facts = (
        (N_("Contact by"), row.way),
        (N_("Result"), row.result),
        (N_("Made by"), session.get_one(Staff, row.done_by or row.staff_id).name),
        (N_("Was due"), row.due_at),
    )
    at, content = row.done_at or row.due_at, row.content or ""
    return Document(Noun.FOLLOW_UP, row.id, row.person_id, N_("Follow-up"), at, facts, content)


def prospect(session: Session, record_id: int) -> Document | None:
    """A prospect with every level it was given."""
    row = session.get(Prospect, record_id)
    if row is None:
        return None
    facts = _prospect_facts(session, row)
    return Document(Noun.PROSPECT, row.id, row.person_id, N_("Wish to buy"), row.opened_at, facts)


def _prospect_facts(session: Session, row: Prospect) -> tuple[tuple[str, Any], ...]:
    model = session.get(CarModel, row.model_id) if row.model_id else None
    return (
        (N_("State"), row.state),
        (N_("Level"), session.get_one(Level, row.level_id).code),
        (N_("Looked after by"), session.get_one(Staff, row.owner_id).name),
        (N_("Model"), model.name if model else None),
        (N_("Closed"), row.closed_at),
        (N_("Reason"), row.loss_reason),
        (N_("Consultant's note"), row.lost_reason),
        (N_("Competitor"), row.rival),
        (N_("Competitor's price"), row.rival_price),
        (N_("Manager's note"), row.loss_answer),
        (N_("Reactivated"), row.revived_at),
        *((N_("Level set"), _grading(one)) for one in queries.gradings(session, row.id)),
    )


def _grading(one: Graded) -> tuple[datetime, str]:
    return one.at, " · ".join(part for part in (one.new, one.by, one.reason) if part)


def loss_offer(session: Session, person_id: int) -> Iterator[Offer]:
    """The open prospect of a customer will not buy here: the losses begin with it."""
    found = queries.live(session, person_id)
    if found is None:
        return
    is_open = found.state is ProspectState.OPEN
    yield Offer(
        N_("Report a loss") if is_open else N_("Open the reported loss"),
        N_("Who will not buy here is called no more") if is_open else N_("Waits for the manager"),
        "circle-x",
        Noun.LOSS,
        found.id,
        (Role.CONSULTANT,),
        found.owner_id,
    )


def end_plans(session: Session, people: Sequence[int], at: datetime) -> None:
    """Removes the planned contacts of these people and closes their prospects."""
    planned = select(FollowUp).where(FollowUp.person_id.in_(people), FollowUp.done_at.is_(None))
    for contact in session.scalars(planned):
        session.delete(contact)
    for prospect in session.scalars(select(Prospect).where(Prospect.person_id.in_(people), LIVE)):
        prospect.state, prospect.closed_at = ProspectState.LOST, at
    followed = select(FleetProject).where(FleetProject.person_id.in_(people), UNDER_WAY)
    for project in session.scalars(followed):
        project.result, project.closed_at = FleetResult.LOST, at
    session.flush()


DESK = DeskSpec(
    name="prospects",
    tasks=(
        TaskKind(N_("Prospects"), Prospect.owner_id, LIVE, (Role.CONSULTANT,)),
        TaskKind(N_("Fleet projects"), FleetProject.owner_id, UNDER_WAY, (Role.CONSULTANT,)),
        TaskKind(N_("Planned contacts"), FollowUp.staff_id, DUE, (Role.CONSULTANT, Role.CARE)),
    ),
    nouns={
        Noun.PROSPECT: N_("Prospect"),
        Noun.LEVEL_CHANGE: N_("Change of level"),
        Noun.FOLLOW_UP: N_("Follow-up"),
        Noun.FLEET_PROJECT: N_("Fleet project"),
        Noun.PROJECT_STAGE: N_("Stage of a fleet project"),
        Noun.PROJECT_STEP: N_("Step of a fleet project"),
    },
    events=(
        EventSource(Person, {"level": EventKind(N_("Level"), "flag")}, level_events),
        EventSource(Person, {"follow_up": EventKind(N_("Follow-up"), "phone")}, contact_events),
        EventSource(Person, {"project": EventKind(N_("Fleet project"), "users")}, project_events),
    ),
    numbered=(
        NumberedKind(
            Noun.FLEET_PROJECT,
            N_("Fleet projects"),
            "F",
            FleetProject.number,
            FleetProject.person_id,
            Person.name,
            (Role.CONSULTANT,),
            FleetProject.owner_id,
        ),
    ),
    documents={Noun.FOLLOW_UP: follow_up, Noun.PROSPECT: prospect},
    offers=(OfferSource(Person, loss_offer),),
    today=(*today.LISTS, *project_today.LISTS),
    exports=(
        ListExport("prospect_table", N_("Prospects"), Noun.PROSPECT),
        ListExport("loss_table", N_("Losses"), Noun.PROSPECT),
        ListExport("fleet_project_table", N_("Fleet projects"), Noun.FLEET_PROJECT),
    ),
    erasure=Erasure(end=end_plans),
    papers=(
        PaperSpec(PaperKind.PROSPECT_CARD),
        PaperSpec(PaperKind.LEVEL_SHEET),
        PaperSpec(PaperKind.LOSS_SHEET),
        PaperSpec(PaperKind.SALES_REPORT),
        PaperSpec(PaperKind.PROJECT_SHEET),
        PaperSpec(PaperKind.OWNER_CARD),
    ),
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
        SettingGroup(
            "quotas",
            N_("Prospects, calls and visits"),
            QuotaSettings,
            lambda rules: _("{live} prospects, {calls} calls a day, {visits} visits a week").format(
                live=rules.live_target, calls=rules.calls_target, visits=rules.visits_target
            ),
        ),
        SettingGroup(
            "sales_targets",
            N_("Sales targets of a month"),
            SalesTargetSettings,
            lambda rules: _("{orders} cars ordered, {cars} handed over per consultant").format(
                orders=rules.orders_target, cars=rules.deliveries_target
            ),
        ),
        SettingGroup(
            "visit_cadence",
            N_("Visits by customer class"),
            VisitCadenceSettings,
            lambda rules: _(
                "Months between visits: VIP {vip}, tier 1 {first}, tier 2 {second}"
            ).format(vip=rules.vip_months, first=rules.tier_1_months, second=rules.tier_2_months),
        ),
        SettingGroup(
            "phone_leads",
            N_("Enquiries by phone"),
            PhoneLeadSettings,
            lambda rules: (
                _("One colleague receives the calls and has {n} % of the order").format(
                    n=rules.call_share
                )
                if rules.call_receiver
                else _("Nobody receives the calls for the others")
            ),
        ),
        SettingGroup(
            "projects",
            N_("Fleet projects"),
            ProjectSettings,
            lambda rules: _(
                "Contacts every {early} days, later every {later}; papers {ready} days ahead"
            ).format(early=rules.early_days, later=rules.later_days, ready=rules.papers_days),
        ),
        SettingGroup(
            "suspicions",
            N_("Contacts to check"),
            SuspicionSettings,
            lambda rules: _("{n} contacts within {minutes} min, words under {least}").format(
                n=rules.burst_contacts,
                minutes=rules.burst_minutes,
                least=rules.least_characters,
            ),
        ),
    ),
)
