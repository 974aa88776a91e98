"""Adds, changes and removes the lines and concerns of an order.

A settled order is locked; an edited line must be agreed to again (H9).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import fields
from app.errors import Refused, check_seen
from app.orders import clock_operations as clocks
from app.orders import operations
from app.orders.rules import (
    NOTHING,
    SettlementBlock,
    check_not_cancelled,
    check_work,
    product,
)
from app.orders.shared_work import lines_of_work
from app.permissions import Actor, allow
from app.service import rules
from app.service.line_operations import add_line, agree_anew, check_job, is_within_price
from app.service.operations import (
    AnyLine,
    check_unbilled,
    fit_fixed_price,
    head_of,
    line_of,
    next_place,
    reworked,
    standard_hours,
    take_out,
    unlocked,
    unlocked_with_bills,
)
from app.service.values import ConcernValue, LabourValue, LineRef, OtherValue, PartLineValue
from app.text import N_
from app.vehicles.rules import COMES_BACK
from db.money_words import PayerKind
from db.tables.service import Concern, LabourLine, OtherLine, PartLine
from db.vocabulary import Role

AnyValue = LabourValue | PartLineValue | OtherValue
PRICING = (Role.ADVISOR, Role.CONTROLLER, Role.PARTS)
NOT_AGREED = frozenset(
    {
        "technician_id",
        "arrived",
        "part_id",
        "labour_item_id",
        "concern_id",
        "finding_id",
        "hides_lines",
        "service_type",
        "note",
        "internal_note",
    }
)
"""What may change in a line without asking the customer again: anything else cancels it."""
MEASURED = frozenset({"quantity", "hours"})
FOLLOWS = frozenset({"amount", "fee"})
"""What changes with a measured quantity. Where it follows at an agreed unit price, a fixed price
keeps its consent; new lines and other unit prices are asked about always (examples, Q2).
"""


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
    if line.id is not None:
        del values["alternative_id"]
    return _save(session, order_id, SettlementBlock.LABOUR, line=line, values=values, at=at)


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
    return _save(session, order_id, SettlementBlock.MATERIAL, line=line, values=values, at=at)


@allow(*PRICING)
def save_other(
    session: Session, order_id: int, line: OtherValue, *, by: Actor, at: datetime
) -> LineRef:
    """Adds anything else or changes it."""
    rules.check_other(line)
    values = _shared(line, OtherLine)
    return _save(session, order_id, SettlementBlock.OTHER, line=line, values=values, at=at)


@allow(*PRICING)
def remove_line(session: Session, order_id: int, ref: LineRef, *, by: Actor, at: datetime) -> None:
    """Removes a line, of a job all under it; what comes back at the next visit stays."""
    unlocked(session, order_id)
    line = line_of(session, order_id, ref)
    check_unbilled(session, order_id, line.payer)
    if line.state in COMES_BACK:
        message = N_("This line is kept for the next visit of the car.")
        raise Refused("line.declined", message)
    head = head_of(session, line)
    take_out(session, line)
    if head is not line:
        agree_anew(session, head, {"removed": (line.name, None)})
        fit_fixed_price(session, head)


@allow(Role.TECHNICIAN, Role.CONTROLLER, Role.ADVISOR)
def finish_labour(
    session: Session, order_id: int, line_id: int, *, done: bool = True, by: Actor, at: datetime
) -> None:
    """A job is done, or after all is not: its hours are no longer left on the board."""
    unlocked(session, order_id)
    line = line_of(session, order_id, LineRef(SettlementBlock.LABOUR, line_id))
    assert isinstance(line, LabourLine)
    check_work(line.state)
    if done:
        clocks.finish(session, line, by.staff_id, at=at)
    else:
        for one in lines_of_work(session, line):
            one.finished_at = None


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
    for name in ("finding", "cause", "correction", "internal_note"):
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
    line: AnyValue,
    at: datetime,
) -> LineRef:
    (order, bills), job_id = unlocked_with_bills(session, order_id), values.get("job_id")
    job = session.get(LabourLine, job_id) if job_id else None
    if line.id is None:
        row = add_line(session, order_id, block=block, values=values, bills=bills)
    else:
        row = line_of(session, order_id, LineRef(block, line.id))
        check_seen(line.version, row.version)
        check_job(session, order_id, job_id=job_id, row=row)
        if isinstance(row, LabourLine) and values["labour_item_id"] != row.labour_item_id:
            row.standard_hours = standard_hours(session, values["labour_item_id"])
        values["payer"] = values.get("payer") or row.payer
        check_unbilled(session, order_id, row.payer, values["payer"])
        _change(session, row, values)
    session.flush()
    fit_fixed_price(session, operations.hold(session, job or head_of(session, row)))
    session.flush()
    again = reworked(session, order, order.reworked_id)
    if again != order.reworked_id:  # the same value set anew would be one more flush
        order.reworked_id = again
    clocks.stop_unagreed(session, order_id, at=at)
    return LineRef(block, row.id)


def _change(session: Session, line: AnyLine, values: dict[str, Any]) -> None:
    """Writes the values; a job of which a line changes has to be agreed to again."""
    free = NOT_AGREED if values["payer"] is PayerKind.CUSTOMER else NOT_AGREED | {"payer"}
    names = sorted(values.keys() - free)
    told = {name: (getattr(line, name), values[name]) for name in names}
    changed = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
    is_measured = MEASURED & changed.keys() and changed.keys() <= MEASURED | FOLLOWS
    if changed and not (is_measured and is_within_price(head_of(session, line), line)):
        agree_anew(session, head_of(session, line), changed)
    for name, value in values.items():
        setattr(line, name, value)
    session.flush()
    if "job_id" in changed and line.state is not head_of(session, line).state:
        agree_anew(session, head_of(session, line), changed)
        line.state = head_of(session, line).state


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
