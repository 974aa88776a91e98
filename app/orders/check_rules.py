"""Decides which checks finished work needs, who may do them, and what is still missing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.errors import Refused
from app.labels import label
from app.orders.settings import ClosingSettings, QualitySettings
from app.settings import Settings
from app.text import N_, _
from db.quality_words import CheckStep
from db.vocabulary import ServiceType, Stage

BIG = frozenset({ServiceType.SECOND_LEVEL, ServiceType.ASSEMBLY})
"""Repairs that the law lets leave only inspected and with a completion certificate."""

CHECKED_IN = {
    CheckStep.SELF: frozenset({Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY}),
    CheckStep.LEADER: frozenset({Stage.QUALITY_CHECK, Stage.WASH, Stage.READY}),
    CheckStep.FINAL: frozenset({Stage.QUALITY_CHECK, Stage.WASH, Stage.READY}),
}
"""The stages in which each check can be done."""


@dataclass(frozen=True, slots=True)
class DoneCheck:
    """A check of the work as it is now."""

    step: CheckStep
    passed: bool
    staff_id: int
    staff: str


@dataclass(frozen=True, slots=True)
class Checker:
    """Who checks; `override` is the manager's reason for one pair of eyes."""

    staff_id: int
    is_manager: bool
    is_inspector: bool
    override: str = ""


def is_big(repair: ServiceType) -> bool:
    """True for a repair that needs the final inspector and a certificate."""
    return repair in BIG


def needed_steps(repair: ServiceType, store: Settings) -> tuple[CheckStep, ...]:
    """The checks of a repair in their order; the store's list, and what the law wants."""
    asked = store.of(QualitySettings)
    if is_big(repair):
        wanted = (asked.big_own_check, asked.big_leader_check, True)
    else:
        wanted = (asked.small_own_check, asked.small_leader_check, asked.small_final_check)
    return tuple(step for step, is_wanted in zip(CheckStep, wanted, strict=True) if is_wanted)


def stops(repair: ServiceType, store: Settings) -> bool:
    """True where a missing check keeps the car here."""
    return is_big(repair) or store.of(ClosingSettings).close_needs_quality_check


def missing(needed: Iterable[CheckStep], done: Iterable[DoneCheck]) -> tuple[CheckStep, ...]:
    """The checks that nobody has passed yet."""
    last = {check.step: check.passed for check in done}
    return tuple(step for step in needed if not last.get(step, False))


def check_turn(step: CheckStep, stage: Stage, *, left: Sequence[CheckStep]) -> None:
    """Refused for a check that is not the next one, or not yet possible."""
    if not left:
        raise Refused("quality.done", N_("Every check of this work is passed."))
    if step is not left[0]:
        message = N_("First comes this check: {step}.")
        raise Refused("quality.order", message, field="step", step=label(left[0]))
    if stage not in CHECKED_IN[step]:
        message = N_("Move the order to the quality check first.")
        raise Refused("quality.stage", message)


def check_person(
    step: CheckStep, who: Checker, *, workers: Collection[int], done: Sequence[DoneCheck]
) -> None:
    """Refused for who did the work or an earlier check, and for a final without a number.

    The manager may go on with a reason; not even so without an inspector at the end.
    """
    if step is CheckStep.FINAL and not who.is_inspector:
        message = N_("The final inspection is done by a quality inspector of the list in Settings.")
        raise Refused("quality.inspector", message)
    if not _is_seen_twice(step, who, workers=workers, done=done):
        return
    if not who.override:
        message = N_(
            "Each check needs another person than the work and the checks before. The manager may"
            " go on with a reason."
        )
        raise Refused("quality.same_person", message, field="override")
    if not who.is_manager:
        message = N_("Only the manager lets one person check twice.")
        raise Refused("quality.override", message, field="override")


def check_result(*, passed: bool | None, reason: str | None, bad: Collection[str]) -> None:
    """Refused without a result, for a failure without a reason, for a pass with a fault."""
    if passed is None:
        raise Refused("quality.no_result", N_("Passed, or back to work?"), field="passed")
    if passed and bad:
        message = N_("This is not fine: {items}. Send the car back to work.")
        raise Refused("quality.faults", message, field="passed", items=_(", ").join(bad))
    if not passed and not (reason or "").strip():
        message = N_("Say what is wrong: the technician reads it.")
        raise Refused("quality.no_reason", message, field="reason")


def check_road_test(*, tested: bool, km: int | None) -> None:
    """Refused for a road test without its kilometres, or kilometres without a road test."""
    if tested and not km:
        raise Refused("quality.road_km", N_("How many kilometres?"), field="road_km")
    if km and not tested:
        message = N_("Was there a road test? Tick it, or leave the kilometres empty.")
        raise Refused("quality.road_test", message, field="road_tested")


def _is_seen_twice(
    step: CheckStep, who: Checker, *, workers: Collection[int], done: Sequence[DoneCheck]
) -> bool:
    if step is CheckStep.SELF:
        return bool(workers) and who.staff_id not in workers
    earlier = {check.staff_id for check in done if check.passed and check.step is not step}
    return who.staff_id in workers or who.staff_id in earlier
