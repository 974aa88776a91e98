"""Every list, file and tooltip shows hostile texts as they were typed.

All of them go through one list; 20, one for each kind of danger, stand in every field of a page.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db.nouns import Noun
from tests.reliability.acting import Desk
from tests.reliability.filled import Filled, add_everybody
from tests.reliability.hostile import CHOSEN, HOSTILE, kept
from tests.ui.parts.kit import show
from ui.desks import DESKS as UI_DESKS
from ui.parts.fields import Area
from ui.parts.labels import plain_tooltip
from ui.parts.table import Table


@pytest.fixture(scope="module")
def filled(founded_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    path = tmp_path_factory.mktemp("shown") / "store.db"
    path.write_bytes(founded_store.read_bytes())
    made = Filled(path)
    yield made
    made.records.close()


@pytest.fixture
def open_page(qtbot: QtBot, filled: Filled, make_shell: Any, settled: Any) -> Callable[..., Any]:
    def built(name: str, records: Records = filled.records) -> Any:
        desk = next(desk for desk in UI_DESKS if desk.name == name)
        page = desk.page_class()(make_shell(records))
        show(qtbot, page, 1366, 700)
        settled(page.work)
        return page

    return built


def _asked(text: str) -> str:
    """As it was kept; the window library takes a byte-order mark from the beginning of a text,
    where it has no ink.
    """
    return kept(text).lstrip("\ufeff")


def _texts(page: QWidget) -> list[str]:
    """Everything that stands on the page in words, cells of tables included.

    A label that reads markup is a fault by itself.
    """
    found: list[str] = []
    for widget in page.findChildren(QWidget):
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Gui.TextFormat.PlainText or not Gui.mightBeRichText(
                widget.text()
            ), widget.objectName()
            found.append(widget.text())
        elif isinstance(widget, QAbstractButton):
            found.append(widget.text().replace("&&", "&"))
        elif isinstance(widget, QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.value() or "" if isinstance(widget, Area) else widget.toPlainText())
        elif isinstance(widget, Table):
            found += _cells(widget)
    return found


def _cells(table: Table) -> list[str]:
    model = table.view.model()
    return [
        str(model.index(row, at).data() or "")
        for row in range(model.rowCount())
        for at in range(model.columnCount())
    ]


def _all_cells(table: Table, qtbot: QtBot) -> list[str]:
    """The words of a long list, which fetches its pages when they are looked at."""
    rows = range(table.count())
    qtbot.waitUntil(lambda: None not in [table.row(at) for at in rows], timeout=20_000)
    return _cells(table)


def _read(tooltip: str) -> str:
    """What a person reads in a tooltip: Qt guesses whether it is markup."""
    if not Gui.mightBeRichText(tooltip):
        return tooltip
    document = QTextDocument()
    document.setHtml(tooltip)
    return document.toPlainText()


def _tooltips(page: QWidget) -> None:
    """Each says what its widget says, and no pointer finds markup."""
    for widget in page.findChildren(QWidget):
        if widget.toolTip():
            assert not Gui.mightBeRichText(widget.toolTip()) or widget.toolTip() == plain_tooltip(
                _read(widget.toolTip())
            ), widget


def test_a_tooltip_reads_as_it_was_typed() -> None:
    assert [text for text in HOSTILE if _read(plain_tooltip(text)) != text] == []


def test_a_long_list_shows_every_name_as_it_was_typed(
    founded_store: Path, tmp_path: Path, open_page: Any, qtbot: QtBot
) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(founded_store.read_bytes())
    records = Records(engines.open_store(path), DESKS)
    everybody = add_everybody(Desk(records, 1))
    page = open_page("people", records)
    files = page.files.tables["person"]
    listed = _all_cells(files, qtbot)
    lost = [name for name in everybody if not any(_asked(name) in cell for cell in listed)]
    assert len(everybody) >= 200 and lost == []
    assert _point_at_cells(files) > 0, "the eye must have seen a tooltip"


def test_every_file_of_a_customer_shows_what_was_typed(
    filled: Filled, open_page: Any, settled: Any, qtbot: QtBot
) -> None:
    page, unlike = open_page("people"), {}
    listed = _all_cells(page.files.tables["person"], qtbot)
    for key, (text, name) in filled.people.items():
        page.show_record(Noun.PERSON, key)
        settled(page.shell)
        shown = _texts(page.panel)
        _tooltips(page.panel)
        wanted = [_asked(text)] if filled.fits(text) else []
        missing = [
            one
            for one in (name.lstrip("\ufeff"), *wanted)
            if not any(one in said for said in shown)
        ]
        if missing or not any(name.lstrip("\ufeff") in cell for cell in listed):
            unlike[text] = missing
    assert len(filled.people) == len(CHOSEN) and unlike == {}


def test_every_repair_order_shows_what_was_typed(
    filled: Filled, open_page: Any, settled: Any
) -> None:
    page, unlike = open_page("service"), {}
    for key, (text, name) in filled.orders.items():
        page.show_record(Noun.REPAIR_ORDER, key)
        settled(page.shell)
        shown = _texts(page)
        _tooltips(page)
        found = sum(_asked(text) in said for said in shown)
        if not any(name.lstrip("\ufeff") in said for said in shown) or found < 4:
            unlike[text] = found
    assert len(filled.orders) == len(CHOSEN) and unlike == {}


def test_every_row_of_the_register_shows_what_was_typed(
    filled: Filled, open_page: Any, settled: Any
) -> None:
    page, unlike = open_page("reception"), {}
    for key, (text, _name) in filled.visits.items():
        page.show_record(Noun.VISIT, key)
        settled(page.shell)
        if not any(_asked(text) in said for said in _texts(page.panels)):
            unlike[text] = key
        _tooltips(page)
    assert len(filled.visits) == len(CHOSEN) and unlike == {}


@pytest.mark.parametrize(
    "desk", ["reception", "testdrives", "service", "workshop", "today", "people"]
)
def test_every_list_shows_names_as_they_were_typed(
    filled: Filled, open_page: Any, desk: str
) -> None:
    page = open_page(desk)
    texts = _texts(page)
    _tooltips(page)
    if desk == "reception":
        lost = [
            name
            for _text, name in filled.visits.values()
            if not any(name.lstrip("\ufeff") in said for said in texts)
        ]
        assert lost == []
    told = sum(_point_at_cells(table) for table in page.findChildren(Table))
    assert told > 0 or desk in ("workshop", "today"), "the eye must have seen a tooltip"


def _point_at_cells(table: Table) -> int:
    """The pointer rests on every cell.

    Where it is too narrow a tooltip comes and reads as the cell. How many came.
    """
    model, cells = table.view.model(), table.view.itemDelegate()
    option, told = QStyleOptionViewItem(), 0
    for row in range(min(model.rowCount(), 260)):
        for at in range(model.columnCount()):
            index = model.index(row, at)
            words = str(index.data() or "")
            cells.helpEvent(
                QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)),
                table.view,
                option,
                index,
            )
            if words.strip() and QToolTip.isVisible():
                assert _read(QToolTip.text()) == words, ascii(words)
                told += 1
    QToolTip.hideText()
    return told
