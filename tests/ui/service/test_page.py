"""The row that is marked in the list is the order that is open beside it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.service.commands import opening
from app.service.values import NewOrder
from db.nouns import Noun
from tests.make import NOON
from tests.ui.parts.kit import press


@pytest.fixture
def other(here: Any, records: Any, manager: Any) -> int:
    """An order that the list does not show, because another plate is searched."""
    made = int(records.act(opening.open_order, NewOrder("京B23456"), by=manager, at=NOON))
    here.page.search.set_value("A12345")
    here.page.reload()
    here.wait()
    return made


def marked(page: Any) -> list[int]:
    table = page.list.table
    return [table.row(index.row()).id for index in table.view.selectionModel().selectedRows()]


def test_an_order_from_another_desk_that_is_not_listed_leaves_no_row_marked(
    here: Any, known: int, other: int
) -> None:
    assert marked(here.page) == [known]
    here.page.show_record(Noun.REPAIR_ORDER, other)
    here.wait()
    assert here.page.order_panel.sheet.id == other
    assert marked(here.page) == []
    here.page.reload()
    here.wait()
    assert marked(here.page) == []


def test_the_cursor_in_the_list_opens_no_other_order(here: Any, known: int, other: int) -> None:
    here.page.show_record(Noun.REPAIR_ORDER, other)
    here.wait()
    here.page.take_focus()
    here.wait()
    assert here.focus() is here.page.list.table.view
    assert here.page.order_panel.sheet.id == other
    assert marked(here.page) == []
    press(here.page.list.table.view, Qt.Key.Key_Down)
    here.wait()
    assert here.page.order_panel.sheet.id == known
    assert marked(here.page) == [known]


def test_an_order_is_marked_as_soon_as_the_list_shows_it(here: Any, known: int, other: int) -> None:
    here.page.show_record(Noun.REPAIR_ORDER, other)
    here.wait()
    here.page.search.set_value(None)
    here.page.reload()
    here.wait()
    assert marked(here.page) == [other]
