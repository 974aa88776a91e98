"""Notes what the customer agreed to, job by job (H2 H3 H5 H7 H8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.errors import Refused
from app.local_time import local_day
from app.orders import clock_operations as clocks
from app.orders import operations
from app.orders.rules import NOTHING
from app.permissions import Actor, allow
from app.service import consent
from app.service.operations import (
    AnyLine,
    amount_of,
    found,
    head_of,
    job_of,
    line_of,
    offers_of,
    reopen,
    unlocked,
)
from app.service.queries.signed_contract import ContractState, contract_facts
from app.service.rules import check_total
from app.service.values import Answer, LineRef
from app.text import N_
from app.vehicles.rules import COMES_BACK
from db.tables.service import Approval, RepairOrder
from db.vocabulary import ApprovalMedium, LineState, Role, Stage

OPEN = frozenset({LineState.PROPOSED, LineState.ALTERNATIVE})
"""How a job stands that waits for an answer."""
ONE_DAY = timedelta(days=1)
ANSWERED = N_("The customer has already answered this line.")


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """What is written into each line of a job that was answered."""

    state: LineState
    reason: str | None = None
    until: date | None = None


@allow(Role.ADVISOR, Role.CONTROLLER)
def approve(session: Session, order_id: int, answer: Answer, *, by: Actor, at: datetime) -> int:
    """Records one answer of the customer for the jobs named in it.

    The rest stays open. Of jobs offered instead of one another, agreeing to one rejects the
    others. Returns the approval's id.
    """
    order = unlocked(session, order_id)
    consent.check_answer(answer, today=local_day(at))
    said = _with_rejected(session, _said(session, order_id, answer))
    lines = [(line, verdict) for head, verdict in said.items() for line in job_of(session, head)]
    agreed = [line for line, verdict in lines if verdict.state is LineState.APPROVED]
    approval = Approval(order_id=order_id, medium=answer.medium, at=at, staff_id=by.staff_id)
    approval.given_by = (answer.given_by or "").strip()
    approval.total = sum((amount_of(line) for line in agreed), NOTHING)
    approval.replaced = sum((line.agreed_amount or NOTHING for line, _verdict in lines), NOTHING)
    check_total(approval.total)
    session.add(approval)
    session.flush()
    for head, verdict in said.items():
        _write_job(session, head, verdict, approval.id)
    clocks.stop_unagreed(session, order_id, at=at)
    if answer.medium is ApprovalMedium.PAPER:
        _note_signature(session, order, at)
    if order.stage is Stage.WAITING_APPROVAL:
        operations.move(session, order, Stage.WAITING, by=by, at=at)
    return approval.id


@allow(Role.ADVISOR, Role.CONTROLLER)
def set_aside(session: Session, order_id: int, ref: LineRef, *, by: Actor, at: datetime) -> None:
    """Keeps a job for the next visit without showing it to the customer this time."""
    unlocked(session, order_id)
    head = head_of(session, line_of(session, order_id, ref))
    lines = job_of(session, head)
    if head.state is not LineState.PROPOSED or any(
        line.agreed_amount is not None for line in lines
    ):
        message = N_("The customer knows of this line: record the answer instead.")
        raise Refused("line.shown", message)
    for line in lines:
        line.state = LineState.NOT_SHOWN
    for other in offers_of(session, head):
        if other.state is LineState.ALTERNATIVE:
            _write_job(session, other, JobAnswer(LineState.NOT_CHOSEN))


@allow(Role.ADVISOR, Role.CONTROLLER)
def offer_again(session: Session, order_id: int, ref: LineRef, *, by: Actor, at: datetime) -> None:
    """Asks again for what was declined, put off, not shown or not chosen on this order."""
    unlocked(session, order_id)
    head = head_of(session, line_of(session, order_id, ref))
    if head.state not in COMES_BACK | {LineState.NOT_CHOSEN}:
        raise Refused("line.answered", ANSWERED)
    reopen(session, head)


@allow(Role.ADVISOR, Role.CONTROLLER)
def set_reminder(
    session: Session, ref: LineRef, until: date | None, *, by: Actor, at: datetime
) -> None:
    """Moves the day on which the customer is reminded of work, from today on; None for never."""
    line = found(session, ref)
    if line is None or line.state not in COMES_BACK:
        raise Refused("line.unknown", N_("This line does not exist any more."))
    if until is not None:
        consent.check_reminder(until, today=local_day(at) - ONE_DAY)
    for one in job_of(session, head_of(session, line)):
        one.remind_on = until


def _note_signature(session: Session, order: RepairOrder, at: datetime) -> None:
    """An answer on paper is the signature of the contract that was printed and still holds."""
    session.flush()
    if contract_facts(session, order).state is ContractState.UNSIGNED:
        order.signed_at = at


def _said(session: Session, order_id: int, answer: Answer) -> dict[AnyLine, JobAnswer]:
    """The verdict for each job that the answer names, once."""
    said: dict[AnyLine, JobAnswer] = {}
    for ref, verdict in _verdicts(answer):
        head = head_of(session, line_of(session, order_id, ref))
        if head.state not in OPEN:
            raise Refused("line.answered", ANSWERED)
        if said.setdefault(head, verdict) != verdict:
            message = N_("One answer for a job and all its lines: choose it once.")
            raise Refused("approval.twice", message, field="lines")
    return said


def _verdicts(answer: Answer) -> Iterator[tuple[LineRef, JobAnswer]]:
    for ref in answer.approved:
        yield ref, JobAnswer(LineState.APPROVED)
    for ref, reason in answer.declined:
        yield ref, JobAnswer(LineState.DECLINED, (reason or "").strip())
    for one in answer.deferred:
        reason = (one.reason or "").strip() or None
        yield one.line, JobAnswer(LineState.DEFERRED, reason, one.until)


def _with_rejected(session: Session, said: dict[AnyLine, JobAnswer]) -> dict[AnyLine, JobAnswer]:
    """The verdicts with those of the jobs that were offered instead."""
    whole = dict(said)
    for head, verdict in said.items():
        is_agreed = verdict.state is LineState.APPROVED
        for other in (offer for offer in offers_of(session, head) if offer is not head):
            told = said.get(other)
            if is_agreed and told is not None and told.state is LineState.APPROVED:
                message = N_("These jobs are offered instead of one another: agree to one of them.")
                raise Refused("approval.alternatives", message, field="lines")
            if is_agreed or (told is None and _goes_with(head, other)):
                whole[other] = JobAnswer(LineState.NOT_CHOSEN)
    return whole


def _goes_with(head: AnyLine, other: AnyLine) -> bool:
    """True for what was offered instead of a job that is not wanted either."""
    return head.state is LineState.PROPOSED and other.state is LineState.ALTERNATIVE


def _write_job(
    session: Session, head: AnyLine, verdict: JobAnswer, approval_id: int | None = None
) -> None:
    for line in job_of(session, head):
        line.state, line.approval_id = verdict.state, approval_id
        line.declined_reason, line.remind_on = verdict.reason, verdict.until
        is_agreed = verdict.state is LineState.APPROVED
        line.agreed_amount = amount_of(line) if is_agreed else None
