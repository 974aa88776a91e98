"""Jobs with what stands under them: one answer, alternatives, putting off, the next visit."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands
from app.orders.rules import SettlementBlock
from app.service.commands import approvals, bill, handing_over, jobs, lines, opening
from app.service.values import (
    Answer,
    Bill,
    Deferral,
    HandOver,
    LabourValue,
    LineRef,
    NewOrder,
    PartLineValue,
)
from app.vehicles.lookup import open_advice
from db.tables.admin import Audit
from db.vocabulary import ApprovalMedium, LineState, OldParts, PartKind, Stage
from tests.make import NOON

PHONE = ApprovalMedium.PHONE
APPROVED, PROPOSED, DECLINED = LineState.APPROVED, LineState.PROPOSED, LineState.DECLINED
ALTERNATIVE, NOT_CHOSEN = LineState.ALTERNATIVE, LineState.NOT_CHOSEN
LATER = date(2026, 12, 20)


def states(desk: Any, order: int) -> dict[str, LineState]:
    return {line.name: line.state for line in desk.sheet(order).lines}


def brakes(desk: Any, order: int, name: str = "更换前制动盘", price: str = "530.00") -> LineRef:
    """A job of 120.00 with two discs under it."""
    job = desk.labour(order, name, "1.00")
    desk.part(order, f"{name} 配件", "2", price, job_id=job.id)
    return job


def answer(*approved: LineRef, **more: Any) -> Answer:
    return Answer(PHONE, "张伟", approved, **more)


def test_the_answer_to_a_job_is_that_of_every_line_under_it(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    part = next(line for line in desk.sheet(order).lines if line.job_id == job.id)
    desk.act(approvals.approve, order, answer(part.ref))
    assert set(states(desk, order).values()) == {APPROVED}
    assert desk.sheet(order).totals.authorised == Decimal("1180.00"), "120 + 2 x 530"
    assert desk.sheet(order).agreed == Decimal("1180.00")


def test_two_answers_to_one_job_are_refused(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    part = next(line for line in desk.sheet(order).lines if line.job_id == job.id)
    both = answer(job, declined=((part.ref, "太贵"),))
    assert desk.refused(approvals.approve, order, both).code == "approval.twice"
    assert set(states(desk, order).values()) == {PROPOSED}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"hours": "1.10"}, "hours 1.00 -> 1.10"),
        ({"rate": "120.01"}, "rate 120.00 -> 120.01"),
        ({"fee": Decimal("120.01")}, "fee 120.00 -> 120.01"),
        ({"fixed_price": Decimal("1180.00")}, "fixed_price None -> 1180.00"),
        ({"name": "更换制动盘"}, "name 更换前制动盘 -> 更换制动盘"),
    ],
)
def test_whatever_matters_of_a_job_cancels_its_approval_and_the_history_says_so(
    desk: Any, order: int, changed: dict[str, Any], told: str
) -> None:
    job = brakes(desk, order)
    desk.approve(order, job)
    desk.labour(
        order,
        **{"name": "更换前制动盘", "hours": "1.00", "fee": Decimal("120.00"), **changed},
        id=job.id,
    )
    assert set(states(desk, order).values()) == {PROPOSED}, "with the part under it"
    with desk.records.read() as session:
        reasons = [row.reason for row in session.query(Audit) if "consent" in (row.reason or "")]
    assert len(reasons) == 1 and told in reasons[0]
    assert [line.agreed_amount for line in desk.sheet(order).lines] == [
        Decimal("120.00"),
        Decimal("1060.00"),
    ], "what was agreed stays known"


@pytest.mark.parametrize("changed", [{"quantity": "3"}, {"price": "530.01"}, {"by_customer": True}])
def test_a_part_under_a_job_cancels_the_approval_of_the_whole_job(
    desk: Any, order: int, changed: dict[str, Any]
) -> None:
    job = brakes(desk, order)
    other = desk.labour(order, "更换雨刮")
    desk.approve(order, job, other)
    part = next(line for line in desk.sheet(order).lines if line.job_id == job.id)
    same = {"name": part.name, "quantity": "2", "price": "530.00"}
    desk.part(order, **same, id=part.id, job_id=job.id, note="左右各一")
    assert set(states(desk, order).values()) == {APPROVED}, "a note changes no agreement"
    desk.part(order, **{**same, **changed}, id=part.id, job_id=job.id)
    assert states(desk, order) == {
        "更换前制动盘": PROPOSED,
        "更换前制动盘 配件": PROPOSED,
        "更换雨刮": APPROVED,
    }


def test_what_is_added_to_or_taken_from_an_agreed_job_is_asked_again(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    desk.approve(order, job)
    grease = desk.part(order, "润滑脂", "1", "15.00", job_id=job.id)
    assert set(states(desk, order).values()) == {PROPOSED}
    desk.approve(order, job)
    assert desk.sheet(order).agreed == Decimal("1195.00"), "1,180.00 is replaced"
    desk.act(lines.remove_line, order, grease)
    assert set(states(desk, order).values()) == {PROPOSED}


def test_a_job_goes_with_its_parts_and_a_part_stands_under_a_job_of_its_order(
    desk: Any, order: int
) -> None:
    job = brakes(desk, order)
    part = next(line for line in desk.sheet(order).lines if line.job_id == job.id)
    other = desk.act(opening.open_order, NewOrder("京B23456"))
    wrong = PartLineValue("片", Decimal(1), Decimal(1), job_id=job.id)
    assert desk.refused(lines.save_part, other, wrong).code == "line.unknown"
    under = desk.labour(order, "调整", job_id=job.id)
    deep = LabourValue("更深", Decimal(1), Decimal(1), job_id=under.id)
    assert desk.refused(lines.save_labour, order, deep).code == "line.job"
    assert part.ref.block is SettlementBlock.MATERIAL
    desk.act(lines.remove_line, order, job)
    assert desk.sheet(order).lines == ()


def test_a_fixed_price_stays_whatever_stands_under_the_job(desk: Any, order: int) -> None:
    job = desk.labour(order, "六万公里保养", "1.00", fixed_price=Decimal("585.00"))
    desk.part(order, "全合成机油", "1", "328.00", job_id=job.id)
    desk.part(order, "机油滤清器", "1", "42.00", job_id=job.id)
    sheet = desk.sheet(order)
    assert [line.amount for line in sheet.lines] == [
        Decimal("215.00"),
        Decimal("328.00"),
        Decimal("42.00"),
    ]
    assert sheet.totals.total == Decimal("585.00")
    dear = PartLineValue("空调滤芯", Decimal(1), Decimal("215.01"), job_id=job.id)
    assert desk.refused(lines.save_part, order, dear).field == "fixed_price"
    desk.part(order, "空调滤芯", "1", "215.00", job_id=job.id)
    assert desk.sheet(order).totals.total == Decimal("585.00")
    assert desk.sheet(order).lines[0].amount == 0


def test_a_measured_quantity_at_a_fixed_price_keeps_the_consent(desk: Any, order: int) -> None:
    """585.00 are agreed: 4.2 l in place of 4 l, and 1.2 h of work, cost the customer nothing."""
    job = desk.labour(order, "六万公里保养", "1.00", fixed_price=Decimal("585.00"))
    oil = desk.part(order, "全合成机油", "4", "82.00", job_id=job.id)
    desk.approve(order, job)
    desk.part(order, "全合成机油", "4.2", "82.00", job_id=job.id, id=oil.id)
    assert set(states(desk, order).values()) == {APPROVED}
    sheet = desk.sheet(order)
    assert [line.amount for line in sheet.lines] == [Decimal("240.60"), Decimal("344.40")]
    assert (sheet.totals.total, sheet.totals.authorised) == (Decimal(585), Decimal(585))
    assert sheet.agreed == Decimal(585)
    assert {line.approval_id for line in sheet.lines} == {sheet.lines[0].approval_id}


@pytest.mark.parametrize(
    "asks",
    [
        lambda desk, order, job, oil: desk.part(
            order, "再制造机滤", "1", "42.00", kind=PartKind.REMANUFACTURED, job_id=job.id
        ),
        lambda desk, order, job, oil: desk.part(order, "机油滤清器", "1", "0.01", job_id=job.id),
        lambda desk, order, job, oil: desk.part(
            order, "全合成机油", "1", "328.01", job_id=job.id, id=oil.id
        ),
        lambda desk, order, job, oil: desk.part(
            order, "半合成机油", "1", "328.00", job_id=job.id, id=oil.id
        ),
        lambda desk, order, job, oil: desk.act(lines.remove_line, order, oil),
        lambda desk, order, job, oil: desk.labour(
            order, "六万公里保养", "1.00", fixed_price=Decimal("585.01"), id=job.id
        ),
    ],
)
def test_other_work_at_a_fixed_price_is_asked_again(desk: Any, order: int, asks: Any) -> None:
    """A used part, a new line, a dearer one, another part, a part less, and one cent more."""
    job = desk.labour(order, "六万公里保养", "1.00", fixed_price=Decimal("585.00"))
    oil = desk.part(order, "全合成机油", "1", "328.00", job_id=job.id)
    desk.approve(order, job)
    asks(desk, order, job, oil)
    assert set(states(desk, order).values()) == {PROPOSED}


def cheaper(desk: Any, order: int, job: LineRef) -> LineRef:
    other = desk.labour(order, "更换副厂制动盘", "1.00", alternative_id=job.id)
    desk.part(order, "副厂制动盘", "2", "280.00", job_id=other.id)
    return other


def test_an_alternative_is_not_counted_until_it_is_chosen_and_rejects_the_other(
    desk: Any, order: int
) -> None:
    job = brakes(desk, order)
    other = cheaper(desk, order, job)
    assert desk.sheet(order).totals.total == Decimal("1180.00")
    assert desk.sheet(order).totals.proposed == Decimal("1180.00")
    both = answer(job, other)
    assert desk.refused(approvals.approve, order, both).code == "approval.alternatives"
    desk.act(approvals.approve, order, answer(other))
    assert list(states(desk, order).values()) == [NOT_CHOSEN, APPROVED, NOT_CHOSEN, APPROVED]
    totals = desk.sheet(order).totals
    assert (totals.total, totals.authorised) == (Decimal("680.00"), Decimal("680.00"))
    assert desk.sheet(order).advice == (), "what was not chosen is no advice"


def test_a_customer_may_choose_the_other_one_after_all(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    other = cheaper(desk, order, job)
    desk.act(approvals.approve, order, answer(other))
    desk.act(approvals.offer_again, order, job)
    assert states(desk, order)["更换前制动盘"] is ALTERNATIVE
    desk.act(approvals.approve, order, Answer(PHONE, "张伟", (), ((job, "还是便宜的"),)))
    assert states(desk, order)["更换副厂制动盘"] is APPROVED, "the agreed one stays agreed"
    desk.act(approvals.offer_again, order, job)
    desk.act(approvals.approve, order, answer(job))
    assert states(desk, order)["更换副厂制动盘"] is NOT_CHOSEN
    assert desk.sheet(order).agreed == Decimal("1180.00"), "680.00 is replaced"


def test_one_cent_on_the_chosen_one_opens_the_choice_again(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    other = cheaper(desk, order, job)
    desk.act(approvals.approve, order, answer(job))
    fee = {"name": "更换前制动盘", "hours": "1.00", "fee": Decimal("120.01")}
    desk.labour(order, **fee, id=job.id)
    assert states(desk, order)["更换前制动盘"] is PROPOSED
    assert states(desk, order)["更换副厂制动盘"] is ALTERNATIVE
    desk.act(lines.remove_line, order, job)
    assert states(desk, order) == {"更换副厂制动盘": PROPOSED, "副厂制动盘": PROPOSED}
    desk.act(approvals.approve, order, answer(other))


def test_what_is_declined_takes_its_alternative_along(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    cheaper(desk, order, job)
    desk.act(approvals.approve, order, Answer(PHONE, "张伟", (), ((job, "下次"),)))
    assert states(desk, order)["更换副厂制动盘"] is NOT_CHOSEN
    assert desk.sheet(order).totals.total == 0
    desk.act(approvals.offer_again, order, job)
    assert states(desk, order)["更换副厂制动盘"] is ALTERNATIVE


def test_a_change_of_an_unanswered_offer_opens_nothing(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    other = cheaper(desk, order, job)
    desk.act(approvals.approve, order, Answer(PHONE, "张伟", (), ((job, "下次"),)))
    third = desk.labour(order, "只换制动片", "0.50", alternative_id=other.id)
    desk.part(order, "制动片", "1", "80.00", job_id=third.id)
    assert states(desk, order)["更换副厂制动盘"] is NOT_CHOSEN


def test_what_is_put_off_needs_a_later_day(desk: Any, order: int) -> None:
    job = brakes(desk, order)
    for day in (None, date(2026, 11, 21)):
        asked = answer(deferred=(Deferral(job, day),))
        assert desk.refused(approvals.approve, order, asked).field == "until"
    desk.act(approvals.approve, order, answer(deferred=(Deferral(job, LATER, "发薪后"),)))
    assert {(line.state, line.remind_on) for line in desk.sheet(order).lines} == {
        (LineState.DEFERRED, LATER)
    }
    assert desk.sheet(order).totals.total == 0
    desk.act(approvals.set_reminder, job, None)
    assert {line.remind_on for line in desk.sheet(order).lines} == {None}


def test_three_ways_of_not_doing_work_come_back_apart_with_their_first_order(
    desk: Any, order: int
) -> None:
    job, wipers = brakes(desk, order), desk.labour(order, "更换雨刮")
    battery, shown = desk.labour(order, "更换蓄电池"), desk.labour(order, "四轮定位")
    said = Answer(PHONE, "张伟", (shown,), ((job, "太贵"),), (Deferral(wipers, LATER),))
    desk.act(approvals.approve, order, said)
    desk.act(approvals.set_aside, order, battery)
    assert desk.refused(approvals.set_aside, order, shown).code == "line.shown"
    assert desk.refused(lines.remove_line, order, battery).code == "line.declined"
    later = NOON + timedelta(days=240)
    second = desk.act(opening.open_order, NewOrder("京A12345"), at=later)
    offered = {work.line.name: work for work in desk.sheet(second).advice}
    assert {name: work.state for name, work in offered.items()} == {
        "更换前制动盘": DECLINED,
        "更换雨刮": LineState.DEFERRED,
        "更换蓄电池": LineState.NOT_SHOWN,
    }
    brake = offered["更换前制动盘"]
    assert (brake.amount, brake.order_id) == (Decimal("1180.00"), order)
    assert (later - brake.received_at).days == 240
    assert desk.act(jobs.take_up_advice, second, (brake.line.ref,), at=later) == 1
    taken = desk.sheet(second)
    assert [(line.name, line.amount, line.job_id) for line in taken.lines] == [
        ("更换前制动盘", Decimal("120.00"), None),
        ("更换前制动盘 配件", Decimal("1060.00"), taken.lines[0].id),
    ]
    assert {line.advised_id for line in taken.lines} == {order}
    assert {work.line.name for work in taken.advice} == {"更换雨刮", "更换蓄电池"}
    desk.act(approvals.approve, second, Answer(PHONE, "张伟", (), ((taken.lines[0].ref, "太贵"),)))
    third = desk.act(opening.open_order, NewOrder("京A12345"), at=later + timedelta(days=90))
    again = next(w for w in desk.sheet(third).advice if w.line.name == "更换前制动盘")
    assert (again.order_id, again.received_at) == (order, NOON), "the first order is its origin"
    desk.act(jobs.take_up_advice, third, (again.line.ref,))
    assert {line.advised_id for line in desk.sheet(third).lines} == {order}


def test_a_line_that_nobody_asked_about_when_the_car_left_was_never_shown(
    desk: Any, order: int, act: Any
) -> None:
    act(commands.save_settings, {"close_needs_approval": False, "close_needs_quality_check": False})
    desk.approve(order, desk.labour(order, hours="0.00"))
    desk.ready(order)
    desk.labour(order, "四轮定位", rate="0.00")
    desk.act(bill.settle, order, Bill())
    desk.act(handing_over.hand_over, order, HandOver(40010, OldParts.NONE))
    second = desk.act(opening.open_order, NewOrder("京A12345"))
    (work,) = desk.sheet(second).advice
    assert (work.line.name, work.state) == ("四轮定位", LineState.NOT_SHOWN)
    with desk.records.read() as session:
        car = desk.sheet(second).car.id
        assert open_advice(session, car) == 1, "the file of the car counts the same"


def test_only_agreed_work_is_done_and_a_car_does_not_move_for_the_rest(
    desk: Any, order: int
) -> None:
    first = desk.labour(order)
    desk.approve(order, first)
    desk.move(order, Stage.IN_WORK)
    desk.act(lines.finish_labour, order, first.id)
    more = brakes(desk, order)
    assert desk.refused(lines.finish_labour, order, more.id).code == "line.not_agreed"
    desk.move(order, Stage.WAITING_APPROVAL)
    assert desk.refused(opening.move, order, Stage.IN_WORK).code == "order.nothing_agreed"
    desk.approve(order, more)
    desk.move(order, Stage.IN_WORK)
    desk.act(lines.finish_labour, order, more.id)
