"""What binds stays bound: the first signature, a deposit that came in, the terms on the paper."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.prospects import signed_orders
from app.sales import commands, order_commands
from app.sales.order_values import CancelEntry, SaleChangeEntry
from db.sales_words import CancelCause, DepositKind, SaleState
from db.tables.prospects import Prospect
from db.vocabulary import ProspectState
from tests.app.sales.order_store import DEPOSIT, PROMISED, TODAY, SaleStore
from tests.app.sales.test_order_commands import enquiry
from tests.make import NOON

LATER = NOON + timedelta(days=10)
STEPS_BACK = CancelEntry(CancelCause.CUSTOMER, "不买了")


def signed(sales: SaleStore, **quoted: object) -> int:
    """An order with a signed contract and its deposit."""
    order = sales.place(**quoted)
    sales.approve(order)
    sales.sign(order)
    sales.pay(order, DEPOSIT)
    return order


def recolour(sales: SaleStore, order: int, **more: object) -> None:
    """Another version of the same quotation."""
    wish = {"colour": "珠光白"} | more
    entry = sales.quotes.entry(id=sales.row(order).quote_id, **wish)
    sales.act(commands.save_quote, entry)


def test_no_way_round_the_manager_frees_a_bound_deposit(sales: SaleStore) -> None:
    """Neither the signature taken back on its day nor a change, both by the consultant alone."""
    taken_back, changed = signed(sales), signed(sales)
    sales.act(order_commands.take_back_signature, taken_back)
    recolour(sales, changed)
    sales.act(order_commands.change, changed, SaleChangeEntry("换颜色"))
    for order in (taken_back, changed):
        row = sales.row(order)
        assert (row.valid_signature_at, row.signed_at) == (None, NOON)
        with pytest.raises(Refused, match=r"sale\.signed"):
            sales.act(order_commands.cancel, order, STEPS_BACK)
        sales.act(order_commands.cancel, order, STEPS_BACK, by=sales.quotes.manager)
        assert sales.row(order).to_pay_back == 0


def test_a_signature_is_taken_back_on_its_day_later_by_a_manager(sales: SaleStore) -> None:
    order = signed(sales)
    with pytest.raises(Refused, match=r"sale\.signed_before"):
        sales.act(order_commands.take_back_signature, order, at=LATER)
    sales.act(order_commands.take_back_signature, order, by=sales.quotes.manager, at=LATER)
    with pytest.raises(Refused, match=r"sale\.unsigned"):
        sales.act(order_commands.take_back_signature, order, by=sales.quotes.manager, at=LATER)
    assert sales.row(order).signed_at == NOON
    sales.act(order_commands.sign, order, at=LATER)
    row = sales.row(order)
    assert (row.signed_at, row.valid_signature_at) == (NOON, LATER)


def test_a_slip_without_money_leaves_nothing_behind(sales: SaleStore) -> None:
    order = sales.place()
    sales.approve(order)
    sales.sign(order)
    sales.act(order_commands.take_back_signature, order)
    assert sales.row(order).signed_at is None
    sales.act(order_commands.cancel, order, STEPS_BACK)


def test_a_change_leaves_the_order_in_its_month(sales: SaleStore) -> None:
    order = signed(sales)
    recolour(sales, order)
    sales.act(order_commands.change, order, SaleChangeEntry("换颜色"), at=NOON + timedelta(days=5))
    sales.approve(order)
    sales.sign(order)

    def counted(first: int, last: int) -> Decimal:
        days = (TODAY.replace(day=first), TODAY.replace(day=last))
        with sales.quotes.records.read() as session:
            return signed_orders.credits_of_orders(session, days[0], to=days[1])

    assert (counted(21, 21), counted(22, 30)) == (1, 0)


def test_the_enquiry_of_a_cancelled_order_is_open_again(sales: SaleStore, make: Any) -> None:
    make(enquiry, sales.quotes.person, sales.quotes.consultant.staff_id)
    order = signed(sales)
    sales.act(order_commands.cancel, order, STEPS_BACK, by=sales.quotes.manager, at=LATER)
    with sales.quotes.records.read() as session:
        assert session.scalar(select(Prospect.state)) is ProspectState.OPEN


def test_an_enquiry_stays_won_as_long_as_one_order_stands(sales: SaleStore, make: Any) -> None:
    make(enquiry, sales.quotes.person, sales.quotes.consultant.staff_id)
    both = [signed(sales), signed(sales)]
    for order, state in zip(both, (ProspectState.WON, ProspectState.OPEN), strict=True):
        sales.act(order_commands.cancel, order, STEPS_BACK, by=sales.quotes.manager, at=LATER)
        with sales.quotes.records.read() as session:
            assert session.scalar(select(Prospect.state)) is state


def test_beside_a_newer_enquiry_that_of_a_cancelled_order_is_not_won(
    sales: SaleStore, make: Any
) -> None:
    wish = make(enquiry, sales.quotes.person, sales.quotes.consultant.staff_id)
    order = signed(sales)
    newer = make(enquiry, sales.quotes.person, sales.quotes.consultant.staff_id)
    sales.act(order_commands.cancel, order, STEPS_BACK, by=sales.quotes.manager, at=LATER)
    with sales.quotes.records.read() as session:
        states = dict(session.execute(select(Prospect.id, Prospect.state)).all())
    assert states == {wish: ProspectState.MERGED, newer: ProspectState.OPEN}


def test_a_received_deposit_is_not_set_lower(sales: SaleStore) -> None:
    order = sales.place()
    sales.act(order_commands.approve, order, by=sales.quotes.manager)
    sales.pay(order, DEPOSIT)
    sales.act(order_commands.send_back, order, "请重算", by=sales.quotes.manager)
    row = sales.row(order)
    entry = replace(sales.entry(row.quote_id), id=order, version=row.version)
    for less in ({"deposit": None}, {"deposit_kind": DepositKind.PREPAYMENT}):
        with pytest.raises(Refused, match=r"sale\.deposit_received"):
            sales.act(order_commands.save_order, replace(entry, **less))
    sales.act(order_commands.save_order, replace(entry, deposit=DEPOSIT + 1))


def test_a_cheaper_car_lowers_the_deposit_to_its_cap(sales: SaleStore) -> None:
    order = sales.place()
    cap = Decimal(27_980)
    row = sales.row(order)
    sales.act(order_commands.send_back, order, "定金", by=sales.quotes.manager)
    entry = sales.entry(row.quote_id, id=order, deposit=cap)
    sales.act(order_commands.save_order, entry)
    sales.approve(order)
    sales.sign(order)
    sales.pay(order, cap)
    recolour(sales, order, discount=Decimal(5_000))
    for wrong, why in ((None, r"sale\.deposit$"), (Decimal(20_000), r"sale\.deposit_received")):
        with pytest.raises(Refused, match=why):
            sales.act(order_commands.change, order, SaleChangeEntry("再优惠", deposit=wrong))
    sales.act(order_commands.change, order, SaleChangeEntry("再优惠", deposit=Decimal(26_980)))
    row = sales.row(order)
    assert (row.deposit, row.paid) == (26_980, cap)
    assert (row.changes[0].old_deposit, row.changes[0].new_deposit) == (cap, 26_980)


def test_the_day_alone_is_changed_and_signed_anew(sales: SaleStore) -> None:
    order = signed(sales)
    later = PROMISED + timedelta(days=30)
    with pytest.raises(Refused, match=r"sale\.no_version"):
        sales.act(order_commands.change, order, SaleChangeEntry("晚到", PROMISED, DEPOSIT))
    sales.act(order_commands.change, order, SaleChangeEntry("晚到", later))
    row = sales.row(order)
    assert (row.state, row.promised_on) == (SaleState.WAITS_FOR_MANAGER, later)
    assert (row.changes[0].old_promised_on, row.changes[0].new_promised_on) == (PROMISED, later)


def test_what_the_printed_change_says_is_what_is_signed(sales: SaleStore) -> None:
    order = signed(sales)
    recolour(sales, order)
    sales.act(order_commands.change, order, SaleChangeEntry("换颜色"))
    row = sales.row(order)
    put = sales.entry(row.quote_id, id=order, deposit=DEPOSIT + 1_000)
    sales.act(order_commands.send_back, order, "请重算", by=sales.quotes.manager)
    sales.act(order_commands.save_order, put)
    assert sales.row(order).changes[0].new_deposit == DEPOSIT + 1_000
    sales.approve(order)
    sales.sign(order)
    sales.act(order_commands.take_back_signature, order)
    sales.act(order_commands.take_back_check, order, by=sales.cashier)
    sales.act(order_commands.send_back, order, "请重算", by=sales.quotes.manager)
    with pytest.raises(Refused, match=r"sale\.printed"):
        sales.act(order_commands.save_order, replace(put, deposit=Decimal(20_000)))
    sales.act(order_commands.save_order, put)


def test_a_quotation_keeps_its_buyer(sales: SaleStore) -> None:
    quote = sales.quotes.quote()
    entry = sales.quotes.entry(id=quote.id, who=sales.quotes.person + 1)
    with pytest.raises(Refused, match=r"quote\.other_buyer"):
        sales.act(commands.save_quote, entry)


def test_what_costs_nothing_is_a_gift(sales: SaleStore) -> None:
    with pytest.raises(Refused, match=r"quote\.free"):
        sales.quotes.quote(accessories=(("全车膜", Decimal(0)),))
    sales.quotes.quote(gifts=(("脚垫", Decimal(0)),))
