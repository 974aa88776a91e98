"""What a list shows becomes a file: all its rows and no more, by key and menu, and written down."""

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.export import SheetStamp
from app.long_work import WorkProgress, WorkStopped, watched
from app.records import Records
from app.text import use
from db.tables.admin import Audit
from db.vocabulary import Act, Role
from tests import make as makers
from tests import sheets
from tests.beginnings import Once
from tests.conftest import filled_store
from tests.make import NOON
from tests.ui.parts.kit import press
from ui.parts.table_columns import ColumnMenu
from ui.parts.table_model import Column
from ui.people.page import PeoplePage
from ui.shell.list_export import write_sheet
from ui.shell.long_task import LongTask

CTRL = Qt.KeyboardModifier.ControlModifier
MANY = 1203
Open = Callable[..., PeoplePage]


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any, settled: Any) -> Open:
    def build(*roles: Role) -> PeoplePage:
        page = PeoplePage(make_shell(records, *roles))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        settled(page.shell)
        return page

    return build


@pytest.fixture(scope="session")
def founded_store(founded_store: Path, once: Once) -> Path:
    """More customers than a page of the list holds, two of them with dangerous names."""

    def fill(session: Any, *, by: Any, at: Any) -> None:
        for at_place in range(MANY - 2):
            makers.person(session, f"客户{at_place:04d}", f"1380013{at_place:04d}")
        makers.person(session, "=1+1", "13900000001")
        makers.person(session, '+"甲"', "13900000002")

    return filled_store(once, founded_store, f"people_{MANY}", fill)


def save(page: PeoplePage, path: Path, settled: Any) -> None:
    """The file dialog answers with this path."""
    (dialog,) = page.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    settled(page.shell)


def exported(records: Records) -> list[tuple[str, str | None, str | None]]:
    with records.read() as session:
        rows = session.scalars(select(Audit).where(Audit.act == Act.EXPORT).order_by(Audit.id))
        return [(row.noun, row.reason, row.new) for row in rows]


def test_all_rows_of_a_long_list_are_saved_in_its_order(
    open_page: Open, records: Records, tmp_path: Path, settled: Any
) -> None:
    page, path = open_page(), tmp_path / "people.xlsx"
    table = page.files.tables["person"]
    table.setFocus()
    press(table, Qt.Key.Key_E, CTRL)
    save(page, path, settled)
    lines = sheets.read(path.read_bytes())
    assert len(lines) == MANY + 1 == table.count() + 1
    assert [cell.value for cell in lines[0].values()] == [
        *("Name", "Phone", "Cars", "Recently", "Last seen"),
        *("Coming up", "Level", "Consultant"),
    ]
    assert (lines[1]["A"].value, lines[2]["A"].value) == ('+"甲"', "=1+1")
    assert (lines[2]["A"].kind, lines[2]["A"].quoted) == ("s", True)
    assert (lines[3]["B"].kind, lines[3]["B"].value) == ("s", "138 0013 1200")
    assert exported(records) == [("person", "Customers", f'{{"rows": {MANY}}}')]
    assert page.shell.notices.last_line() == f"{MANY} lines saved as {path}."


def test_only_what_the_search_leaves_is_saved(
    open_page: Open, records: Records, tmp_path: Path, settled: Any
) -> None:
    page, path = open_page(), tmp_path / "people.xlsx"
    page.files.filter.set_value("客户0007")
    page.files.reload()
    settled(page.shell)
    page.export(page.files.tables["person"].file)
    save(page, path, settled)
    assert [line[0] for line in sheets.values(path.read_bytes())] == ["Name", "客户0007"]
    assert exported(records) == [("person", "Customers", '{"rows": 1}')]


def test_titles_speak_the_language_of_the_window_and_hidden_columns_stay_away(
    open_page: Open, tmp_path: Path, settled: Any
) -> None:
    use("zh_CN")
    page, path = open_page(), tmp_path / "people.xlsx"
    table = page.files.tables["person"]
    table.view.arrangement.show_column("level", False)
    page.export(table.file)
    save(page, path, settled)
    assert sheets.values(path.read_bytes())[0] == [
        *("姓名", "电话", "车辆", "最近", "最近到店", "接下来", "顾问")
    ]


