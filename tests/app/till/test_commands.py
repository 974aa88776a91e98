"""The day of a till, counted by hand, and what is owed by age."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import settings
from app.errors import Refused
from app.order_money import receipts_of_day
from app.orders.money_rules import AgeGroup
from app.paper import pages
from app.permissions import Actor
from app.service.commands import bill, credit, handing_over, opening, payments
from app.service.values import Bill, Credit, HandOver, NewOrder, PaymentValue
from app.till import commands, papers, queries, rules, today
from app.till.values import Count
from app.today_spec import AskedDay, TodayItem
from db.money_words import PayerKind
from db.nouns import Noun
from db.vocabulary import OldParts, PaymentMethod, Role
from tests.app.service.store import (
    NOON,
    agreed_fixture,
    beginnings,
    desk_fixture,
    order_fixture,
)

__all__ = ["agreed_fixture", "beginnings", "desk_fixture", "order_fixture"]
CASH, CARD, LATER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.ON_ACCOUNT
TODAY = date(2026, 11, 21)


def pay(desk: Any, order: int, amount: str, method: PaymentMethod = CASH, **more: Any) -> None:
    more.setdefault("by", desk.cashier)
    desk.act(payments.pay, order, PaymentValue(method, Decimal(amount)), **more)


def close(desk: Any, counted: str | None, **more: Any) -> int:
    at = more.pop("at", NOON)
    opening_cash, left = Decimal(more.pop("opening", "0")), Decimal(more.pop("left_in", "0"))
    count = Count(
        more.pop("day", TODAY), opening_cash, Decimal(counted) if counted else None, left, **more
    )
    return int(desk.act(commands.close_till, count, by=desk.cashier, at=at))


def refused(desk: Any, *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        close(desk, *args, **more)
    return caught.value


def day(desk: Any, on: date = TODAY) -> Any:
    with desk.records.read() as session:
        return queries.till_day(session, on)


def told(pdf: bytes) -> str:
    """The text of every page."""
    return "".join(pages.page_text(pdf, at) for at in range(pages.page_count(pdf)))


@pytest.fixture
def paid(desk: Any, agreed: int) -> int:
    """186.00: 100.00 in cash of which 14.00 go back, 86.00 by card, 14.00 on account."""
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    pay(desk, agreed, "100.00")
    pay(desk, agreed, "86.00", CARD)
    back = PaymentValue(CASH, Decimal("14.00"), "多收", approver=desk.signed)
    desk.act(payments.pay_back, agreed, back, by=desk.cashier)
    pay(desk, agreed, "14.00", LATER, by=desk.manager)
    return agreed


def test_the_day_equals_its_receipts_and_a_difference_needs_a_reason(desk: Any, paid: int) -> None:
    """200.00 at the start + 86.00 cash = 286.00; 285.50 counted, 0.50 missing."""
    before = day(desk)
    assert before.by_method == {CASH: Decimal("86.00"), CARD: Decimal("86.00")}
    assert (before.total, before.promised) == (Decimal("172.00"), Decimal("14.00"))
    told = refused(desk, "285.50", opening="200.00")
    assert (told.code, told.field) == ("till.difference", "reason")
    assert "-0.50" in told.text()
    assert refused(desk, None).field == "counted"
    assert refused(desk, "286.00", opening="200.00", left_in="286.01").field == "left_in"
    close(desk, "285.50", opening="200.00", left_in="200.00", reason="找零差错")
    closed = day(desk).closed
    assert (closed.difference, closed.receipts) == (Decimal("-0.50"), Decimal("172.00"))
    with desk.records.read() as session:
        assert closed.receipts == sum(receipts_of_day(session, TODAY).values())


def test_a_second_cashier_reads_who_closed_the_till_and_when(desk: Any, paid: int) -> None:
    close(desk, "86.00")
    told = refused(desk, "86.00")
    assert told.code == "till.closed_already"
    assert "周敏 counted and closed this till at 11-21 12:00." in told.text()


def test_what_stays_in_the_till_is_there_the_next_morning(desk: Any, paid: int) -> None:
    close(desk, "86.00", left_in="50.00")
    assert day(desk, TODAY + timedelta(days=1)).opening == Decimal("50.00")
    assert refused(desk, "1.00", day=TODAY + timedelta(days=1)).code == "till.future"


def test_a_receipt_after_the_close_opens_the_day_to_be_counted_again(desk: Any, paid: int) -> None:
    close(desk, "86.00")
    pay(desk, paid, "14.00", by=desk.manager)
    again = day(desk)
    assert (again.closed, again.earlier[0].reopened) == (None, "王敏")
    assert again.cash == Decimal("100.00")
    close(desk, "100.00")
    assert day(desk).closed.receipts == Decimal("186.00")


def test_a_day_that_nobody_closed_waits(desk: Any, paid: int) -> None:
    with desk.records.read() as session:
        assert queries.days_to_close(session, TODAY + timedelta(days=1)) == [(TODAY, 1)]
    close(desk, "86.00")
    with desk.records.read() as session:
        assert queries.days_to_close(session, TODAY + timedelta(days=1)) == []


def test_a_bill_that_was_taken_back_after_hand_over_waits_until_it_is_made_anew(
    desk: Any, agreed: int
) -> None:
    """No other list shows the car: it has left, and nothing is owed without a bill."""
    desk.inspect(agreed)
    desk.act(bill.settle, agreed, Bill())
    pay(desk, agreed, "186.00")
    desk.act(handing_over.hand_over, agreed, HandOver(40010, OldParts.CUSTOMER_TOOK))
    assert waiting(desk) == []
    desk.act(credit.credit, agreed, Credit("开错单位", approver=desk.second), by=desk.manager)
    (item,) = waiting(desk)
    assert (item.opens, item.who) == ((Noun.REPAIR_ORDER, agreed), "张伟")
    assert item.why == "bill J261121-001 of ¥186.00 was taken back: 开错单位"
    assert waiting(desk, by=desk.advisor) == [item]
    assert waiting(desk, by=replace(desk.advisor, staff_id=99)) == []
    desk.act(bill.settle, agreed, Bill())
    assert waiting(desk) == []


def waiting(desk: Any, *, by: Actor | None = None) -> list[TodayItem]:
    with desk.records.read() as session:
        asked = AskedDay(by or desk.cashier, NOON, settings.load(session))
        return list(today.to_bill_again(session, asked))


def test_every_till_is_counted_by_itself(desk: Any, agreed: int) -> None:
    """186.00: 100.00 in the first till, 50.00 and 36.00 by card in the second."""
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    for till, amount, method in ((1, "100.00", CASH), (2, "50.00", CASH), (2, "36.00", CARD)):
        value = PaymentValue(method, Decimal(amount), till=till)
        desk.act(payments.pay, agreed, value, by=desk.cashier)
    close(desk, "49.00", till=2, reason="找零差错")
    with desk.records.read() as session:
        first, second = (queries.till_day(session, TODAY, till=till) for till in (1, 2))
        waiting = queries.days_to_close(session, TODAY + timedelta(days=1))
    assert (first.total, first.expected, first.closed) == (Decimal(100), Decimal(100), None)
    assert (second.total, second.expected) == (Decimal(86), Decimal(50))
    assert second.closed is not None and second.closed.difference == Decimal(-1)
    states = [(one.till, one.receipts, one.closed is None) for one in first.tills]
    assert states == [(1, Decimal(100), True), (2, Decimal(86), False)]
    assert waiting == [(TODAY, 1)]
    close(desk, "100.00")
    assert day(desk).closed.difference == 0


def test_a_closed_till_does_not_close_the_other_one(desk: Any, agreed: int) -> None:
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    close(desk, "0.00", till=2)
    pay(desk, agreed, "86.00")
    late = PaymentValue(CASH, Decimal(100), till=2)
    with pytest.raises(Refused, match=r"till\.closed"):
        desk.act(payments.pay, agreed, late, by=desk.cashier)


def test_a_till_of_a_day_is_found_again_by_its_number() -> None:
    for till in (1, 9):
        assert rules.day_and_till(rules.key_of(TODAY, till)) == (TODAY, till)


def test_what_is_owed_is_sorted_by_age_and_debtor(desk: Any, paid: int) -> None:
    """14.00 of 张伟 on 21 November; on 22 December it is 31 days old and overdue."""
    with desk.records.read() as session:
        now = queries.receivables(session, TODAY)
        later = queries.receivables(session, date(2026, 12, 22))
        late = queries.overdue(session, date(2026, 12, 22))
    [debtor] = now.debtors
    assert (debtor.name, debtor.payer, now.total) == ("张伟", PayerKind.CUSTOMER, Decimal("14.00"))
    assert (now.of(AgeGroup.TO_30), later.of(AgeGroup.TO_60)) == (Decimal(14), Decimal(14))
    assert [(one.number, one.owed, one.overdue) for one in later.debtors[0].bills] == [
        ("J261121-001", Decimal("14.00"), True)
    ]
    assert late == (1, Decimal("14.00"))


@pytest.mark.parametrize("count", [1, 40, 400])
def test_the_takings_sheet_holds_every_receipt(desk: Any, count: int) -> None:
    made = desk.act(opening.open_order, NewOrder("京C33333"))

    def take(session: Any, *, by: Any, at: Any) -> None:
        for number in range(count):
            value = PaymentValue(CASH, Decimal(number + 1))
            payments.pay(session, made, value, by=by, at=at)

    desk.act(take, by=desk.cashier)
    with desk.records.read() as session:
        facts = queries.takings(session, TODAY, by="周敏", at=NOON)
    text = told(papers.takings_sheet(facts))
    assert f"R261121-{count:03d}" in text
    assert f"{count * (count + 1) // 2:,}.00" in text


def test_the_sheet_of_receivables_names_debtor_bill_and_age(desk: Any, paid: int) -> None:
    with desk.records.read() as session:
        facts = queries.receivable_sheet(session, date(2026, 12, 22), by="周敏", at=NOON)
    text = told(papers.receivables_sheet(facts))
    for words in ("张伟", "J261121-001", "14.00"):
        assert words in text


def test_only_the_till_closes_it(desk: Any) -> None:
    with pytest.raises(Refused) as caught:
        desk.act(commands.close_till, Count(TODAY, None, Decimal(0)), by=desk.advisor)
    assert caught.value.code == "permission.denied"
    assert commands.close_till.roles == {Role.CASHIER}


def test_what_was_paid_beyond_a_bill_waits_to_be_refunded(desk: Any, agreed: int) -> None:
    """A deposit of 500.00 on a bill of 186.00 leaves 314.00; after a credit note of 90.00, 404."""
    pay(desk, agreed, "500")
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    told = [one.text() for one in desk.sheet(agreed).checks if one.code == "overpaid"]
    assert told == ["¥314.00 more was paid than billed: it goes back to the customer."]
    desk.act(handing_over.hand_over, agreed, HandOver(40010, OldParts.NONE))
    assert [why.split()[0] for why in to_refund(desk, TODAY)] == ["¥314.00"]
    part = desk.sheet(agreed).lines[1].ref
    later = NOON + timedelta(days=300)
    value = Credit("退件", (part,), approver=desk.signed)
    assert to_refund(desk, later.date()) == []
    desk.act(credit.credit, agreed, value, by=desk.cashier, at=later)
    assert [why.split()[0] for why in to_refund(desk, later.date())] == ["¥404.00"]
    with pytest.raises(Refused, match=r"payment\.paid"):
        pay(desk, agreed, "1")
    back = PaymentValue(CASH, Decimal(404), "多收", approver=desk.signed)
    desk.act(payments.pay_back, agreed, back, by=desk.cashier, at=later)
    assert to_refund(desk, later.date()) == []


def to_refund(desk: Any, on: date) -> list[str]:
    with desk.records.read() as session:
        asked = AskedDay(desk.cashier, NOON + (on - TODAY), settings.load(session))
        return [item.why for item in today.to_refund(session, asked)]
