"""A fleet project from the first design to the last payment, on both engines."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import commands, project_commands, project_today
from app.prospects.commands import Outcome
from app.prospects.project_commands import AcceptanceDays, ProjectValue
from app.prospects.project_list import ProjectRow, project, project_history, projects
from app.prospects.queries import due
from app.prospects.quotas import quotas
from app.records import Records
from app.settings import load
from app.today_spec import AskedDay
from db.project_words import FleetKind, FleetMatter, FleetResult, FleetStage, FleetStepKind
from db.tables.people import Person
from db.vocabulary import CallResult, ContactWay, PersonKind, Role
from tests import make as makers
from tests.make import NOON

DAY = timedelta(days=1)
TENDER_ON = date(2026, 12, 1)


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def wish() -> ProjectValue:
    """A district office that wants twenty cars."""
    who = Contact(name="海淀区机关事务局", phone="01082345678")
    value = ProjectValue(None, who, FleetKind.GOVERNMENT, "公务用车更新", 20)
    return replace(value, tender_on=TENDER_ON)


@pytest.fixture
def begun(act: Any, wish: ProjectValue, li: Actor) -> int:
    return int(act(project_commands.save_project, wish, by=li))


def row_of(records: Records, project_id: int, viewer: Actor, at: Any = NOON) -> ProjectRow:
    with records.read() as session:
        found = project(session, project_id, viewer, at=at)
    assert found is not None
    return found


def told(records: Records, viewer: Actor, at: Any) -> list[str]:
    with records.read() as session:
        items = project_today.matters_due(session, AskedDay(viewer, at, load(session)))
    return [item.why.split(" · ")[0] for item in items]


def contact(row: ProjectRow, result: CallResult = CallResult.REACHED) -> Outcome:
    return Outcome(row.contact_id, ContactWay.PHONE, result, "问了预算")


def test_a_new_project_is_numbered_and_contacted_within_the_week(
    records: Records, begun: int, li: Actor
) -> None:
    row = row_of(records, begun, li)
    assert row.number.startswith("F") and row.stage is FleetStage.EARLY_DESIGN
    assert row.next_at == NOON + 7 * DAY
    with records.read() as session:
        assert session.get_one(Person, row.person_id).kind is PersonKind.COMPANY
        found = due(session, NOON + 8 * DAY, at=NOON)
    assert [(one.person, one.project) for one in found] == [("海淀区机关事务局", "公务用车更新")]


def test_a_contact_counts_for_the_quota_and_plans_the_next_by_the_stage(
    act: Any, records: Records, begun: int, li: Actor
) -> None:
    first = row_of(records, begun, li)
    act(commands.complete_follow_up, contact(first), by=li)
    act(project_commands.move_stage, begun, FleetStage.TENDER, note="标书已购", by=li)
    row = row_of(records, begun, li)
    assert (row.last_at, row.next_at) == (NOON, NOON + 14 * DAY)
    act(commands.complete_follow_up, contact(row, CallResult.NO_ANSWER), by=li, at=NOON + DAY)
    assert row_of(records, begun, li).next_at == NOON + 2 * DAY, "nobody was reached"
    with records.read() as session:
        assert quotas(session, li, at=NOON).calls.count == 1
        history = project_history(session, begun, at=NOON)
    assert [one.stage for one in history.stages] == [FleetStage.TENDER, FleetStage.EARLY_DESIGN]
    assert (history.stages[0].note, len(history.contacts)) == ("标书已购", 2)


def test_papers_and_result_stand_on_today_until_they_are_noted(
    act: Any, records: Records, begun: int, li: Actor, manager: Actor
) -> None:
    before, ready = NOON + 3 * DAY, NOON + 9 * DAY
    assert told(records, li, before) == []
    assert told(records, li, ready) == ["Prepare papers"] == told(records, manager, ready)
    act(project_commands.papers_ready, begun, by=li)
    assert told(records, li, ready) == []
    act(project_commands.papers_not_ready, begun, by=li)
    act(project_commands.papers_ready, begun, by=li)
    after = NOON + 11 * DAY
    assert told(records, li, after) == ["Ask for the result"]
    act(project_commands.note_result, begun, FleetResult.WON, note=None, by=li)
    assert told(records, li, after) == []


def test_a_lost_project_needs_words_is_closed_and_may_go_on(
    act: Any, records: Records, begun: int, li: Actor
) -> None:
    with pytest.raises(Refused, match=r"project\.no_note"):
        act(project_commands.note_result, begun, FleetResult.LOST, note=" ", by=li)
    act(project_commands.note_result, begun, FleetResult.LOST, note="价高 2 万", by=li)
    row = row_of(records, begun, li)
    assert (row.state.value, row.contact_id, row.due) == ("lost", None, ())
    with pytest.raises(Refused, match=r"project\.closed"):
        act(project_commands.papers_ready, begun, by=li)
    act(project_commands.reopen_project, begun, by=li, at=NOON + 9 * DAY)
    row = row_of(records, begun, li)
    assert (row.result, row.next_at) == (None, NOON + 9 * DAY), "the week is over: today"


def test_the_acceptance_has_three_days_and_ends_the_project(
    act: Any, records: Records, begun: int, li: Actor
) -> None:
    act(project_commands.note_result, begun, FleetResult.WON, note=None, by=li)
    with pytest.raises(Refused, match=r"project\.early"):
        act(project_commands.complete_project, begun, by=li)
    act(project_commands.move_stage, begun, FleetStage.ACCEPTANCE, by=li)
    days = AcceptanceDays(date(2026, 11, 21), date(2026, 12, 20), date(2027, 1, 10))
    act(project_commands.plan_acceptance, begun, days, by=li)
    assert told(records, li, NOON) == ["Prepayment"]
    kinds = (FleetStepKind.PREPAYMENT, FleetStepKind.ACCEPTANCE_PAPERS)
    for kind in kinds:
        act(project_commands.step_done, begun, kind, by=li)
    with pytest.raises(Refused, match=r"project\.undone"):
        act(project_commands.complete_project, begun, by=li)
    act(project_commands.plan_acceptance, begun, AcceptanceDays(None, None, None), by=li)
    row = row_of(records, begun, li)
    assert [step.kind for step in row.steps] == list(kinds), "done ones stay, others go"
    act(project_commands.step_not_done, begun, kinds[1], by=li)
    assert [one.matter for one in row_of(records, begun, li).due] == [FleetMatter.ACCEPTANCE_PAPERS]
    act(project_commands.step_done, begun, kinds[1], by=li)
    act(project_commands.complete_project, begun, by=li)
    assert row_of(records, begun, li).state.value == "completed"


@pytest.mark.parametrize(
    ("without", "field"),
    [({"who": None}, "who"), ({"kind": None}, "kind"), ({"title": " "}, "title")],
)
def test_what_is_missing_is_asked_beside_its_field(
    act: Any, wish: ProjectValue, li: Actor, without: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        act(project_commands.save_project, replace(wish, **without), by=li)
    assert refused.value.field == field


def test_a_project_is_its_consultants_and_a_manager_gives_it_on(
    act: Any, records: Records, make: Any, begun: int, wish: ProjectValue, li: Actor, manager: Actor
) -> None:
    role = Role.CONSULTANT
    zhao = Actor(make(makers.staff, "赵敏", role), "赵敏", frozenset({role}), "前台1")
    with records.read() as session:
        assert projects(session, zhao, at=NOON) == []
    with pytest.raises(Refused, match=r"project\.not_yours"):
        act(project_commands.papers_ready, begun, by=zhao)
    given = replace(wish, id=begun, cars=25, owner_id=zhao.staff_id)
    act(project_commands.save_project, given, by=manager)
    row = row_of(records, begun, zhao)
    assert (row.owner, row.cars) == ("赵敏", 25)
    with records.read() as session:
        assert [one.staff for one in due(session, NOON + 8 * DAY, at=NOON)] == ["赵敏"]
    act(project_commands.take_back_project, begun, by=zhao)
    assert row_of(records, begun, zhao).closed_at == NOON
