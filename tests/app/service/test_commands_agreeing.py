"""Lines, what the customer said to them, and what was declined before."""

from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands
from app.orders.queries import in_shop
from app.orders.rules import SettlementBlock
from app.service.commands import approvals, bill, credit, jobs, lines, opening
from app.service.values import (
    Answer,
    Bill,
    ConcernValue,
    Credit,
    LabourValue,
    NewOrder,
    OtherValue,
)
from app.workshop import commands as board
from db.vocabulary import ApprovalMedium, LineState, Role, Stage
from tests.make import NOON


def test_a_fee_is_hours_times_rate_unless_another_was_agreed(desk: Any, order: int) -> None:
    desk.labour(order, hours="1.25", rate="118.00")
    desk.labour(order, name="套餐", fee=Decimal("99.00"))
    assert [line.amount for line in desk.sheet(order).lines] == [
        Decimal("147.50"),
        Decimal("99.00"),
    ]


def test_what_the_customer_brought_is_listed_and_costs_nothing(desk: Any, order: int) -> None:
    desk.part(order, by_customer=True)
    line = desk.sheet(order).of(SettlementBlock.MATERIAL)[0]
    assert (line.amount, line.price, line.by_customer) == (Decimal(0), Decimal("45.00"), True)


def test_totals_tell_what_is_authorised_and_what_not(desk: Any, agreed: int) -> None:
    desk.act(lines.save_other, agreed, OtherValue("拖车", Decimal("200.00")))
    totals = desk.sheet(agreed).totals
    assert (totals.labour, totals.material, totals.other) == (
        Decimal("96.00"),
        Decimal("90.00"),
        Decimal("200.00"),
    )
    assert (totals.authorised, totals.proposed) == (Decimal("186.00"), Decimal("200.00"))


def test_one_cent_more_cancels_the_agreement(desk: Any, agreed: int) -> None:
    line = desk.sheet(agreed).lines[0]
    same = LabourValue(
        line.name, line.quantity, line.price, line.amount, code=line.code, id=line.id
    )
    desk.act(lines.save_labour, agreed, same)
    assert desk.sheet(agreed).lines[0].state is LineState.APPROVED
    desk.act(
        lines.save_labour,
        agreed,
        LabourValue(
            line.name, line.quantity, line.price, line.amount + Decimal("0.01"), id=line.id
        ),
    )
    assert desk.sheet(agreed).lines[0].state is LineState.PROPOSED


def test_work_after_the_first_agreement_is_additional_and_must_be_agreed(
    desk: Any, agreed: int
) -> None:
    ref = desk.labour(agreed, "更换刹车片")
    line = next(line for line in desk.sheet(agreed).lines if line.ref == ref)
    assert (line.additional, line.state) == (True, LineState.PROPOSED)
    desk.approve(agreed, ref)
    assert desk.sheet(agreed).totals.proposed == 0


def test_agreed_work_that_is_taken_out_counts_no_more(desk: Any, agreed: int) -> None:
    """What 10 percent more is measured by (Q2)."""
    ref = desk.labour(agreed, "更换刹车片", hours="1.00")
    desk.approve(agreed, ref)
    assert desk.sheet(agreed).agreed == Decimal("306.00")
    desk.act(lines.remove_line, agreed, ref)
    assert desk.sheet(agreed).agreed == Decimal("186.00")


def test_an_answer_says_what_it_replaces(desk: Any, agreed: int) -> None:
    """96.00 for labour was agreed; 120.00 for the same is asked anew."""
    line = desk.sheet(agreed).lines[0]
    more = LabourValue(line.name, Decimal("1.00"), line.price, Decimal("120.00"), id=line.id)
    desk.act(lines.save_labour, agreed, more)
    desk.approve(agreed, line.ref)
    first, second = desk.sheet(agreed).approvals
    assert (first.total, first.instead_of) == (Decimal("186.00"), "")
    assert (second.total, second.instead_of) == (Decimal("120.00"), "instead of ¥96.00")
    assert desk.sheet(agreed).agreed == Decimal("210.00")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer(None, "张伟"), "medium"),
        (Answer(ApprovalMedium.PHONE, "  "), "given_by"),
        (Answer(ApprovalMedium.PHONE, "张伟"), "lines"),
    ],
)
def test_an_answer_says_how_by_whom_and_to_what(
    desk: Any, agreed: int, answer: Answer, field: str
) -> None:
    assert desk.refused(approvals.approve, agreed, answer).field == field


