"""Adds, changes and removes the lines and concerns of an order.

A settled order is locked; an edited line must be agreed to again (H9).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import fields
from app.errors import Refused, check_seen
from app.orders import operations
from app.orders.rules import NOTHING, SettlementBlock, check_not_cancelled, product
from app.permissions import Actor, allow
from app.service import rules
from app.service.operations import AnyLine, found, line_of, new_line, next_place, unlocked
from app.service.values import ConcernValue, LabourValue, LineRef, OtherValue, PartLineValue
from app.text import N_
from db.tables.service import Concern, LabourLine, OtherLine, PartLine
from db.vocabulary import LineState, Role

AnyValue = LabourValue | PartLineValue | OtherValue
PRICING = (Role.ADVISOR, Role.CONTROLLER, Role.PARTS)
OF_THE_VISIT = frozenset(
    {
        "id",
        "order_id",
        "state",
        "approval_id",
        "agreed_amount",
        "declined_reason",
        "finished_at",
        "position",
        "concern_id",
        "finding_id",
        "technician_id",
    }
)
"""What an earlier visit says of a line and the next one does not take over."""
NOT_AGREED = frozenset({"technician_id", "arrived", "part_id", "labour_item_id"})
"""What may change in a line without asking the customer again."""


@allow(*PRICING)
def save_labour(
    session: Session, order_id: int, line: LabourValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds a job or changes it.

    The fee is hours x rate unless another was agreed.
    """
    rules.check_labour(line)
    values = _shared(line, LabourLine)
    fee = product(line.hours or NOTHING, line.rate or NOTHING) if line.fee is None else line.fee
    values |= {"labour_item_id": line.item_id, "fee": fee}
    return _save(session, order_id, SettlementBlock.LABOUR, line=line, values=values)


@allow(*PRICING)
def save_part(
    session: Session, order_id: int, line: PartLineValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds material or changes it; what the customer brought is listed and costs nothing."""
    rules.check_part(line)
    values = _shared(line, PartLine)
    amount = product(line.quantity or NOTHING, line.price or NOTHING)
    values["amount"] = NOTHING if line.by_customer else amount
    if not line.unit:
        del values["unit"]
    return _save(session, order_id, SettlementBlock.MATERIAL, line=line, values=values)


@allow(*PRICING)
def save_other(
    session: Session, order_id: int, line: OtherValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds anything else or changes it."""
    rules.check_other(line)
    values = _shared(line, OtherLine)
    return _save(session, order_id, SettlementBlock.OTHER, line=line, values=values)


@allow(*PRICING)
def remove_line(session: Session, order_id: int, ref: LineRef, *, by: Actor, at: datetime) -> None:
    """Removes a line from the order; what the customer declined stays, to be offered again."""
    unlocked(session, order_id)
    line = line_of(session, order_id, ref)
    if line.state is LineState.DECLINED:
        message = N_("The customer declined this line: it is kept for the next visit.")
        raise Refused("line.declined", message)
    session.delete(line)


@allow(Role.TECHNICIAN, Role.CONTROLLER, Role.ADVISOR)
def finish_labour(
    session: Session, order_id: int, line_id: int, *, done: bool = True, by: Actor, at: datetime
) -> None:
    """A job is done, or after all is not: its hours are no longer left on the board."""
    unlocked(session, order_id)
    line = line_of(session, order_id, LineRef(SettlementBlock.LABOUR, line_id))
    assert isinstance(line, LabourLine)
    if line.state is not LineState.APPROVED:
        raise Refused("line.not_agreed", N_("The customer has not agreed to this job yet."))
    line.finished_at = at if done else None


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
        columns = old.__table__.columns.keys()
        values = {name: getattr(old, name) for name in columns if name not in OF_THE_VISIT}
        _save(session, order.id, ref.block, values=values)
    return len(refs)


@allow(*PRICING, Role.TECHNICIAN, Role.RECEPTION)
def save_concern(
    session: Session, order_id: int, concern: ConcernValue, *, by: Actor, at: datetime
) -> int:
    """Adds one of the customer's concerns, or completes it with finding, cause and correction."""
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    words = (concern.words or "").strip()
    if not words:
        raise Refused("concern.no_words", N_("Write what the customer said."), field="words")
    row = _concern(session, order_id, concern.id)
    check_seen(concern.version, row.version)
    for name in ("finding", "cause", "correction"):
        setattr(row, name, getattr(concern, name))
    row.words = words
    session.add(row)
    session.flush()
    if concern.jobs is not None:
        _tie(session, row, frozenset(concern.jobs))
    return row.id


@allow(*PRICING, Role.RECEPTION)
def remove_concern(
    session: Session, order_id: int, concern_id: int, *, by: Actor, at: datetime
) -> None:
    """Removes a concern from the order."""
    unlocked(session, order_id)
    row = _concern(session, order_id, concern_id)
    _tie(session, row, frozenset())
    session.flush()
    session.delete(row)


def _tie(session: Session, concern: Concern, jobs: frozenset[int]) -> None:
    """Ties exactly these jobs of the order to a concern; a job answers one concern at most."""
    of_order = select(LabourLine).where(LabourLine.order_id == concern.order_id)
    for line in session.scalars(of_order):
        if line.id in jobs:
            line.concern_id = concern.id
        elif line.concern_id == concern.id:
            line.concern_id = None


def _save(
    session: Session,
    order_id: int,
    block: SettlementBlock,
    *,
    values: dict[str, Any],
    line: AnyValue | None = None,
) -> LineRef:
    unlocked(session, order_id)
    if line is None or line.id is None:
        row = new_line(session, order_id, block=block, values=values)
        session.add(row)
    else:
        row = line_of(session, order_id, LineRef(block, line.id))
        check_seen(line.version, row.version)
        _change(row, values)
    session.flush()
    return LineRef(block, row.id)


def _change(line: AnyLine, values: dict[str, Any]) -> None:
    """Writes the values; a line that changes has to be agreed to again."""
    if any(getattr(line, name) != values[name] for name in values.keys() - NOT_AGREED):
        line.state, line.approval_id = LineState.PROPOSED, None
        if isinstance(line, LabourLine):
            line.finished_at = None
    for name, value in values.items():
        setattr(line, name, value)


def _concern(session: Session, order_id: int, concern_id: int | None) -> Concern:
    """The concern of this order.

    A new one at the end where there is no id.
    """
    if concern_id is None:
        place = next_place(session, Concern, order_id)
        return Concern(order_id=order_id, position=place, words="")
    row = session.get(Concern, concern_id)
    if row is None or row.order_id != order_id:
        raise Refused("concern.unknown", N_("This line does not exist any more."))
    return row


def _shared(line: AnyValue, table: type[AnyLine]) -> dict[str, Any]:
    """What was typed for a line by column, with the name trimmed."""
    kind: type = type(line)
    names = fields.shared(kind, table.__tablename__)
    values = {name: getattr(line, name) for name in names if name not in ("id", "version")}
    return values | {"name": (line.name or "").strip()}
