"""Reads a technician's jobs of today, and clocks that were forgotten or may be corrected."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, TextClause, or_, select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import day_bounds
from app.orders import clock_rules as rules
from app.orders import clocks
from app.orders.clock_rules import HoursOf, Span
from app.orders.dispatched import DispatchedJob, dispatched_jobs
from app.orders.rules import CHARGED
from app.orders.settings import WorkSettings
from app.orders.shared_work import IS_LEAD, WORK_STANDARD
from app.orders.technicians import TechnicianNow, technicians
from app.rows import columns_of, fetch
from app.workbench.hours import hours_of
from app.workbench.values import ClockKind
from db.clock_words import ClockEnd, PauseReason, ShiftEnd
from db.tables.admin import Staff
from db.tables.clocks import FORGOTTEN, ClockCorrection, JobClock, LineShare, ShiftClock
from db.tables.service import IN_SHOP, Bay, LabourLine, RepairOrder
from db.vocabulary import LineState, Stage, Trade

STANDING = select(RepairOrder.id).where(IN_SHOP)
UNDONE = select(LabourLine.id).where(
    LabourLine.order_id.in_(STANDING), LabourLine.finished_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class BenchJob:
    """A job of a technician: the car, what is to be done, the time it has and took."""

    line_id: int
    order_id: int
    number: str
    plate: str
    model: str
    bay: str
    name: str
    trade: Trade
    standard: Decimal
    stage: Stage
    state: LineState
    promised_at: datetime | None
    finished_at: datetime | None
    spans: tuple[Span, ...] = ()
    paused: PauseReason | None = None
    is_running: bool = False

    @property
    def may_start(self) -> bool:
        """True where the customer agreed and the order is in work."""
        is_agreed = self.state is LineState.APPROVED and self.finished_at is None
        return is_agreed and not self.is_running and self.stage in rules.STARTABLE

    def worked(self, now: datetime) -> timedelta:
        """The time of all who worked at it."""
        return rules.total(self.spans, now)

    def is_overtime(self, now: datetime, percent: int) -> bool:
        """True where it takes longer than the store allows."""
        return rules.is_overtime(self.worked(now), self.standard, percent=percent)


@dataclass(frozen=True, slots=True)
class Bench:
    """A technician now: presence, jobs in the order of their promises, the hours of the day."""

    at: datetime
    one: TechnicianNow
    jobs: tuple[BenchJob, ...]
    hours: HoursOf
    overtime_percent: int


def bench(session: Session, staff_id: int, *, at: datetime) -> Bench | None:
    """The bench of a technician; None for somebody who is none."""
    one = next((one for one in technicians(session, at=at) if one.id == staff_id), None)
    if one is None:
        return None
    day = rules.working_day(at)
    percent = settings.load(session).of(WorkSettings).overtime_percent
    worked = hours_of(session, day, day, at=at).get(staff_id, HoursOf())
    return Bench(at, one, tuple(_jobs(session, one, at)), worked, percent)


def people(session: Session, *, at: datetime) -> list[TechnicianNow]:
    """Who may clock at a shared screen."""
    return technicians(session, at=at)


def _jobs(session: Session, one: TechnicianNow, at: datetime) -> list[BenchJob]:
    """Own unfinished jobs of cars in the shop, and those that were finished today."""
    wanted = (
        select(
            *columns_of(BenchJob, LabourLine),
            LabourLine.id.label("line_id"),
            RepairOrder.number.label("number"),
            RepairOrder.plate.label("plate"),
            RepairOrder.model_name.label("model"),
            RepairOrder.stage.label("stage"),
            RepairOrder.promised_at.label("promised_at"),
            Bay.name.label("bay"),
            WORK_STANDARD.label("standard"),
        )
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .outerjoin(Bay, Bay.id == RepairOrder.bay_id)
        .where(_is_of(one.id), _is_current(at), IS_LEAD)
    )
    rows = fetch(session, BenchJob, wanted.order_by(RepairOrder.promised_at, LabourLine.id))
    found = _with_clocks(session, rows, one)
    return sorted(found, key=lambda job: (not job.is_running, job.finished_at is not None))


def _is_of(staff_id: int) -> ColumnElement[bool]:
    """Jobs that were given to a technician, shared, or of a car that was given as a whole."""
    shared = select(LineShare.line_id).where(LineShare.staff_id == staff_id)
    nobodys = LabourLine.technician_id.is_(None) & (RepairOrder.technician_id == staff_id)
    return or_(LabourLine.technician_id == staff_id, LabourLine.id.in_(shared), nobodys)


def _is_current(at: datetime) -> ColumnElement[bool]:
    begin = day_bounds(rules.working_day(at))[0] + rules.NIGHT
    done = select(LabourLine.id).where(LabourLine.finished_at >= begin)
    return LabourLine.state.in_(CHARGED) & LabourLine.id.in_(UNDONE.union_all(done))


def _with_clocks(session: Session, rows: list[BenchJob], one: TechnicianNow) -> list[BenchJob]:
    ids = [row.line_id for row in rows]
    spans = clocks.spans_of(session, ids)
    last = select(JobClock.line_id, JobClock.reason).where(
        JobClock.line_id.in_(ids), JobClock.ended_as.in_((ClockEnd.PAUSED, ClockEnd.MOVED))
    )
    paused = {row.line_id: row.reason for row in session.execute(last.order_by(JobClock.id))}
    running = one.clock.line_id if one.clock is not None else None
    return [
        replace(
            row,
            spans=tuple(span for _id, span in spans.get(row.line_id, [])),
            paused=paused.get(row.line_id),
            is_running=row.line_id == running,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A span of a clock as it is listed and corrected; `was` is the end before a correction."""

    kind: ClockKind
    id: int
    version: int
    staff_id: int
    staff: str
    what: str
    started_at: datetime
    ended_at: datetime | None
    ended_as: ClockEnd | ShiftEnd | None
    note: str = ""
    correction: str = ""
    corrected_by: str = ""
    old_started_at: datetime | None = None
    old_ended_at: datetime | None = None

    @property
    def is_forgotten(self) -> bool:
        """True until somebody has said when it really ended."""
        marks = (ClockEnd.FORGOTTEN, ShiftEnd.FORGOTTEN)
        return self.ended_as in marks and not self.correction


