"""Every list of every desk is left and found again as the same person left it.

A colleague finds their own.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.records import Records
from tests import make as makers
from tests.ui.conftest import views_of
from ui.desks import DESKS
from ui.parts.fields import Segments
from ui.parts.table import Table
from ui.parts.view_memory import ViewMemory
from ui.shell.workspace.page import Page

LISTED = [desk for desk in DESKS if desk.name != "today" if desk.name != "workshop"]
"""The board has cards and no list."""
FILTERS = {
    "reception": ("register_filter", 1),
    "service": ("order_filter", 6),
    "people": ("people_switch", 1),
}
WIDER = 37
WITHOUT_LIST = ("workbench",)
"""Pages of large buttons."""
FIXED = {
    "service": ("list_concerns",),
    "settings": ("list_rules_table", "list_this_pc_table"),
}
"""Columns that share the whole width, in an order of their own: nothing to arrange."""


@pytest.fixture(autouse=True)
def colleague(make: Callable[..., int]) -> int:
    """Somebody else who works here."""
    return make(makers.staff, "李强")


@pytest.fixture
def is_kept(qtbot: QtBot, records: Records) -> Callable[[Page], None]:
    """Waits until the store knows how the lists of a page were left."""
    return lambda page: qtbot.waitUntil(lambda: views_of(records, 1) == page.shell.views)


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any, settled: Any) -> Callable[..., Page]:
    def build(desk: Any, staff_id: int = 1) -> Page:
        """At any PC: what is known comes from the store."""
        page: Page = desk.page_class()(make_shell(records, staff_id=staff_id))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        qtbot.waitExposed(page)
        if desk.name == "settings":
            _open_every_section(page)
        settled(page.work)
        return page

    return build


def _open_every_section(page: Any) -> None:
    from ui.admin.sections import SECTIONS

    for section in SECTIONS:
        page.open_section(section.name)


def _tables(page: QWidget) -> dict[str, Table]:
    """By name; what lies behind another panel is seen for a moment, as when somebody opens it."""
    found = {table.objectName(): table for table in page.findChildren(Table)}
    for table in found.values():
        if not table.isVisible():
            QApplication.sendEvent(table, QShowEvent())
    return found


def _rearrange(table: Table) -> dict[str, object]:
    """A column is dragged wider, a title is clicked, the last column goes to the left and another
    one away.
    """
    header = table.view.header
    if len(table.columns) > 2:
        header.moveSection(len(table.columns) - 1, 0)
        table.view.arrangement.show_column(table.columns[1].key, False)
    at = next((at for at, column in enumerate(table.columns) if not column.stretch), None)
    if at is not None:
        header.resizeSection(at, header.sectionSize(at) + WIDER)
    by = next((at for at, column in enumerate(table.columns) if column.sortable), None)
    if by is not None:
        header.sectionClicked.emit(by)
    QApplication.sendEvent(table, QHideEvent())
    return table.state()


@pytest.mark.parametrize("desk", LISTED, ids=lambda desk: desk.name)
def test_every_list_is_found_again_as_it_was_left(
    desk: Any, open_page: Callable[..., Page], is_kept: Callable[[Page], None], colleague: int
) -> None:
    first = open_page(desk)
    usual = {name: table.state() for name, table in _tables(first).items()}
    assert usual or desk.name in WITHOUT_LIST
    assert len(usual) == len(first.findChildren(Table)), "every list has a name of its own"
    left = {name: _rearrange(table) for name, table in _tables(first).items()}
    fixed = [name for name in left if left[name] == usual[name]]
    assert fixed == [name for name in FIXED.get(desk.name, ()) if name in left]
    is_kept(first)
    again = {name: table.state() for name, table in _tables(open_page(desk)).items()}
    assert again == left
    theirs = {
        name: table.state() for name, table in _tables(open_page(desk, staff_id=colleague)).items()
    }
    assert theirs == usual


@pytest.mark.parametrize("name", FILTERS)
def test_the_filter_of_a_list_is_found_again_and_works(
    name: str,
    qtbot: QtBot,
    open_page: Callable[..., Page],
    is_kept: Callable[[Page], None],
    colleague: int,
) -> None:
    desk = next(desk for desk in DESKS if desk.name == name)
    child, place = FILTERS[name]
    first = open_page(desk)
    row = first.findChild(Segments, child)
    usual = row.value()
    qtbot.mouseClick(row._buttons[place], Qt.MouseButton.LeftButton)
    chosen = row.value()
    assert chosen != usual
    first.hide()
    is_kept(first)
    assert open_page(desk).findChild(Segments, child).value() == chosen
    assert open_page(desk, staff_id=colleague).findChild(Segments, child).value() == usual


def test_a_torn_memory_leaves_a_list_as_it_is(open_page: Callable[..., Page]) -> None:
    desk = next(desk for desk in DESKS if desk.name == "reception")
    first = open_page(desk)
    usual = first.register_list.table.state()
    for torn in (
        {"widths": [1], "order": 3},
        {"widths": {"phone": "wide"}, "order": ["nothing", 1]},
        {"order": ["order"]},
    ):
        first.register_list.table.restore_state(torn)
    assert first.register_list.table.state() == usual


def test_a_width_is_written_a_moment_after_it_came_to_rest(
    qtbot: QtBot, open_page: Callable[..., Page], is_kept: Callable[[Page], None]
) -> None:
    desk = next(desk for desk in DESKS if desk.name == "reception")
    page = open_page(desk)
    table = page.register_list.table
    table.view.header.resizeSection(3, 170)
    qtbot.waitUntil(lambda: page.recall(table.objectName()).get("widths", {}).get("phone") == 170)
    is_kept(page)
    assert table.findChild(ViewMemory) is not None
