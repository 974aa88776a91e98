"""A PC whose clock was wrong for a while: what happened last is what was saved last."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.people.operations import Contact
from app.service.commands import bill, opening
from app.service.commands import payments as paying
from app.service.queries.bills import payments
from app.service.values import Bill, NewOrder, PaymentValue
from db.vocabulary import PaymentMethod, Stage
from tests.app.service.store import (
    NOON,
    agreed_fixture,
    beginnings,
    desk_fixture,
    order_fixture,
)

__all__ = ["agreed_fixture", "beginnings", "desk_fixture", "order_fixture"]
AHEAD = NOON + timedelta(hours=2)


def test_work_that_began_under_a_clock_ahead_is_checked_settled_and_shown_in_order(
    desk: Any, agreed: int
) -> None:
    desk.act(opening.move, agreed, Stage.IN_WORK, at=AHEAD)
    desk.move(agreed, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY)
    moves = [(move.new_stage, move.at) for move in desk.sheet(agreed).steps]
    assert [stage for stage, _at in moves][-4:] == [
        *(Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY)
    ]
    assert dict(moves)[Stage.IN_WORK] > dict(moves)[Stage.READY]
    desk.act(bill.settle, agreed, Bill())
    assert desk.sheet(agreed).bill.total == Decimal("186.00")


def test_rework_after_the_clock_was_put_right_is_not_overlooked(desk: Any, agreed: int) -> None:
    for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK):
        desk.act(opening.move, agreed, stage, at=AHEAD)
    desk.act(opening.move, agreed, Stage.IN_WORK, reason="异响仍在", at=NOON)
    assert desk.sheet(agreed).stage is Stage.IN_WORK
    with pytest.raises(Refused):
        desk.act(bill.settle, agreed, Bill(), at=NOON)


def test_receipts_stand_in_the_order_in_which_they_were_taken(desk: Any, agreed: int) -> None:
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    for amount, at in (("100", AHEAD), ("86", NOON)):
        value = PaymentValue(PaymentMethod.CASH, Decimal(amount))
        desk.act(paying.pay, agreed, value, by=desk.cashier, at=at)
    with desk.records.read() as session:
        assert [row.amount for row in payments(session, agreed)] == [Decimal(100), Decimal(86)]


def test_a_company_of_79_characters_owns_a_car(desk: Any) -> None:
    name = "华北" * 37 + "有限公司分"[:5]
    assert len(name) == 79
    made = desk.act(
        opening.open_order, NewOrder("京C12345", "保养", owner=Contact(name, "13800138001"))
    )
    assert desk.sheet(made).customer.name == name
