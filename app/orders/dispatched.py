"""Reads to whom the jobs of an order were given, and when they were begun and finished."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.orders.rules import CHARGED
from app.orders.shared_work import IS_LEAD, WORK_STANDARD
from app.rows import columns_of, fetch
from db.tables.admin import Staff
from db.tables.clocks import JobClock, LineShare
from db.tables.service import LabourLine
from db.vocabulary import Trade


@dataclass(frozen=True, slots=True)
class DispatchedJob:
    """A job that is done or to be done; `people` are those who have it, with their shares."""

    id: int
    name: str
    trade: Trade
    standard: Decimal
    finished_at: datetime | None
    started_at: datetime | None = None
    people: str = ""

    @property
    def is_given(self) -> bool:
        """True where somebody has it."""
        return bool(self.people)


def dispatched_jobs(session: Session, order_id: int) -> list[DispatchedJob]:
    """The jobs of an order that somebody pays for, in their order."""
    begun = select(func.min(JobClock.started_at)).where(JobClock.line_id == LabourLine.id)
    wanted = select(
        *columns_of(DispatchedJob, LabourLine),
        WORK_STANDARD.label("standard"),
        begun.correlate(LabourLine).scalar_subquery().label("started_at"),
        Staff.name.label("people"),
    ).outerjoin(Staff, Staff.id == LabourLine.technician_id)
    charged = wanted.where(LabourLine.order_id == order_id, LabourLine.state.in_(CHARGED), IS_LEAD)
    jobs = fetch(session, DispatchedJob, charged.order_by(LabourLine.position, LabourLine.id))
    shared = _shares(session, [job.id for job in jobs])
    return [replace(job, people=" / ".join(shared.get(job.id, [job.people]))) for job in jobs]


def _shares(session: Session, line_ids: Sequence[int]) -> dict[int, list[str]]:
    """Names with percents, by job."""
    wanted = (
        select(LineShare.line_id, LineShare.percent, Staff.name)
        .join(Staff, Staff.id == LineShare.staff_id)
        .where(LineShare.line_id.in_(line_ids))
    )
    told: dict[int, list[str]] = defaultdict(list)
    for row in session.execute(wanted.order_by(LineShare.id)):
        told[row.line_id].append(f"{row.name} {row.percent.normalize():f} %")
    return told
