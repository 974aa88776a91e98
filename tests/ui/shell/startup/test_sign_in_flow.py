"""Coming in: the first day, the password, the lock, the colleague, the practice store, and going
home.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.admin import backup
from app.desks import DESKS
from app.records import Records
from db import upgrade
from tests.make import NOON
from tests.ui.shell.startup.programs import Program, sign_in
from ui.shell.long_task import LongTask
from ui.shell.startup.backend import Backend
from ui.shell.startup.first_start import FirstStart
from ui.shell.startup.open_failed_page import OpenFailedPage
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.startup.staff_list import StaffListEntry


def test_name_password_enter(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    qtbot.waitUntil(lambda: program.page().password.hasFocus())
    sign_in(program, qtbot)
    assert program.window.is_open()
    assert program.window.workstation.last_person == 1
    assert not isinstance(program.page(), SignIn), "no password lingers in a hidden field"


def test_the_program_ends_by_its_key_before_anybody_is_in(
    start, founded: Path, qtbot: QtBot
) -> None:
    program = start(founded)
    qtbot.waitUntil(lambda: program.page().password.hasFocus())
    with qtbot.waitSignal(program.states.ended, timeout=10_000):
        qtbot.keyClick(program.page().password, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not program.window.isVisible()


@pytest.mark.parametrize("scrap", ["敏", "wangm", "wm"])
def test_a_person_is_found_by_a_scrap_of_the_name_or_its_letters(qtbot: QtBot, scrap: str) -> None:
    page = SignIn((StaffListEntry(1, "陈志远"), StaffListEntry(2, "王敏")))
    qtbot.addWidget(page)
    page.find.set_value(scrap)
    page.find.edited.emit()
    found = page.staff.current()
    assert found is not None
    assert found.name == "王敏"


def test_a_wrong_password_is_said_beside_the_field_and_slows_down(
    start, founded: Path, qtbot: QtBot
) -> None:
    program = start(founded)
    for _turn in range(3):
        sign_in(program, qtbot, "wrong-horse-1")
    page = program.page()
    assert not program.window.is_open()
    assert page.message.isVisible()
    assert page.password.value() is None
    assert not page.button.isEnabled(), "the third failure waits"
    assert "1380" not in program.window.windowTitle()


def test_the_lock_keeps_page_and_draft_and_opens_for_the_same_person(
    start, founded: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    program.window.workspace.show_desk("board")
    page = program.window.workspace.page()
    qtbot.keyClicks(page.form["who"], "Zhang")
    qtbot.keyClick(page.form["who"], Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not program.work.busy, timeout=10_000)
    assert not program.window.is_open()
    assert program.work.actor is None
    assert list((tmp_path / "drafts").glob("1-*.json"))
    sign_in(program, qtbot)
    assert program.window.workspace.page() is page
    assert page.form.value()["who"] == "Zhang"


def test_an_idle_desk_locks_itself(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    idle = program.running.sign_in_flow._idle
    assert idle._timer.interval() == 5 * 60_000
    idle._timer.start(30)
    qtbot.waitUntil(lambda: not program.window.is_open())


def test_a_store_that_cannot_be_opened_says_so_and_can_be_tried_again(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    foreign = tmp_path / "store.db"
    foreign.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    program = Program(
        tmp_path,
        foreign,
        Backend(lambda path: Records(upgrade.prepare(path), DESKS), lambda records, at: None),
    )
    try:
        qtbot.waitUntil(lambda: isinstance(program.page(), OpenFailedPage), timeout=10_000)
        foreign.unlink()
        qtbot.mouseClick(program.page().findChild(QWidget, "again"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: isinstance(program.page(), FirstStart), timeout=10_000)
        assert program.window.notices.shown() == ()
    finally:
        program.drafts.close()
        program.work.close()
        program.running.let_go()
        program.window.may_close = True
        program.window.close()


def test_the_practice_store_is_another_file_and_one_finds_back(
    start, founded: Path, qtbot: QtBot
) -> None:
    filled: list[str] = []

    def practise(records: Records, at: object) -> None:
        filled.append(Path(records.where).name)

    program = start(
        founded, Backend(lambda path: Records(upgrade.prepare(path), DESKS), practise, "practise-1")
    )
    program.page().other_asked.emit()
    qtbot.waitUntil(lambda: isinstance(program.page(), FirstStart), timeout=10_000)
    assert filled == ["practice.db"]
    program.running.sign_in_flow.own_asked.emit()
    qtbot.waitUntil(lambda: isinstance(program.page(), SignIn), timeout=10_000)
    assert filled == ["practice.db"]


class WindowsOpened(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(watched)
        return False


def test_no_part_of_the_door_flashes_up_as_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication
) -> None:
    spy = WindowsOpened()
    qapp.installEventFilter(spy)
    page = SignIn(())
    qtbot.addWidget(page)
    qapp.removeEventFilter(spy)
    assert spy.found == []


def test_a_damaged_store_leads_to_its_newest_backup(start, founded: Path, qtbot: QtBot) -> None:
    """Torn in the middle of its pages.

    The door says so, and the backup beside it is one press away.
    """
    records = Records(upgrade.prepare(founded), DESKS)
    backup.back_up(records, founded.parent / backup.FOLDER, at=NOON)
    records.close()
    pages = founded.read_bytes()
    founded.write_bytes(pages[:4096] + bytes(len(pages) - 4096))
    program = start(founded)
    qtbot.waitUntil(lambda: isinstance(program.page(), OpenFailedPage), timeout=10_000)
    tasks: list[LongTask] = []
    program.work.long.began.connect(tasks.append)
    qtbot.mouseClick(program.page().findChild(QWidget, "restore_newest"), Qt.MouseButton.LeftButton)
    assert [task.title for task in tasks] == ["Restoring the backup"]
    qtbot.waitUntil(lambda: isinstance(program.page(), SignIn), timeout=20_000)


def test_a_file_named_from_here_lies_on_this_pc(
    start, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.close()
    path = Path(records.where)
    monkeypatch.chdir(path.parent)
    assert start(Path(path.name)).window.place == str(path)
