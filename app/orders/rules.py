"""Decides on the stages, lateness, sums and guarantee of an order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.errors import Refused
from app.orders.settings import GuaranteeSettings
from app.text import N_
from db.vocabulary import LineState, ServiceType, Stage

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
CLOSED = N_("This order is closed. Open a new one for this car.")

UNFINISHED = frozenset({Stage.WAITING, Stage.IN_WORK, Stage.WAITING_PARTS, Stage.WAITING_APPROVAL})
"""Stages of a car that is here and not finished: it goes from each to each."""
HERE = UNFINISHED | {Stage.SUBLET, Stage.CANCELLED}

MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.WAITING: HERE - {Stage.WAITING},
    Stage.IN_WORK: HERE - {Stage.IN_WORK} | {Stage.QUALITY_CHECK},
    Stage.WAITING_PARTS: HERE - {Stage.WAITING_PARTS},
    Stage.WAITING_APPROVAL: HERE - {Stage.WAITING_APPROVAL},
    Stage.SUBLET: UNFINISHED | {Stage.QUALITY_CHECK},
    Stage.QUALITY_CHECK: frozenset({Stage.IN_WORK, Stage.WASH, Stage.READY}),
    Stage.WASH: frozenset({Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY}),
    Stage.READY: frozenset({Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.DELIVERED}),
    Stage.DELIVERED: frozenset(),
    Stage.CANCELLED: frozenset(),
}
"""Allowed moves: a car is delivered only from READY, a closed order moves no more.

What is at another workshop comes back before it is given up.
"""

CHARGED = frozenset({LineState.PROPOSED, LineState.APPROVED})
"""Answers to a line with which the order's sums count it."""

UNCHECKED = frozenset({Stage.WASH, Stage.READY})
"""Stages that follow work directly in a store without a quality check."""

FINISHED = frozenset({Stage.QUALITY_CHECK, Stage.WASH, Stage.READY, Stage.DELIVERED})
"""Stages in which the work on the car is done."""

LEAVES_BAY = frozenset({Stage.SUBLET, Stage.WASH, Stage.READY, Stage.DELIVERED, Stage.CANCELLED})
"""Stages in which the car stands in no bay."""

WORKED = frozenset({Stage.QUALITY_CHECK, Stage.WASH, Stage.READY})
"""Stages that say that all work of the order was done."""


def next_stages(
    stage: Stage, *, quality_check: bool = True, settled: bool = False
) -> frozenset[Stage]:
    """The stages that may follow `stage`; a settled order only goes on towards hand-over."""
    allowed = MOVES[stage]
    if stage is Stage.IN_WORK and not quality_check:
        allowed |= UNCHECKED
    return allowed & FINISHED if settled else allowed


def needs_reason(old: Stage, new: Stage) -> bool:
    """True for a move that needs a reason: back to work, or cancelled."""
    return new is Stage.CANCELLED or (old in FINISHED and new is Stage.IN_WORK)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides on a move besides the two stages."""

    quality_check: bool = True
    settled: bool = False
    paid: bool = False
    to_do: int = 0
    """Jobs that the customer agreed to and that are not finished; lines where no job is."""
    proposed: int = 0
    """Lines that the customer has not been asked about yet."""


def check_move(
    old: Stage, new: Stage, *, reason: str | None = None, now: Circumstances | None = None
) -> None:
    """Refuses a move that `MOVES` does not allow, or one back without a reason."""
    now = now or Circumstances()
    if new is Stage.CANCELLED and now.paid:
        message = N_("Money was taken for this order. Pay it back first, then cancel.")
        raise Refused("order.paid", message)
    check_agreed(old, new, now=now)
    if new not in next_stages(old, quality_check=now.quality_check, settled=now.settled):
        _refuse_move(old, new, now)
    if needs_reason(old, new) and not (reason or "").strip():
        message = N_("Say why: work that goes back and orders that are given up need a reason.")
        raise Refused("order.reason_needed", message, field="reason")


def may_work_on(state: LineState) -> bool:
    """True for a line that the customer agreed to: only such a line is worked on or clocked."""
    return state is LineState.APPROVED


def check_work(state: LineState) -> None:
    """Refuses work on a line without consent (机动车维修管理规定: no work without consent)."""
    if not may_work_on(state):
        raise Refused("line.not_agreed", N_("The customer has not agreed to this job yet."))


def check_agreed(old: Stage, new: Stage, *, now: Circumstances) -> None:
    """Refuses work where all that is left to do waits for the customer's consent."""
    begins = new in (Stage.IN_WORK, Stage.SUBLET) and old not in FINISHED
    if begins and now.proposed and not now.to_do:
        message = N_("Nothing is left to do that the customer agreed to. Ask first, then begin.")
        raise Refused("order.nothing_agreed", message)
    if new in WORKED and now.proposed:
        message = N_("Lines without the customer's answer: {count}. Ask first, then go on.")
        raise Refused("order.unagreed", message, count=now.proposed)


