"""Reads orders as they stood at a past moment, for sheets of days that are over.

Stages and promises come from their own rows, technician, bay and expected parts from the audit.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app import order_money
from app.orders import queries
from app.orders.queries import OrderRow
from db.nouns import Noun
from db.tables.admin import Audit, Staff
from db.tables.service import Bay, PromiseChange, RepairOrder, StageChange
from db.vocabulary import Stage

LEFT = (Stage.DELIVERED, Stage.CANCELLED)
AUDITED = frozenset({"technician_id", "bay_id", "parts_expected_at"})
"""What has no rows of its own: the audit tells what it was before the next change."""


def in_shop_at(session: Session, moment: datetime) -> list[OrderRow]:
    """Every order whose car was in the shop at `moment`, the earliest promise first."""
    stages = _stages(session, moment)
    ids = [key for key, (stage, _since) in stages.items() if stage not in LEFT]
    rows = [_as_it_stood(row, stages[row.id]) for row in queries.rows_of(session, ids)]
    past = _Past.of(session, ids, moment)
    return sorted((past.of_row(row) for row in rows), key=queries.by_promise)


def billed_then(session: Session, rows: Sequence[OrderRow], moment: datetime) -> Iterator[OrderRow]:
    """These orders with the bill that stood at `moment`; one without keeps the sum of its lines."""
    bills = order_money.bills_at(session, [row.id for row in rows], moment)
    for row in rows:
        yield replace(row, total=bills.get(row.id, row.total))


def _as_it_stood(row: OrderRow, then: tuple[Stage, datetime]) -> OrderRow:
    stage, since = then
    return replace(row, stage=stage, stage_since=since, delivered_at=None)


def _stages(session: Session, moment: datetime) -> dict[int, tuple[Stage, datetime]]:
    """The stage of each order that may have been in the shop, and since when."""
    later = select(StageChange.order_id).where(StageChange.at >= moment)
    asked = (
        RepairOrder.received_at < moment,
        or_(RepairOrder.delivered_at.is_(None), RepairOrder.delivered_at >= moment),
        or_(RepairOrder.stage.not_in(LEFT), RepairOrder.id.in_(later)),
    )
    newest = (
        select(func.max(StageChange.id))
        .where(StageChange.order_id.in_(select(RepairOrder.id).where(*asked)))
        .where(StageChange.at < moment)
        .group_by(StageChange.order_id)
    )
    moves = select(StageChange).where(StageChange.id.in_(newest))
    return {row.order_id: (row.new_stage, row.at) for row in session.scalars(moves)}


@dataclass(frozen=True, slots=True)
class _Past:
    """Values at a moment that the present rows do not hold any more, by order and name."""

    values: Mapping[int, dict[str, Any]]
    staff: Mapping[int, str]
    bays: Mapping[int, str]

    @classmethod
    def of(cls, session: Session, ids: Sequence[int], moment: datetime) -> "_Past":
        values = {key: dict(found) for key, found in _audited(session, ids, moment)}
        for key, promise in _promises(session, ids, moment):
            values.setdefault(key, {}).setdefault("promised_at", promise)
        return cls(values, _names(session, Staff), _names(session, Bay))

    def of_row(self, row: OrderRow) -> OrderRow:
        then = self.values.get(row.id, {})
        if "technician_id" in then:
            then["technician"] = self.staff.get(then["technician_id"])
        if "bay_id" in then:
            then["bay"] = self.bays.get(then["bay_id"])
        return replace(row, **then)


def _names(session: Session, table: type[Staff | Bay]) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(table.id, table.name))}


def _promises(
    session: Session, ids: Sequence[int], moment: datetime
) -> Iterator[tuple[int, datetime | None]]:
    """What was promised before the first change after the moment."""
    later = select(PromiseChange).where(PromiseChange.order_id.in_(ids), PromiseChange.at >= moment)
    for row in session.scalars(later.order_by(PromiseChange.id)):
        yield row.order_id, row.old_promise


def _audited(
    session: Session, ids: Sequence[int], moment: datetime
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What the first change after the moment replaced, by order."""
    later = select(Audit.noun_id, Audit.old).where(
        Audit.noun == Noun.REPAIR_ORDER,
        Audit.noun_id.in_(ids),
        Audit.at >= moment,
        Audit.old.is_not(None),
    )
    found: dict[int, dict[str, Any]] = {}
    for key, old in session.execute(later.order_by(Audit.id)):
        for name, value in json.loads(old or "{}").items():
            if name in AUDITED and key is not None:
                found.setdefault(key, {}).setdefault(name, _value(value))
    yield from found.items()


def _value(told: Any) -> Any:
    """A value as the audit tells it: a moment as ISO text, else an id."""
    return datetime.fromisoformat(told) if isinstance(told, str) else told
