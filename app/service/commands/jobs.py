"""Puts jobs on an order as a whole: what was recommended before, and packages."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders.rules import SettlementBlock
from app.parts.queries import PackageItem, packages
from app.permissions import Actor, allow
from app.service.commands.lines import PRICING
from app.service.line_operations import add_line
from app.service.operations import AnyLine, block_of, fit_fixed_price, found, job_of, unlocked
from app.service.values import LineRef
from app.text import N_
from app.vehicles.rules import comes_back
from db.tables.parts import LabourItem, Part
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import LineState, Role

OF_THE_VISIT = frozenset(
    {
        "id",
        "version",
        "order_id",
        "state",
        "approval_id",
        "agreed_amount",
        "declined_reason",
        "remind_on",
        "advised_id",
        "finished_at",
        "position",
        "concern_id",
        "finding_id",
        "technician_id",
        "job_id",
        "alternative_id",
        "additional",
    }
)
"""What an earlier visit says of a line and the next one does not take over."""


@allow(*PRICING)
def take_up_advice(
    session: Session, order_id: int, refs: tuple[LineRef, ...], *, by: Actor, at: datetime
) -> int:
    """Offers again what did not come about at an earlier visit, a job with all its lines.

    Each line names the order that recommended it first. Returns how many jobs were added.
    """
    order = unlocked(session, order_id)
    for ref in refs:
        old = found(session, ref)
        came_from = session.get(RepairOrder, old.order_id) if old is not None else None
        if old is None or came_from is None or not comes_back(old.state, came_from.stage):
            raise Refused("line.unknown", N_("This line does not exist any more."))
        _copy_job(session, order.id, job_of(session, old))
    return len(refs)


@dataclass(frozen=True, slots=True)
class OpenAdvice:
    """How a job stood before it was dismissed, for the undo."""

    state: LineState
    reason: str | None
    remind_on: date | None


@allow(Role.ADVISOR, Role.CONTROLLER)
def dismiss_advice(
    session: Session, ref: LineRef, reason: str | None, *, by: Actor, at: datetime
) -> OpenAdvice:
    """Lets work of an earlier visit not come back any more, for a reason (H6).

    What it returns takes that back.
    """
    line = found(session, ref)
    order = session.get(RepairOrder, line.order_id) if line is not None else None
    if line is None or order is None or not comes_back(line.state, order.stage):
        raise Refused("line.unknown", N_("This line does not exist any more."))
    said = (reason or "").strip()
    if not said:
        raise Refused("advice.no_reason", N_("Say why it is not offered again."), field="reason")
    before = OpenAdvice(line.state, line.declined_reason, line.remind_on)
    _set_advice(session, line, OpenAdvice(LineState.DISMISSED, said, None))
    return before


@allow(Role.ADVISOR, Role.CONTROLLER)
def reopen_advice(
    session: Session, ref: LineRef, before: OpenAdvice, *, by: Actor, at: datetime
) -> None:
    """Undo of `dismiss_advice`: the work comes back as it stood before."""
    line = found(session, ref)
    if line is None or line.state is not LineState.DISMISSED:
        raise Refused("line.unknown", N_("This line does not exist any more."))
    _set_advice(session, line, before)


def _set_advice(session: Session, line: AnyLine, advice: OpenAdvice) -> None:
    """A job stands with all its lines as told."""
    for one in job_of(session, line):
        one.state, one.remind_on = advice.state, advice.remind_on
        one.declined_reason = advice.reason


def _copy_job(session: Session, order_id: int, lines: tuple[AnyLine, ...]) -> None:
    head, *under = lines
    first = add_line(session, order_id, block=block_of(head), values=_copied(head))
    for line in under:
        values = _copied(line) | {"job_id": first.id}
        add_line(session, order_id, block=block_of(line), values=values)
    fit_fixed_price(session, first)


def _copied(line: AnyLine) -> dict[str, Any]:
    columns = line.__table__.columns.keys()
    values = {name: getattr(line, name) for name in columns if name not in OF_THE_VISIT}
    return values | {"advised_id": line.advised_id or line.order_id}


@allow(*PRICING)
def add_package(
    session: Session, order_id: int, package_id: int, *, by: Actor, at: datetime
) -> LineRef:
    """Puts a package on an order as one job: its first labour bears the name of the package."""
    unlocked(session, order_id)
    package = next((row for row in packages(session) if row.id == package_id), None)
    if package is None:
        raise Refused("package.unknown", N_("This package is not in use any more."))
    first, *others = sorted(package.items, key=lambda item: item.labour_item_id is None)
    values = _listed(session, first) | {"name": package.name, "hides_lines": package.hides_lines}
    job = add_line(session, order_id, block=SettlementBlock.LABOUR, values=values)
    for item in others:
        block = SettlementBlock.LABOUR if item.labour_item_id else SettlementBlock.MATERIAL
        values = _listed(session, item) | {"job_id": job.id}
        add_line(session, order_id, block=block, values=values)
    assert isinstance(job, LabourLine)
    job.fixed_price = package.fixed_price
    fit_fixed_price(session, job)
    return LineRef(SettlementBlock.LABOUR, job.id)


def _listed(session: Session, item: PackageItem) -> dict[str, Any]:
    """A line of an order as the price list has it today."""
    if item.labour_item_id is not None:
        labour = session.get_one(LabourItem, item.labour_item_id)
        own = {"labour_item_id": labour.id, "hours": item.quantity, "fee": item.amount}
        return own | {name: getattr(labour, name) for name in ("code", "name", "trade", "rate")}
    part = session.get_one(Part, item.part_id)
    own = {"part_id": part.id, "quantity": item.quantity, "amount": item.amount}
    names = ("number", "name", "brand", "kind", "unit", "price")
    return own | {name: getattr(part, name) for name in names}
