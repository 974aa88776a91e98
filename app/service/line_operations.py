"""Puts lines into an order under their job, and takes a job's consent back where it changes."""

from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused
from app.orders.rules import SettlementBlock
from app.service.consent import state_asked_again
from app.service.operations import (
    AnyLine,
    Bills,
    head_of,
    job_of,
    line_of,
    new_line,
    offers_of,
    reopen,
)
from app.service.values import LineRef
from app.text import N_
from db.nouns import Noun
from db.tables.service import LabourLine, PartLine
from db.vocabulary import Act, LineState, PartKind

NO_JOB = N_("Choose a job of this order.")
MOST_TOLD = 400
USED = frozenset({PartKind.REPAIRED, PartKind.REMANUFACTURED})


def add_line(
    session: Session,
    order_id: int,
    *,
    block: SettlementBlock,
    values: dict[str, Any],
    bills: Bills | None = None,
) -> AnyLine:
    """A line that comes last; additional where the customer has already agreed to others."""
    job = check_job(session, order_id, job_id=values.get("job_id"))
    row = new_line(session, order_id, block=block, values=values, bills=bills)
    if isinstance(row, LabourLine) and row.alternative_id is not None:
        _offer_instead(session, row)
    head = row if job is None else job
    if head is not row:
        agree_anew(session, head, {"added": (None, row.name)})
        row.state, row.approval_id = head.state, head.approval_id
    session.add(row)
    session.flush()
    return row


def _offer_instead(session: Session, row: LabourLine) -> None:
    """A job that is offered instead of another one of the order is not counted beside it."""
    ref = LineRef(SettlementBlock.LABOUR, row.alternative_id or 0)
    other = line_of(session, row.order_id, ref)
    assert isinstance(other, LabourLine)
    if other.job_id is not None or row.job_id is not None:
        raise Refused("line.job", NO_JOB, field="alternative_id")
    row.alternative_id = other.alternative_id or other.id
    states = [offer.state for offer in offers_of(session, other)] or [other.state]
    row.state = state_asked_again(LineState.NOT_CHOSEN, others=states)


def check_job(
    session: Session, order_id: int, *, job_id: int | None, row: AnyLine | None = None
) -> AnyLine | None:
    """The job that a line would stand under; Refused where it is no job of the line's order."""
    if job_id is None:
        return None
    job = line_of(session, order_id, LineRef(SettlementBlock.LABOUR, job_id))
    is_job_itself = row is not None and (job is row or len(job_of(session, row)) > 1)
    if is_job_itself or head_of(session, job) is not job:
        raise Refused("line.job", NO_JOB, field="job_id")
    return job


def is_within_price(head: AnyLine, line: AnyLine) -> bool:
    """True where the fixed price of its job pays for more or less of a line.

    Used parts need the customer's word whatever they cost.
    """
    if not isinstance(head, LabourLine) or head is line or head.fixed_price is None:
        return False
    used = isinstance(line, PartLine) and line.kind in USED
    return not used and line.payer is head.payer


def agree_anew(session: Session, head: AnyLine, changed: dict[str, tuple[Any, Any]]) -> None:
    """Cancels the customer's answer to a job, and says in the history what changed."""
    if head.state is LineState.APPROVED and head.approval_id is not None:
        told = ", ".join(f"{name} {old} -> {new}" for name, (old, new) in changed.items())
        reason = f"consent cancelled for {head.name}: {told}"[:MOST_TOLD]
        audit.note(session, Act.CHANGE, Noun.APPROVAL, noun_id=head.approval_id, reason=reason)
    reopen(session, head)