def test_the_entry_stands_in_the_menu_of_the_titles(open_page: Open, settled: Any) -> None:
    page = open_page()
    table = page.files.tables["person"]
    table.setFocus()
    press(table, Qt.Key.Key_F10, CTRL)
    (menu,) = table.findChildren(ColumnMenu)
    (entry,) = [action for action in menu.actions() if action.objectName() == "export"]
    assert entry.text() == "Save as an Excel file…\tCtrl+E"
    entry.trigger()
    menu.close()
    (dialog,) = page.window().findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles()[0].endswith("Customers 2026-11-21.xlsx")
    dialog.reject()


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR])
def test_who_may_not_has_no_entry_and_no_key(open_page: Open, settled: Any, role: Role) -> None:
    page = open_page(role)
    table = page.files.tables["person"]
    table.setFocus()
    press(table, Qt.Key.Key_E, CTRL)
    assert not page.window().findChildren(QFileDialog)
    press(table, Qt.Key.Key_F10, CTRL)
    (menu,) = table.findChildren(ColumnMenu)
    assert "export" not in {action.objectName() for action in menu.actions()}
    menu.close()


def test_a_clerk_over_the_limit_of_the_day_gets_no_file(
    open_page: Open, records: Records, tmp_path: Path, settled: Any
) -> None:
    page, path = open_page(Role.CARE), tmp_path / "people.xlsx"
    # the roles of this very moment count: in the store staff 1 is a manager
    with records.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = 'care' WHERE id = 1")
    page.export(page.files.tables["person"].file)
    save(page, path, settled)
    assert not path.exists() and exported(records) == []
    assert "At most 200 lines" in page.shell.notices.last_line()


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(
    open_page: Open, tmp_path: Path, settled: Any
) -> None:
    page = open_page()
    taken = tmp_path / "people.xlsx"
    taken.mkdir()
    page.export(page.files.tables["person"].file)
    save(page, taken, settled)
    told = f"Nothing was written: {taken} is no plain file."
    assert page.shell.notices.last_line() == told
    assert os.listdir(tmp_path) and not list(tmp_path.glob(".*.part"))


def test_ten_thousand_rows_are_cells_within_two_seconds(tmp_path: Path) -> None:
    columns = [Column("name", "Name"), Column("total", "Total"), Column("seen", "Seen")]
    rows = [SimpleNamespace(id=at, name=f"客户{at}", total=at, seen=NOON) for at in range(10_000)]
    began = time.process_time()
    path = tmp_path / "x.xlsx"
    write_sheet(path, columns=columns, rows=rows, stamp=SheetStamp("x", "y", NOON))
    assert time.process_time() - began < 2
    last = sheets.read(path.read_bytes())[-1]
    assert (last["A"].value, last["B"].value) == ("客户9999", 9999)
    assert last["C"].moment == datetime(2026, 11, 21, 12)


def test_a_list_that_is_stopped_while_it_is_read_leaves_no_file_and_no_entry(
    open_page: Open, records: Records, tmp_path: Path, settled: Any
) -> None:
    page, path = open_page(), tmp_path / "people.xlsx"
    tasks: list[LongTask] = []
    page.work.long.began.connect(tasks.append)
    page.work.long.began.connect(lambda task: task.progress.stop())
    table = page.files.tables["person"]
    table.setFocus()
    press(table, Qt.Key.Key_E, CTRL)
    save(page, path, settled)
    assert [task.title for task in tasks] == ["Saving Customers"]
    assert tasks[0].is_over
    assert not path.exists()
    assert exported(records) == []


def test_a_list_that_is_stopped_while_it_is_written_leaves_no_file(tmp_path: Path) -> None:
    path, progress = tmp_path / "people.xlsx", WorkProgress()
    rows = [SimpleNamespace(name=str(number)) for number in range(10)]
    columns = [Column("name", "Name", get=lambda row: progress.stop() or row.name)]
    with pytest.raises(WorkStopped), watched(progress):
        write_sheet(path, columns=columns, rows=rows, stamp=SheetStamp("x", "y", NOON))
    assert list(tmp_path.iterdir()) == []


def test_a_refused_list_ends_its_line(
    qtbot: QtBot,
    records: Records,
    make: Any,
    make_shell: Any,
    tmp_path: Path,
    settled: Any,
) -> None:
    clerk = make(makers.staff, "赵静", Role.CARE)
    page, path = PeoplePage(make_shell(records, Role.CARE, staff_id=clerk)), tmp_path / "x.xlsx"
    qtbot.addWidget(page)
    page.show()
    settled(page.shell)
    tasks: list[LongTask] = []
    page.work.long.began.connect(tasks.append)
    table = page.files.tables["person"]
    table.setFocus()
    press(table, Qt.Key.Key_E, CTRL)
    save(page, path, settled)
    assert len(tasks) == 1 and tasks[0].is_over and not tasks[0].is_held
    assert "At most 200 lines" in page.shell.notices.last_line()
    assert not path.exists()
