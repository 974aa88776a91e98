"""Reads which unfinished cars were carried over from an earlier day, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.rows import columns_of, fetch
from db.tables.workshop import CarryOver


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """What was noted about a car at the end of a day."""

    order_id: int
    day: date
    promised_at: datetime | None
    reason: str


def carried(session: Session, before: date) -> dict[int, CarriedRow]:
    """The last carry-over of each order on a day before this one."""
    last = select(func.max(CarryOver.id)).where(CarryOver.day < before).group_by(CarryOver.order_id)
    rows = select(*columns_of(CarriedRow, CarryOver)).where(CarryOver.id.in_(last))
    return {row.order_id: row for row in fetch(session, CarriedRow, rows)}
