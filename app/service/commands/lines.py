"""What is done and what it costs.

A settled order is locked; an edited line must be agreed to again (H9).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.orders import operations
from app.orders.rules import NOTHING, SettlementBlock, product
from app.permissions import Actor, allow
from app.service import rules
from app.service.operations import TABLES, AnyLine, found, line_of, unlocked
from app.service.values import ConcernValue, LabourValue, LineRef, OtherValue, PartLineValue
from app.text import N_
from db.tables.service import Approval, Concern
from db.vocabulary import LineState, Role, Stage

AnyValue = LabourValue | PartLineValue | OtherValue
PRICING = (Role.ADVISOR, Role.CONTROLLER, Role.PARTS)


@allow(*PRICING)
def save_labour(
    session: Session, order_id: int, line: LabourValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds a job or changes it; the fee is hours x rate unless another was agreed."""
    rules.check_labour(line)
    hours, rate = line.hours or NOTHING, line.rate or NOTHING
    values = {
        "name": _trimmed(line.name),
        "code": line.code,
        "labour_item_id": line.item_id,
        "trade": line.trade,
        "hours": hours,
        "rate": rate,
        "fee": product(hours, rate) if line.fee is None else line.fee,
        "technician_id": line.technician_id,
    }
    return _save(session, order_id, SettlementBlock.LABOUR, line=line, values=values)


@allow(*PRICING)
def save_part(
    session: Session, order_id: int, line: PartLineValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds material or changes it; what the customer brought is listed and costs nothing."""
    rules.check_part(line)
    quantity, price = line.quantity or NOTHING, line.price or NOTHING
    values = {
        "name": _trimmed(line.name),
        "number": line.number,
        "part_id": line.part_id,
        "brand": line.brand,
        "kind": line.kind,
        "quantity": quantity,
        "price": price,
        "amount": NOTHING if line.by_customer else product(quantity, price),
        "by_customer": line.by_customer,
        "arrived": line.arrived,
    }
    if line.unit:
        values["unit"] = line.unit
    return _save(session, order_id, SettlementBlock.MATERIAL, line=line, values=values)


@allow(*PRICING)
def save_other(
    session: Session, order_id: int, line: OtherValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds anything else or changes it."""
    rules.check_other(line)
    return _save(
        session,
        order_id,
        SettlementBlock.OTHER,
        line=line,
        values={"name": _trimmed(line.name), "amount": line.amount},
    )


@allow(*PRICING)
def remove_line(session: Session, order_id: int, ref: LineRef, *, by: Actor, at: datetime) -> None:
    """Takes a line off the order.

    What the customer declined stays, so that it can be offered again.
    """
    unlocked(session, order_id)
    line = line_of(session, order_id, ref)
    if line.state is LineState.DECLINED:
        raise Refused(
            "line.declined", N_("The customer declined this line: it is kept for the next visit.")
        )
    session.delete(line)


@allow(*PRICING)
def take_up_advice(
    session: Session, order_id: int, refs: tuple[LineRef, ...], *, by: Actor, at: datetime
) -> int:
    """Offers again what the customer declined at an earlier visit.

    Returns how many lines were added.
    """
    order = unlocked(session, order_id)
    for ref in refs:
        old = found(session, ref)
        if old is None or old.state is not LineState.DECLINED:
            raise Refused("line.unknown", N_("This line does not exist any more."))
        skipped = {
            "id",
            "order_id",
            "state",
            "approval_id",
            "declined_reason",
            "finished_at",
            "position",
            "concern_id",
            "technician_id",
        }
        values = {
            column.key: getattr(old, column.key)
            for column in old.__table__.columns
            if column.key not in skipped
        }
        _save(session, order.id, ref.block, values=values)
    return len(refs)


@allow(*PRICING, Role.TECHNICIAN, Role.RECEPTION)
def save_concern(
    session: Session, order_id: int, concern: ConcernValue, *, by: Actor, at: datetime
) -> int:
    """Adds one of the customer's concerns, or completes it with finding, cause and correction."""
    order = operations.find(session, order_id)
    if order.stage is Stage.CANCELLED:
        raise Refused("order.closed", N_("This order is closed. Open a new one for this car."))
    if not (concern.words or "").strip():
        raise Refused("concern.no_words", N_("Write what the customer said."), field="words")
    row = (
        _concern(session, order_id, concern.id)
        if concern.id is not None
        else _new_concern(session, order_id)
    )
    check_seen(concern.version, row.version)
    row.words = _trimmed(concern.words)
    row.finding, row.cause, row.correction = concern.finding, concern.cause, concern.correction
    session.add(row)
    session.flush()
    return row.id


@allow(*PRICING, Role.RECEPTION)
def remove_concern(
    session: Session, order_id: int, concern_id: int, *, by: Actor, at: datetime
) -> None:
    """Takes a concern off the order."""
    unlocked(session, order_id)
    session.delete(_concern(session, order_id, concern_id))


def _save(
    session: Session,
    order_id: int,
    block: SettlementBlock,
    *,
    values: dict[str, Any],
    line: AnyValue | None = None,
) -> LineRef:
    unlocked(session, order_id)
    table = TABLES[block]
    if line is None or line.id is None:
        place = (
            session.scalar(select(func.max(table.position)).where(table.order_id == order_id)) or 0
        )
        row = table(order_id=order_id, position=place + 1, **values)
        if block is not SettlementBlock.OTHER:
            approved = select(Approval.id).where(Approval.order_id == order_id).limit(1)
            row.additional = session.scalar(approved) is not None  # type: ignore[union-attr]
        session.add(row)
    else:
        row = line_of(session, order_id, LineRef(block, line.id))
        check_seen(line.version, row.version)
        _change(row, values)
    session.flush()
    return LineRef(block, row.id)


def _change(line: AnyLine, values: dict[str, Any]) -> None:
    """What the customer agreed to is no longer what stands here, so the agreement falls.

    Who works on it changes nothing.
    """
    agreed = {
        name
        for name in values
        if name not in ("technician_id", "arrived", "part_id", "labour_item_id")
    }
    if any(getattr(line, name) != values[name] for name in agreed):
        line.state, line.approval_id = LineState.PROPOSED, None
    for name, value in values.items():
        setattr(line, name, value)


def _new_concern(session: Session, order_id: int) -> Concern:
    place = (
        session.scalar(select(func.max(Concern.position)).where(Concern.order_id == order_id)) or 0
    )
    return Concern(order_id=order_id, position=place + 1, words="")


def _concern(session: Session, order_id: int, concern_id: int) -> Concern:
    row = session.get(Concern, concern_id)
    if row is None or row.order_id != order_id:
        raise Refused("concern.unknown", N_("This line does not exist any more."))
    return row


def _trimmed(text: str | None) -> str:
    return (text or "").strip()
