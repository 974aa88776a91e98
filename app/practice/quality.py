"""Checks, a certificate, a notice, a sublet and a carried-over car of the practice store."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.orders.quality_state import checklist
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from db.quality_words import CheckStep, NoticeWay
from db.tables.admin import Staff
from db.tables.quality import Certificate, CheckResult, Inspector, QualityCheck
from db.tables.service import RepairOrder, StageChange
from db.tables.workshop import CarryOver, ReadyNotice, SubletTrip
from db.vocabulary import OPEN_STAGES, Role, ServiceType, Stage

NUMBER = "YS-QC-004"
AFTER = (Stage.WASH, Stage.READY)
TICKED = timedelta(days=7)
"""The checks of these days have every item of the checklist ticked."""


def fill(session: Session, lists: PracticeLists, *, numbers: Numbering, at: datetime) -> None:
    """Who checked every finished car, and one example of each case."""
    session.flush()
    said: dict[str, str] = lists.facts["quality"]
    inspector = lists.staff[Role.TECHNICIAN][-1]
    session.add(Inspector(staff_id=inspector.id, number=NUMBER))
    _note_checks(session)
    _tell_customers(session, said["words"])
    standing = select(RepairOrder).where(RepairOrder.stage.in_(OPEN_STAGES))
    rows = list(session.scalars(standing.order_by(RepairOrder.id)))
    ready = [row for row in rows if row.stage is Stage.READY]
    busy = [row for row in rows if row.stage is Stage.IN_WORK]
    waiting = [row for row in rows if row.stage is Stage.WAITING]
    controller = lists.staff[Role.CONTROLLER][0]
    if ready:
        _tell(session, ready[0], words=said["words"], at=at)
    _certify(session, _to_certify(session, inspector), inspector, numbers=numbers, at=at)
    if busy:
        _fail(session, busy[-1], said["fault"], by=controller, at=at)
    if waiting or busy[:-1]:
        _send_out(session, [*busy[:-1], *waiting][-1], said, by=controller, at=at)
    _carry_over(session, rows, said["carried"], by=controller, at=at)
    session.flush()
    _note_items(session, since=at - TICKED)


def _note_checks(session: Session) -> None:
    """Moving on from the check passed it, back to work failed it: each about the work before."""
    steps = session.scalars(select(StageChange).order_by(StageChange.order_id, StageChange.id))
    work: int | None = None
    for before, step in pairwise([None, *steps]):
        assert step is not None
        if before is None or before.order_id != step.order_id:
            work = None
        if step.old_stage is Stage.QUALITY_CHECK and step.new_stage in (*AFTER, Stage.IN_WORK):
            check = _add_check(
                session, step.order_id, CheckStep.LEADER, work=work, by=step.staff_id, at=step.at
            )
            check.passed = step.new_stage in AFTER
            check.reason = None if check.passed else step.reason
        if step.new_stage is Stage.IN_WORK:
            work = step.id


def _note_items(session: Session, *, since: datetime) -> None:
    """What passed was in order at every item that this check looks at."""
    lists = {step: checklist(session, step) for step in CheckStep}
    passed = select(QualityCheck).where(QualityCheck.at >= since, QualityCheck.passed)
    for check in session.scalars(passed.order_by(QualityCheck.id)):
        for item in lists[check.step]:
            told = CheckResult(check_id=check.id, name=item.name, standard=item.standard)
            told.fine = True
            session.add(told)
    session.flush()


def _add_check(
    session: Session, order_id: int, step: CheckStep, *, work: int | None, by: int, at: datetime
) -> QualityCheck:
    row = QualityCheck(order_id=order_id, work_id=work, step=step, staff_id=by, at=at, passed=True)
    session.add(row)
    return row


def _work_of(session: Session, order: RepairOrder) -> StageChange | None:
    steps = select(StageChange).where(
        StageChange.order_id == order.id, StageChange.new_stage == Stage.IN_WORK
    )
    return session.scalar(steps.order_by(StageChange.id.desc()).limit(1))


def _tell(session: Session, order: RepairOrder, *, words: str, at: datetime) -> None:
    told = max(order.stage_since, at - timedelta(minutes=25))
    row = ReadyNotice(order_id=order.id, way=NoticeWay.WECHAT, words=words, at=told)
    row.staff_id = order.advisor_id
    session.add(row)


def _tell_customers(session: Session, words: str) -> None:
    """Who did not wait in the store was told within minutes; of one in eight nobody wrote it."""
    gone = RepairOrder.stage == Stage.DELIVERED, RepairOrder.waits_in_store.is_(False)
    ready = select(RepairOrder, StageChange.at).join(StageChange)
    ready = ready.where(*gone, StageChange.new_stage == Stage.READY, RepairOrder.id % 8 > 0)
    for order, at in session.execute(ready.order_by(StageChange.id)).all():
        by_phone = order.id % 3 == 0
        row = ReadyNotice(
            order_id=order.id,
            way=NoticeWay.PHONE if by_phone else NoticeWay.WECHAT,
            words=None if by_phone else words,
            at=min(at + timedelta(minutes=order.id % 7), order.delivered_at or at),
        )
        row.staff_id = order.advisor_id
        session.add(row)


def _to_certify(session: Session, inspector: Staff) -> RepairOrder | None:
    """The latest finished maintenance that somebody else than the inspector did."""
    wanted = select(RepairOrder).where(
        RepairOrder.stage.in_((Stage.READY, Stage.DELIVERED)),
        RepairOrder.service_type == ServiceType.MAINTENANCE,
        RepairOrder.odometer_in.is_not(None),
        RepairOrder.technician_id != inspector.id,
    )
    return session.scalar(wanted.order_by(RepairOrder.id.desc()).limit(1))


def _certify(
    session: Session,
    order: RepairOrder | None,
    inspector: Staff,
    *,
    numbers: Numbering,
    at: datetime,
) -> None:
    """A second-level maintenance that was inspected, with its certificate."""
    work = _work_of(session, order) if order is not None else None
    if order is None or work is None or order.odometer_in is None:
        return
    order.service_type = ServiceType.SECOND_LEVEL
    worker = order.technician_id or order.advisor_id
    left = order.delivered_at
    done = order.stage_since if left is None else left - timedelta(minutes=20)
    for step, by in ((CheckStep.SELF, worker), (CheckStep.FINAL, inspector.id)):
        _add_check(session, order.id, step, work=work.id, by=by, at=done)
    number = numbers.next("HG", done)
    paper = Certificate(order_id=order.id, number=number, inspector_number=NUMBER)
    paper.leaves_on = local_day(left or at)
    paper.odometer = order.odometer_out or order.odometer_in + 3
    paper.issued_at, paper.issued_by = done, inspector.id
    session.add(paper)


def _fail(session: Session, order: RepairOrder, reason: str, *, by: Staff, at: datetime) -> None:
    """The car was in the check and went back to work."""
    work = _work_of(session, order)
    since = at - timedelta(minutes=20)
    if work is None or work.at > since - timedelta(minutes=10):
        return
    row = _add_check(session, order.id, CheckStep.LEADER, work=work.id, by=by.id, at=since)
    row.passed, row.reason, row.road_tested, row.road_km = False, reason, True, 3
    steps = (
        (Stage.IN_WORK, Stage.QUALITY_CHECK, None, since - timedelta(minutes=5)),
        (Stage.QUALITY_CHECK, Stage.IN_WORK, reason, since),
    )
    for old, new, why, when in steps:
        step = StageChange(order_id=order.id, old_stage=old, new_stage=new, reason=why, at=when)
        step.staff_id = by.id
        session.add(step)
    order.stage_since = since


def _send_out(
    session: Session, order: RepairOrder, said: dict[str, str], *, by: Staff, at: datetime
) -> None:
    """The car is painted in another workshop until tomorrow."""
    sent = max(order.stage_since, at - timedelta(hours=1))
    trip = SubletTrip(order_id=order.id, workshop=said["workshop"], work=said["work"])
    trip.sent_at = sent
    trip.sent_by = by.id
    trip.expected_at = at_local(local_day(at) + timedelta(days=1), time(11))
    step = StageChange(order_id=order.id, old_stage=order.stage, new_stage=Stage.SUBLET, at=sent)
    step.staff_id = by.id
    order.stage, order.stage_since, order.bay_id = Stage.SUBLET, sent, None
    session.add_all([trip, step])


def _carry_over(
    session: Session, rows: list[RepairOrder], reason: str, *, by: Staff, at: datetime
) -> None:
    """A car of an earlier day was left with its reason yesterday evening."""
    today = local_day(at)
    old = [row for row in rows if local_day(row.received_at) < today and row.stage not in AFTER]
    if old:
        day = today - timedelta(days=1)
        row = CarryOver(order_id=old[0].id, day=day, reason=reason, staff_id=by.id)
        row.promised_at, row.at = old[0].promised_at, at_local(day, time(17, 50))
        session.add(row)
