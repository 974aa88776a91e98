"""Backup and restore from the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import settings
from app.admin import backup, commands, queries, stores
from app.desks import DESKS
from app.local_time import local_day
from app.reception.settings import VisitSettings
from app.records import Records
from db.nouns import Noun
from db.vocabulary import Role
from tests.make import NOON
from ui.admin.data import Data
from ui.parts.text_inputs import Text


class Door(QObject):
    """The window as far as a restore needs it."""

    switch_asked = Signal()


@pytest.fixture
def section(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> Data:
    shown = Data(make_shell(records, Role.MANAGER, Role.ADMINISTRATOR))
    qtbot.addWidget(shown)
    shown.resize(1080, 600)
    shown.show()
    shown.reload()
    settle(shown)
    return shown


def settle(section: Data) -> None:
    for _ in range(1000):
        QApplication.processEvents()
        if not section.work.busy:
            QApplication.processEvents()
            if not section.work.busy:
                return
        section.thread().msleep(10)


def test_a_backup_is_made_listed_and_noted(qtbot: QtBot, section: Data, records: Records) -> None:
    assert section.table.count() == 0
    qtbot.mouseClick(section.back_up_button, Qt.MouseButton.LeftButton)
    settle(section)
    assert section.table.count() == 1
    row = section.table.row(0)
    assert row.verified
    with records.read() as session:
        assert "backup" in {
            change.noun for change in queries.audit_of_day(session, local_day(NOON))
        }


def test_a_damaged_backup_is_told_apart(qtbot: QtBot, section: Data) -> None:
    section.back_up()
    settle(section)
    row = section.table.row(0)
    section.table.select(row.path)
    qtbot.mouseClick(section.panel.check_button, Qt.MouseButton.LeftButton)
    settle(section)
    assert "every byte" in section.panel.told()
    row.path.write_bytes(row.path.read_bytes()[:-100])
    qtbot.mouseClick(section.panel.check_button, Qt.MouseButton.LeftButton)
    settle(section)
    assert "damaged" in section.panel.told()
    assert section.shell.notices.shown() == ()


def test_the_store_goes_back_after_a_question_in_place(
    qtbot: QtBot,
    section: Data,
    records: Records,
    act: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in_flow = Door()
    monkeypatch.setattr(section, "window", lambda: sign_in_flow)
    section.back_up()
    settle(section)
    act(commands.save_settings, {"contact_target": 99})
    section.table.select(section.table.row(0).path)
    qtbot.mouseClick(section.panel.restore_button, Qt.MouseButton.LeftButton)
    settle(section)
    assert section.confirm.isVisible()
    assert "王敏" in section.confirm.accessibleName()
    with qtbot.waitSignal(sign_in_flow.switch_asked, timeout=10_000):
        qtbot.mouseClick(
            section.confirm.findChild(object, "confirm_act"), Qt.MouseButton.LeftButton
        )
    settle(section)
    with records.read() as session:
        assert settings.load(session).of(VisitSettings).contact_target == 70
        assert [
            change.act.value
            for change in queries.audit_of_day(session, local_day(NOON))
            if change.noun == Noun.BACKUP
        ] == ["change"]
    assert len(list(Path(records.where).parent.glob("store-before-restore-*"))) == 1
    act(commands.save_settings, {"contact_target": 71})


def test_another_stores_backup_is_looked_at_twice(
    qtbot: QtBot, section: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = stores.open_store(tmp_path / "other" / "store.db", DESKS)
    first = commands.FirstStore("Others", "zh_CN", "赵敏", "rain-over-41-hills")
    other.act(commands.found_store, first, by=commands.founder(""), at=NOON)
    backup.back_up(other, section._folder, at=NOON)
    other.close()
    section.reload()
    settle(section)
    restored: list[object] = []
    monkeypatch.setattr(section.question, "_restore", restored.append)
    section.table.select(section.table.row(0).path)
    for typed, done in (("ours", 0), ("Others", 1)):
        qtbot.mouseClick(section.panel.restore_button, Qt.MouseButton.LeftButton)
        settle(section)
        assert "Others" in section.confirm.accessibleName()
        act = section.confirm.findChild(object, "confirm_act")
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
        assert restored == []
        qtbot.keyClicks(section.confirm.findChild(Text, "confirm_reason"), typed)
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
        assert len(restored) == done


def test_a_strange_file_in_the_folder_is_refused_and_nothing_changes(
    section: Data, records: Records, act: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    section.back_up()
    settle(section)
    row = section.table.row(0)
    row.path.write_bytes(b"SQLite format 3\x00" + b"x" * 9000)
    act(commands.save_settings, {"contact_target": 99})
    section.restore(row)
    settle(section)
    assert "cannot be used" in section.shell.notices.last_line()
    with records.read() as session:
        assert settings.load(session).of(VisitSettings).contact_target == 99


def test_the_folders_are_shown_and_another_is_chosen(
    qtbot: QtBot, section: Data, records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        "ui.parts.folders.QDesktopServices.openUrl", lambda url: shown.append(url.toLocalFile())
    )
    qtbot.mouseClick(section.store_line.button, Qt.MouseButton.LeftButton)
    assert shown == [str(Path(records.where).parent)]
    monkeypatch.setattr(
        "ui.admin.data.QFileDialog.getExistingDirectory", lambda *_args: str(tmp_path / "usb")
    )
    section.choose_folder()
    settle(section)
    with records.read() as session:
        assert backup.folder_of(Path(records.where), settings.load(session)) == tmp_path / "usb"
