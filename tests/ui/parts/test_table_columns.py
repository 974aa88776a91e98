"""Each person sees the columns they work with, where they want them.

The mouse is not needed for it.
"""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.parts.kit import press, show
from ui.parts.table import Column, Table
from ui.parts.table_columns import ColumnMenu

COLUMNS = (
    Column("name", "R & D", 120),
    Column("total", "Total", 100),
    Column("note", "Note", 90, stretch=True),
    Column("day", "Day", 80),
)
ROWS = tuple(
    SimpleNamespace(id=at, name=f"客户{at}", total=at, note="", day="1") for at in range(5)
)


@pytest.fixture
def table(qtbot) -> Table:
    made = show(qtbot, Table(COLUMNS, name="visits"), 520, 300)
    made.show_rows(ROWS)
    made.setFocus()
    return made


def opened(table: Table) -> ColumnMenu:
    press(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    (menu,) = [menu for menu in table.findChildren(ColumnMenu) if menu.isVisible()]
    return menu


def seen(table: Table) -> list[str]:
    header = table.view.header
    return [
        table.columns[at].key
        for at in map(header.logicalIndex, range(header.count()))
        if not header.isSectionHidden(at)
    ]


def keys(
    menu: ColumnMenu,
    *pressed: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    for key in pressed:
        QTest.keyClick(menu, key, modifiers)


def test_a_column_is_hidden_and_shown_by_keys_alone(table: Table) -> None:
    menu = opened(table)
    assert [action.text() for action in menu.actions() if action.isCheckable()] == [
        "R && D",
        "Total",
        "Note",
        "Day",
    ]
    keys(menu, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert menu.isVisible() and seen(table) == ["name", "note", "day"]
    keys(menu, Qt.Key.Key_Space)
    assert seen(table) == ["name", "total", "note", "day"] and table.view.columnWidth(1) == 100
    keys(menu, Qt.Key.Key_Escape)
    press(table, Qt.Key.Key_Down)
    assert table.current() in ROWS, "the keys go on in the list"


def test_the_last_column_stays(table: Table) -> None:
    menu = opened(table)
    keys(
        menu,
        Qt.Key.Key_Space,
        Qt.Key.Key_Down,
        Qt.Key.Key_Space,
        Qt.Key.Key_Down,
        Qt.Key.Key_Space,
        Qt.Key.Key_Down,
        Qt.Key.Key_Space,
    )
    assert seen(table) == ["day"]
    table.view.arrangement.show_column("day", False)
    table.restore_state({"hidden": ["name", "total", "note", "day"]})
    assert seen(table) == ["day"]


def test_a_column_is_moved_by_keys_and_the_menu_follows(table: Table) -> None:
    menu = opened(table)
    keys(menu, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    keys(menu, *[Qt.Key.Key_Up] * 6, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert seen(table) == ["day", "name", "total", "note"]
    keys(menu, *[Qt.Key.Key_Down] * 3, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert seen(table) == ["name", "total", "note", "day"]
    assert [action.objectName() for action in menu.actions()] == [
        "name",
        "total",
        "note",
        "day",
        "",
        "delivered",
    ]
    keys(menu, Qt.Key.Key_Up, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert (
        [action.objectName() for action in menu.actions()][:4]
        == seen(table)
        == ["name", "total", "day", "note"]
    )


def test_a_title_is_dragged_to_its_place(table: Table) -> None:
    header = table.view.header
    ground = header.viewport()
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    for x in (90, 140, 200, 215):
        QTest.mouseMove(ground, QPoint(x, 10))
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=QPoint(215, 10))
    assert seen(table) == ["total", "name", "note", "day"]
    assert header.order is None, "a drag is no click"


def test_the_right_button_on_the_titles_offers_the_columns_and_on_a_row_does_not(
    table: Table,
) -> None:
    header = table.view.header
    spot = QPoint(20, 10)
    QApplication.sendEvent(
        header.viewport(),
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, spot, header.viewport().mapToGlobal(spot)
        ),
    )
    (menu,) = table.findChildren(ColumnMenu)
    menu.close()


def test_as_delivered_undoes_everything(table: Table) -> None:
    usual = table.state()
    table.restore_state(
        {
            "widths": {"name": 300},
            "hidden": ["total"],
            "places": ["day", "name"],
            "order": ["name", True],
        }
    )
    assert seen(table) == ["day", "name", "note"] and table.row(0) is ROWS[-1]
    menu = opened(table)
    keys(menu, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert (
        table.state() == usual
        and seen(table) == ["name", "total", "note", "day"]
        and table.row(0) is ROWS[0]
    )


def test_the_arrangement_survives_another_kind_of_rows(table: Table) -> None:
    left = {
        "widths": {"name": 150, "total": 77, "day": 80},
        "hidden": ["total"],
        "places": ["note", "day", "name", "total"],
        "order": [],
    }
    table.restore_state(left)
    table.show_paged([1, 2], lambda ids, then: then(ROWS[1:3]))
    assert table.state() == left and seen(table) == ["note", "day", "name"]
    table.show_rows(ROWS)
    assert table.state() == left and seen(table) == ["note", "day", "name"]
    assert table.select(3) and table.current() is ROWS[3]


def test_the_stretching_column_takes_what_a_hidden_one_leaves(table: Table) -> None:
    before = table.view.columnWidth(2)
    table.view.arrangement.show_column("day", False)
    assert table.view.columnWidth(2) == before + 80
    table.view.arrangement.show_column("note", False)
    table.view.arrangement.show_column("note")
    assert table.view.columnWidth(2) == before + 80


@pytest.mark.parametrize(
    "torn",
    [
        {"hidden": 3},
        {"hidden": [1, None]},
        {"places": "x"},
        {"places": ["nothing", "day", "day"]},
        {"widths": 0},
    ],
)
def test_a_torn_memory_is_passed_over(table: Table, torn: dict[str, object]) -> None:
    table.restore_state(torn)
    assert sorted(seen(table)) == sorted(column.key for column in COLUMNS)


def test_rows_of_a_hidden_list_are_read_and_measured_when_they_are_seen(qtbot) -> None:
    read: list[str] = []
    name = Column("name", "Name", 80, text=lambda told: read.append(told) or told)
    table = show(qtbot, Table((name, *COLUMNS[1:])), 700, 300)
    table.show_rows(ROWS)
    width = table.view.header.sectionSize(0)
    table.hide()
    read.clear()
    table.show_rows([SimpleNamespace(id=9, name="京A·12345 很长的名字", total=1, note="", day="1")])
    assert not read
    table.show()
    assert table.view.header.sectionSize(0) > width
