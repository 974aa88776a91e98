"""Invents shifts, job clocks, teams and skills: today and the days before, one clock forgotten."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.orders import clock_rules as rules
from app.orders.rules import FINISHED
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from db.clock_words import ClockEnd, PauseReason, QuickKind, ShiftEnd
from db.tables.admin import Staff
from db.tables.clocks import JobClock, QuickService, ShiftClock, Team
from db.tables.service import IN_SHOP, LabourLine, RepairOrder
from db.vocabulary import LineState, Role, ServiceType, Stage, Trade

DAYS = 6
COME, LUNCH, BACK, GO = time(8, 25), time(12), time(12, 40), time(18)
BODY = frozenset({Trade.BODY, Trade.PAINT})


def plant(
    session: Session, identities: FakeIdentities, lists: PracticeLists, *, at: datetime
) -> None:
    """Gives every technician a team, skills, shifts of the last days and the jobs of today."""
    people = lists.staff[Role.TECHNICIAN]
    _teams(session, lists, people)
    for days_ago in range(DAYS, -1, -1):
        for place, one in enumerate(people):
            day = local_day(at) - timedelta(days=days_ago)
            _shift(session, identities, one, day=day, forgets=days_ago == 1 and place == 0, at=at)
    _quick(session, at)
    session.flush()
    begin = at_local(local_day(at) - timedelta(days=DAYS), time())
    for one in people:
        _finished(session, identities, one, since=begin)
        _running(session, one, at=at, late=one is people[0])


def _quick(session: Session, at: datetime) -> None:
    """Two of today's maintenance cars are promised within an hour."""
    wanted = select(RepairOrder.id).where(
        IN_SHOP,
        RepairOrder.service_type == ServiceType.MAINTENANCE,
        RepairOrder.received_at >= at_local(local_day(at), time()),
    )
    for order_id in session.scalars(wanted.order_by(RepairOrder.id.desc()).limit(2)):
        session.add(QuickService(order_id=order_id, kind=QuickKind.MAINTENANCE, minutes=60))


def _teams(session: Session, lists: PracticeLists, people: list[Staff]) -> None:
    names = lists.facts["teams"]
    teams = [Team(name=name, position=place) for place, name in enumerate(names)]
    session.add_all(teams)
    session.flush()
    led: set[int] = set()
    for one, name in zip(people, lists.facts["trades"], strict=True):
        trade = Trade(name)
        team = teams[1 if trade in BODY else 0]
        one.trades, one.team_id = frozenset({trade}), team.id
        one.leads_team = team.id not in led
        led.add(team.id)


def _shift(
    session: Session,
    identities: FakeIdentities,
    one: Staff,
    *,
    day: date,
    forgets: bool,
    at: datetime,
) -> None:
    """Morning and afternoon with a break between; what is still to come is left out."""
    late = timedelta(minutes=identities.random.randint(-8, 6))
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


def _finished(session: Session, identities: FakeIdentities, one: Staff, *, since: datetime) -> None:
    """Clocks at the jobs that were finished, one after the other within the day."""
    wanted = (
        select(LabourLine, RepairOrder.received_at)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .where(LabourLine.technician_id == one.id, LabourLine.finished_at >= since)
        .order_by(LabourLine.finished_at, LabourLine.id)
    )
    free = since
    for line, received_at in session.execute(wanted).all():
        share = Decimal(identities.random.randint(80, 112)) / 100
        start = max(free, received_at + timedelta(minutes=15))
        end = start + rules.as_time(line.hours * share)
        if line.finished_at is None or end > line.finished_at:
            continue
        clock = JobClock(line_id=line.id, staff_id=one.id, started_at=start, ended_at=end)
        clock.ended_as, line.finished_at = ClockEnd.FINISHED, end
        session.add(clock)
        free = end


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
