"""The sales board in the window: numbers open what they count, days are closed, the wall."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.sales import board_commands
from app.sales.board_facts import BoardCount
from db.nouns import Noun
from db.vocabulary import Role
from tests.app.sales.order_store import TODAY, SaleStore
from ui.board.desk import DESK
from ui.board.page import SalesBoardPage
from ui.board.wall import SalesWall
from ui.sales.board_watch import BoardWatch


@pytest.fixture
def page(qtbot: QtBot, sales: SaleStore, make_shell: Any, settled: Any) -> SalesBoardPage:
    sales.car()
    sales.place(colour="珠光白")
    page = SalesBoardPage(make_shell(sales.quotes.records, staff_id=sales.quotes.manager.staff_id))
    qtbot.addWidget(page)
    page.resize(1366, 692)
    page.show()
    settled(page.work)
    return page


def test_a_line_opens_what_it_counts_and_that_opens_its_record(
    page: SalesBoardPage, sales: SaleStore, settled: Any, opened: list[tuple[str, int]]
) -> None:
    assert page.board is not None and page.cars.count() == len(page.board.cars) + 1
    page.cars.activated.emit(page.board.store)
    assert page.counted.value() == BoardCount.OPEN_ORDERS and page.rows.count() == 1
    page.counted.set_value(BoardCount.IN_STOCK)
    page.counted.edited.emit()
    assert page.rows.count() == 1
    sales.place(colour="墨玉黑")
    page.reload()
    settled(page.work)
    assert page.counted.value() == BoardCount.IN_STOCK
    page.counted.set_value(BoardCount.OPEN_ORDERS)
    page.counted.edited.emit()
    assert page.rows.count() == 2
    page.rows.view.selectRow(0)
    page.rows.activated.emit(page.rows.current())
    assert opened[0][0] == Noun.SALE_ORDER
    page.close_share()
    assert page.cars.isVisible() and not page.rows.isVisible()


def test_the_manager_closes_the_day_and_yesterday_is_counted_from_the_records(
    page: SalesBoardPage, settled: Any
) -> None:
    assert page.state.text() == "As it stands now"
    page.close_day.click()
    settled(page.work)
    assert page.state.text().startswith("Closed by ")
    page._step(-1)
    settled(page.work)
    assert page.day is not None and page.day < TODAY and page.close_day.isHidden()
    assert page.state.text() == "Not closed: counted from the records"
    page._step(1)
    settled(page.work)
    assert page.day is None


def test_a_day_that_nobody_closed_is_kept_at_the_next_sign_in(
    page: SalesBoardPage, sales: SaleStore, settled: Any
) -> None:
    BoardWatch(page.shell, page)
    settled(page.work)
    page._step(-1)
    settled(page.work)
    assert page.state.text().startswith("Nobody closed the day")
    assert sales.act(board_commands.keep_past_boards) == 0


def test_the_wall_names_consultants_and_no_customer(page: SalesBoardPage, settled: Any) -> None:
    page.show_wall()
    settled(page.work)
    (wall,) = page.findChildren(SalesWall)
    said = f"{wall.title.text()} {wall.sums.text()} {wall.cars.accessibleName()}"
    said += wall.staff.accessibleName()
    assert "李强" in said and "周雨桐" not in said and "13800138126" not in said
    assert not wall.grab().isNull()
    wall.left.emit()
    assert not wall.isVisible()


def test_the_half_year_of_an_opened_consultant_is_printed(
    page: SalesBoardPage, sales: SaleStore, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(page.shell.printing, "print", lambda *told, **_more: printed.append(told))
    page.print_half_year()
    assert printed == []
    assert page.board is not None
    line = next(one for one in page.board.consultants if one.name == sales.quotes.consultant.name)
    page.staff.activated.emit(line)
    page.print_half_year()
    page.half_year.click()
    whose = sales.quotes.consultant.staff_id
    assert [told[2] for told in printed] == [whose, whose]
    page.cars.activated.emit(page.board.store)
    assert page.half_year.isHidden()


def test_reception_reads_it_and_is_told_where_no_record_opens(
    qtbot: QtBot, sales: SaleStore, make_shell: Any, settled: Any
) -> None:
    sales.place(colour="珠光白")
    page = SalesBoardPage(make_shell(sales.quotes.records, Role.RECEPTION))
    qtbot.addWidget(page)
    page.show()
    settled(page.work)
    assert page.board is not None and page.board.store.count(BoardCount.OPEN_ORDERS) == 1
    assert page.close_day.isHidden()
    page.staff.activated.emit(page.board.consultants[0])
    assert page.rows.count() and page.half_year.isHidden()


@pytest.mark.parametrize("role", Role)
def test_everybody_may_open_it_and_who_works_elsewhere_has_it_aside(role: Role) -> None:
    person = Actor(1, "王敏", frozenset({role}), "前台1")
    assert DESK.is_for(person) and DESK.is_aside_for(person) == (role is not Role.MANAGER)
