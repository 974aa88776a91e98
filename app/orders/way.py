"""Tells the way of an order from arrival to hand-over, and its next legal step."""

from dataclasses import dataclass
from enum import StrEnum

from app.text import N_
from db.vocabulary import OPEN_STAGES, Stage


class Milestone(StrEnum):
    """The points of the way, in their order."""

    ARRIVAL = "arrival"
    ASSIGNMENT = "assignment"
    WORK = "work"
    CHECK = "check"
    WASH = "wash"
    SETTLEMENT = "settlement"
    HAND_OVER = "hand_over"


TITLES = {
    Milestone.ARRIVAL: N_("Taken in"),
    Milestone.ASSIGNMENT: N_("Assignment"),
    Milestone.WORK: N_("Repair"),
    Milestone.CHECK: N_("Check"),
    Milestone.WASH: N_("Wash"),
    Milestone.SETTLEMENT: N_("Settlement"),
    Milestone.HAND_OVER: N_("Hand-over"),
}
AT_WORK = frozenset({Stage.IN_WORK, Stage.WAITING_PARTS, Stage.WAITING_APPROVAL, Stage.SUBLET})
NEED_AN_ANSWER = frozenset(OPEN_STAGES) - {Stage.WAITING_PARTS, Stage.READY}
"""Stages that an order with unanswered lines does not leave forwards."""
REACHED = {
    Stage.QUALITY_CHECK: Milestone.CHECK,
    Stage.WASH: Milestone.WASH,
    Stage.READY: Milestone.SETTLEMENT,
}
"""What is under way in the stages that follow the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides on the next step of an order.

    `checks`: the store wants a quality check. `asks`: lines wait for the customer's answer.
    `owes`: the bill is not paid.
    """

    stage: Stage
    assigned: bool
    wash: bool
    settled: bool
    checks: bool = True
    asks: bool = False
    owes: bool = False
    inspects: bool = False
    """Checks are missing that are noted one by one."""
    certifies: bool = False
    """The certificate that the law wants is missing."""

    @property
    def milestone(self) -> Milestone | None:
        """What is under way now; None once the order is closed."""
        if self.stage not in OPEN_STAGES:
            return None
        if self.stage is Stage.WAITING:
            return Milestone.WORK if self.assigned else Milestone.ASSIGNMENT
        if self.stage is Stage.READY and self.settled and not self.owes:
            return Milestone.HAND_OVER
        return REACHED.get(self.stage, Milestone.WORK)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next.

    A move to `stage`, or a `section` of the order to fill in.
    """

    text: str
    stage: Stage | None = None
    section: str = ""


ASSIGN = NextStep(N_("Assign"), section="progress")
START = NextStep(N_("Start work"), Stage.IN_WORK)
RESUME = NextStep(N_("Carry on"), Stage.IN_WORK)
PARTS_HERE = NextStep(N_("Parts are here"), Stage.IN_WORK)
ASK = NextStep(N_("Note the answer"), section="approval")
CHECK = NextStep(N_("To quality check"), Stage.QUALITY_CHECK)
PASSED = N_("Pass the check")
BACK_HERE = NextStep(N_("The car is back"), Stage.IN_WORK)
INSPECT = NextStep(N_("Record the check"), section="quality")
CERTIFY = NextStep(N_("Issue the certificate"), section="quality")
WASHED = NextStep(N_("Washed"), Stage.READY)
SETTLE = NextStep(N_("Settle"), section="bill")
TAKE_PAYMENT = NextStep(N_("Take the payment"), section="bill")
HAND_OVER = NextStep(N_("Hand over"), section="leaving")


def next_step(now: Standing) -> NextStep | None:
    """The one step that the rules allow and the work asks for; None for a closed order."""
    if now.stage is Stage.WAITING and not now.assigned:
        return ASSIGN
    if now.asks and now.stage in NEED_AN_ANSWER:
        return ASK
    if now.stage is Stage.READY:
        return _at_the_end(now)
    return {
        Stage.WAITING: START,
        Stage.WAITING_APPROVAL: RESUME,
        Stage.IN_WORK: CHECK if now.checks else _done(now, N_("Work is done")),
        Stage.WAITING_PARTS: PARTS_HERE,
        Stage.SUBLET: BACK_HERE,
        Stage.QUALITY_CHECK: INSPECT if now.inspects else _done(now, PASSED),
        Stage.WASH: WASHED,
    }.get(now.stage)


def _done(now: Standing, text: str) -> NextStep:
    """The work is done: to the wash where the customer wants one."""
    return NextStep(text, Stage.WASH if now.wash else Stage.READY)


def _at_the_end(now: Standing) -> NextStep:
    if now.inspects:
        return INSPECT
    if not now.settled:
        return SETTLE
    if now.owes:
        return TAKE_PAYMENT
    return CERTIFY if now.certifies else HAND_OVER
