"""Bill, money and hand-over."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import settings
from app.admin import commands as house
from app.orders import guarantees
from app.orders.rules import Guarantee, GuaranteeEnd
from app.orders.settings import ClosingSettings
from app.service.commands import bill, credit, handing_over, lines, opening, payments
from app.service.queries.facts import order_facts
from app.service.queries.lists import Shown, overview
from app.service.values import Bill, Credit, HandOver, Intake, NewOrder, OtherValue, PaymentValue
from app.vehicles import queries as cars
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.vocabulary import OldParts, PaperKind, PaymentMethod, ServiceType, Stage
from tests.app.service.store import NOON

CASH, CARD, LATER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.ON_ACCOUNT
LEAVE = HandOver(40012, OldParts.CUSTOMER_TOOK, "更换机油机滤", None, 45000, "张伟")


def pay(desk: Any, order: int, amount: str, method: PaymentMethod = CASH, **more: Any) -> Any:
    more.setdefault("by", desk.cashier)
    return desk.act(payments.pay, order, PaymentValue(method, Decimal(amount)), **more)


@pytest.fixture
def ready(desk: Any, agreed: int) -> int:
    desk.ready(agreed)
    return agreed


def test_a_wanted_wash_that_was_left_out_is_a_problem_but_stops_nobody(
    desk: Any, agreed: int
) -> None:
    def problems() -> list[tuple[str, bool]]:
        return [
            (one.code, one.stops) for one in desk.sheet(agreed).checks if one.code == "unwashed"
        ]

    desk.act(opening.change_intake, agreed, Intake(odometer=40000, wash=True))
    desk.move(agreed, Stage.IN_WORK, Stage.QUALITY_CHECK)
    assert problems() == [], "it may still be washed"
    desk.move(agreed, Stage.READY)
    assert problems() == [("unwashed", False)]
    desk.move(agreed, Stage.WASH)
    desk.move(agreed, Stage.READY)
    assert problems() == []
    desk.act(opening.change_intake, agreed, Intake(odometer=40000, wash=False))
    assert problems() == []


@pytest.fixture
def settled(desk: Any, ready: int) -> int:
    desk.act(bill.settle, ready, Bill())
    return ready


def test_a_bill_has_labour_and_material_apart(desk: Any, settled: int) -> None:
    made = desk.sheet(settled).bill
    assert made.number == "J261121-001"
    assert (made.labour, made.material, made.other, made.total) == (
        Decimal("96.00"),
        Decimal("90.00"),
        Decimal(0),
        Decimal("186.00"),
    )


def test_the_advisor_gives_five_percent_of_the_labour_and_the_manager_more(
    desk: Any, ready: int
) -> None:
    over = Bill(Decimal("4.81"), "老客户")
    assert desk.refused(bill.settle, ready, over).field == "discount"
    assert desk.refused(bill.settle, ready, Bill(Decimal("4.80"))).field == "discount_reason"
    desk.act(bill.settle, ready, over, by=desk.manager)
    assert desk.sheet(ready).bill.total == Decimal("181.19")


def test_all_that_stops_is_told_at_once_and_the_switches_decide(desk: Any, order: int) -> None:
    desk.labour(order)
    checks = desk.sheet(order).checks
    assert [(check.code, check.stops) for check in checks] == [
        ("approval", True),
        ("quality", True),
        ("not_ready", True),
        ("not_settled", True),
        ("concerns", False),
    ]
    assert desk.refused(bill.settle, order, Bill()).code == "close.approval"
    desk.act(
        house.save_settings,
        {"close_needs_approval": False, "close_needs_quality_check": False},
        by=desk.manager,
    )
    assert not any(check.stops for check in desk.sheet(order).checks if not check.leaving)
    desk.act(bill.settle, order, Bill())


def test_work_that_came_back_needs_a_new_quality_check(desk: Any, ready: int) -> None:
    desk.act(opening.move, ready, Stage.IN_WORK, reason="异响仍在")
    assert "quality" in [check.code for check in desk.sheet(ready).checks]


def test_part_payments_add_up_and_never_exceed_the_bill(desk: Any, settled: int) -> None:
    assert pay(desk, settled, "100.00") == "R261121-001"
    assert (
        desk.refused(
            payments.pay, settled, PaymentValue(CARD, Decimal("86.01")), by=desk.cashier
        ).field
        == "amount"
    )
    pay(desk, settled, "86.00", CARD)
    done = desk.sheet(settled)
    assert (done.account.received, done.account.owed) == (Decimal("186.00"), Decimal(0))


def test_a_deposit_before_the_bill_counts(desk: Any, agreed: int) -> None:
    pay(desk, agreed, "100.00")
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    assert desk.sheet(agreed).account.owed == Decimal("86.00")


def test_money_goes_back_the_way_it_came_and_with_a_reason(desk: Any, settled: int) -> None:
    pay(desk, settled, "186.00", CARD)
    other = PaymentValue(CASH, Decimal(1), "x", approver=desk.signed)
    assert desk.refused(payments.pay_back, settled, other, by=desk.cashier).field == "amount"
    bare = PaymentValue(CARD, Decimal(1), approver=desk.signed)
    assert desk.refused(payments.pay_back, settled, bare, by=desk.cashier).field == "note"
    back = PaymentValue(CARD, Decimal("6.00"), "多收", approver=desk.signed)
    desk.act(payments.pay_back, settled, back, by=desk.cashier)
    assert desk.sheet(settled).account.owed == Decimal("6.00")


def test_only_cashier_and_manager_take_money(desk: Any, settled: int) -> None:
    assert (
        desk.refused(payments.pay, settled, PaymentValue(CASH, Decimal(1))).code
        == "permission.denied"
    )
    assert (
        desk.refused(bill.settle, settled, Bill(), by=desk.technician).code == "permission.denied"
    )


def test_nobody_leaves_unpaid_unless_the_manager_lets_the_customer_pay_later(
    desk: Any, settled: int
) -> None:
    told = desk.refused(handing_over.hand_over, settled, LEAVE)
    assert told.code == "hand_over.unpaid"
    assert "186.00" in told.text()
    assert (
        desk.refused(
            payments.pay, settled, PaymentValue(LATER, Decimal("186.00")), by=desk.cashier
        ).field
        == "method"
    )
    pay(desk, settled, "186.00", LATER, by=desk.manager)
    desk.act(handing_over.hand_over, settled, LEAVE)
    pay(desk, settled, "100.00", CARD)
    assert [(row.method, row.amount) for row in desk.sheet(settled).payments] == [
        (LATER, Decimal("186.00")),
        (LATER, Decimal("-100.00")),
        (CARD, Decimal("100.00")),
    ]
    assert (
        desk.refused(
            payments.pay, settled, PaymentValue(CARD, Decimal("86.01")), by=desk.cashier
        ).field
        == "amount"
    )


def test_a_mistake_is_credited_by_the_manager_and_settled_anew(desk: Any, settled: int) -> None:
    pay(desk, settled, "186.00")
    assert desk.refused(credit.credit, settled, Credit("漏项")).code == "permission.denied"
    blank = Credit(" ", approver=desk.second)
    assert desk.refused(credit.credit, settled, blank, by=desk.manager).field == "reason"
    desk.act(credit.credit, settled, Credit("漏项", approver=desk.second), by=desk.manager)
    desk.act(lines.save_other, settled, OtherValue("拖车", Decimal("14.00")))
    desk.approve(settled, desk.sheet(settled).lines[-1].ref)
    assert desk.act(bill.settle, settled, Bill()) == "J261121-002"
    assert desk.sheet(settled).account.owed == Decimal("14.00")


def test_the_car_leaves_with_its_odometer_and_what_was_explained(desk: Any, settled: int) -> None:
    pay(desk, settled, "186.00")
    assert (
        desk.refused(handing_over.hand_over, settled, replace(LEAVE, odometer_out=39999)).field
        == "odometer_out"
    )
    assert (
        desk.refused(handing_over.hand_over, settled, replace(LEAVE, odometer_out=None)).field
        == "odometer_out"
    )
    assert (
        desk.refused(handing_over.hand_over, settled, replace(LEAVE, old_parts=None)).field
        == "old_parts"
    )
    desk.act(handing_over.hand_over, settled, LEAVE)
    gone = desk.sheet(settled)
    assert (gone.stage, gone.departure.odometer, gone.departure.collected_by) == (
        Stage.DELIVERED,
        40012,
        "张伟",
    )
    with desk.records.read() as session:
        hit = cars.by_plate(session, "京A12345")
        seen = overview(session, Shown.DELIVERED, now=NOON, risk_minutes=30)
    assert hit is not None and (hit.odometer, hit.open_order_id) == (40012, None)
    assert [row.id for row in seen.rows] == [settled]
    assert (seen.counts[Shown.OPEN], seen.counts[Shown.DELIVERED]) == (0, 1)


def test_only_what_is_ready_and_settled_leaves(desk: Any, agreed: int) -> None:
    assert desk.refused(handing_over.hand_over, agreed, LEAVE).code == "hand_over.not_ready"
    desk.ready(agreed)
    assert desk.refused(handing_over.hand_over, agreed, LEAVE).code == "hand_over.not_settled"


def test_an_order_with_money_is_not_cancelled(desk: Any, order: int) -> None:
    pay(desk, order, "50.00")
    assert desk.refused(opening.move, order, Stage.CANCELLED, reason="不修了").code == "order.paid"
    back = PaymentValue(CASH, Decimal("50.00"), "不修了", approver=desk.signed)
    desk.act(payments.pay_back, order, back, by=desk.cashier)
    desk.act(opening.move, order, Stage.CANCELLED, reason="不修了")
    assert (
        desk.refused(lines.save_other, order, OtherValue("拖车", Decimal(1))).code == "order.closed"
    )


def test_an_empty_order_leaves_for_nothing(desk: Any) -> None:
    order = desk.act(opening.open_order, NewOrder("京C34567"))
    with desk.records.read() as session:
        assert settings.load(session).of(ClosingSettings).close_needs_odometer
    assert desk.refused(bill.settle, order, Bill()).code == "close.odometer"


def test_a_bill_is_credited_after_hand_over_and_made_anew(desk: Any, settled: int) -> None:
    """E-ST-04 with 186.00: credited in full, billed anew with 172.00, 14.00 go back."""
    pay(desk, settled, "186.00")
    desk.act(handing_over.hand_over, settled, LEAVE)
    assert desk.refused(lines.save_other, settled, OtherValue("拖车", Decimal(1))).code == (
        "order.locked"
    )
    wrong = Credit("多算了", approver=desk.second)
    assert desk.act(credit.credit, settled, wrong, by=desk.manager) == "H261121-001"
    assert desk.sheet(settled).bill is None
    desk.act(bill.settle, settled, Bill(Decimal("14.00"), "改正"), by=desk.manager)
    kept = desk.sheet(settled)
    assert (kept.stage, kept.total, kept.account.owed) == (
        Stage.DELIVERED,
        Decimal("172.00"),
        Decimal("-14.00"),
    )


def test_a_reversed_bill_takes_the_promise_to_pay_it_along(desk: Any, settled: int) -> None:
    desk.act(payments.pay, settled, PaymentValue(LATER, Decimal("186.00")), by=desk.manager)
    desk.act(credit.credit, settled, Credit("漏项", approver=desk.second), by=desk.manager)
    assert desk.sheet(settled).account.on_account == 0
    desk.act(bill.settle, settled, Bill())
    assert desk.sheet(settled).account.due == Decimal("186.00")


def test_who_pays_cash_only_gets_nothing_on_account(desk: Any, settled: int) -> None:
    def note(session: Any, *, by: Any, at: Any) -> None:
        order = session.get_one(RepairOrder, settled)
        session.get_one(Person, order.payer_id or order.customer_id).cash_only = True

    desk.act(note, by=desk.manager)
    later = PaymentValue(LATER, Decimal("186.00"))
    refusal = desk.refused(payments.pay, settled, later, by=desk.manager)
    assert (refusal.code, refusal.field) == ("payment.cash_only", "method")
    assert desk.sheet(settled).account.due == Decimal("186.00")
    pay(desk, settled, "186.00")
    assert desk.sheet(settled).account.due == 0


def test_a_rework_restarts_the_guarantee_of_the_first_repairs_class(desk: Any) -> None:
    """The engine left on the 21st; the rework is done three days later, collected after five."""
    first = stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    assert ended(desk, first) == (Guarantee(100, 20_000), date(2027, 3, 1), 60_000)
    done = NOON + timedelta(days=3)
    again = stay(desk, ServiceType.REWORK, at=done, odometer=43_100, left=done + timedelta(days=2))
    assert desk.sheet(again).service_type is ServiceType.REWORK
    assert ended(desk, again) == (Guarantee(100, 20_000), date(2027, 3, 4), 63_100)


def test_one_job_done_again_in_a_maintenance_has_the_first_repairs_class(desk: Any) -> None:
    """As it is free for what was repaired before, it is inspected and guaranteed like it."""
    stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    done = NOON + timedelta(days=3)
    intake = Intake(odometer=43_100, service_type=ServiceType.MAINTENANCE)
    order = desk.act(opening.open_order, NewOrder("京C33333", intake=intake), at=done)
    desk.approve(order, desk.labour(order, "更换机油机滤"), at=done)
    assert not desk.sheet(order).quality.state.needs_certificate
    desk.approve(order, desk.labour(order, "缸盖", service_type=ServiceType.REWORK), at=done)
    assert desk.sheet(order).quality.state.needs_certificate
    with desk.records.read() as session:
        end = guarantees.expected_end(session, order, leaves_on=done.date(), km=43_100)
    assert end == GuaranteeEnd(date(2027, 3, 4), 63_100)


def stay(desk: Any, kind: ServiceType, *, at: Any, odometer: int, left: Any = None) -> int:
    """A car comes, is worked on and leaves without a bill to pay."""
    intake = Intake(odometer=odometer, odometer_accepted=True, service_type=kind)
    order = desk.act(opening.open_order, NewOrder("京C33333", intake=intake), at=at)
    desk.inspect(order, at=at)
    desk.act(bill.settle, order, Bill(), at=at)
    desk.certify(order, odometer, at=left or at)
    desk.act(handing_over.hand_over, order, HandOver(odometer, OldParts.NONE), at=left or at)
    return int(order)


def ended(desk: Any, order: int) -> tuple[Guarantee, date, int | None]:
    with desk.records.read() as session:
        facts = order_facts(session, order, kind=PaperKind.SETTLEMENT_LIST, by="", at=NOON)
    assert facts.guarantee_end is not None
    return facts.guarantee, facts.guarantee_end.last_day, facts.guarantee_end.km


def test_deposits_together_stay_within_what_papers_can_write(desk: Any, order: int) -> None:
    pay(desk, order, "999999999999.99")
    much = PaymentValue(CASH, Decimal("0.01"))
    assert desk.refused(payments.pay, order, much, by=desk.cashier).code == "bill.too_much"
    bar_code = PaymentValue(CASH, Decimal("6901234567892"))
    assert desk.refused(payments.pay, order, bar_code, by=desk.cashier).code == "bill.too_much"
