"""What every window test shares: the dressed application, and a shell to build a page on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.admin import sign_in_queries
from app.permissions import Actor
from app.records import QueryAnswer, Records
from app.settings import Settings
from app.text import use
from db.vocabulary import Role
from tests.make import NOON
from ui import theme
from ui.shell.editing.drafts import Drafts
from ui.shell.notices import Notices
from ui.shell.printing.print_flow import Printing
from ui.shell.work import Work
from ui.shell.workspace.page import Shell
from ui.shell.workstation import Workstation

MakeShell = Callable[..., Shell]
PATIENCE_MS = 20_000
"""How long is waited for a state: a busy machine takes longer, and that is no fault."""

for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed):
    _wait.__kwdefaults__["timeout"] = PATIENCE_MS


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    """Every window test starts in English and in the light."""
    if theme.scheme() != "light" or qapp.font().family() != theme.FAMILY:
        theme.apply(qapp, "light")
    use("en")
    yield
    use("en")


@pytest.fixture
def opened() -> list[tuple[str, int]]:
    """What a page asked the window to open: (noun, id)."""
    return []


def views_of(records: Records, staff_id: int) -> dict[str, dict[str, Any]]:
    """How a person left the lists, as the store knows it."""
    with records.read() as session:
        return sign_in_queries.entering(session, staff_id).views


@pytest.fixture
def make_shell(qtbot: QtBot, tmp_path: Path, opened: list[tuple[str, int]]) -> Iterator[MakeShell]:
    """`make_shell(records, *roles)`.

    A shell for one page, without the program's window around it.
    """
    made: list[tuple[Work, Drafts, QWidget]] = []

    def make(records: object = None, *roles: Role, staff_id: int = 1) -> Shell:
        work = Work(lambda: NOON)
        if records is not None:
            work.open(records)
        work.actor = Actor(staff_id, "王敏", frozenset(roles or (Role.MANAGER,)), "test")
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(1366, 768)
        notices = Notices(window)
        notices.listen(work)
        workstation = Workstation.load(tmp_path / "config")
        drafts = Drafts(tmp_path / "drafts", lambda: NOON)
        drafts.sign_in(staff_id)
        made.append((work, drafts, window))
        return Shell(
            work=work,
            settings=Settings(),
            workstation=workstation,
            notices=notices,
            drafts=drafts,
            printing=Printing(work, workstation, notices, lambda: window),
            open_record=lambda noun, record_id: opened.append((noun, record_id)),
            views=views_of(records, staff_id) if isinstance(records, Records) else {},
        )

    yield make
    for work, drafts, _window in made:
        drafts.close()
        assert work.close(), "something never ended"


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Shell | Work], None]:
    """`settled(shell)`: wait until nothing is under way."""

    def wait(thing: Shell | Work) -> None:
        work = thing.work if isinstance(thing, Shell) else thing
        qtbot.waitUntil(lambda: not work.busy)

    return wait


@pytest.fixture
def presses(qapp: QApplication) -> Iterator["Presses"]:
    """`presses.count`.

    How often a key or a mouse button went down in the window, whoever pressed it and through
    whichever helper.
    """
    counting = Presses()
    qapp.installEventFilter(counting)
    yield counting
    qapp.removeEventFilter(counting)


class Presses(QObject):
    """An event visits the parents of a widget that did not take it.

    A press counts once, until something is released.
    """

    down = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)
    up = (QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease)

    def __init__(self) -> None:
        super().__init__()
        self.count, self._held = 0, False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in self.down and not self._held:
            self.count, self._held = self.count + 1, True
        elif event.type() in self.up:
            self._held = False
        return False


@pytest.fixture
def fake_records() -> SimpleNamespace:
    """Records without a store.

    `act` runs the command at once, `nouns` are what it says has changed.
    """
    return FakeRecords()


class FakeRecords:
    """Just enough of `app.records.Records` for the shell."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[frozenset[str]], None]] = []
        self.nouns = frozenset({"visit"})
        self.where = "store.db"

    def ask(
        self, query: Callable[..., object], *args: object, **more: object
    ) -> QueryAnswer[object]:
        return QueryAnswer(query(self, *args, **more), frozenset())

    def act(
        self, command: Callable[..., object], *args: object, by: Actor, at: object, **more: object
    ) -> object:
        more.pop("mark", None)
        answer = command(self, *args, by=by, at=at, **more)
        for listener in self.listeners:
            listener(self.nouns)
        return answer

    def try_reading(self) -> None:
        """It can always be read."""
