"""Finds an order that may be changed, its lines and its jobs, for commands of this desk."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import short_moment
from app.orders import clock_operations as clocks
from app.orders import operations
from app.orders.money_rules import default_payer
from app.orders.rules import CHARGED, NOTHING, SettlementBlock, check_not_cancelled
from app.orders.service_types import line_types
from app.service.consent import fixed_fee, state_asked_again
from app.service.values import LineRef
from app.text import N_
from db.money_words import PayerKind
from db.tables.admin import Staff
from db.tables.bills import Settlement
from db.tables.parts import LabourItem
from db.tables.service import Approval, Concern, LabourLine, OtherLine, PartLine, RepairOrder
from db.vocabulary import LineState, ServiceType, Stage

AnyLine = LabourLine | PartLine | OtherLine
Bills = Mapping[PayerKind, Settlement]
TABLES: dict[SettlementBlock, type[AnyLine]] = {
    SettlementBlock.LABOUR: LabourLine,
    SettlementBlock.MATERIAL: PartLine,
    SettlementBlock.OTHER: OtherLine,
}


def unlocked(session: Session, order_id: int) -> RepairOrder:
    """The order; Refused where its bills lock its lines or it was cancelled."""
    return unlocked_with_bills(session, order_id)[0]


def unlocked_with_bills(session: Session, order_id: int) -> tuple[RepairOrder, Bills]:
    """An order that may be changed, with the bills of single payers that stand."""
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    bills = operations.bills(session, order_id)
    if bills and operations.is_settled(session, order_id):
        _refuse_locked(session, next(iter(bills.values())))
    return order, bills


def reworked(session: Session, order: RepairOrder, chosen: int | None) -> int | None:
    """The order that is done again: the chosen one, or the last that was handed over.

    None for an order that neither is a rework nor has a line that is one.
    """
    kinds = {order.service_type}
    if order.id is not None:
        with session.no_autoflush:
            kinds |= line_types(session, order.id)
    if ServiceType.REWORK not in kinds:
        return None
    left = select(RepairOrder.id).where(RepairOrder.vehicle_id == order.vehicle_id)
    left = left.where(RepairOrder.stage == Stage.DELIVERED, RepairOrder.id != (order.id or 0))
    if chosen is not None:
        left = left.where(RepairOrder.id == chosen)
    with session.no_autoflush:
        found = session.scalar(left.order_by(RepairOrder.id.desc()).limit(1))
    if chosen is not None and found is None:
        message = N_("Choose an order of this car that was handed over.")
        raise Refused("order.rework", message, field="reworked_id")
    return found


def check_unbilled(session: Session, order_id: int, *payers: PayerKind) -> None:
    """Refused where one of these payers has a bill that stands: it locks their lines."""
    _check_payers(session, operations.bills(session, order_id), payers)


def _check_payers(session: Session, bills: Bills, payers: Iterable[PayerKind]) -> None:
    for payer in payers:
        if payer in bills:
            _refuse_locked(session, bills[payer])


def _refuse_locked(session: Session, bill: Settlement) -> None:
    message = N_(
        "{name} settled this at {when} as {number}: it is locked. Make a credit note to change it."
    )
    name, when = session.get_one(Staff, bill.settled_by).name, short_moment(bill.settled_at)
    raise Refused("order.locked", message, name=name, when=when, number=bill.number)


def line_of(session: Session, order_id: int, ref: LineRef) -> AnyLine:
    """A line of this order; Refused where it has none such."""
    line = found(session, ref)
    if line is None or line.order_id != order_id:
        raise Refused("line.unknown", N_("This line does not exist any more."))
    return line


def block_of(line: AnyLine) -> SettlementBlock:
    """The block of the settlement list in which a line stands."""
    return next(block for block, table in TABLES.items() if isinstance(line, table))


def found(session: Session, ref: LineRef) -> AnyLine | None:
    """A line of any order; None where it is gone."""
    return cast(AnyLine | None, session.get(TABLES[ref.block], ref.id))


def new_line(
    session: Session,
    order_id: int,
    *,
    block: SettlementBlock,
    values: dict[str, Any],
    bills: Bills | None = None,
) -> AnyLine:
    """A line that comes last; additional where the customer has already agreed to others.

    Where nobody says who pays, the service type of the line or of the order does. `bills`: those
    that stand, where they were read already.
    """
    table = TABLES[block]
    kind = values.get("service_type") or operations.find(session, order_id).service_type
    values = values | {"payer": values.get("payer") or default_payer(kind)}
    bills = operations.bills(session, order_id) if bills is None else bills
    _check_payers(session, bills, (values["payer"],))
    last, is_agreed = session.execute(_lines_before(table), {"order_id": order_id}).one()
    row = table(order_id=order_id, position=(last or 0) + 1, **values)
    if not isinstance(row, OtherLine):
        row.additional = is_agreed
    if isinstance(row, LabourLine):
        row.standard_hours = standard_hours(session, row.labour_item_id)
    return row


def standard_hours(session: Session, item_id: int | None) -> Decimal | None:
    """Hours of the price list when a job is taken from it; None otherwise."""
    return session.get_one(LabourItem, item_id).hours if item_id is not None else None


def next_place(session: Session, table: type[Concern], order_id: int) -> int:
    """The position after the last row of an order."""
    return (session.scalar(_last_place(table), {"order_id": order_id}) or 0) + 1


@cache
def _lines_before(table: type[AnyLine]) -> Select[int, bool]:
    """The last position, and whether the customer has agreed to anything yet.

    Built once, as `_last_place`: building them costs more than running them.
    """
    agreed = select(Approval.id).where(Approval.order_id == bindparam("order_id")).exists()
    last = select(func.max(table.position), agreed)
    return last.where(table.order_id == bindparam("order_id"))


@cache
def _last_place(table: type[Concern]) -> Select[int]:
    return select(func.max(table.position)).where(table.order_id == bindparam("order_id"))


def head_of(session: Session, line: AnyLine) -> AnyLine:
    """The job that a line stands under, or the line itself."""
    job_id = None if isinstance(line, OtherLine) else line.job_id
    return line if job_id is None else session.get_one(LabourLine, job_id)


def job_of(session: Session, head: AnyLine) -> tuple[AnyLine, ...]:
    """A job with the labour and the parts under it; a line that is no job alone."""
    if not isinstance(head, LabourLine) or head.id is None:
        return (head,)
    labour = select(LabourLine).where(LabourLine.order_id == head.order_id)
    parts = select(PartLine).where(PartLine.order_id == head.order_id)
    return (
        head,
        *session.scalars(
            labour.where(LabourLine.job_id == head.id).order_by(LabourLine.position, LabourLine.id)
        ),
        *session.scalars(
            parts.where(PartLine.job_id == head.id).order_by(PartLine.position, PartLine.id)
        ),
    )


def offers_of(session: Session, head: AnyLine) -> tuple[LabourLine, ...]:
    """The jobs that are offered instead of one another, the first one first; none alone."""
    if not isinstance(head, LabourLine):
        return ()
    first = head.alternative_id or head.id
    same = (LabourLine.id == first) | (LabourLine.alternative_id == first)
    of_order = select(LabourLine).where(LabourLine.order_id == head.order_id, same)
    jobs = tuple(session.scalars(of_order.order_by(LabourLine.id)))
    return jobs if len(jobs) > 1 else ()


def amount_of(line: AnyLine) -> Decimal:
    """What the customer pays for a line."""
    return line.fee if isinstance(line, LabourLine) else line.amount


def fit_fixed_price(session: Session, head: AnyLine) -> None:
    """The fee of a job with a fixed price is what the lines under it leave of that."""
    if not isinstance(head, LabourLine) or head.fixed_price is None:
        return
    _head, *under = job_of(session, head)
    lines = sum((amount_of(line) for line in under), NOTHING)
    head.fee = fixed_fee(head.fixed_price, lines)


def reopen(session: Session, head: AnyLine) -> None:
    """A job with all its lines is to be agreed to again; what was agreed stays known.

    Jobs that were rejected in its favour are open again beside it. What nobody has answered yet
    stands as it is.
    """
    if head.state is LineState.PROPOSED and head.approval_id is None:
        return
    others = [offer for offer in offers_of(session, head) if offer is not head]
    state = state_asked_again(head.state, others=[other.state for other in others])
    _ask_again(session, head, state)
    if state is LineState.PROPOSED:
        _open_rejected(session, others)


def _open_rejected(session: Session, offers: Iterable[LabourLine]) -> None:
    for offer in offers:
        if offer.state is LineState.NOT_CHOSEN:
            _ask_again(session, offer, LineState.ALTERNATIVE)


def _ask_again(session: Session, head: AnyLine, state: LineState) -> None:
    for line in job_of(session, head):
        line.state, line.approval_id = state, None
        line.declined_reason = line.remind_on = None
        if isinstance(line, LabourLine):
            line.finished_at = None


def take_out(session: Session, head: AnyLine) -> None:
    """Deletes a line, of a job all that stands under it; the next offer takes its place.

    Jobs that were rejected in favour of an agreed one are open again.
    """
    offers = [offer for offer in offers_of(session, head) if offer is not head]
    _head, *under = job_of(session, head)
    for line in (head, *under):
        if isinstance(line, LabourLine):
            clocks.release(session, line)
    for line in under:
        session.delete(line)
    if offers:
        first, *others = offers
        first.alternative_id = None
        for other in others:
            other.alternative_id = first.id
    if head.state is LineState.APPROVED:
        _open_rejected(session, offers)
    session.flush()
    session.delete(head)
    session.flush()
    if not any(offer.state in CHARGED for offer in offers):
        _ask_first(session, offers)


def _ask_first(session: Session, offers: Iterable[LabourLine]) -> None:
    """The first open one of the jobs that are left is the one that is counted."""
    first = next((offer for offer in offers if offer.state is LineState.ALTERNATIVE), None)
    for line in job_of(session, first) if first is not None else ():
        line.state = LineState.PROPOSED
