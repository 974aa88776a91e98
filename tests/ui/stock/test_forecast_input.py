"""What an outlet expects is typed as one grid by keys, from the list and from Today."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.records import Records
from app.stock import commands, outlet_commands, outlet_queries
from app.stock.outlet_values import OutletEntry
from app.stock.values import StockEntry
from db.nouns import Noun
from db.outlet_words import OutletKind
from db.vocabulary import Role
from tests import make as makers
from tests.app.stock.conftest import TODAY, VINS
from tests.make import NOON
from tests.ui.stock.test_page import settle
from ui.stock.forecast_input import ForecastInput
from ui.stock.outlets import FORECAST
from ui.stock.page import StockPage

ENTER = Qt.Key.Key_Return
Grid = Callable[[], ForecastInput]


@pytest.fixture
def outlet(act: Any, make: Any) -> int:
    """An outlet that never sold a car; the store has a white one of a version."""
    entry = StockEntry(
        vin=VINS[0], arrived_on=TODAY, trim_id=make(makers.trim, "轩逸"), colour="白"
    )
    act(commands.save_car, entry)
    return int(act(outlet_commands.save_outlet, OutletEntry(name="城北", kind=OutletKind.DIRECT)))


@pytest.fixture
def page(qtbot: QtBot, records: Records, make_shell: Any, outlet: int) -> StockPage:
    made = StockPage(make_shell(records, Role.MANAGER))
    qtbot.addWidget(made)
    made.resize(1366, 692)
    made.show()
    made.show_record(Noun.FORECAST_WISH, outlet)
    settle(qtbot, made)
    return made


def test_the_grid_opens_from_today_and_is_typed_by_keys(
    page: StockPage, records: Records, qtbot: QtBot, outlet: int
) -> None:
    panel = page.list.panel
    assert panel.step is FORECAST and panel.row.id == outlet
    form = panel.step_forms[FORECAST.name].form
    grid = form["grid"]
    version, colour, number = grid._lines[0].inputs
    version.set_value(version._options[0][0])
    version.edited.emit()
    version.setFocus()
    qtbot.keyClick(version, ENTER)
    colour.setText("白")
    colour.edited.emit()
    qtbot.keyClick(colour, ENTER)
    assert grid.focusWidget() is number
    qtbot.keyClick(number, Qt.Key.Key_Up)
    qtbot.keyClick(number, Qt.Key.Key_Up)
    assert len(grid._lines) == 2 and "1" in grid._total.text()
    kept, again = grid.draft(), ForecastInput()
    qtbot.addWidget(again)
    again.set_value(panel.row.next_month)
    again.restore(kept)
    assert again.value() == grid.value()
    again.set_value(panel.row.this_month)
    again.restore(kept)
    assert again.value().lines == (), "a draft of another month is none of this one"
    form.submitted.emit()
    settle(qtbot, page)
    with records.read() as session:
        [row] = outlet_queries.outlets(session, panel.viewer, at=NOON)
    [line] = row.next_month.lines
    assert (line.kind.colour, line.cars) == ("白", 1)
    assert panel.step is None
