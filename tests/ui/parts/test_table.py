"""Lists keep what people chose, and show user text as it is."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.parts.kit import press, sentence, show
from ui.keys import Key
from ui.parts.short_table import ShortTable
from ui.parts.table import Column, Table, mark

COLUMNS = (
    Column("name", "Customer", 120, ink=True),
    Column("total", "Total", 100, align="right"),
    Column("state", "State", chip=True, tone=lambda row: "bad", text=str.upper),
)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    total: Decimal
    state: str = "late"


ROWS = tuple(Row(at, f"客户{at}", Decimal(100 - at)) for at in range(60))


@pytest.fixture
def table(qtbot) -> Table:
    made = show(
        qtbot, Table(COLUMNS, empty="No visitor yet.", key=Key.NEW_VISIT, name="visits"), 500, 400
    )
    made.show_rows(ROWS)
    return made


def at(table: Table, row: int, column: int = 0):  # type: ignore[no-untyped-def]
    return table.view.visualRect(table.view.model().index(row, column)).center()


def test_the_keyboard_chooses_and_opens_a_row(table, qtbot) -> None:
    table.setFocus()
    with qtbot.waitSignal(table.chosen) as chosen:
        press(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.activated) as activated:
        press(table, Qt.Key.Key_Return)
    assert chosen.args == activated.args == [ROWS[0]]


def test_a_double_click_opens_a_row(table, qtbot) -> None:
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at(table, 2))
    with qtbot.waitSignal(table.activated) as activated:
        QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at(table, 2))
    assert activated.args == [ROWS[2]]


def test_a_reload_keeps_choice_order_and_scroll(table, qtbot) -> None:
    table.select(40)
    scroll = table.view.verticalScrollBar().value()
    assert scroll > 0
    with qtbot.assertNotEmitted(table.chosen):
        table.show_rows([replace(row, state="done") for row in ROWS])
    assert (table.current().id, table.current().state) == (40, "done")
    assert table.view.verticalScrollBar().value() == scroll


def test_a_row_that_is_gone_is_no_longer_chosen(table, qtbot) -> None:
    table.select(3)
    with qtbot.waitSignal(table.chosen) as chosen:
        table.show_rows(ROWS[10:])
    assert chosen.args == [None]
    assert table.current() is None


def test_a_click_on_the_title_orders_up_then_down_then_as_given(table) -> None:
    header = table.view.header
    spot = header.viewport().rect().topLeft()
    spot.setX(header.sectionViewportPosition(1) + 20)
    spot.setY(10)
    firsts = []
    for _turn in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        firsts.append(table.row(0).id)
    assert firsts == [59, 0, 0]


def test_numbers_in_names_are_ordered_as_people_do(table) -> None:
    table.restore_state({"order": ["name", False]})
    assert [table.row(place).id for place in (0, 2, 10)] == [0, 2, 10]


def test_widths_and_order_come_back(table, qtbot) -> None:
    table.view.header.resizeSection(0, 222)
    table.restore_state({"order": ["total", True]})
    again = show(qtbot, Table(COLUMNS), 500, 400)
    again.restore_state(table.state())
    assert again.state() == table.state()
    assert again.view.header.sectionSize(0) == 222


def test_ctrl_c_copies_the_cell(table) -> None:
    table.setFocus()
    table.select(1)
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "客户1"
    press(table, Qt.Key.Key_Right)
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "¥99.00"


def test_an_empty_list_says_what_to_do(table) -> None:
    table.show_rows(())
    assert not table.view.isVisible()
    assert sentence(table) == "No visitor yet."


def test_markup_in_a_name_is_shown_as_it_is(table) -> None:
    table.show_rows([Row(1, "<b>张</b>", Decimal(1))])
    assert table.view.model().index(0, 0).data() == "<b>张</b>"
    table.grab()


def test_half_a_million_rows_come_in_pages_when_they_are_looked_at(qtbot) -> None:
    asked: list[list[int]] = []
    table = show(qtbot, Table(COLUMNS), 500, 400)

    def fetch(ids, then) -> None:  # type: ignore[no-untyped-def]
        asked.append(ids)
        then([Row(one, f"n{one}", Decimal(1)) for one in ids])

    table.show_paged(range(500_000), fetch)
    qtbot.waitUntil(lambda: table.row(0) is not None)
    assert len(asked) == 1
    table.select(250_000)
    qtbot.waitUntil(lambda: table.current() is not None)
    assert table.current().id == 250_000
    assert len(asked) <= 3


def test_an_answer_to_an_old_list_is_ignored(qtbot) -> None:
    table = show(qtbot, Table(COLUMNS), 500, 400)
    late = []
    table.show_paged([1, 2], lambda ids, then: late.append(then))
    qtbot.waitUntil(lambda: bool(late))
    table.show_paged([3], lambda ids, then: then([Row(3, "new", Decimal(1))]))
    late[0]([Row(1, "old", Decimal(1))])
    qtbot.waitUntil(lambda: table.row(0) is not None)
    assert table.row(0).name == "new"


def test_a_paged_list_asks_for_its_order(qtbot) -> None:
    table = show(qtbot, Table(COLUMNS), 500, 400)
    table.show_paged([1], lambda ids, then: then([Row(1, "a", Decimal(1))]))
    with qtbot.waitSignal(table.sort_asked) as asked:
        table._sort_by(1)
    assert asked.args == ["total", False]


def test_a_press_beside_the_columns_means_their_row(qtbot) -> None:
    wide = show(qtbot, Table(COLUMNS[:1], name="wide"), 700, 300)
    wide.show_rows(ROWS[:3])
    beside = QPoint(wide.view.header.length() + 40, at(wide, 1).y())
    assert beside.x() < wide.view.viewport().width()
    QTest.mouseClick(wide.view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert wide.current() == ROWS[1]
    with qtbot.waitSignal(wide.activated) as activated:
        QTest.mouseDClick(wide.view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert activated.args == [ROWS[1]]


def test_a_list_that_hugs_its_rows_is_as_high_as_they_are(qtbot) -> None:
    short = show(qtbot, ShortTable(COLUMNS, most=3, name="short"), 500, 400)
    row = short.view.verticalHeader().defaultSectionSize()
    heights = []
    for count in (0, 1, 3, 9):
        short.show_rows(ROWS[:count])
        heights.append(short.maximumHeight())
    assert heights == [heights[1], heights[1], heights[1] + 2 * row, heights[1] + 2 * row]


def test_a_record_that_is_not_listed_leaves_no_other_row_marked(table, qtbot) -> None:
    assert mark(table, 3)
    assert table.current() == ROWS[3]
    with qtbot.waitSignal(table.chosen) as chosen:
        assert not mark(table, 999)
    assert chosen.args == [None]
    assert table.current() is None
    assert not table.view.selectionModel().hasSelection()
    assert mark(table, 5) and table.current() == ROWS[5]


def test_another_choice_draws_two_rows_and_each_of_their_cells_once(qtbot) -> None:
    drawn: list[str] = []
    name = Column("name", "Customer", text=lambda told: drawn.append(told) or told)
    table = show(qtbot, Table((name, *COLUMNS[1:])), 500, 400)
    table.show_rows(ROWS)
    table.select(2)
    for _turn in range(5):  # until it is laid out and painted
        QApplication.processEvents()
    drawn.clear()
    table.select(5)
    QApplication.processEvents()
    assert sorted(drawn) == ["客户2", "客户5"]
