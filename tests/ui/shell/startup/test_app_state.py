"""Which state follows which, and that the program can be closed in every one."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.admin import sign_in_info
from app.desks import DESKS
from app.errors import Cause, Trouble
from app.records import Records
from db import upgrade
from tests.make import NOON, PASSWORD
from tests.ui.conftest import MakeShell
from tests.ui.shell import made
from ui.main import Program, Start
from ui.shell.startup.app_state import FOLLOWERS, AppState, AppStates, IllegalTransition
from ui.shell.startup.backend import Backend
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.workspace.build_workspace import build_workspace
from ui.shell.workspace.window import Window

SPLASH, SIGN_IN, WORKING = AppState.SPLASH, AppState.SIGN_IN, AppState.WORKING
LOCKED, FAILED, CLOSING = AppState.LOCKED, AppState.FAILED, AppState.CLOSING
WAYS = {
    SPLASH: (),
    SIGN_IN: (SIGN_IN,),
    WORKING: (SIGN_IN, WORKING),
    LOCKED: (SIGN_IN, WORKING, LOCKED),
    FAILED: (FAILED,),
}
Enter = Callable[[AppState], None]


@pytest.fixture
def states(make_shell: MakeShell, fake_records: object, qtbot: QtBot) -> Iterator[AppStates]:
    """The states of a window that has a workspace to show; `enter` goes to one of them."""
    shell = make_shell(fake_records)
    window = Window(shell.workstation, partial(build_workspace, desks=made.DESKS))
    states = AppStates(window)
    states.say(SPLASH)
    states.enter = lambda state: (
        states.work(shell) if state is WORKING else states.show(state, QWidget())
    )
    yield states
    window.may_close = True
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(("before", "after"), list(product(WAYS, WAYS)))
def test_only_what_the_table_says_may_follow(
    states: AppStates, before: AppState, after: AppState
) -> None:
    for state in WAYS[before]:
        states.enter(state)
    if after in FOLLOWERS[before]:
        states.enter(after)
        assert states.state is after
        assert states.window.is_open() == (after is WORKING)
    else:
        with pytest.raises(IllegalTransition):
            states.enter(after)
        assert states.state is before


def test_a_state_is_told_once(states: AppStates) -> None:
    told: list[AppState] = []
    states.changed.connect(told.append)
    for state in (SIGN_IN, SIGN_IN, WORKING, LOCKED):
        states.enter(state)
    assert told == [SIGN_IN, WORKING, LOCKED]


def test_a_late_answer_changes_nothing_once_the_program_closes(states: AppStates) -> None:
    states.back_up = lambda: True
    states.say(SIGN_IN)
    states.close()
    for state in (SPLASH, SIGN_IN, WORKING, FAILED):
        states.enter(state)
    assert states.state is CLOSING
    assert not states.window.is_open()


def test_the_end_waits_for_the_backup_and_a_second_wish_does_not(states: AppStates) -> None:
    ended: list[bool] = []
    states.ended.connect(lambda: ended.append(True))
    states.back_up = lambda: True
    states.window.show()
    states.window.close()
    assert (states.state, ended) == (CLOSING, [])
    states.window.close()
    assert ended == [True]
    assert not states.window.isVisible()


class House:
    """A program on a store that opens when it is let, with or without a greeting."""

    def __init__(self, path: Path, folder: Path, qtbot: QtBot) -> None:
        self.path, self.folder, self.qtbot = path, folder, qtbot
        self.free = threading.Event()
        self.trouble: Trouble | None = None

    def begin(self, *, greets: bool = False) -> Program:
        read = sign_in_info.read_sign_in_info if greets else lambda _path: None
        backend = Backend(self.open, lambda _records, _at: None, read_sign_in_info=read)
        start = Start(self.path, backend, config=self.folder / "config", clock=lambda: NOON)
        self.program = Program(start, desks=made.DESKS)
        return self.program

    def open(self, path: Path) -> Records:
        assert self.free.wait(20)
        if self.trouble is not None:
            raise self.trouble
        return Records(upgrade.prepare(path), DESKS)

    def load(self) -> None:
        self.program.go_on()
        self.qtbot.waitUntil(lambda: self.program.running is not None, timeout=20_000)

    def wait_for(self, state: AppState) -> None:
        self.qtbot.waitUntil(lambda: self.program.states.state is state, timeout=20_000)

    def ask(self) -> SignIn:
        """Somebody may sign in."""
        self.free.set()
        self.qtbot.waitUntil(
            lambda: (
                isinstance(self.program.states.page, SignIn)
                and self.program.work.records is not None
                and not self.program.work.busy
            ),
            timeout=20_000,
        )
        return self.program.states.page

    def sign_in(self) -> None:
        page = self.ask()
        self.qtbot.keyClicks(page.password, PASSWORD)
        self.qtbot.keyClick(page.password, Qt.Key.Key_Return)
        self.wait_for(WORKING)


@pytest.fixture
def house(records: Records, tmp_path: Path, qtbot: QtBot) -> Iterator[House]:
    path = Path(records.where)
    records.close()
    made_house = House(path, tmp_path, qtbot)
    yield made_house
    program = made_house.program
    made_house.free.set()
    if program.work is not None:
        qtbot.waitUntil(lambda: not program.work.busy, timeout=20_000)
    program.end()
    program.window.may_close = True
    program.window.close()
    program.window.deleteLater()


def closes(house: House) -> None:
    """The window is closed, with a backup where there is something to back up."""
    house.program.window.close()
    house.qtbot.waitUntil(lambda: not house.program.window.isVisible(), timeout=20_000)
    assert house.program.states.state is CLOSING


def test_the_first_paint_can_be_closed(house: House) -> None:
    house.begin()
    closes(house)
    house.program.go_on()
    assert house.program.work is None, "nothing is loaded for a window that is gone"


def test_the_program_can_be_closed_while_it_is_loaded(house: House) -> None:
    house.begin()
    house.program.go_on()
    assert house.program.running is None
    closes(house)


def test_the_program_can_be_closed_while_the_store_is_opened(house: House) -> None:
    house.begin()
    house.load()
    assert house.program.states.state is SPLASH
    closes(house)


def test_the_program_can_be_closed_while_it_greets(house: House) -> None:
    house.begin(greets=True)
    house.load()
    assert house.program.states.state is SIGN_IN
    assert house.program.work.records is None
    closes(house)


def test_the_program_can_be_closed_while_it_asks_who_is_there(house: House) -> None:
    house.begin()
    house.load()
    house.ask()
    assert house.program.states.state is SIGN_IN
    closes(house)


def test_the_program_can_be_closed_while_somebody_works(house: House) -> None:
    house.begin()
    house.load()
    house.sign_in()
    closes(house)
    assert list((house.path.parent / "backups").glob("*.db"))


def test_the_program_can_be_closed_while_it_is_locked(house: House) -> None:
    house.begin()
    house.load()
    house.sign_in()
    house.program.window.lock_asked.emit()
    assert house.program.states.state is LOCKED
    house.ask()
    assert house.program.states.state is LOCKED
    closes(house)


def test_the_program_can_be_closed_while_it_is_being_locked(house: House) -> None:
    house.begin()
    house.load()
    house.sign_in()
    house.program.window.lock_asked.emit()
    closes(house)


def test_the_program_can_be_closed_where_the_store_cannot_be_opened(house: House) -> None:
    house.trouble = Trouble(Cause.DAMAGED, "store.db")
    house.free.set()
    house.begin()
    house.load()
    house.wait_for(FAILED)
    closes(house)


def test_trying_again_while_somebody_works_reads_the_page_anew(house: House) -> None:
    house.begin()
    house.load()
    house.sign_in()
    program = house.program
    page = program.window.workspace.page()
    program.work.troubled.emit(Trouble(Cause.DISK, "store.db"))
    before = page.reloads
    program.window.notices.retry()
    assert page.reloads == before + 1
    assert program.window.notices.shown() == ()
    assert (program.states.state, program.work.actor.name) == (WORKING, "王敏")