def _refuse_move(old: Stage, new: Stage, now: Circumstances) -> None:
    if new in MOVES[old] and now.settled:
        message = N_("This order is settled. Reverse the settlement before work goes on.")
        raise Refused("order.settled", message)
    check_open(old)
    if old is Stage.IN_WORK and new in UNCHECKED:
        raise Refused("order.unchecked", N_("The quality check comes before wash and hand-over."))
    message = N_(
        "From here the order cannot go there directly. Move it through the stages between."
    )
    raise Refused("order.move", message)


class Timing(StrEnum):
    """How an order is doing against its promised time."""

    FINE = "fine"
    AT_RISK = "at_risk"
    LATE = "late"


def timing(
    stage: Stage,
    promised: datetime | None,
    *,
    done_at: datetime,
    now: datetime,
    risk_minutes: int,
) -> Timing:
    """Late past the promise.

    At risk when the end of the work, `done_at`, and the store's margin pass it.
    """
    if promised is None or stage in (Stage.READY, Stage.DELIVERED, Stage.CANCELLED):
        return Timing.FINE
    if now > promised:
        return Timing.LATE
    end = now if stage in FINISHED else done_at
    return Timing.AT_RISK if end + timedelta(minutes=risk_minutes) > promised else Timing.FINE


def earliest_end(now: datetime, work_left: timedelta, *, parts_at: datetime | None) -> datetime:
    """When the work can be done: it begins now, or when the last parts come."""
    start = now if parts_at is None else max(now, parts_at)
    return start + work_left


class SettlementBlock(StrEnum):
    """The three blocks of a settlement list: the law wants labour and material apart."""

    LABOUR = "labour"
    MATERIAL = "material"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Priced:
    """A line as the sums count it."""

    block: SettlementBlock
    amount: Decimal
    state: LineState = LineState.PROPOSED


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of one order. `labour`, `material` and `other` count what is `CHARGED` alone."""

    labour: Decimal = NOTHING
    material: Decimal = NOTHING
    other: Decimal = NOTHING
    authorised: Decimal = NOTHING
    proposed: Decimal = NOTHING
    declined: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        """What the customer is to pay before discount."""
        return self.labour + self.material + self.other


def add_up(lines: Iterable[Priced]) -> Totals:
    """The sums of the lines: authorised + proposed = labour + material + other, always."""
    blocks = dict.fromkeys(SettlementBlock, NOTHING)
    states = dict.fromkeys(LineState, NOTHING)
    for line in lines:
        states[line.state] += line.amount
        if line.state in CHARGED:
            blocks[line.block] += line.amount
    return Totals(
        labour=blocks[SettlementBlock.LABOUR],
        material=blocks[SettlementBlock.MATERIAL],
        other=blocks[SettlementBlock.OTHER],
        authorised=states[LineState.APPROVED],
        proposed=states[LineState.PROPOSED],
        declined=states[LineState.DECLINED],
    )


def product(quantity: Decimal, price: Decimal) -> Decimal:
    """Quantity x price in whole fen, rounded half up."""
    return (quantity * price).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Days and kilometres from the hand-over on; whichever comes first."""

    days: int
    km: int


@dataclass(frozen=True, slots=True)
class GuaranteeEnd:
    """When a guarantee ends: whichever comes first. No odometer was read where `km` is None."""

    last_day: date
    km: int | None


def guarantee(service_type: ServiceType, settings: GuaranteeSettings) -> Guarantee:
    """The store's guarantee for the class of the repair; of a rework, that of the first repair."""
    if service_type is ServiceType.ASSEMBLY:
        return Guarantee(settings.assembly_days, settings.assembly_km)
    if service_type is ServiceType.SECOND_LEVEL:
        return Guarantee(settings.second_level_days, settings.second_level_km)
    return Guarantee(settings.small_repair_days, settings.small_repair_km)


def guarantee_end(start: date, km: int | None, *, promised: Guarantee) -> GuaranteeEnd:
    """Last day and odometer inside the guarantee; `start` is day 0, both limits are inside.

    A repair starts on the day the car leaves, a rework where it was completed.
    """
    last_day = start + timedelta(days=promised.days)
    return GuaranteeEnd(last_day, None if km is None else km + promised.km)


def is_covered(end: GuaranteeEnd, day: date, *, km: int | None) -> bool:
    """True on the last day and at the last kilometre still; a missing reading proves nothing."""
    is_near = km is None or end.km is None or km <= end.km
    return day <= end.last_day and is_near


def check_promise(promised: datetime, *, received: datetime) -> None:
    """Refused where the promise is before the arrival."""
    if promised <= received:
        message = N_("The promised time lies before the car came in.")
        raise Refused("order.promise_past", message, field="promised_at")


def check_promise_reason(promised: datetime | None, reason: str | None) -> None:
    """Refused where a promise that was given moves without a reason."""
    if promised is not None and not (reason or "").strip():
        message = N_("Say why the promised time moves: the customer will ask.")
        raise Refused("order.promise_reason", message, field="promise_reason")


def check_open(stage: Stage) -> None:
    """Refused for an order that was delivered or cancelled."""
    if stage in (Stage.DELIVERED, Stage.CANCELLED):
        raise Refused("order.closed", CLOSED)


def check_not_cancelled(stage: Stage) -> None:
    """Refused for an order that was cancelled."""
    if stage is Stage.CANCELLED:
        raise Refused("order.closed", CLOSED)
