"""Each role reads what waits for it with the orders; one press approves."""

from datetime import datetime, timedelta
from typing import Any

from app import settings
from app.permissions import Actor
from app.sales import matching, order_commands, order_today
from app.sales.order_values import CancelEntry
from app.today_spec import AskedDay, TodayItem
from app.urgency import Urgency
from db.sales_words import CancelCause
from tests.app.sales.order_store import SaleStore
from tests.make import NOON


def items(sales: SaleStore, which: Any, by: Actor, at: datetime = NOON) -> tuple[TodayItem, ...]:
    with sales.quotes.records.read() as session:
        found: tuple[TodayItem, ...] = which(session, AskedDay(by, at, settings.load(session)))
        return found


def test_the_manager_approves_and_finance_reads_it_next(sales: SaleStore) -> None:
    sales.place()
    (item,) = items(sales, order_today.to_approve, sales.quotes.manager)
    assert item.who == "周雨桐" and "D261121-001" in item.what
    assert not items(sales, order_today.to_check, sales.cashier)
    command, told = item.act.command
    sales.act(command, *told, by=sales.quotes.manager)
    assert not items(sales, order_today.to_approve, sales.quotes.manager)
    assert len(items(sales, order_today.to_check, sales.cashier)) == 1


def test_a_consultant_reads_what_came_back_is_ready_or_late(sales: SaleStore) -> None:
    consultant = sales.quotes.consultant
    back = sales.place()
    sales.act(order_commands.send_back, back, "贷款利率不对", by=sales.cashier)
    sales.ready()
    told = items(sales, order_today.own_orders, consultant)
    assert sorted(one.why for one in told) == ["ready to hand over", "sent back: 贷款利率不对"]
    assert not items(sales, order_today.own_orders, sales.quotes.colleague)
    assert len(items(sales, order_today.own_orders, sales.quotes.manager)) == 2
    later = NOON + timedelta(days=20)
    late = items(sales, order_today.own_orders, consultant, later)
    assert {one.urgency for one in late} == {Urgency.OVERDUE}


def test_the_cashier_reads_what_goes_back(sales: SaleStore) -> None:
    order, _car = sales.ready()
    boss = {"by": sales.quotes.manager}
    sales.act(order_commands.cancel, order, CancelEntry(CancelCause.AGREED, "协商取消"), **boss)
    (item,) = items(sales, order_today.to_pay_back, sales.cashier)
    assert f"{sales.row(order).paid:,}" in item.why


def test_a_car_that_fits_a_waiting_order_is_told(sales: SaleStore) -> None:
    order = sales.place(colour="墨玉黑")
    sales.approve(order)
    sales.car(2, colour="珠光白")
    assert not items(sales, order_today.own_orders, sales.quotes.consultant)
    sales.car(colour="墨玉黑")
    (item,) = items(sales, order_today.own_orders, sales.quotes.consultant)
    assert "C261121-002" in item.why


def test_a_car_is_proposed_to_the_order_that_waits_longest_and_to_no_other(
    sales: SaleStore,
) -> None:
    first, second = sales.place(colour="墨玉黑"), sales.place(colour="墨玉黑")
    for order in (first, second):
        sales.approve(order)
    sales.car(2, colour="墨玉黑")
    (item,) = items(sales, order_today.own_orders, sales.quotes.consultant)
    assert item.opens[1] == first
    come = sales.car(3, colour="墨玉黑")
    with sales.quotes.records.read() as session:
        told = matching.waiting_order(session, come, sales.quotes.consultant, at=NOON)
    assert told == sales.row(second).name