def spans_on(session: Session, day: date) -> list[SpanRow]:
    """All clocks that began on a working day, by colleague and time."""
    begin, end = (moment + rules.NIGHT for moment in day_bounds(day))
    within = [(t.started_at >= begin) & (t.started_at < end) for t in (JobClock, ShiftClock)]
    found = _job_spans(session, within[0]) + _shift_spans(session, within[1])
    return sorted(found, key=lambda row: (row.staff, row.started_at, row.kind))


def forgotten(session: Session) -> list[SpanRow]:
    """Clocks that were ended by the program and that nobody has corrected, the latest first."""
    found = _job_spans(session, FORGOTTEN)
    found += _shift_spans(session, FORGOTTEN)
    still = [row for row in found if row.is_forgotten]
    return sorted(still, key=lambda row: row.started_at, reverse=True)


def correctable(session: Session, day: date) -> list[SpanRow]:
    """What was forgotten, and the clocks of the day."""
    found = forgotten(session)
    known = {(row.kind, row.id) for row in found}
    return found + [row for row in spans_on(session, day) if (row.kind, row.id) not in known]


def has_forgotten(session: Session, *, at: datetime) -> bool:
    """True where a clock of a working day that is over still runs."""
    starts = [
        *session.scalars(select(JobClock.started_at).where(JobClock.ended_at.is_(None))),
        *session.scalars(select(ShiftClock.started_at).where(ShiftClock.ended_at.is_(None))),
    ]
    return any(rules.is_forgotten(started_at, at) for started_at in starts)


def _job_spans(session: Session, which: ColumnElement[bool] | TextClause) -> list[SpanRow]:
    wanted = (
        select(JobClock, Staff.name, LabourLine.name.label("line"), RepairOrder.plate)
        .join(Staff, Staff.id == JobClock.staff_id)
        .join(LabourLine, LabourLine.id == JobClock.line_id)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
    )
    rows = session.execute(wanted.where(which).order_by(JobClock.ended_at, JobClock.id)).all()
    fixed = _corrections(session, ClockKind.JOB, [row[0].id for row in rows])
    return [
        _row(ClockKind.JOB, clock, name, what=f"{plate or ''} {line}".strip(), fixed=fixed)
        for clock, name, line, plate in rows
    ]


def _shift_spans(session: Session, which: ColumnElement[bool] | TextClause) -> list[SpanRow]:
    wanted = select(ShiftClock, Staff.name).join(Staff, Staff.id == ShiftClock.staff_id)
    rows = session.execute(wanted.where(which).order_by(ShiftClock.ended_at, ShiftClock.id)).all()
    fixed = _corrections(session, ClockKind.SHIFT, [row[0].id for row in rows])
    return [_row(ClockKind.SHIFT, clock, name, what="", fixed=fixed) for clock, name in rows]


Fixed = dict[int, tuple[ClockCorrection, str]]


def _row(
    kind: ClockKind, clock: JobClock | ShiftClock, name: str, *, what: str, fixed: Fixed
) -> SpanRow:
    one, who = fixed.get(clock.id, (None, ""))
    return SpanRow(
        kind=kind,
        id=clock.id,
        version=clock.version,
        staff_id=clock.staff_id,
        staff=name,
        what=what,
        started_at=clock.started_at,
        ended_at=clock.ended_at,
        ended_as=clock.ended_as,
        note=(clock.note or "") if isinstance(clock, JobClock) else "",
        correction=one.reason if one else "",
        corrected_by=who,
        old_started_at=one.old_started_at if one else None,
        old_ended_at=one.old_ended_at if one else None,
    )


def _corrections(session: Session, kind: ClockKind, ids: list[int]) -> Fixed:
    """The first correction of each span: it keeps the original."""
    key = ClockCorrection.job_clock_id if kind is ClockKind.JOB else ClockCorrection.shift_clock_id
    wanted = select(ClockCorrection, Staff.name).join(Staff, Staff.id == ClockCorrection.staff_id)
    rows = session.execute(wanted.where(key.in_(ids)).order_by(ClockCorrection.id.desc()))
    return {getattr(row, key.key): (row, name) for row, name in rows}


def dispatch_lines(session: Session, order_id: int) -> list[DispatchedJob]:
    """The unfinished jobs of an order in their order."""
    return [job for job in dispatched_jobs(session, order_id) if job.finished_at is None]