def test_declined_work_is_kept_with_its_reason_and_comes_back_at_the_next_visit(
    desk: Any, agreed: int
) -> None:
    ref = desk.labour(agreed, "更换刹车片", hours="1.00")
    assert (
        desk.refused(
            approvals.approve,
            agreed,
            Answer(ApprovalMedium.WECHAT, "张伟", (), ((ref, " "),)),
        ).field
        == "reason"
    )
    desk.act(
        approvals.approve, agreed, Answer(ApprovalMedium.WECHAT, "张伟", (), ((ref, "下次再做"),))
    )
    done = desk.sheet(agreed)
    assert done.totals.total == Decimal("186.00")
    assert done.totals.declined == Decimal("120.00")
    assert desk.refused(lines.remove_line, agreed, ref).code == "line.declined"

    again = desk.act(opening.open_order, NewOrder("京A12345"))
    offered = desk.sheet(again).advice
    assert [(work.line.name, work.line.declined_reason) for work in offered] == [
        ("更换刹车片", "下次再做")
    ]
    desk.act(jobs.take_up_advice, again, tuple(work.line.ref for work in offered))
    taken = desk.sheet(again)
    assert taken.advice == ()
    assert [(line.name, line.state, line.amount) for line in taken.lines] == [
        ("更换刹车片", LineState.PROPOSED, Decimal("120.00"))
    ]


def test_the_answer_ends_the_wait_for_it(desk: Any, order: int) -> None:
    ref = desk.labour(order)
    desk.move(order, Stage.WAITING_APPROVAL)
    desk.approve(order, ref)
    assert desk.sheet(order).stage is Stage.WAITING


def test_a_line_is_answered_once(desk: Any, agreed: int) -> None:
    ref = desk.sheet(agreed).lines[0].ref
    assert (
        desk.refused(approvals.approve, agreed, Answer(ApprovalMedium.PHONE, "张伟", (ref,))).code
        == "line.answered"
    )


def test_a_settled_order_is_locked(desk: Any, agreed: int) -> None:
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    line = desk.sheet(agreed).lines[0]
    assert desk.refused(lines.remove_line, agreed, line.ref).code == "order.locked"
    assert (
        desk.refused(lines.save_other, agreed, OtherValue("拖车", Decimal(1))).code
        == "order.locked"
    )


def test_a_concern_is_completed_with_what_was_found_and_done(desk: Any, order: int) -> None:
    first = desk.sheet(order).concerns[0]
    desk.act(
        lines.save_concern,
        order,
        ConcernValue(first.words, "刹车片到极限", "正常磨损", "更换前刹车片", first.id),
        by=desk.technician,
    )
    assert desk.sheet(order).concerns[0].correction == "更换前刹车片"
    desk.act(lines.remove_concern, order, first.id)
    assert [row.words for row in desk.sheet(order).concerns] == ["空调不凉"]
    assert desk.refused(lines.save_concern, order, ConcernValue(" ")).field == "words"


def test_a_line_of_another_order_is_not_touched(desk: Any, agreed: int) -> None:
    other = desk.act(opening.open_order, NewOrder("京B23456"))
    assert (
        desk.refused(lines.remove_line, other, desk.sheet(agreed).lines[0].ref).code
        == "line.unknown"
    )


def test_parts_clerks_price_and_receptionists_do_not() -> None:
    assert Role.PARTS in lines.save_part.roles  # type: ignore[attr-defined]
    assert Role.RECEPTION not in lines.save_part.roles  # type: ignore[attr-defined]


def left(desk: Any, order: int) -> Decimal:
    """The hours that the board has still to be worked."""
    with desk.records.read() as session:
        return next(row.hours_left(NOON) for row in in_shop(session) if row.id == order)


