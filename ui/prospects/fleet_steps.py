"""What may be done with a fleet project: contact, move on, papers, result, acceptance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.permissions import Actor
from app.prospects import commands, project_commands
from app.prospects.project_commands import AcceptanceDays
from app.prospects.project_list import ProjectRow
from app.text import N_
from db.project_words import FleetResult, FleetStage, FleetStepKind
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Choice, DateField, Segments
from ui.parts.form import Field
from ui.prospects.contact_form import CONTACT_FIELDS, begin_contact, to_outcome
from ui.record_desk.declaration import Gesture, Step, Typed

CONTACT = tuple(one for one in CONTACT_FIELDS if one.name not in ("level_id", "level_reason"))
WORDS = partial(Area, rows=2, limit=500)


def is_own(row: ProjectRow, viewer: Actor) -> bool:
    """True for who looks after a project, and for managers."""
    return viewer.staff_id == row.owner_id or viewer.may()


def _open(row: ProjectRow, viewer: Actor) -> bool:
    return row.closed_at is None and is_own(row, viewer)


def _asks_papers(row: ProjectRow, viewer: Actor) -> bool:
    return _open(row, viewer) and _in_tender(row) and row.papers_on is None


def _asks_result(row: ProjectRow, viewer: Actor) -> bool:
    """The day of the tender is over: who won is asked first of all."""
    is_over = row.tender_on is not None and row.tender_on < row.today
    return _open(row, viewer) and row.result is None and is_over


def _ends_early(row: ProjectRow, viewer: Actor) -> bool:
    return _open(row, viewer) and row.result is None and not _asks_result(row, viewer)


def _in_tender(row: ProjectRow) -> bool:
    return row.tender_on is not None and row.result is None


def _at_acceptance(row: ProjectRow, viewer: Actor) -> bool:
    return _open(row, viewer) and row.stage is FleetStage.ACCEPTANCE


def _contact(row: ProjectRow, typed: Typed) -> Gesture:
    told = {**typed, "level_id": None, "level_reason": None}
    assert row.contact_id is not None, "a project under way has a planned contact"
    outcome = to_outcome(told, None, follow_up_id=row.contact_id)
    return Gesture(commands.complete_follow_up, (outcome,))


def _begin_contact(row: ProjectRow) -> dict[str, object]:
    begun = begin_contact(row.next_way, None)
    return {"way": begun["way"]}


def _days(row: ProjectRow) -> dict[str, object]:
    steps = {step.kind.value: step.due_on for step in row.steps}
    return {kind.value: steps.get(kind.value) for kind in FleetStepKind}


def _step_done(kind: FleetStepKind, text: str) -> Step:
    def waits(row: ProjectRow, viewer: Actor) -> bool:
        step = row.step(kind)
        return _open(row, viewer) and step is not None and step.done_on is None

    return Step(
        name=f"{kind.value}_done",
        text=text,
        applies=waits,
        act=lambda row, _typed: Gesture(project_commands.step_done, (row.id, kind)),
        done=N_("Noted in the project of {name}."),
        undo=lambda row, _answer: Gesture(project_commands.step_not_done, (row.id, kind)),
    )


def _result(
    name: str, applies: Callable[[ProjectRow, Actor], bool], *, aside: bool = False
) -> Step:
    return Step(
        name=name,
        text=N_("Note the result"),
        applies=applies,
        fields=(
            field("fleet_project.result", choice_of(Segments, FleetResult)),
            field("fleet_project.result_note", WORDS, name="note"),
        ),
        act=lambda row, typed: Gesture(
            project_commands.note_result, (row.id, typed["result"]), {"note": typed["note"]}
        ),
        done=N_("The result of {name} is noted."),
        aside=aside,
    )


STEPS = (
    Step(
        name="papers",
        text=N_("Papers are ready"),
        applies=_asks_papers,
        act=lambda row, _typed: Gesture(project_commands.papers_ready, (row.id,)),
        done=N_("The tender papers for {name} are ready."),
        undo=lambda row, _answer: Gesture(project_commands.papers_not_ready, (row.id,)),
    ),
    _result("result", _asks_result),
    Step(
        name="contact",
        text=N_("Note a contact"),
        applies=lambda row, viewer: _open(row, viewer) and row.contact_id is not None,
        fields=CONTACT,
        alone=True,
        typed=_begin_contact,
        act=_contact,
        done=N_("Contact with {name} saved."),
    ),
    Step(
        name="stage",
        text=N_("Move to another stage"),
        applies=_open,
        fields=(
            field("fleet_project.stage", choice_of(Choice, FleetStage)),
            field("project_stage.note", partial(Area, rows=2)),
        ),
        act=lambda row, typed: Gesture(
            project_commands.move_stage, (row.id, typed["stage"]), {"note": typed["note"]}
        ),
        done=N_("{name} is in another stage; the next contact follows it."),
    ),
    Step(
        name="acceptance",
        text=N_("Days of the acceptance"),
        applies=_at_acceptance,
        fields=(
            Field("prepayment", N_("Prepayment by"), DateField),
            Field("acceptance_papers", N_("Acceptance papers by"), DateField),
            Field("collection", N_("Money collected by"), DateField),
        ),
        typed=_days,
        act=lambda row, typed: Gesture(
            project_commands.plan_acceptance, (row.id, AcceptanceDays(**typed))
        ),
        done=N_("The days of {name} are planned."),
    ),
    _step_done(FleetStepKind.PREPAYMENT, N_("Prepayment is in")),
    _step_done(FleetStepKind.ACCEPTANCE_PAPERS, N_("Acceptance papers are signed")),
    _step_done(FleetStepKind.COLLECTION, N_("All money is in")),
    Step(
        name="complete",
        text=N_("Complete the project"),
        applies=_at_acceptance,
        act=lambda row, _typed: Gesture(project_commands.complete_project, (row.id,)),
        done=N_("The project of {name} is completed."),
        undo=lambda row, _answer: Gesture(project_commands.reopen_project, (row.id,)),
        aside=True,
    ),
    _result("early_result", _ends_early, aside=True),
    Step(
        name="reopen",
        text=N_("Reopen the project"),
        applies=lambda row, viewer: row.closed_at is not None and is_own(row, viewer),
        act=lambda row, _typed: Gesture(project_commands.reopen_project, (row.id,)),
        done=N_("The project of {name} goes on."),
        aside=True,
    ),
)
