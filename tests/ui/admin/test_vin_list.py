"""A manufacturer's file fills the list of a recall, with a preview and its bad rows."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import Refused
from app.records import Records
from app.warranty.recall_file import read_recall_file
from ui.admin import warranty_lists
from ui.admin.recall_panel import RecallPanel
from ui.admin.vin_list import VinList
from ui.parts.form import Form
from ui.parts.three_way import read_form
from ui.shell.long_task import LongTask

FIRST, SECOND = "LGBH52E0XKY012345", "LSVAA49J132047371"


def read(field: VinList, path: Path) -> None:
    """As the panel reads a file, without its threads."""
    try:
        field.show_file(path, read_recall_file(path))
    except Refused as refused:
        field.refuse_file(path, refused)


@pytest.fixture
def field(qtbot: QtBot) -> VinList:
    made = VinList()
    made.file_chosen.connect(partial(read, made))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_file_adds_its_cars_and_names_each_row_that_is_none(
    qtbot: QtBot, field: VinList, tmp_path: Path
) -> None:
    path = tmp_path / "recall.csv"
    path.write_text(f"车架号,车主\n{FIRST},张伟\n错的,李娜\n{SECOND},王芳\n{SECOND},\n", "gb18030")
    field.set_value(FIRST)
    with qtbot.waitSignal(field.edited):
        field.take_file(path)
    assert field.value() == f"{FIRST}\n{SECOND}"
    told = field.note.text()
    assert told == "recall.csv: 1 car added · 2 in the list already · 1 row not taken"
    model = field.bad.view.model()
    cells = [str(model.index(0, column).data()) for column in range(3)]
    assert cells == ["3", "错的", "not a VIN"]
    field.set_value(None)
    assert field.note.isHidden() and field.bad.isHidden()


def test_what_is_no_table_changes_nothing_and_says_so(field: VinList, tmp_path: Path) -> None:
    field.set_value(FIRST)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04torn")
    field.take_file(tmp_path / "a.xlsx")
    assert "cannot be read" in field.note.text()
    field.take_file(tmp_path / "missing.csv")
    assert "missing.csv cannot be opened" in field.note.text()
    assert field.value() == FIRST and field.choose.isEnabled()


def test_a_file_that_comes_late_does_not_fill_another_recall(qtbot: QtBot, tmp_path: Path) -> None:
    field = VinList()
    qtbot.addWidget(field)
    path = tmp_path / "recall.csv"
    path.write_text(f"{FIRST}\n", "utf-8")
    field.take_file(path)
    assert not field.choose.isEnabled() and "is being read" in field.note.text()
    field.set_value(SECOND)
    assert field.choose.isEnabled() and field.note.isHidden()
    field.show_file(path, read_recall_file(path))
    field.refuse_file(path, Refused("file.unread", "x"))
    assert field.value() == SECOND and field.note.isHidden()


def test_the_panel_reads_beside_the_window_and_the_keyboard_reaches_the_button(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any, tmp_path: Path
) -> None:
    panel = RecallPanel(make_shell(records), warranty_lists.RECALLS)
    qtbot.addWidget(panel)
    panel.resize(420, 640)
    panel.choose(None)
    panel.show()
    qtbot.waitUntil(lambda: panel.form.is_built)
    vins = panel.form["vins"]
    path = tmp_path / "recall.csv"
    path.write_text(f"{FIRST}\n{SECOND}\n", "utf-8")
    vins.take_file(path)
    assert vins.value() is None, "the window does not wait for the disk"
    settled(panel.work)
    assert vins.value() == f"{FIRST}\n{SECOND}"
    panel.form.submit_button.setFocus()
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Tab)
    assert panel.window().focusWidget() is vins.choose


def test_reading_a_long_list_is_seen_and_can_be_stopped(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any, tmp_path: Path
) -> None:
    panel = RecallPanel(make_shell(records), warranty_lists.RECALLS)
    qtbot.addWidget(panel)
    panel.choose(None)
    qtbot.waitUntil(lambda: panel.form.is_built)
    vins = panel.form["vins"]
    path = tmp_path / "recall.csv"
    path.write_text(f"{FIRST}\n", "utf-8")
    tasks: list[LongTask] = []
    panel.work.long.began.connect(tasks.append)
    panel.work.long.began.connect(lambda task: task.progress.stop())
    vins.take_file(path)
    settled(panel.work)
    assert [task.title for task in tasks] == ["recall.csv is being read…"]
    assert tasks[0].is_over
    assert vins.value() is None and vins.choose.isEnabled() and vins.note.isHidden()


def test_the_list_is_a_field_of_the_form_of_a_recall(qtbot: QtBot, tmp_path: Path) -> None:
    form = Form(warranty_lists.RECALLS.fields, name="recall_form")
    qtbot.addWidget(form)
    form.show()
    form.set_value({"number": "R-031"})
    assert not form.is_dirty
    path = tmp_path / "recall.csv"
    path.write_text(f"{FIRST}\n", "utf-8")
    form["vins"].file_chosen.connect(partial(read, form["vins"]))
    form["vins"].take_file(path)
    assert form.is_dirty and form.value()["vins"] == FIRST
    assert read_form(form)["vins"].text == FIRST
    kept = form.draft()
    form.clear()
    form.restore(kept)
    assert form.value()["vins"] == FIRST
