"""The work plans' lines that the service desk serves, each told as it happens in the shop."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.orders.rules import SettlementBlock
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, bill, handing_over, lines, opening, payments
from app.service.queries.arrival import arrival
from app.service.queries.lists import Shown, overview
from app.service.queries.sheet import OrderSheet, sheet
from app.service.values import (
    Answer,
    Bill,
    ConcernValue,
    HandOver,
    Intake,
    LabourValue,
    NewOrder,
    PartLineValue,
    PaymentValue,
)
from db.vocabulary import (
    ApprovalMedium,
    LineState,
    OldParts,
    PaymentMethod,
    Role,
    ServiceType,
    Stage,
)
from tests import make as makers
from tests.make import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def advisor(make: Callable[..., int]) -> Actor:
    return Actor(
        make(makers.staff, "陈静", Role.ADVISOR), "陈静", frozenset({Role.ADVISOR}), "服务台"
    )


@pytest.fixture
def cashier(make: Callable[..., int]) -> Actor:
    return Actor(
        make(makers.staff, "周敏", Role.CASHIER), "周敏", frozenset({Role.CASHIER}), "收银"
    )


@pytest.fixture
def order(act: Callable[..., Any], advisor: Actor) -> int:
    new = NewOrder(
        "京A12345",
        "刹车有异响",
        NOON + 4 * HOUR,
        owner=Contact("张伟", "13800138000"),
        model_name="轩逸 1.6XL",
        intake=Intake(odometer=40000, service_type=ServiceType.REPAIR),
    )
    return int(act(opening.open_order, new, by=advisor))


def told(records: Records, order: int) -> OrderSheet:
    with records.read() as session:
        found = sheet(session, order)
    assert found is not None
    return found


def answer(act: Any, records: Records, order: int, by: Actor) -> None:
    refs = tuple(
        line.ref for line in told(records, order).lines if line.state is LineState.PROPOSED
    )
    act(approvals.approve, order, Answer(ApprovalMedium.IN_PERSON, "张伟", refs), by=by)


def finish(act: Any, order: int, by: Actor) -> None:
    for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY):
        act(opening.move, order, stage, by=by)


def test_s017_jobs_and_price_are_accepted_before_work_and_the_promise_kept_or_explained(
    act: Any, records: Records, order: int, advisor: Actor
) -> None:
    act(
        lines.save_labour,
        order,
        LabourValue("更换前刹车片", Decimal("1.00"), Decimal("120.00")),
        by=advisor,
    )
    act(
        lines.save_part, order, PartLineValue("前刹车片", Decimal(1), Decimal("360.00")), by=advisor
    )
    assert told(records, order).totals.proposed == Decimal("480.00")
    answer(act, records, order, advisor)
    assert told(records, order).totals.authorised == Decimal("480.00")
    with pytest.raises(Refused):
        act(opening.promise, order, NOON + 6 * HOUR, by=advisor)
    act(opening.promise, order, NOON + 6 * HOUR, reason="配件晚到，已电话告知", by=advisor)
    assert told(records, order).promises[-1].reason == "配件晚到，已电话告知"


def test_s074_the_customers_file_grows_with_every_visit(
    act: Any, records: Records, order: int, advisor: Actor, cashier: Actor
) -> None:
    act(
        lines.save_labour,
        order,
        LabourValue("更换前刹车片", Decimal("1.00"), Decimal("120.00")),
        by=advisor,
    )
    answer(act, records, order, advisor)
    finish(act, order, advisor)
    act(bill.settle, order, Bill(), by=advisor)
    act(payments.pay, order, PaymentValue(PaymentMethod.WECHAT, Decimal("120.00")), by=cashier)
    act(
        handing_over.hand_over,
        order,
        HandOver(40008, OldParts.CUSTOMER_TOOK, next_service_km=45000),
        by=advisor,
    )
    with records.read() as session:
        seen = arrival(session, "京A·12345", today=(NOON + timedelta(days=90)).date())
    assert seen is not None
    hit = seen.hit
    assert (hit.owner, hit.model, hit.odometer, hit.days_since) == ("张伟", "轩逸 1.6XL", 40008, 90)


def test_s091_the_desk_talks_to_the_workshop_before_during_and_after(
    act: Any, records: Records, order: int, advisor: Actor
) -> None:
    concern = told(records, order).concerns[0]
    assert concern.words == "刹车有异响"
    act(opening.move, order, Stage.IN_WORK, by=advisor)
    act(
        lines.save_concern,
        order,
        ConcernValue(concern.words, "刹车片到极限", "正常磨损", None, concern.id),
        by=advisor,
    )
    act(opening.move, order, Stage.WAITING_APPROVAL, by=advisor)
    act(
        lines.save_labour,
        order,
        LabourValue("更换前刹车片", Decimal("1.00"), Decimal("120.00")),
        by=advisor,
    )
    answer(act, records, order, advisor)
    finish(act, order, advisor)
    act(
        lines.save_concern,
        order,
        ConcernValue(concern.words, "刹车片到极限", "正常磨损", "更换前刹车片", concern.id),
        by=advisor,
    )
    done = told(records, order)
    assert done.concerns[0].correction == "更换前刹车片"
    assert [step.new_stage for step in done.steps] == [
        Stage.WAITING,
        Stage.IN_WORK,
        Stage.WAITING_APPROVAL,
        Stage.WAITING,
        Stage.IN_WORK,
        Stage.QUALITY_CHECK,
        Stage.READY,
    ]


def test_s115_the_customer_decides_and_what_was_declined_is_offered_again(
    act: Any, records: Records, order: int, advisor: Actor
) -> None:
    act(
        lines.save_labour,
        order,
        LabourValue("更换前刹车片", Decimal("1.00"), Decimal("120.00")),
        by=advisor,
    )
    act(
        lines.save_labour,
        order,
        LabourValue("清洗节气门", Decimal("1.50"), Decimal("120.00")),
        by=advisor,
    )
    needed, wished = told(records, order).of(SettlementBlock.LABOUR)
    said = Answer(ApprovalMedium.PHONE, "张伟", (needed.ref,), ((wished.ref, "下次保养再做"),))
    act(approvals.approve, order, said, by=advisor)
    assert told(records, order).totals.total == Decimal("120.00")
    with records.read() as session:
        seen = arrival(session, "京A12345", today=NOON.date())
    assert seen is not None
    assert [(one.line.name, one.line.declined_reason) for one in seen.advice] == [
        ("清洗节气门", "下次保养再做")
    ]


def test_s184_what_is_finished_and_inspected_is_settled_before_the_car_leaves(
    act: Any, records: Records, order: int, advisor: Actor, cashier: Actor
) -> None:
    act(
        lines.save_labour,
        order,
        LabourValue("更换前刹车片", Decimal("1.00"), Decimal("120.00")),
        by=advisor,
    )
    answer(act, records, order, advisor)
    with pytest.raises(Refused, match="quality"):
        act(bill.settle, order, Bill(), by=advisor)
    finish(act, order, advisor)
    leave = HandOver(40008, OldParts.NONE)
    with pytest.raises(Refused, match="not_settled"):
        act(handing_over.hand_over, order, leave, by=advisor)
    act(bill.settle, order, Bill(), by=advisor)
    with pytest.raises(Refused, match="unpaid"):
        act(handing_over.hand_over, order, leave, by=advisor)
    act(payments.pay, order, PaymentValue(PaymentMethod.CASH, Decimal("120.00")), by=cashier)
    act(handing_over.hand_over, order, leave, by=advisor)
    with records.read() as session:
        assert overview(session, Shown.OPEN, now=NOON, risk_minutes=30).counts[Shown.OPEN] == 0
