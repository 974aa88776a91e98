"""Invents shifts, job clocks, teams and skills of a month; one clock is forgotten."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, day_bounds, local_day
from app.orders import clock_rules as rules
from app.orders.rules import FINISHED
from app.practice.lists import PracticeLists
from db.clock_words import ClockEnd, PauseReason, ShiftEnd
from db.tables.admin import Staff
from db.tables.calendar import Absence
from db.tables.clocks import JobClock, ShiftClock, Team
from db.tables.service import IN_SHOP, LabourLine, RepairOrder
from db.vocabulary import LineState, Role, Stage, Trade

DAYS = 30
SEED = 20261123
COME, LUNCH, BACK, GO = time(8, 25), time(12), time(12, 40), time(18)
BODY = frozenset({Trade.BODY, Trade.PAINT})
WEEK = 7
Times = tuple[datetime, datetime]
BEGINS_AFTER = timedelta(minutes=10)
"""A car stands so long before somebody can begin."""
PICKED = 60
"""Every how many-th job somebody picked instead of being given it."""
LEAST = Decimal("0.6")
"""Nobody does a job in less of its hours."""


def plant(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Gives every technician a team, skills, the shifts and the jobs of the last month."""
    people, random = lists.staff[Role.TECHNICIAN], Random(SEED)
    _teams(session, lists, people)
    for days_ago in range(DAYS, -1, -1):
        day = local_day(at) - timedelta(days=days_ago)
        for place, one in enumerate(people):
            if _is_off(place, days_ago):
                _rest(session, one, day=day, reason=lists.facts["day_off"])
            else:
                forgets = days_ago == 1 and place == 0
                _shift(session, random, one, day=day, forgets=forgets, at=at)
    session.flush()
    _finished(session, random, people, at=at)
    for one in people:
        _running(session, one, at=at, late=one is people[0])


def _is_off(place: int, days_ago: int) -> bool:
    """One day a week is free, for each technician another one, and for nobody today."""
    return days_ago % WEEK == WEEK - 1 - place


def _rest(session: Session, one: Staff, *, day: date, reason: str) -> None:
    start, end = day_bounds(day)
    session.add(Absence(staff_id=one.id, starts_at=start, ends_at=end, reason=reason))


def _teams(session: Session, lists: PracticeLists, people: list[Staff]) -> None:
    names = lists.facts["teams"]
    teams = [Team(name=name, position=place) for place, name in enumerate(names)]
    session.add_all(teams)
    led: set[int] = set()
    for one, name in zip(people, lists.facts["trades"], strict=True):
        trade = Trade(name)
        team = teams[1 if trade in BODY else 0]
        one.trades, one.team_id = frozenset({trade}), team.id
        one.leads_team = team.id not in led
        led.add(team.id)


def _shift(
    session: Session, random: Random, one: Staff, *, day: date, forgets: bool, at: datetime
) -> None:
    """Morning and afternoon with a break between; what is still to come is left out."""
    late = timedelta(minutes=random.randint(-8, 0))
    spans = (
        (at_local(day, COME) + late, at_local(day, LUNCH), ShiftEnd.BREAK),
        (at_local(day, BACK), at_local(day, GO), ShiftEnd.FORGOTTEN if forgets else ShiftEnd.WENT),
    )
    for start, end, ended_as in spans:
        if start >= at:
            continue
        span = ShiftClock(staff_id=one.id, started_at=start)
        if end < at:
            span.ended_at, span.ended_as = end, ended_as
        session.add(span)


@dataclass(slots=True)
class BusyTechnician:
    """A technician, until when the work lasts, and on which days there is none."""

    place: int
    staff: Staff
    free_at: datetime

    def spans(self, start: datetime, length: timedelta, *, today: date) -> list[Times]:
        """When work of this length is done from `start` on: within the hours of the shifts."""
        found: list[Times] = []
        day = local_day(max(start, self.free_at))
        while length:
            for opens, closes in ((COME, LUNCH), (BACK, GO)):
                begin = max(at_local(day, opens), start, self.free_at)
                end = min(at_local(day, closes), begin + length)
                if begin < end and not _is_off(self.place, (today - day).days):
                    found.append((begin, end))
                    length -= end - begin
            day += timedelta(days=1)
        return found


