"""Decides when a fleet project is contacted again and what is due in it (S040 to S042)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Refused
from app.prospects.settings import ProjectSettings
from app.text import N_
from db.project_words import FleetMatter, FleetResult, FleetStage, FleetState, FleetStepKind


@dataclass(frozen=True, slots=True)
class Tender:
    """When the papers of a project are handed in, since when they are ready, and who won."""

    tender_on: date | None
    papers_on: date | None
    result: FleetResult | None


@dataclass(frozen=True, slots=True)
class MatterDue:
    """Something to do by a day; from `shown_on` it stands on Today."""

    matter: FleetMatter
    due_on: date
    shown_on: date


def contact_days(stage: FleetStage, asked: ProjectSettings) -> int:
    """The days between two contacts: early projects are contacted more often."""
    is_early = stage is FleetStage.EARLY_DESIGN
    return asked.early_days if is_early else asked.later_days


def state(stage: FleetStage, result: FleetResult | None, *, is_closed: bool) -> FleetState:
    """How a project stands."""
    if not is_closed:
        return FleetState(stage.value)
    return FleetState.LOST if result is FleetResult.LOST else FleetState.COMPLETED


def due(
    tender: Tender, open_steps: Mapping[FleetStepKind, date], *, asked: ProjectSettings
) -> list[MatterDue]:
    """What is to be done in a project that is under way, the first day first."""
    steps = (MatterDue(FleetMatter(kind.value), day, day) for kind, day in open_steps.items())
    found = (*_of_tender(tender, asked), *steps)
    return sorted(found, key=lambda one: (one.due_on, one.matter))


def _of_tender(tender: Tender, asked: ProjectSettings) -> Iterator[MatterDue]:
    if tender.tender_on is None or tender.result is not None:
        return
    if tender.papers_on is None:
        ready = tender.tender_on - timedelta(days=asked.papers_days)
        yield MatterDue(FleetMatter.PAPERS, ready, ready - timedelta(days=asked.papers_notice))
    ask = tender.tender_on + timedelta(days=1)
    yield MatterDue(FleetMatter.RESULT, ask, ask)


def check_stage(before: FleetStage, now: FleetStage | None) -> FleetStage:
    """The stage that a project moves to; Refused where it is there already."""
    if now is None or now is before:
        message = N_("Choose another stage than the present one.")
        raise Refused("project.same_stage", message, field="stage")
    return now


def check_result(result: FleetResult | None, note: str | None) -> FleetResult:
    """The result of a tender; Refused without one, and where a loss has no reason."""
    if result is None:
        raise Refused("project.no_result", N_("Who won? Choose the result."), field="result")
    if result is FleetResult.LOST and not note:
        message = N_("Why was it lost, and to whom? Tell it in words.")
        raise Refused("project.no_note", message, field="note")
    return result


def check_completed(stage: FleetStage, *, undone: Iterable[FleetStepKind]) -> None:
    """Refused before the acceptance, and while a step of it is planned and not done."""
    if stage is not FleetStage.ACCEPTANCE:
        message = N_("A project is completed after the acceptance: move its stage first.")
        raise Refused("project.early", message)
    if any(True for _step in undone):
        message = N_("Prepayment, papers or collection are not done yet.")
        raise Refused("project.undone", message)
