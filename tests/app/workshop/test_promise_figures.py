"""How cars were served is counted by hand-made orders, and the rows behind it are as many."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.records import Records
from app.workbench import commands as clocks
from app.workshop import commands as board
from app.workshop.commands import Assignment
from app.workshop.promise_figures import ServiceFigure, service_figures
from db.clock_words import QuickKind
from db.quality_words import CheckStep, NoticeWay
from db.tables.clocks import QuickService
from db.tables.quality import QualityCheck
from db.tables.service import Approval, LabourLine, PromiseChange, RepairOrder, StageChange
from db.tables.workshop import ReadyNotice
from db.vocabulary import ApprovalMedium, ServiceType, Stage
from tests.app.service.store import Desk
from tests.make import NOON

DAY = date(2026, 11, 21)


def figures(records: Records) -> dict[str, ServiceFigure]:
    with records.read() as session:
        return {one.name: one for one in service_figures(session, DAY, DAY)}


def told(records: Records, name: str) -> tuple[int, int]:
    found = figures(records)[name]
    return found.kept, found.of


def add(records: Records, manager: Any, *things: Any) -> None:
    def write(session: Any, *, by: Any, at: Any) -> None:
        for thing in things:
            session.add(thing)
            session.flush()

    records.act(write, by=manager, at=NOON)


def gone(car: Callable[..., int], plate: str, **facts: Any) -> int:
    return car(plate, **{"stage": Stage.DELIVERED, "delivered_at": NOON, "wash": False} | facts)


def test_a_promise_counts_as_it_was_given_first(
    records: Records, car: Callable[..., int], manager: Any
) -> None:
    """In time, late: told before, told after, moved late; one without a promise: 1 of 4, 1 of 3."""
    hour = timedelta(hours=1)
    gone(car, "京A11111", promised_at=NOON)
    warned = gone(car, "京A22222", promised_at=NOON + hour)
    silent = gone(car, "京A33333", promised_at=NOON + hour)
    gone(car, "京A44444")
    moves = [
        PromiseChange(order_id=key, old_promise=old, new_promise=new, at=at, staff_id=1)
        for key, said in ((warned, NOON - 2 * hour), (silent, NOON - hour / 2))
        for old, new, at in (
            (None, NOON - hour, NOON - 3 * hour),
            (NOON - hour, NOON + hour, said),
        )
    ]
    add(records, manager, *moves)
    moved = gone(car, "京A55555", promised_at=NOON + hour)
    late = {"old_promise": NOON - hour, "new_promise": NOON + hour, "at": NOON, "staff_id": 1}
    add(records, manager, PromiseChange(order_id=moved, **late))
    assert told(records, "on_time") == (1, 4)
    assert told(records, "warned") == (1, 3)
    rows = figures(records)["on_time"].cars
    assert [row.kept for row in rows] == [False, False, False, True]


def test_a_quick_service_that_was_late_is_named_with_its_advisor(
    records: Records, car: Callable[..., int], manager: Any
) -> None:
    """60 minutes from arrival: handed over after 60 it is kept, after 61 it is not."""
    came = NOON - timedelta(minutes=60)
    kept = gone(car, "京A11111", received_at=came)
    late = gone(car, "京A22222", received_at=came - timedelta(minutes=1))
    gone(car, "京A33333", received_at=came)
    quick = {"kind": QuickKind.MAINTENANCE, "minutes": 60}
    add(records, manager, *(QuickService(order_id=key, **quick) for key in (kept, late)))
    found = figures(records)["quick"]
    assert [(row.id, row.kept) for row in found.cars] == [(late, False), (kept, True)]
    assert found.cars[0].advisor == manager.name


def test_wash_notice_check_and_consent(
    records: Records, car: Callable[..., int], manager: Any
) -> None:
    """Two cars that want a wash, one of them got it all; the other came back and nobody told."""
    good, bad = gone(car, "京A11111", wash=True), gone(car, "京A22222", wash=True)
    gone(car, "京A33333", service_type=ServiceType.PRE_SALE)
    gone(car, "京A55555", service_type=ServiceType.REWORK, reworked_id=bad)
    early = NOON - timedelta(hours=2)
    consent = {"medium": ApprovalMedium.PHONE, "given_by": "李", "total": 0, "replaced": 0}
    check = {"step": CheckStep.SELF, "staff_id": 1, "at": early}
    add(
        records,
        manager,
        Approval(order_id=good, at=early, staff_id=1, **consent),
        Approval(order_id=bad, at=NOON, staff_id=1, **consent),
        *(
            StageChange(order_id=key, new_stage=Stage.IN_WORK, at=early, staff_id=1)
            for key in (good, bad)
        ),
        StageChange(order_id=good, new_stage=Stage.WASH, at=early, staff_id=1),
        ReadyNotice(order_id=good, way=NoticeWay.PHONE, staff_id=1, at=early),
        ReadyNotice(order_id=bad, way=NoticeWay.PHONE, staff_id=1, at=NOON + timedelta(hours=1)),
        QualityCheck(order_id=good, passed=True, **check),
        QualityCheck(order_id=bad, passed=False, reason="漏油", **check),
        QualityCheck(order_id=bad, passed=True, **check),
    )
    assert told(records, "washed") == (1, 2)
    assert told(records, "told") == (1, 3)
    assert told(records, "first") == (1, 2)
    assert told(records, "agreed") == (1, 2)
    assert told(records, "lasting") == (2, 3)
    assert figures(records)["washed"].percent == 50.0


def test_a_job_that_a_technician_took_is_told_from_one_that_was_given(
    desk: Desk, agreed: int
) -> None:
    desk.act(clocks.start, job(desk, agreed), by=desk.technician)
    leave(desk, agreed)
    assert told(desk.records, "given") == (0, 1)


def test_a_job_of_an_assigned_order_was_given(desk: Desk, agreed: int) -> None:
    place = Assignment(desk.technician.staff_id, None)
    desk.act(board.assign, agreed, place, by=desk.manager)
    desk.act(clocks.start, job(desk, agreed), by=desk.technician)
    leave(desk, agreed)
    assert told(desk.records, "given") == (1, 1)


def job(desk: Desk, key: int) -> int:
    with desk.records.read() as session:
        found = session.scalar(select(LabourLine.id).where(LabourLine.order_id == key))
    assert found is not None
    return found


def leave(desk: Desk, key: int) -> None:
    def go(session: Any, *, by: Any, at: Any) -> None:
        row = session.get_one(RepairOrder, key)
        row.stage, row.delivered_at = Stage.DELIVERED, at

    desk.act(go, by=desk.manager)
