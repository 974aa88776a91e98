"""Marks settled orders as reported to the electronic health record."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.permissions import Actor, allow
from db.tables.workshop import HealthReport
from db.vocabulary import Role

REPORTERS = (Role.ADVISOR, Role.CASHIER)


@allow(*REPORTERS)
def mark_reported(
    session: Session, settlements: tuple[int, ...], *, by: Actor, at: datetime
) -> int:
    """Marks bills as reported; returns how many were not marked before."""
    marked = select(HealthReport.settlement_id)
    known = set(session.scalars(marked.where(HealthReport.settlement_id.in_(settlements))))
    new = [key for key in settlements if key not in known]
    session.add_all(HealthReport(settlement_id=key, staff_id=by.staff_id, at=at) for key in new)
    return len(new)