def _finished(session: Session, random: Random, people: list[Staff], *, at: datetime) -> None:
    """Clocks at the jobs of the month, where somebody of their trade had time before the end.

    A job for which nobody had time was done by two, or by who is quick: it takes what there was.
    """
    first = at_local(local_day(at) - timedelta(days=DAYS), COME)
    workers = [BusyTechnician(place, one, first) for place, one in enumerate(people)]
    wanted = (
        select(LabourLine, RepairOrder.received_at)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .where(LabourLine.finished_at.is_not(None), RepairOrder.received_at >= first)
        .order_by(RepairOrder.received_at, LabourLine.position)
    )
    for line, received_at in session.execute(wanted).all():
        share = Decimal(random.randint(86, 108)) / 100
        able = [one for one in workers if line.trade in _doing(one.staff)]
        start, until = received_at + BEGINS_AFTER, line.finished_at or received_at
        for part in (share, LEAST):
            length = rules.as_time(line.hours * part)
            offers = [(one.spans(start, length, today=local_day(at)), one) for one in able]
            fitting = [(spans, one) for spans, one in offers if spans[-1][1] <= until]
            if fitting:
                spans, worker = min(fitting, key=lambda offer: offer[0][-1][1])
                _clock(session, line, worker, spans)
                break


def _doing(one: Staff) -> frozenset[Trade]:
    """What a technician takes: the own trade, mechanics also quick service and care of cars."""
    return one.trades if one.trades & BODY else frozenset(Trade) - BODY


def _clock(session: Session, line: LabourLine, worker: BusyTechnician, spans: list[Times]) -> None:
    """One clock a span; at a break and in the evening it is paused."""
    done = spans[-1][1]
    for start, end in spans:
        clock = JobClock(line_id=line.id, staff_id=worker.staff.id, started_at=start, ended_at=end)
        clock.ended_as = ClockEnd.FINISHED if end == done else ClockEnd.WENT
        session.add(clock)
    line.technician_id, line.finished_at = worker.staff.id, done
    worker.free_at = done
    if line.id % PICKED == 0:
        _pick(session, line, worker, at=spans[0][0])


def _pick(session: Session, line: LabourLine, worker: BusyTechnician, *, at: datetime) -> None:
    """The technician took this car without being told: the start of the clock named both."""
    order = session.get_one(RepairOrder, line.order_id)
    order.technician_id = line.technician_id = None
    session.flush()
    usual = session.info["told_of"]
    session.info["told_of"] = lambda record: (
        usual(record)
        | {
            "at": at,
            "staff_id": worker.staff.id,
        }
    )
    order.technician_id = line.technician_id = worker.staff.id
    session.flush()
    session.info["told_of"] = usual


def _running(session: Session, one: Staff, *, at: datetime, late: bool) -> None:
    """The job of the car that the technician works at now; the first one's takes too long."""
    of_car = (
        select(LabourLine, RepairOrder.stage, RepairOrder.stage_since)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .where(RepairOrder.technician_id == one.id, IN_SHOP, LabourLine.finished_at.is_(None))
        .where(LabourLine.state == LineState.APPROVED, RepairOrder.stage.not_in(FINISHED))
    )
    for line, stage, since in session.execute(of_car.order_by(LabourLine.id)).all():
        begin = max(since, at_local(local_day(at), COME), _last_end(session, one, at))
        if stage is Stage.IN_WORK:
            over = rules.as_time(line.hours) + timedelta(minutes=25)
            start = max(at - over, _last_end(session, one, at)) if late else begin
            session.add(JobClock(line_id=line.id, staff_id=one.id, started_at=min(start, at)))
            return
        if stage is Stage.WAITING_PARTS and begin + timedelta(minutes=20) < at:
            end = begin + timedelta(minutes=20)
            clock = JobClock(line_id=line.id, staff_id=one.id, started_at=begin, ended_at=end)
            clock.ended_as, clock.reason = ClockEnd.PAUSED, PauseReason.PARTS
            session.add(clock)
            return


def _last_end(session: Session, one: Staff, at: datetime) -> datetime:
    last = select(JobClock.ended_at).where(JobClock.staff_id == one.id)
    found = session.scalar(last.order_by(JobClock.ended_at.desc()).limit(1))
    return found or at_local(local_day(at), COME)
