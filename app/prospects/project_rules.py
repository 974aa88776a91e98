"""Decides when a fleet project is contacted again and what is due in it (S040 to S042)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Refused
from app.prospects.settings import ProjectSettings
from app.text import N_
from db.project_words import FleetMatter, FleetResult, FleetStage, FleetState, FleetStepKind

WAY = tuple(FleetStage)


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


def place(stage: FleetStage) -> int:
    """Which stage it is on the way, from 0."""
    return WAY.index(stage)


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


def check_stage(
    before: FleetStage, now: FleetStage | None, *, reached: FleetStage = WAY[0]
) -> FleetStage:
    """The stage that a project moves to; Refused where it is there already.

    It does not go back before what its orders have `reached`.
    """
    if now is None or now is before:
        message = N_("Choose another stage than the present one.")
        raise Refused("project.same_stage", message, field="stage")
    if place(now) < place(reached):
        message = N_("Cars of this project are ordered: it does not go back to this stage.")
        raise Refused("project.ordered_stage", message, field="stage")
    return now


def check_result(result: FleetResult | None, note: str | None, *, ordered: int) -> FleetResult:
    """The result of a tender; Refused without one, and where a loss has no reason.

    A project of which cars are ordered is not lost.
    """
    if result is None:
        raise Refused("project.no_result", N_("Who won? Choose the result."), field="result")
    if result is FleetResult.LOST and not note:
        message = N_("Why was it lost, and to whom? Tell it in words.")
        raise Refused("project.no_note", message, field="note")
    if result is FleetResult.LOST:
        check_unordered(ordered)
    return result


def check_unordered(ordered: int) -> None:
    """Refused for a loss while orders stand."""
    if ordered:
        message = N_("{n} cars of this project are ordered: it is not lost. Cancel them first.")
        raise Refused("project.ordered", message, field="result", n=ordered)


def check_completed(
    stage: FleetStage, *, undone: Iterable[FleetStepKind], waiting: int = 0
) -> None:
    """Refused before the acceptance, and while a step of it or an ordered car is `waiting`."""
    if stage is not FleetStage.ACCEPTANCE:
        message = N_("A project is completed after the acceptance: move its stage first.")
        raise Refused("project.early", message)
    if any(True for _step in undone):
        message = N_("Prepayment, papers or collection are not done yet.")
        raise Refused("project.undone", message)
    if waiting:
        message = N_("{n} cars of this project are ordered and not handed over yet.")
        raise Refused("project.waiting", message, n=waiting)