def test_a_finished_job_leaves_its_hours_off_the_board(desk: Any, agreed: int) -> None:
    job = desk.sheet(agreed).of(SettlementBlock.LABOUR)[0]
    assert left(desk, agreed) == Decimal("0.80")
    desk.act(lines.finish_labour, agreed, job.id, by=desk.technician)
    assert desk.sheet(agreed).of(SettlementBlock.LABOUR)[0].finished_at == NOON
    assert left(desk, agreed) == 0
    desk.act(lines.finish_labour, agreed, job.id, done=False, by=desk.technician)
    assert desk.sheet(agreed).of(SettlementBlock.LABOUR)[0].finished_at is None
    assert left(desk, agreed) == Decimal("0.80")


def test_only_a_job_that_was_agreed_to_is_finished(desk: Any, order: int) -> None:
    ref = desk.labour(order)
    assert desk.refused(lines.finish_labour, order, ref.id).code == "line.not_agreed"


def test_a_job_that_is_changed_is_not_finished_any_more(desk: Any, agreed: int) -> None:
    job = desk.sheet(agreed).of(SettlementBlock.LABOUR)[0]
    desk.act(lines.finish_labour, agreed, job.id)
    more = LabourValue(job.name, job.quantity, job.price, job.amount + 1, id=job.id)
    desk.act(lines.save_labour, agreed, more)
    assert desk.sheet(agreed).of(SettlementBlock.LABOUR)[0].finished_at is None


def test_a_settled_order_is_finished_no_further(desk: Any, agreed: int) -> None:
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    job = desk.sheet(agreed).of(SettlementBlock.LABOUR)[0]
    assert desk.refused(lines.finish_labour, agreed, job.id).code == "order.locked"


def test_work_that_nobody_agreed_to_is_neither_begun_nor_finished(desk: Any, order: int) -> None:
    first = desk.labour(order)
    assert desk.refused(opening.move, order, Stage.IN_WORK).code == "order.nothing_agreed"
    desk.approve(order, first)
    desk.move(order, Stage.IN_WORK)
    more = desk.part(order, "刹车片")
    assert desk.refused(opening.move, order, Stage.QUALITY_CHECK).code == "order.unagreed"
    for stage in (Stage.QUALITY_CHECK, Stage.READY):
        refusal = desk.refused(board.move, order, stage, by=desk.technician)
        assert refusal.code == "order.unagreed", stage
    desk.approve(order, more)
    desk.ready(order)
    assert desk.sheet(order).stage is Stage.READY


def test_everything_agreed_counts_once_and_a_supplement_raises_it(desk: Any, order: int) -> None:
    first = desk.labour(order, hours="1.00", rate="860.00")
    desk.approve(order, first)
    assert desk.sheet(order).agreed == Decimal("860.00")
    more = desk.act(lines.save_other, order, OtherValue("补漆", Decimal("340.00")))
    desk.approve(order, more)
    assert desk.sheet(order).agreed == Decimal("1200.00"), "first agreement and supplement"
    dearer = LabourValue("更换机油机滤", Decimal(1), Decimal("900.00"), id=first.id)
    desk.act(lines.save_labour, order, dearer)
    assert desk.sheet(order).agreed == Decimal("1200.00"), "what was agreed stays until the answer"
    desk.approve(order, first)
    assert desk.sheet(order).agreed == Decimal("1240.00"), "900.00 instead of 860.00"
    desk.act(lines.save_other, order, OtherValue("补漆", Decimal("300.00"), id=more.id))
    said = Answer(ApprovalMedium.PHONE, "张伟", (), ((more, "太贵"),))
    desk.act(approvals.approve, order, said)
    assert desk.sheet(order).agreed == Decimal("900.00"), "taken back: 340.00 less"
    assert desk.sheet(order).lines[-1].declined_reason == "太贵"


def test_a_bill_beyond_what_was_agreed_is_asked_about_first(
    desk: Any, order: int, act: Any
) -> None:
    act(commands.save_settings, {"close_needs_approval": False})
    desk.approve(order, desk.labour(order, hours="1.00", rate="1000.00"))
    desk.ready(order)
    extra = desk.act(lines.save_other, order, OtherValue("拖车", Decimal("100.01")))
    assert desk.refused(bill.settle, order, Bill()).code == "close.deviation"
    desk.act(bill.settle, order, Bill(Decimal("0.01"), "抹零"))
    desk.act(credit.credit, order, Credit("未征得同意", approver=desk.second), by=desk.manager)
    desk.approve(order, extra)
    desk.act(bill.settle, order, Bill())
    assert desk.sheet(order).total == Decimal("1100.01")
