"""Quick service is promised, counted, and free when it is late."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.orders.queries import in_shop
from app.service.commands import bill, credit, quick
from app.service.queries.quick import quick_facts
from app.service.values import Bill, Credit
from app.workbench import commands as clocks
from app.workbench.values import Pause
from app.workshop import commands as board
from db.clock_words import PauseReason, QuickKind
from db.tables.bills import Settlement
from db.vocabulary import Stage
from tests.make import NOON


def after(minutes: int) -> Any:
    return NOON + timedelta(minutes=minutes)


def refused(desk: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as told:
        desk.act(*args, **more)
    return told.value.code


def facts(desk: Any, order: int, minutes: int) -> Any:
    with desk.records.read() as session:
        return quick_facts(session, order, at=after(minutes))


def test_maintenance_is_promised_in_an_hour_and_body_work_in_four(desk: Any, order: int) -> None:
    assert facts(desk, order, 0) is None
    desk.act(quick.promise_quick, order, QuickKind.MAINTENANCE)
    assert facts(desk, order, 0).countdown.minutes == 60
    desk.act(quick.promise_quick, order, QuickKind.BODY)
    assert facts(desk, order, 0).countdown.minutes == 240
    desk.act(quick.promise_quick, order, None)
    assert facts(desk, order, 0) is None


def test_only_a_late_one_is_waived_by_the_manager_with_a_reason(desk: Any, agreed: int) -> None:
    waive = (quick.waive_quick, agreed)
    assert refused(desk, *waive, reason="等配件", by=desk.manager) == "quick.none"
    desk.act(quick.promise_quick, agreed, QuickKind.MAINTENANCE)
    with desk.records.read() as session:
        due_at = in_shop(session)[0].countdown.due_at
    assert refused(desk, *waive, reason="等配件", by=desk.manager, at=due_at) == "quick.in_time"
    late = due_at + timedelta(seconds=1)
    assert refused(desk, *waive, reason="等配件", at=late) == "permission.denied"
    assert refused(desk, *waive, reason=" ", by=desk.manager, at=late) == "quick.reason"
    desk.act(*waive, reason="等配件", by=desk.manager, at=late)
    told = facts(desk, agreed, 90)
    assert (told.waived_amount, told.waived_reason) == (Decimal("96.00"), "等配件")
    assert refused(desk, quick.promise_quick, agreed, None, at=late) == "quick.waived"


def test_what_stopped_it_is_told_by_reason(desk: Any, agreed: int) -> None:
    desk.act(quick.promise_quick, agreed, QuickKind.MAINTENANCE)
    with desk.records.read() as session:
        received = in_shop(session)[0].received_at
    job = next(line for line in desk.sheet(agreed).lines if hasattr(line, "finished_at"))
    at = received + timedelta(minutes=10)
    desk.act(clocks.start, job.ref.id, by=desk.technician, at=at)
    pause = Pause(PauseReason.BREAK)
    desk.act(clocks.pause, pause, by=desk.technician, at=at + timedelta(minutes=5))
    parts = at + timedelta(minutes=12)
    desk.act(board.move, agreed, Stage.WAITING_PARTS, at=parts)
    with desk.records.read() as session:
        told = quick_facts(session, agreed, at=parts + timedelta(minutes=30))
    spans = {key: span.total_seconds() / 60 for key, span in told.stops.items()}
    assert spans == {None: 10, PauseReason.BREAK: 7, PauseReason.PARTS: 30}


def test_the_bill_takes_the_waived_fee_without_another_signature(
    desk: Any, agreed: int, monkeypatch: Any
) -> None:
    desk.act(quick.promise_quick, agreed, QuickKind.MAINTENANCE)
    desk.act(quick.waive_quick, agreed, reason="等配件", by=desk.manager, at=after(180))
    from app.service import rules

    monkeypatch.setattr(rules, "check_closing", lambda _facts, _settings: None)
    more = Bill(Decimal("96.01"), "迟交")
    assert refused(desk, bill.settle, agreed, more, at=after(200)) == "bill.discount"
    desk.act(bill.settle, agreed, Bill(Decimal("96.00"), "迟交"), at=after(200))
    with desk.records.read() as session:
        made = session.query(Settlement).filter_by(order_id=agreed).one()
    assert (made.discount, made.approved_by) == (Decimal("96.00"), desk.manager.staff_id)


def test_a_fee_that_is_billed_is_credited_and_not_waived(desk: Any, agreed: int) -> None:
    """The bill would not take it, and the figures would count money that was never given away."""
    desk.act(quick.promise_quick, agreed, QuickKind.MAINTENANCE)
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    waive = (quick.waive_quick, agreed)
    assert refused(desk, *waive, reason="等配件", by=desk.manager, at=after(180)) == "order.locked"
    assert desk.sheet(agreed).row.waived is None
    note = Credit("超时免单", approver=desk.second)
    desk.act(credit.credit, agreed, note, by=desk.manager, at=after(180))
    desk.act(*waive, reason="等配件", by=desk.manager, at=after(180))
    assert desk.sheet(agreed).row.waived == Decimal("96.00")
