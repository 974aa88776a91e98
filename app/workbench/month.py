"""Reads the hours of technicians in a month, with the finished jobs that they come from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin.letterhead import letterhead
from app.local_time import local
from app.orders.clock_rules import HoursOf
from app.paper.frame import Printed, StoreHead
from app.text import language
from app.workbench.hours import FinishedPart, finished_parts
from app.workbench.month_rows import MonthHours, month_overview
from db.tables.service import LabourLine, RepairOrder


@dataclass(frozen=True, slots=True)
class FinishedJob:
    """The part of a finished job that is one technician's."""

    day: date
    order: str
    plate: str
    name: str
    sold: Decimal
    standard: Decimal


@dataclass(frozen=True, slots=True)
class TechnicianMonth:
    """A technician with hours and jobs, the first one first."""

    name: str
    hours: HoursOf
    jobs: tuple[FinishedJob, ...] = ()
    pay: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """The paper of a month, to its last day or today."""

    month: MonthHours
    people: tuple[TechnicianMonth, ...]
    store: StoreHead
    language: str
    printed: Printed

    @property
    def total(self) -> HoursOf:
        """All technicians together."""
        return HoursOf.together(one.hours for one in self.people)


def month_hours(session: Session, month: date, *, by: str, at: datetime) -> MonthFacts:
    """The hours from the first day of a month to its end, or to now."""
    found = month_overview(session, month, at=at)
    jobs = _jobs(session, finished_parts(session, found.first, found.last))
    people = tuple(
        TechnicianMonth(one.name, one.hours, tuple(jobs.get(one.id, ())), one.pay)
        for one in found.people
    )
    head, printed = letterhead(settings.load(session), internal=True), Printed(at, by)
    return MonthFacts(found, people, head, language(), printed)


def _jobs(session: Session, parts: list[FinishedPart]) -> dict[int, list[FinishedJob]]:
    """The jobs of each technician, in the order of finishing."""
    wanted = select(
        LabourLine.id,
        LabourLine.name,
        LabourLine.finished_at,
        RepairOrder.number,
        RepairOrder.plate,
    ).join(RepairOrder, RepairOrder.id == LabourLine.order_id)
    named = {
        row.id: row
        for row in session.execute(wanted.where(LabourLine.id.in_({one.line_id for one in parts})))
    }
    found: dict[int, list[FinishedJob]] = {}
    for part in sorted(parts, key=lambda one: named[one.line_id].finished_at):
        row = named[part.line_id]
        day = local(row.finished_at).date()
        job = FinishedJob(day, row.number, row.plate or "", row.name, part.sold, part.standard)
        found.setdefault(part.staff_id, []).append(job)
    return found
