"""Several payers, credit notes, second signatures and credit, worked out by hand."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.orders import past_orders
from app.orders import queries as orders
from app.orders.credit_notes import day_bills
from app.orders.dispatched import dispatched_jobs
from app.orders.rules import SettlementBlock
from app.service.commands import bill, credit, handing_over, lines, opening, payers, payments
from app.service.queries.messages import ready_texts
from app.service.values import (
    Bill,
    Credit,
    HandOver,
    Intake,
    NamedPayer,
    NewOrder,
    OtherValue,
    PaymentValue,
)
from app.workbench import commands as workbench
from app.workbench import queries
from app.workbench.hours import finished_parts
from app.workbench.values import WorkShare
from db.tables.bills import CreditNote, OrderPayer, Settlement
from db.vocabulary import LineState, OldParts, PaymentMethod, ServiceType
from tests.app.service.billing import (
    CASH,
    CUSTOMER,
    INSURER,
    INTERNAL,
    TODAY,
    WARRANTY,
    other,
    pay,
    totals,
)
from tests.app.service.store import NOON


def test_one_bill_for_each_payer_and_together_the_order(desk: Any, shared: int) -> None:
    """E-ST-01: 192.75 - 19.28 + 172.70 = 346.17; 77 + 455 = 532; sum 2,173.17."""
    percent = Bill(discount_reason="活动", labour_percent=Decimal(10))
    assert desk.refused(bill.settle, shared, percent).code == "bill.discount"
    signed = Bill(discount_reason="活动", labour_percent=Decimal(10), approver=desk.signed)
    numbers = desk.act(bill.settle, shared, signed)
    assert numbers == "J261121-001, J261121-002, J261121-003, J261121-004"
    assert totals(desk, shared) == {
        CUSTOMER: Decimal("346.17"),
        WARRANTY: Decimal("532.00"),
        INSURER: Decimal("1260.00"),
        INTERNAL: Decimal("35.00"),
    }
    seen = desk.sheet(shared)
    assert (seen.total, seen.row.total, seen.row.settled) == (
        Decimal("2173.17"),
        Decimal("2173.17"),
        True,
    )
    assert seen.bills[0].approved == "王敏"


def test_each_line_is_rounded_before_the_sum(desk: Any, order: int) -> None:
    """E-ST-02: 0.35 x 128.90 = 45.115 -> 45.12; three of them 135.36."""
    refs = [desk.labour(order, f"检查{n}", hours="0.35", rate="128.90") for n in range(3)]
    desk.approve(order, *refs)
    desk.ready(order)
    desk.act(bill.settle, order, Bill())
    assert totals(desk, order) == {CUSTOMER: Decimal("135.36")}


def test_the_type_of_an_order_says_who_pays_its_lines(desk: Any) -> None:
    intake = Intake(odometer=100, service_type=ServiceType.WARRANTY)
    order = desk.act(opening.open_order, NewOrder("京C33333", intake=intake))
    desk.labour(order)
    assert [line.payer for line in desk.sheet(order).lines] == [WARRANTY]


def test_only_the_customer_has_to_pay_before_the_car_leaves(desk: Any, shared: int) -> None:
    desk.act(bill.settle, shared, Bill())
    leave = HandOver(40012, OldParts.CUSTOMER_TOOK)
    assert desk.refused(handing_over.hand_over, shared, leave).code == "hand_over.unpaid"
    pay(desk, shared, "365.45")
    desk.act(handing_over.hand_over, shared, leave)
    seen = desk.sheet(shared)
    assert {kind: one.owed for kind, one in seen.accounts.items()} == {
        CUSTOMER: Decimal("0.00"),
        WARRANTY: Decimal("532.00"),
        INSURER: Decimal("1260.00"),
        INTERNAL: Decimal("35.00"),
    }
    assert pay(desk, shared, "500.00", payer=INSURER, method=PaymentMethod.TRANSFER)
    assert desk.sheet(shared).accounts[INSURER].owed == Decimal("760.00")
    booked = PaymentValue(CASH, Decimal(35), payer=INTERNAL)
    assert desk.refused(payments.pay, shared, booked, by=desk.cashier).code == "payment.internal"


def test_goodwill_is_shared_by_percent_and_sums_to_the_fen(desk: Any, order: int) -> None:
    """1.5 h x 128.53 = 192.795 -> 192.80; 70 % = 134.96 and 1.05 h, the rest 57.84 and 0.45."""
    ref = desk.labour(order, hours="1.50", rate="128.53")
    goodwill = NamedPayer(WARRANTY, lines=(ref,), percent=Decimal(70))
    assert desk.act(payers.assign_payer, order, goodwill) == 1
    seen = desk.sheet(order)
    assert [(line.payer, line.amount, line.quantity, line.share) for line in seen.lines] == [
        (WARRANTY, Decimal("134.96"), Decimal("1.05"), Decimal("70.00")),
        (CUSTOMER, Decimal("57.84"), Decimal("0.45"), Decimal("30.00")),
    ]
    assert seen.totals.total == Decimal("192.80")
    wrong = NamedPayer(WARRANTY, lines=(ref,), percent=Decimal("100.01"))
    assert desk.refused(payers.assign_payer, order, wrong).field == "percent"


def test_shares_of_a_share_are_told_of_the_whole_and_make_100(desk: Any, order: int) -> None:
    """33.33 % of 100.00, then half of 66.67: 33.335 -> 33.34, and the last has the rest."""
    job = desk.labour(order, hours="1.00", rate="100.00")
    for payer, percent in ((WARRANTY, "33.33"), (INSURER, "50")):
        (rest,) = (line.ref for line in desk.sheet(order).lines if line.payer is CUSTOMER)
        share = NamedPayer(payer, lines=(rest,), percent=Decimal(percent))
        desk.act(payers.assign_payer, order, share)
    parts = [(line.amount, line.share) for line in desk.sheet(order).lines]
    assert parts == [(Decimal(part), Decimal(part)) for part in ("33.33", "33.34", "33.33")]
    assert job.id == desk.sheet(order).lines[0].id


def test_somebody_pays_a_share_and_what_falls_to_the_customer_is_asked_anew(
    desk: Any, agreed: int
) -> None:
    """30 % of 96.00 is 28.80; the customer keeps 67.20 and the answer, until it comes back."""
    labour = desk.sheet(agreed).lines[0].ref
    desk.act(
        payers.assign_payer, agreed, NamedPayer(WARRANTY, lines=(labour,), percent=Decimal(30))
    )
    seen = [(line.payer, line.amount, line.state) for line in desk.sheet(agreed).lines[:2]]
    assert seen == [
        (WARRANTY, Decimal("28.80"), LineState.APPROVED),
        (CUSTOMER, Decimal("67.20"), LineState.APPROVED),
    ]
    assert desk.sheet(agreed).totals.total == Decimal("186.00")
    desk.act(payers.assign_payer, agreed, NamedPayer(CUSTOMER, lines=(labour,)))
    first = desk.sheet(agreed).lines[0]
    assert (first.payer, first.state) == (CUSTOMER, LineState.PROPOSED)


def test_who_shares_a_job_shares_both_halves_of_it_after_a_split(desk: Any, agreed: int) -> None:
    """0.80 h done 60 to 40 is 0.48 and 0.32; 50 % of each for the warranty changes neither."""
    job, second = desk.sheet(agreed).lines[0].ref, desk.inspector()
    both = [
        WorkShare(desk.technician.staff_id, Decimal(60)),
        WorkShare(second.staff_id, Decimal(40)),
    ]
    desk.act(workbench.share, job.id, both, by=desk.manager)
    half = NamedPayer(WARRANTY, lines=(job,), percent=Decimal(50))
    desk.act(payers.assign_payer, agreed, half)
    for line in desk.sheet(agreed).lines:
        if line.ref.block is SettlementBlock.LABOUR:
            desk.act(lines.finish_labour, agreed, line.id)
    with desk.records.read() as session:
        parts = finished_parts(session, TODAY, TODAY)
    sold = {
        one: sum(part.sold for part in parts if part.staff_id == one)
        for one in (desk.technician.staff_id, second.staff_id)
    }
    assert list(sold.values()) == [Decimal("0.48"), Decimal("0.32")]


def test_a_job_that_two_payers_share_is_one_work_for_the_technician(desk: Any, agreed: int) -> None:
    """0.80 h at 60 and 40 %: 36 minutes are no overtime, 12 are left, all hours are sold once."""
    job, one = desk.sheet(agreed).lines[0].ref, desk.technician
    desk.act(payers.assign_payer, agreed, NamedPayer(WARRANTY, lines=(job,), percent=Decimal(40)))
    desk.act(workbench.start, job.id, by=one)
    later = NOON + timedelta(minutes=36)
    with desk.records.read() as session:
        row = orders.rows_of(session, [agreed])[0]
        bench = queries.bench(session, one.staff_id, at=later)
        given = dispatched_jobs(session, agreed)
    assert bench is not None
    assert (row.overtime(later, 0), row.work_left(later)) == (0, timedelta(minutes=12))
    assert [(each.standard, each.is_overtime(later, 0)) for each in bench.jobs] == [
        (Decimal("0.80"), False)
    ]
    assert [each.standard for each in given] == [Decimal("0.80")]
    desk.act(workbench.finish, job.id, by=one, at=later)
    with desk.records.read() as session:
        parts = finished_parts(session, TODAY, TODAY)
    assert {part.staff_id for part in parts} == {one.staff_id}
    assert sum(part.sold for part in parts) == Decimal("0.80")
    labour = [line for line in desk.sheet(agreed).lines if line.ref.block is job.block]
    assert None not in [line.finished_at for line in labour]
    desk.act(lines.finish_labour, agreed, job.id, done=False)
    labour = [line for line in desk.sheet(agreed).lines if line.ref.block is job.block]
    assert [line.finished_at for line in labour] == [None, None]


def test_a_job_beside_an_offer_is_shared_once_the_customer_has_chosen(
    desk: Any, order: int
) -> None:
    """Choosing the other offer would reject one share of the first and leave the other."""
    job = desk.labour(order, "更换前制动盘", "1.00")
    offer = desk.labour(order, "更换副厂制动盘", "0.50", alternative_id=job.id)
    half = NamedPayer(WARRANTY, lines=(job,), percent=Decimal(50))
    assert desk.refused(payers.assign_payer, order, half).code == "line.choice"
    desk.act(payers.assign_payer, order, NamedPayer(WARRANTY, lines=(job,)))
    desk.approve(order, offer)
    desk.act(payers.assign_payer, order, NamedPayer(WARRANTY, lines=(offer,), percent=Decimal(50)))
    desk.labour(order, "更换副厂制动盘", "0.25", fee=Decimal("30.01"), id=offer.id)
    states = [line.state for line in desk.sheet(order).lines]
    assert states == [LineState.ALTERNATIVE, LineState.PROPOSED, LineState.APPROVED]


def test_a_payer_is_named_once_and_found_again_by_name(desk: Any, shared: int) -> None:
    desk.act(payers.assign_payer, shared, NamedPayer(WARRANTY, "东风日产"))
    again = desk.act(opening.open_order, NewOrder("京C33333", intake=Intake(odometer=1)))
    desk.act(payers.assign_payer, again, NamedPayer(WARRANTY, "东风日产 "))
    with desk.records.read() as session:
        assert len(set(session.scalars(select(OrderPayer.person_id)))) == 1
    desk.act(bill.settle, shared, Bill())
    assert [one.billed_to for one in desk.sheet(shared).bills] == ["张伟", "东风日产", "", ""]
    due = {one.payer: one.due_on for one in desk.sheet(shared).bills}
    assert (due[CUSTOMER], due[WARRANTY]) == (TODAY, TODAY + timedelta(days=30))


def test_a_wrong_bill_is_credited_and_made_anew(desk: Any, agreed_186: int) -> None:
    """E-ST-04 with 186.00 for 346.17: bill stays, note -186.00, new bill 160.00, 26.00 back."""
    desk.act(bill.settle, agreed_186, Bill())
    pay(desk, agreed_186, "186.00")
    wrong = Credit("多算", approver=desk.signed)
    assert desk.act(credit.credit, agreed_186, wrong, by=desk.cashier) == "H261121-001"
    desk.act(bill.settle, agreed_186, Bill(Decimal(26), "改正"), by=desk.manager)
    seen = desk.sheet(agreed_186)
    assert (seen.total, seen.account.owed) == (Decimal("160.00"), Decimal("-26.00"))
    back = PaymentValue(CASH, Decimal(26), "多收", approver=desk.signed)
    desk.act(payments.pay_back, agreed_186, back, by=desk.cashier)
    assert desk.sheet(agreed_186).account.owed == 0
    with desk.records.read() as session:
        documents = sum(session.scalars(select(Settlement.total)), Decimal(0))
        documents -= sum(session.scalars(select(CreditNote.total)), Decimal(0))
    assert documents == Decimal("160.00")


def test_some_lines_are_credited_with_their_share_of_the_discount(
    desk: Any, agreed_186: int
) -> None:
    """10.00 off 96.00 and 90.00: 5.16 and 4.84; the part is credited with 90.00 - 4.84."""
    desk.act(bill.settle, agreed_186, Bill(Decimal(10), "老客户"), by=desk.manager)
    part = desk.sheet(agreed_186).lines[1].ref
    assert part.block is SettlementBlock.MATERIAL
    wrong = Credit("退件", (part,), approver=desk.signed)
    desk.act(credit.credit, agreed_186, wrong, by=desk.cashier)
    seen = desk.sheet(agreed_186)
    assert (seen.credits[0].total, seen.total) == (Decimal("85.16"), Decimal("90.84"))
    assert desk.refused(credit.credit, agreed_186, wrong, by=desk.cashier).code == "credit.line"
    assert desk.refused(lines.remove_line, agreed_186, part).code == "order.locked"
    whole = Credit("全部", approver=desk.signed)
    desk.act(credit.credit, agreed_186, whole, by=desk.cashier)
    assert [row.total for row in desk.sheet(agreed_186).credits] == [
        Decimal("85.16"),
        Decimal("90.84"),
    ]


def test_one_payers_bill_is_taken_back_and_the_others_stand(desk: Any, shared: int) -> None:
    desk.act(bill.settle, shared, Bill())
    wrong = Credit("漏项", payer=INSURER, approver=desk.signed)
    desk.act(credit.credit, shared, wrong, by=desk.cashier)
    seen = desk.sheet(shared)
    assert (seen.settled, seen.row.settled, len(seen.bills)) == (False, False, 3)
    assert desk.refused(lines.save_other, shared, OtherValue("拖车", Decimal(9))).code == (
        "order.locked"
    )
    extra = other(desk, shared, "100.00", INSURER, "拖车")
    desk.approve(shared, extra)
    assert desk.act(bill.settle, shared, Bill()) == "J261121-005"
    assert totals(desk, shared)[INSURER] == Decimal("1360.00")
    assert desk.sheet(shared).row.total == Decimal("365.45") + 532 + 1360 + 35


def test_a_day_keeps_its_figures_and_the_note_counts_on_its_own(desk: Any, agreed_186: int) -> None:
    desk.act(bill.settle, agreed_186, Bill())
    pay(desk, agreed_186, "186.00")
    desk.act(handing_over.hand_over, agreed_186, HandOver(40012, OldParts.CUSTOMER_TOOK))
    after = NOON + timedelta(days=1)
    wrong = Credit("多算", approver=desk.signed)
    desk.act(credit.credit, agreed_186, wrong, by=desk.cashier, at=after)
    with desk.records.read() as session:
        rows = orders.rows_of(session, [agreed_186])
        then = list(past_orders.billed_then(session, rows, after - timedelta(hours=8)))
        credited = [day_bills(session, TODAY + timedelta(days=days)).credited for days in (0, 1)]
    assert then[0].total == Decimal("186.00")
    assert credited == [Decimal(0), Decimal("186.00")]


def test_the_ready_text_names_what_the_customer_pays_and_nobody_else(
    desk: Any, shared: int
) -> None:
    """Of 2,192.45 the customer's lines are 365.45; 300.00 were paid before."""

    def told() -> str:
        with desk.records.read() as session:
            return ready_texts(session, shared)[0][1]

    assert "应付 ¥365.45" in told()
    pay(desk, shared, "300.00")
    assert "应付 ¥65.45" in told()
    desk.act(bill.settle, shared, Bill())
    assert "应付 ¥65.45" in told()
    pay(desk, shared, "65.45")
    assert "应付 ¥0.00" in told()
