"""Money of a car: deposit and price add up with the till, and what goes back is signed for (D7)."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.admin import commands as house
from app.admin.second_person import SecondPersonNeeded
from app.errors import Refused
from app.order_money import receipts_of_day
from app.sales import commands, money_commands, order_commands
from app.sales.order_values import CancelEntry, CarMoney, SaleChangeEntry
from app.till import queries as till
from db.nouns import Noun
from db.sales_words import CancelCause, SaleBlock
from db.tables.bills import Payment
from db.vocabulary import PaymentMethod
from tests.app.sales.order_store import DEPOSIT, TODAY, SaleStore

CASH = PaymentMethod.CASH


def test_deposit_and_balance_are_the_whole_price(sales: SaleStore) -> None:
    order = sales.place()
    with pytest.raises(Refused, match=r"sale\.state"):
        sales.pay(order, DEPOSIT)
    sales.approve(order)
    assert sales.pay(order, DEPOSIT) == "R261121-001"
    row = sales.row(order)
    assert (row.paid, row.due) == (DEPOSIT, row.on_the_road - DEPOSIT)
    with pytest.raises(Refused, match=r"payment\.too_much") as refusal:
        sales.pay(order, row.due + Decimal("0.01"))
    assert "孙倩" in refusal.value.text() and "R261121-001" in refusal.value.text()
    sales.pay(order, row.due)
    assert sales.row(order).due == 0


def test_the_till_of_the_day_counts_the_car_and_opens_it(sales: SaleStore) -> None:
    order = sales.place()
    sales.approve(order)
    sales.pay(order, DEPOSIT)
    with sales.quotes.records.read() as session:
        day = till.till_day(session, TODAY)
        (receipt,) = day.receipts
        assert (receipt.order, receipt.amount) == ("D261121-001", DEPOSIT)
        assert receipt.opens == (Noun.SALE_ORDER, order)
        assert day.total == sum(receipts_of_day(session, TODAY).values()) == DEPOSIT


def test_a_car_is_not_put_on_account(sales: SaleStore) -> None:
    order = sales.place()
    sales.approve(order)
    for money, field in (
        (CarMoney(PaymentMethod.ON_ACCOUNT, DEPOSIT), "method"),
        (CarMoney(None, DEPOSIT), "method"),
        (CarMoney(CASH), "amount"),
    ):
        with pytest.raises(Refused) as refusal:
            sales.act(money_commands.take_money, order, money, by=sales.cashier)
        assert refusal.value.field == field
    with pytest.raises(Refused, match="permission"):
        sales.act(money_commands.take_money, order, CarMoney(CASH, DEPOSIT))


def test_money_goes_back_with_a_reason_and_two_people(sales: SaleStore) -> None:
    order = sales.place()
    sales.approve(order)
    sales.pay(order, DEPOSIT)
    back = CarMoney(CASH, DEPOSIT, "客户改主意")
    with pytest.raises(Refused, match=r"refund\.reason"):
        sales.act(money_commands.give_back, order, CarMoney(CASH, DEPOSIT), by=sales.cashier)
    with pytest.raises(SecondPersonNeeded):
        sales.act(money_commands.give_back, order, back, by=sales.cashier)
    sales.act(house.save_settings, {"manager_alone": True}, by=sales.quotes.manager)
    sales.act(money_commands.give_back, order, back, by=sales.quotes.manager)
    assert sales.row(order).paid == 0


@pytest.mark.parametrize(
    "cause, kept",
    [(CancelCause.CUSTOMER, DEPOSIT), (CancelCause.AGREED, 0), (CancelCause.STORE, -DEPOSIT)],
)
def test_a_cancelled_order_owes_what_the_deposit_leaves(
    sales: SaleStore, cause: CancelCause, kept: Decimal
) -> None:
    order, _car = sales.ready()
    boss = {"by": sales.quotes.manager}
    sales.act(house.save_settings, {"manager_alone": True}, **boss)
    sales.act(order_commands.cancel, order, CancelEntry(cause, "不买了"), **boss)
    row = sales.row(order)
    assert row.to_pay_back == row.paid - kept
    with pytest.raises(Refused, match=r"refund\.too_much"):
        more = CarMoney(CASH, row.to_pay_back + 1, "退款")
        sales.act(money_commands.give_back, order, more, **boss)
    sales.act(money_commands.give_back, order, CarMoney(CASH, row.to_pay_back, "退款"), **boss)
    row = sales.row(order)
    assert (row.to_pay_back, row.paid) == (0, kept)


def test_who_approved_an_order_does_not_take_its_money_alone(sales: SaleStore) -> None:
    order, manager = sales.place(), sales.quotes.manager
    sales.approve(order)
    money = CarMoney(CASH, Decimal(1_000))
    with pytest.raises(Refused, match=r"second\.needed"):
        sales.act(money_commands.take_money, order, money, by=manager)
    sales.act(house.save_settings, {"manager_alone": True}, by=manager)
    sales.act(money_commands.take_money, order, money, by=manager)
    assert sales.row(order).paid == 1_000


def test_what_a_change_made_too_much_goes_back_before_the_hand_over(sales: SaleStore) -> None:
    order, _car = sales.ready()
    paid = sales.row(order).paid
    entry = sales.quotes.entry(id=sales.row(order).quote_id, discount=Decimal(1_130))
    sales.act(commands.save_quote, entry)
    sales.act(order_commands.change, order, SaleChangeEntry("再优惠"))
    sales.approve(order)
    sales.sign(order)
    row = sales.row(order)
    # 1,130 less for the car and 100 less tax on it
    missing = (SaleBlock.REFUND, SaleBlock.INVOICE)
    assert (row.to_pay_back, row.blocks) == (Decimal(1_230), missing)
    with pytest.raises(Refused, match=r"sale\.missing"):
        sales.hand_over(order)
    sales.act(house.save_settings, {"manager_alone": True}, by=sales.quotes.manager)
    back = CarMoney(CASH, row.to_pay_back, "变更后多收")
    sales.act(money_commands.give_back, order, back, by=sales.quotes.manager)
    assert sales.row(order).paid == paid - 1_230
    sales.invoice_anew(order)
    sales.hand_over(order)


def test_the_loan_and_what_is_settled_come_and_go_after_the_hand_over(sales: SaleStore) -> None:
    """With a note and never by who sells; nothing is due or owed by it."""
    order, _car = sales.ready(down_payment=Decimal(60_000), months=24)
    sales.hand_over(order)
    before, loan = sales.row(order).paid, Decimal(79_900)
    with pytest.raises(Refused, match=r"sale\.no_note"):
        sales.pay(order, loan)
    paid = CarMoney(PaymentMethod.TRANSFER, loan, "银行放款")
    with pytest.raises(Refused, match="permission"):
        sales.act(money_commands.take_money, order, paid)
    sales.act(money_commands.take_money, order, paid, by=sales.cashier)
    row = sales.row(order)
    assert (row.paid, row.due, row.to_pay_back) == (before + loan, 0, 0)
    assert row.paid == row.on_the_road
    back = CarMoney(CASH, Decimal(100), "购置税多收")
    with pytest.raises(SecondPersonNeeded):
        sales.act(money_commands.give_back, order, back, by=sales.cashier)
    sales.act(house.save_settings, {"manager_alone": True}, by=sales.quotes.manager)
    sales.act(money_commands.give_back, order, back, by=sales.quotes.manager)
    assert sales.row(order).paid == before + loan - 100


@pytest.mark.sqlite_only("the rules are the same; races are tried on both engines")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    discount=st.integers(0, 990_000).map(lambda fen: Decimal(fen) / 100),
    parts=st.lists(st.integers(1, 99), min_size=1, max_size=5),
)
def test_receipts_are_what_was_paid(sales: SaleStore, discount: Decimal, parts: list[int]) -> None:
    order = sales.place(discount=discount)
    sales.approve(order)
    whole = sales.row(order).due
    for part in parts:
        amount = (sales.row(order).due * part / 100).quantize(Decimal("0.01"))
        if amount:
            sales.pay(order, amount)
    row = sales.row(order)
    assert row.paid + row.due == whole == row.on_the_road
    with sales.quotes.records.read() as session:
        amounts = session.scalars(select(Payment.amount).where(Payment.sale_order_id == order))
        assert sum(amounts) == row.paid
