"""The sales board in the window: numbers open what they count, days are closed, the wall."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.sales import board_commands
from app.sales.board_facts import BoardCount
from db.nouns import Noun
from tests.app.sales.order_store import TODAY, SaleStore
from ui.sales.board_watch import BoardWatch
from ui.sales.desk import BOARD
from ui.sales.page import SalesPage
from ui.sales.sales_board import SalesBoardView
from ui.sales.wall import SalesWall


@pytest.fixture
def page(qtbot: QtBot, sales: SaleStore, make_shell: Any, settled: Any) -> SalesPage:
    sales.car()
    sales.place(colour="珠光白")
    page = SalesPage(make_shell(sales.quotes.records, staff_id=sales.quotes.manager.staff_id))
    qtbot.addWidget(page)
    page.resize(1366, 692)
    page.show()
    page.open_section(BOARD)
    settled(page.work)
    return page


def view_of(page: SalesPage) -> SalesBoardView:
    view = page.shown
    assert isinstance(view, SalesBoardView)
    return view


def test_a_line_opens_what_it_counts_and_that_opens_its_record(
    page: SalesPage, sales: SaleStore, settled: Any, opened: list[tuple[str, int]]
) -> None:
    view = view_of(page)
    assert view.board is not None and view.cars.count() == len(view.board.cars) + 1
    view.cars.activated.emit(view.board.store)
    assert view.counted.value() == BoardCount.OPEN_ORDERS and view.rows.count() == 1
    view.counted.set_value(BoardCount.IN_STOCK)
    view.counted.edited.emit()
    assert view.rows.count() == 1
    sales.place(colour="墨玉黑")
    page.reload()
    settled(page.work)
    assert view.counted.value() == BoardCount.IN_STOCK
    view.counted.set_value(BoardCount.OPEN_ORDERS)
    view.counted.edited.emit()
    assert view.rows.count() == 2
    view.rows.view.selectRow(0)
    view.rows.activated.emit(view.rows.current())
    assert opened[0][0] == Noun.SALE_ORDER
    view.close_share()
    assert view.cars.isVisible() and not view.rows.isVisible()


def test_the_manager_closes_the_day_and_yesterday_is_counted_from_the_records(
    page: SalesPage, settled: Any
) -> None:
    view = view_of(page)
    assert view.state.text() == "As it stands now"
    view.close_day.click()
    settled(page.work)
    assert view.state.text().startswith("Closed by ")
    view._step(-1)
    settled(page.work)
    assert view.day is not None and view.day < TODAY and view.close_day.isHidden()
    assert view.state.text() == "Not closed: counted from the records"
    view._step(1)
    settled(page.work)
    assert view.day is None


def test_a_day_that_nobody_closed_is_kept_at_the_next_sign_in(
    page: SalesPage, sales: SaleStore, settled: Any
) -> None:
    BoardWatch(page.shell, page)
    settled(page.work)
    view = view_of(page)
    view._step(-1)
    settled(page.work)
    assert view.state.text().startswith("Nobody closed the day")
    assert sales.act(board_commands.keep_past_boards) == 0


def test_the_wall_names_consultants_and_no_customer(page: SalesPage, settled: Any) -> None:
    page.show_wall()
    settled(page.work)
    (wall,) = page.findChildren(SalesWall)
    said = f"{wall.title.text()} {wall.sums.text()} {wall.cars.accessibleName()}"
    said += wall.staff.accessibleName()
    assert "李强" in said and "周雨桐" not in said and "13800138126" not in said
    assert not wall.grab().isNull()
    wall.left.emit()
    assert not wall.isVisible()


def test_new_and_print_know_what_to_do_on_the_board(page: SalesPage, settled: Any) -> None:
    page.edit()
    page.print_chosen()
    page.find()
    page.add()
    settled(page.work)
    assert page.list.form.isVisible()


def test_the_half_year_of_an_opened_consultant_is_printed(
    page: SalesPage, sales: SaleStore, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(page.shell.printing, "print", lambda *told, **_more: printed.append(told))
    view = view_of(page)
    page.print_chosen()
    assert printed == []
    assert view.board is not None
    line = next(one for one in view.board.consultants if one.name == sales.quotes.consultant.name)
    view.staff.activated.emit(line)
    page.print_chosen()
    view.half_year.click()
    whose = sales.quotes.consultant.staff_id
    assert [told[2] for told in printed] == [whose, whose]
    view.cars.activated.emit(view.board.store)
    assert view.half_year.isHidden()
