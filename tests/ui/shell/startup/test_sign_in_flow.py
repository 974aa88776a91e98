"""Coming in: the first day, the password, the lock, the colleague, the practice store, and going
home.
"""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.admin import backup
from app.desks import DESKS
from app.records import Records
from db import upgrade
from tests.conftest import PASSWORD
from tests.make import NOON
from tests.ui.shell import made
from ui.shell.editing.drafts import Drafts
from ui.shell.startup.app_controller import AppController
from ui.shell.startup.app_state import AppStates
from ui.shell.startup.backend import Backend
from ui.shell.startup.first_start import FirstStart
from ui.shell.startup.open_failed_page import OpenFailedPage
from ui.shell.startup.sign_in_flow import SignInFlow
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.startup.splash import Splash
from ui.shell.startup.staff_list import StaffListEntry
from ui.shell.work import Work
from ui.shell.workspace.build_workspace import build_workspace
from ui.shell.workspace.window import Window
from ui.shell.workstation import Workstation


class Program:
    """The whole program on a store, without `ui.main`."""

    def __init__(self, folder: Path, store: Path, house: Backend) -> None:
        self.moment = NOON
        self.work = Work(lambda: self.moment)
        self.drafts = Drafts(folder / "drafts", lambda: self.moment)
        self.window = Window(
            Workstation.load(folder / "config"), partial(build_workspace, desks=made.DESKS)
        )
        self.states = AppStates(self.window)
        sign_in_flow = SignInFlow(self.states, self.work, self.drafts)
        self.running = AppController(sign_in_flow, self.work, self.drafts, house=house, store=store)
        self.window.show()
        self.running.open()

    def page(self) -> QWidget:
        return self.window.start_screen.currentWidget()


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path):
    made_programs: list[Program] = []

    def open_program(store: Path, house: Backend | None = None) -> Program:
        house = house or Backend(
            lambda path: Records(upgrade.prepare(path), DESKS),
            lambda records, at: None,
            "practise-1",
        )
        program = Program(tmp_path, store, house)
        made_programs.append(program)
        qtbot.waitUntil(
            lambda: not program.work.busy and not isinstance(program.page(), Splash), timeout=10_000
        )
        return program

    yield open_program
    for program in made_programs:
        program.drafts.close()
        program.work.close()
        program.running.let_go()
        program.window.may_close = True
        program.window.close()
        program.window.deleteLater()


@pytest.fixture
def founded(records: Records) -> Path:
    """The file of a founded store, closed."""
    path = Path(records.where)
    records.close()
    return path


def sign_in(program: Program, qtbot: QtBot, password: str = PASSWORD) -> None:
    page = program.page()
    assert isinstance(page, SignIn)
    qtbot.keyClicks(page.password, password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.work.busy, timeout=10_000)


def test_the_first_day_is_one_page(start, qtbot: QtBot, tmp_path: Path) -> None:
    program = start(tmp_path / "new" / "store.db")
    page = program.page()
    assert isinstance(page, FirstStart)
    form = page.form
    for name, text in (
        ("store_name", "东风日产示范店"),
        ("admin_name", "王敏"),
        ("password", PASSWORD),
        ("password_again", "other"),
    ):
        form[name].set_value(text)
    form.submit()
    assert not program.window.is_open(), "the two passwords differ"
    form["password_again"].set_value(PASSWORD)
    form.submit()
    qtbot.waitUntil(program.window.is_open, timeout=10_000)
    assert program.work.actor.name == "王敏"
    assert program.window.header.tabs()[0] == "today"


def test_a_rule_about_passwords_is_said_beside_the_field(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(tmp_path / "store.db")
    form = program.page().form
    for name, text in (
        ("store_name", "店"),
        ("admin_name", "王敏"),
        ("password", "12345678"),
        ("password_again", "12345678"),
    ):
        form[name].set_value(text)
    form.submit()
    qtbot.waitUntil(lambda: not program.work.busy, timeout=10_000)
    assert form.submit_button.isEnabled()
    assert not program.window.is_open()
    assert form["store_name"].value() == "店"


def test_what_is_wrong_with_the_last_field_is_seen_without_scrolling(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    form = start(tmp_path / "store.db").page().form
    for name, text in (
        ("store_name", "店"),
        ("admin_name", "王敏"),
        ("password", "right-horse-9"),
        ("password_again", "other"),
    ):
        form[name].set_value(text)
    form.submit()
    told = next(
        label
        for label in form.findChildren(QLabel)
        if label.isVisible() and label.text() == form.message("password_again")
    )
    qtbot.waitUntil(
        lambda: told.visibleRegion().boundingRect().height() == told.height(), timeout=2000
    )
    assert (
        form["password_again"].isAncestorOf(QApplication.focusWidget())
        or form["password_again"].hasFocus()
    )


def test_a_change_of_language_on_the_first_page_keeps_what_was_typed(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(tmp_path / "store.db")
    program.page().form["store_name"].set_value("示范店")
    program.page().language_asked.emit("zh_CN")
    assert program.page().form["store_name"].value() == "示范店"
    assert program.page().form.submit_button.text().startswith("建立门店")


def test_name_password_enter(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    qtbot.waitUntil(lambda: program.page().password.hasFocus())
    sign_in(program, qtbot)
    assert program.window.is_open()
    assert program.window.workstation.last_person == 1
    assert not isinstance(program.page(), SignIn), "no password lingers in a hidden field"


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
    qtbot.waitUntil(lambda: not program.window.is_open(), timeout=2000)


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


def test_closing_backs_up_first_and_then_closes(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    with qtbot.waitSignal(program.states.ended, timeout=10_000):
        program.window.close()
        assert program.window.isVisible(), "nobody waits in front of a frozen window"
    assert not program.window.isVisible()
    assert list((founded.parent / "backups").glob("*.db"))


def test_closing_twice_does_not_wait(
    start, founded: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    monkeypatch.setattr(program.running.backups, "make", lambda **_more: None)
    program.window.close()
    assert program.window.isVisible()
    with qtbot.waitSignal(program.states.ended):
        program.window.close()


def test_four_hours_of_use_make_a_backup(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    backups = program.running.backups
    qtbot.waitUntil(lambda: backups._changed)
    backups.look()
    qtbot.waitUntil(lambda: backups.newest is not None, timeout=10_000)
    first = backups.newest
    backups.look()
    assert not backups._busy, "nothing was saved since"
    backups._changed = True
    program.moment = NOON + timedelta(hours=4)
    backups.look()
    qtbot.waitUntil(lambda: backups.newest not in (None, first), timeout=10_000)


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
    qtbot.mouseClick(program.page().findChild(QWidget, "restore_newest"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(program.page(), SignIn), timeout=20_000)
