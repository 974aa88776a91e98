"""Notes what the customer agreed to, line by line (H2 H3 H5)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders import operations
from app.orders.rules import NOTHING
from app.permissions import Actor, allow
from app.service import rules
from app.service.operations import AnyLine, line_of, unlocked
from app.service.values import Answer
from app.text import N_
from db.tables.service import Approval, LabourLine
from db.vocabulary import LineState, Role, Stage


@allow(Role.ADVISOR, Role.CONTROLLER)
def approve(session: Session, order_id: int, answer: Answer, *, by: Actor, at: datetime) -> int:
    """Records one answer of the customer for the lines named in it.

    The rest stays open.

    Returns the approval's id.
    """
    order = unlocked(session, order_id)
    rules.check_answer(answer)
    approved = [_asked(line_of(session, order_id, ref)) for ref in answer.approved]
    approval = Approval(order_id=order_id, medium=answer.medium, at=at, staff_id=by.staff_id)
    approval.given_by = (answer.given_by or "").strip()
    approval.total = sum((amount_of(line) for line in approved), NOTHING)
    rules.check_total(approval.total)
    declined = [_asked(line_of(session, order_id, ref)) for ref, _reason in answer.declined]
    approval.replaced = sum((line.agreed_amount or NOTHING for line in approved), NOTHING)
    approval.replaced += sum((line.agreed_amount or NOTHING for line in declined), NOTHING)
    session.add(approval)
    session.flush()
    for line in approved:
        line.state, line.approval_id = LineState.APPROVED, approval.id
        line.agreed_amount = amount_of(line)
    _decline(session, approval, answer)
    if order.stage is Stage.WAITING_APPROVAL:
        operations.move(session, order, Stage.WAITING, by=by, at=at)
    return approval.id


def _decline(session: Session, approval: Approval, answer: Answer) -> None:
    for ref, reason in answer.declined:
        line = _asked(line_of(session, approval.order_id, ref))
        line.state, line.approval_id = LineState.DECLINED, approval.id
        line.agreed_amount, line.declined_reason = None, (reason or "").strip()


def amount_of(line: AnyLine) -> Decimal:
    """What the customer pays for a line."""
    return line.fee if isinstance(line, LabourLine) else line.amount


def _asked(line: AnyLine) -> AnyLine:
    if line.state is not LineState.PROPOSED:
        raise Refused("line.answered", N_("The customer has already answered this line."))
    return line
