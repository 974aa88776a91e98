"""Where an opened order stands on its way, and when it passed each point."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.orders.rules import FINISHED
from app.orders.way import AT_WORK, Milestone, Standing
from app.service.queries.sheet import OrderSheet
from db.quality_words import CheckStep
from db.vocabulary import LineState, Stage

DONE_AFTER = frozenset({Stage.WASH, Stage.READY})
PASSED_BY = {
    Milestone.WORK: (AT_WORK, FINISHED),
    Milestone.CHECK: (frozenset({Stage.QUALITY_CHECK}), DONE_AFTER),
    Milestone.WASH: (frozenset({Stage.WASH}), frozenset({Stage.READY})),
}
"""The moves that end a point of the way: from one of these stages to one of those."""


BY_MOVE = (CheckStep.LEADER,)
"""What moving the card on passes, where nothing else is missing."""


class PointState(StrEnum):
    """How a point of the way is drawn."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class WayPoint:
    """One point of the way; `at` says when it was passed."""

    milestone: Milestone
    state: PointState
    at: datetime | None = None


def standing(order: OrderSheet) -> Standing:
    """What decides on the next step of this order."""
    seen = order.quality.state
    return Standing(
        stage=order.stage,
        assigned=order.technician_id is not None,
        wash=order.intake.wash,
        settled=order.bill is not None,
        checks=seen.stops and bool(seen.needed),
        inspects=bool(seen.asked) and (seen.needs_certificate or seen.asked != BY_MOVE),
        certifies=seen.needs_certificate and not seen.certified,
        asks=any(line.state is LineState.PROPOSED for line in order.lines),
        owes=order.account.due > 0,
    )


def way(order: OrderSheet, now: Standing) -> tuple[WayPoint, ...]:
    """The seven points; a cancelled order keeps those that it passed."""
    points = list(Milestone)
    if now.milestone is not None:
        here = points.index(now.milestone)
    else:
        here = len(points) if order.stage is Stage.DELIVERED else 1
    return tuple(_point(one, place - here, order, now=now) for place, one in enumerate(points))


def _point(milestone: Milestone, ahead: int, order: OrderSheet, *, now: Standing) -> WayPoint:
    at = _passed(milestone, order)
    if milestone is Milestone.SETTLEMENT and order.bill is not None and not now.owes:
        return WayPoint(milestone, PointState.DONE, at)
    if ahead == 0 and now.milestone is not None:
        return WayPoint(milestone, PointState.NOW)
    is_left_out = (milestone is Milestone.WASH and not now.wash) or (
        milestone is Milestone.CHECK and not now.checks
    )
    if is_left_out and at is None:
        return WayPoint(milestone, PointState.LEFT_OUT)
    return (
        WayPoint(milestone, PointState.DONE, at)
        if ahead < 0
        else WayPoint(milestone, PointState.AHEAD)
    )


def _passed(milestone: Milestone, order: OrderSheet) -> datetime | None:
    """When the order last passed a point; work that went back passes it again."""
    if milestone is Milestone.ARRIVAL:
        return order.received_at
    if milestone is Milestone.SETTLEMENT:
        return order.bill.settled_at if order.bill is not None else None
    if milestone is Milestone.HAND_OVER:
        return order.departure.at
    if milestone is Milestone.ASSIGNMENT:
        began = (step.at for step in order.steps if step.old_stage is Stage.WAITING)
        return next(began, None)
    before, after = PASSED_BY[milestone]
    ends = [one for one in order.steps if one.old_stage in before and one.new_stage in after]
    return ends[-1].at if ends else None
