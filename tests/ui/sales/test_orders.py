"""Orders in the window: from the quotation to the hand-over, with its papers and its money."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.sales import commands as sales_commands
from app.sales import delivery_commands
from app.sales.order_facts import SaleOrderRow
from app.till import commands as till
from app.till.values import Count
from db.nouns import Noun
from db.sales_words import SaleState
from db.vocabulary import PaperKind, PaymentMethod
from tests.app.sales.order_store import DEPOSIT, PROMISED, SaleStore
from tests.make import NOON, PASSWORD
from tests.ui.sales.showing import settle
from ui.sales.order_panel import SaleOrderPanel
from ui.sales.page import SalesPage


@pytest.fixture
def open_page(qtbot: QtBot, sales: SaleStore, make_shell: Any) -> Callable[[Actor], SalesPage]:
    def show(who: Actor) -> SalesPage:
        page = SalesPage(make_shell(sales.quotes.records, *who.roles, staff_id=who.staff_id))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        settle(qtbot, page)
        return page

    return show


def order_of(page: SalesPage) -> SaleOrderRow:
    row = page.list.panel.row
    assert isinstance(row, SaleOrderRow)
    return row


def show(page: SalesPage, order: int, qtbot: QtBot) -> SaleOrderPanel:
    page.show_record(Noun.SALE_ORDER, order)
    settle(qtbot, page)
    panel = page.list.panel
    assert isinstance(panel, SaleOrderPanel)
    return panel


def test_a_quotation_is_ordered_with_deposit_and_day(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    page, quote = open_page(sales.quotes.consultant), sales.quotes.quote()
    page.show_record(Noun.QUOTE, quote.id)
    settle(qtbot, page)
    page.list.panel.ordering.click()
    settle(qtbot, page)
    form = page.list.form
    assert (form["quote_id"].value(), form["deposit"].value()) == (quote.id, DEPOSIT)
    form["promised_on"].set_value(PROMISED)
    form.submit()
    settle(qtbot, page)
    row = order_of(page)
    assert (row.state, row.deposit) == (SaleState.WAITS_FOR_MANAGER, DEPOSIT)
    panel = page.list.panel
    assert "… Manager" in panel.order.way.told() and panel.total.text() == "¥152,280.53"
    page.open_section("quotes")
    settle(qtbot, page)
    page.show_record(Noun.QUOTE, quote.id)
    settle(qtbot, page)
    assert page.list.panel.ordering not in page.list.panel.buttons(page.list.panel.row)


def test_the_cashier_sees_orders_alone_and_takes_the_deposit_first(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    order = sales.place()
    sales.approve(order)
    page = open_page(sales.cashier)
    assert set(page._declared) == {"orders"} and page.new.isHidden()
    panel = show(page, order, qtbot)
    panel.take("take_money")
    form = panel.step_forms["take_money"].form
    assert form["amount"].value() == DEPOSIT
    form["method"].set_value(PaymentMethod.CARD)
    form.submitted.emit()
    settle(qtbot, page)
    assert order_of(page).paid == DEPOSIT
    panel.take("take_money")
    assert form["amount"].value() == order_of(page).due


def test_after_the_till_was_closed_a_manager_signs_for_more_money(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    order = sales.place()
    sales.approve(order)
    sales.act(till.close_till, Count(NOON.date(), Decimal(0), Decimal(0)), by=sales.cashier)
    page = open_page(sales.cashier)
    panel = show(page, order, qtbot)
    panel.take("take_money")
    form = panel.step_forms["take_money"].form
    form["method"].set_value(PaymentMethod.CASH)
    form.submitted.emit()
    settle(qtbot, page)
    assert not panel.second.isHidden() and form.isHidden()
    panel.second.signer["second"].set_value(sales.quotes.manager.staff_id)
    panel.second.signer["password"].set_value(PASSWORD)
    panel.second.signer.submit()
    settle(qtbot, page)
    assert order_of(page).paid == DEPOSIT and panel.second.isHidden()


def test_contract_and_receipt_are_printed_and_kept(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    order, papers = sales.place(), []
    sales.approve(order)
    sales.pay(order, DEPOSIT)
    page = open_page(sales.quotes.consultant)

    def seen(paper: Any, printed: Any = None) -> None:
        papers.append(paper)
        if printed is not None:  # a contract is kept before it is seen
            printed()

    page.shell.printing.show = seen  # type: ignore[method-assign, assignment]
    panel = show(page, order, qtbot)
    for _print in range(2):
        page.print_chosen()
        settle(qtbot, page)
    panel.print_receipt()
    settle(qtbot, page)
    names = [one.name for one in papers]
    assert names == [*["purchase_contract-D261121-001"] * 2, "sale_receipt-D261121-001"]
    assert papers[0].pdf != papers[1].pdf
    panel.take("sign")
    settle(qtbot, page)
    assert order_of(page).signed_at == NOON


def test_a_ready_car_is_handed_over_once_its_confirmation_is_printed(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    order, _car = sales.ready()
    page = open_page(sales.quotes.consultant)
    panel = show(page, order, qtbot)
    assert panel.buttons(order_of(page))[0].text().startswith("Prepare the hand-over")
    assert panel.prints.next_paper(order_of(page)) is PaperKind.PURCHASE_CONTRACT
    panel.take("prepare")
    form = panel.step_forms["prepare"].form
    form["advisor_id"].set_value(sales.advisor)
    form["odometer"].set_value(18)
    form.submitted.emit()
    settle(qtbot, page)
    assert panel.prints.next_paper(order_of(page)) is PaperKind.DELIVERY_SHEET
    sales.print_sheet(order)
    panel.take("hand_over")
    settle(qtbot, page)
    assert order_of(page).state is SaleState.DELIVERED


def test_a_newer_version_is_told_and_becomes_the_change(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    order, car = sales.place(colour="墨玉黑"), sales.car()
    sales.approve(order)
    sales.act(delivery_commands.give_car, order, car)
    quote = sales.row(order)
    sales.act(
        sales_commands.save_quote,
        sales.quotes.entry(id=quote.quote_id, colour="珠光白", discount=Decimal(1_000)),
    )
    page = open_page(sales.quotes.consultant)
    panel = show(page, order, qtbot)
    assert "2" in panel.order.newer.text() and not panel.order.newer.isHidden()
    panel.take("change")
    form = panel.step_forms["change"].form
    form["reason"].set_value("想要白色")
    form.submitted.emit()
    settle(qtbot, page)
    assert (order_of(page).state, order_of(page).stock_car_id) == (
        SaleState.WAITS_FOR_MANAGER,
        None,
    )
    marked = {one.row.text for one in panel.order.sums._rows if one.before is not None}
    assert "Discount on the car" in marked


def test_a_second_step_is_offered_beside_the_papers_and_the_receipt(
    open_page: Callable[[Actor], SalesPage], sales: SaleStore, qtbot: QtBot
) -> None:
    order = sales.place()
    sales.approve(order)
    sales.sign(order)
    sales.pay(order, DEPOSIT)
    newer = sales.quotes.entry(id=sales.row(order).quote_id, colour="珠光白")
    sales.act(sales_commands.save_quote, newer)
    panel = show(open_page(sales.quotes.consultant), order, qtbot)
    give, paper, receipt, change, kept, more = panel.buttons(panel.row)
    assert (give, change) == (panel.steps.steps["give_car"], panel.steps.steps["change"])
    assert (paper, receipt, kept) == (panel.printing, panel.receipt, panel.papers)
    assert more is panel.steps.more
