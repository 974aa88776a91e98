"""When a fleet project is contacted, and which day each thing in it is due."""

from datetime import date

import pytest

from app.prospects import project_rules
from app.prospects.project_rules import Tender
from app.prospects.settings import ProjectSettings
from db.project_words import FleetMatter, FleetResult, FleetStage, FleetStepKind

ASKED = ProjectSettings()
DAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("stage", "days"),
    [(FleetStage.EARLY_DESIGN, 7), (FleetStage.TENDER, 14), (FleetStage.ACCEPTANCE, 14)],
)
def test_early_projects_are_contacted_weekly_and_others_every_two_weeks(
    stage: FleetStage, days: int
) -> None:
    """S040, S041."""
    assert project_rules.contact_days(stage, ASKED) == days


def test_papers_are_ready_two_days_ahead_and_the_result_is_asked_the_day_after() -> None:
    """S042."""
    papers, result = project_rules.due(Tender(DAY, None, None), {}, asked=ASKED)
    assert (papers.matter, papers.due_on) == (FleetMatter.PAPERS, date(2026, 12, 8))
    assert papers.shown_on == date(2026, 12, 5), "in time to write them"
    assert (result.matter, result.due_on) == (FleetMatter.RESULT, date(2026, 12, 11))


@pytest.mark.parametrize(
    ("tender", "left"),
    [
        (Tender(DAY, DAY, None), [FleetMatter.RESULT]),
        (Tender(DAY, None, FleetResult.WON), []),
        (Tender(None, None, None), []),
    ],
)
def test_what_is_done_is_due_no_more(tender: Tender, left: list[FleetMatter]) -> None:
    found = project_rules.due(tender, {}, asked=ASKED)
    assert [one.matter for one in found] == left


def test_steps_of_the_acceptance_are_due_on_their_days() -> None:
    steps = {FleetStepKind.COLLECTION: date(2026, 12, 30), FleetStepKind.PREPAYMENT: DAY}
    found = project_rules.due(Tender(None, None, None), steps, asked=ASKED)
    assert [(one.matter.value, one.due_on.day) for one in found] == [
        ("prepayment", 10),
        ("collection", 30),
    ]


def test_every_stage_and_step_has_its_word_among_states_and_matters() -> None:
    for stage in FleetStage:
        assert project_rules.state(stage, None, is_closed=False).label == stage.label
    assert {kind.value for kind in FleetStepKind} < {one.value for one in FleetMatter}
