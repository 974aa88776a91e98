"""One car, one invoice that stands: noted before the hand-over, taken back by a red one."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app import settings
from app.admin import commands as house
from app.errors import Refused
from app.sales import (
    commands,
    delivery_commands,
    invoice_commands,
    order_commands,
    order_today,
    rules,
)
from app.sales.order_facts import needs_red
from app.sales.order_values import CancelEntry, InvoiceEntry, SaleChangeEntry
from app.sales.order_way import invoice_told
from app.today_spec import AskedDay
from db.sales_words import CancelCause, SaleBlock, SaleState
from tests.app.sales.order_store import DEPOSIT, TODAY, SaleStore
from tests.make import NOON

FIRST, SECOND, RED = "26442000000011210001", "26442000000011210002", "26442000000011210003"


def paid(sales: SaleStore) -> tuple[int, int]:
    """An order to which only the invoice is missing."""
    order, car = sales.ready()
    sales.act(invoice_commands.take_back_invoice, sales.row(order).invoices[0].id)
    return order, car


def due(sales: SaleStore) -> list[str]:
    with sales.quotes.records.read() as session:
        asked = AskedDay(sales.cashier, NOON, settings.load(session))
        return [one.why for one in order_today.to_invoice(session, asked)]


def test_the_car_leaves_with_its_invoice_over_the_agreed_price(sales: SaleStore) -> None:
    order, car = paid(sales)
    assert sales.row(order).blocks == (SaleBlock.INVOICE,)
    assert due(sales) == ["paid, still without a sales invoice"]
    with pytest.raises(Refused, match=r"sale\.missing"):
        sales.hand_over(order)
    sales.invoice(order, number="2644 2000 0000 1121 0001")
    (told,) = sales.row(order).invoices
    price = rules.bare_price(sales.row(order).agreed.amounts)
    assert (told.number, told.amount, told.stock_car_id) == (FIRST, price, car)
    assert (told.buyer, told.issued_on) == (sales.row(order).customer, TODAY)
    assert sales.row(order).state is SaleState.READY and due(sales) == []
    sales.hand_over(order)


def test_a_number_is_used_once_and_comes_after_money_and_car(sales: SaleStore) -> None:
    order, _car = paid(sales)
    for entry, code in (
        (InvoiceEntry(), r"invoice\.number"),
        (InvoiceEntry("123456789"), r"invoice\.number"),
        (InvoiceEntry(FIRST, TODAY + timedelta(days=1)), r"invoice\.future"),
        (InvoiceEntry(FIRST, TODAY - timedelta(days=1)), r"invoice\.past"),
    ):
        with pytest.raises(Refused, match=code):
            sales.act(invoice_commands.note_invoice, order, entry)
    sales.invoice(order, number=FIRST)
    with pytest.raises(Refused, match=r"invoice\.noted"):
        sales.invoice(order, number=SECOND)
    other = sales.place()
    sales.approve(other)
    with pytest.raises(Refused, match=r"invoice\.no_car"):
        sales.invoice(other, number=SECOND)
    sales.sign(other)
    sales.act(delivery_commands.give_car, other, sales.car(2))
    with pytest.raises(Refused, match=r"invoice\.unpaid"):
        sales.invoice(other, number=SECOND)
    sales.pay(other, sales.row(other).due)
    with pytest.raises(Refused, match=r"invoice\.used") as refusal:
        sales.invoice(other, number=FIRST)
    assert sales.row(order).number in refusal.value.text()


def test_another_price_needs_a_red_invoice_and_a_new_one(sales: SaleStore) -> None:
    order, _car = sales.ready()
    old = sales.row(order).invoices[0].number
    entry = sales.quotes.entry(id=sales.row(order).quote_id, discount=Decimal(1_130))
    sales.act(commands.save_quote, entry)
    sales.act(order_commands.change, order, SaleChangeEntry("再优惠"))
    row = sales.row(order)
    assert SaleBlock.INVOICE in row.blocks and old in invoice_told(row)
    assert due(sales) == [f"invoice {old}: a red invoice is needed"]
    red = sales.red_invoice(order, RED)
    sales.approve(order)
    sales.sign(order)
    sales.invoice(order, number=SECOND)
    row = sales.row(order)
    assert [(one.number, one.red_number) for one in row.invoices] == [(old, RED), (SECOND, "")]
    assert not needs_red(row)
    with pytest.raises(Refused, match=r"invoice\.other"):
        sales.act(invoice_commands.take_back_red_invoice, red)
    with pytest.raises(Refused, match=r"invoice\.red"):
        sales.act(invoice_commands.take_back_invoice, red)


def test_a_cancelled_order_asks_for_the_red_invoice_and_keeps_its_number(sales: SaleStore) -> None:
    order, _car = sales.ready()
    old = sales.row(order).invoices[0].number
    cause = CancelEntry(CancelCause.CUSTOMER, "不买了")
    sales.act(order_commands.cancel, order, cause, by=sales.quotes.manager)
    assert due(sales) == [f"invoice {old}: a red invoice is needed"]
    red = sales.red_invoice(order, RED)
    assert due(sales) == []
    sales.act(invoice_commands.take_back_red_invoice, red)
    assert needs_red(sales.row(order))
    with pytest.raises(Refused, match=r"invoice\.used"):
        sales.red_invoice(order, old)


def test_a_store_may_hand_over_first_and_reads_what_is_missing(sales: SaleStore) -> None:
    order, _car = paid(sales)
    sales.act(house.save_settings, {"invoice_first": False}, by=sales.quotes.manager)
    assert sales.row(order).state is SaleState.READY
    sales.hand_over(order)
    assert due(sales) == ["handed over without a sales invoice"]
    sales.invoice(order)
    assert due(sales) == []
    with pytest.raises(Refused, match=r"sale\.state"):
        sales.act(invoice_commands.take_back_invoice, sales.row(order).invoices[0].id)
    assert sales.row(order).paid > DEPOSIT
