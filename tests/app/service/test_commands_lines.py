"""Taking an agreed job out of an order asks again for what was rejected for it."""

from typing import Any

from app.service.commands import approvals, lines
from app.service.values import Answer
from db.vocabulary import ApprovalMedium, LineState


def state(desk: Any, order: int) -> dict[str, LineState]:
    return {line.name: line.state for line in desk.sheet(order).lines}


def test_taking_the_chosen_one_out_asks_for_what_was_rejected_for_it(desk: Any, order: int) -> None:
    """The consent went with it, and the fault of the car is still there."""
    job = desk.labour(order, "更换前制动盘", "1.00")
    other = desk.labour(order, "更换副厂制动盘", "1.00", alternative_id=job.id)
    third = desk.labour(order, "只换制动片", "0.50", alternative_id=job.id)
    desk.approve(order, other)
    desk.act(lines.remove_line, order, other)
    assert state(desk, order) == {
        "更换前制动盘": LineState.PROPOSED,
        "只换制动片": LineState.ALTERNATIVE,
    }
    desk.approve(order, third)
    desk.act(approvals.offer_again, order, job)
    no = Answer(ApprovalMedium.PHONE, "张伟", (), ((job, "太贵"),))
    desk.act(approvals.approve, order, no)
    desk.act(lines.remove_line, order, third)
    assert state(desk, order) == {"更换前制动盘": LineState.DECLINED}, "its own answer stands"
