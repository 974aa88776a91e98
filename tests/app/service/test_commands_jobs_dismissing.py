"""Work that was recommended before is dismissed with a reason, and told apart (H6)."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.admin import commands as house
from app.errors import Refused
from app.service.commands import approvals, bill, handing_over, jobs, opening
from app.service.queries.advice import advice_for
from app.service.values import Answer, Bill, Deferral, HandOver, LineRef, NewOrder
from app.vehicles.lookup import open_advice
from db.tables.service import LabourLine
from db.vocabulary import ApprovalMedium, LineState, OldParts, Role
from tests.make import NOON

LATER = NOON + timedelta(days=40)


@pytest.fixture
def recommended(desk: Any, order: int) -> LineRef:
    """Brakes that 张伟 put off to 20 December; the car has left."""
    desk.act(
        house.save_settings,
        {"close_needs_odometer": False, "close_needs_quality_check": False},
        by=desk.manager,
    )
    job = desk.labour(order, "更换前制动盘", "1.00")
    desk.part(order, "制动盘", "2", "530.00", job_id=job.id)
    put_off = Deferral(job, date(2026, 12, 20), "下月发工资")
    desk.act(approvals.approve, order, Answer(ApprovalMedium.PHONE, "张伟", deferred=(put_off,)))
    desk.ready(order)
    desk.act(bill.settle, order, Bill())
    desk.act(handing_over.hand_over, order, HandOver(40_000, OldParts.NONE))
    return job


def advice(desk: Any) -> list[str]:
    with desk.records.read() as session:
        return [work.line.name for work in advice_for(session, 1)]


def test_dismissed_work_comes_back_no_more_and_says_why(desk: Any, recommended: LineRef) -> None:
    assert advice(desk) == ["更换前制动盘"]
    with pytest.raises(Refused) as told:
        desk.act(jobs.dismiss_advice, recommended, " ", at=LATER)
    assert (told.value.code, told.value.field) == ("advice.no_reason", "reason")
    desk.act(jobs.dismiss_advice, recommended, "已在别处做", at=LATER)
    assert advice(desk) == []
    with desk.records.read() as session:
        line = session.get_one(LabourLine, recommended.id)
        assert (line.state, line.declined_reason) == (LineState.DISMISSED, "已在别处做")
        assert line.remind_on is None, "nobody is called about it"
        assert open_advice(session, 1) == 0
    again = desk.act(opening.open_order, NewOrder("京A12345"), at=LATER)
    assert desk.sheet(again).advice == ()


def test_the_undo_brings_it_back_as_it_was_put_off(desk: Any, recommended: LineRef) -> None:
    before = desk.act(jobs.dismiss_advice, recommended, "建议有误", at=LATER)
    desk.act(jobs.reopen_advice, recommended, before, at=LATER)
    with desk.records.read() as session:
        line = session.get_one(LabourLine, recommended.id)
        told = line.state, line.declined_reason, line.remind_on
    assert told == (LineState.DEFERRED, "下月发工资", date(2026, 12, 20))
    assert advice(desk) == ["更换前制动盘"]
    with pytest.raises(Refused, match=r"line\.unknown"):
        desk.act(jobs.reopen_advice, recommended, before, at=LATER)


def test_an_older_recommendation_of_the_same_work_goes_with_the_newest(
    desk: Any, recommended: LineRef
) -> None:
    again = desk.act(opening.open_order, NewOrder("京A12345"), at=LATER)
    newest = desk.labour(again, "更换前制动盘", "1.00")
    said = Answer(ApprovalMedium.PHONE, "张伟", declined=((newest, "太贵"),))
    desk.act(approvals.approve, again, said)
    desk.act(jobs.dismiss_advice, newest, "客户不再需要", at=LATER)
    assert advice(desk) == []


def test_what_is_agreed_is_no_advice_and_only_the_desk_dismisses(
    desk: Any, recommended: LineRef
) -> None:
    again = desk.act(opening.open_order, NewOrder("京A12345"), at=LATER)
    line = desk.labour(again, "更换雨刮")
    with pytest.raises(Refused, match=r"line\.unknown"):
        desk.act(jobs.dismiss_advice, line, "不要", at=LATER)
    with pytest.raises(Refused, match=r"permission\.denied"):
        desk.act(jobs.dismiss_advice, recommended, "不要", by=desk.technician, at=LATER)
    assert jobs.dismiss_advice.roles == {Role.ADVISOR, Role.CONTROLLER}
