"""The real program on an invented store, at a standing clock, with a driver to sign in.

What pictures and looks are taken of.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import text
from app.admin import commands, stores
from app.desks import DESKS
from app.practice import month
from app.records import Records
from tests.make import AFTERNOON
from ui import theme
from ui.demo.ui_driver import UiDriver
from ui.main import Program, Start
from ui.shell.startup.backend import Backend
from ui.shell.startup.sign_in_page import SignIn

SMALL, LARGE = (1366, 768), (1920, 1080)
PATIENT = 120.0
"""Seconds that opening and signing in may take on a PC with ten other things to do."""
MANAGER = "王敏"
PRACTICE_MANAGER = "秦岚"
OPEN_STORE = partial(stores.open_store, desks=DESKS)


class Studio:
    """One program with somebody at it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.window = program.window
        self.driver = UiDriver(program.window, program.work)
        self.orders: dict[str, int] = {}
        """Orders that are shown again in every look, by what is shown of them."""

    def desks(self) -> tuple[str, ...]:
        """The tabs of whoever sits here."""
        return self.window.header.tabs()

    def sign_in(self, name: str = "") -> None:
        """Through the door, by name and password."""
        driver = self.driver
        sign_in_flow = driver.until("the door", self.sign_in_flow)
        if name:
            driver.answer(sign_in_flow.find, name)
            driver.press("Return")
        else:
            sign_in_flow.password.setFocus()
        driver.type(stores.PRACTICE_PASSWORD)
        driver.press("Return")
        driver.until("the desks", self.window.is_open, patience=PATIENT)
        driver.settle()

    def sign_in_flow(self) -> SignIn | None:
        """The sign-in page, if it stands there."""
        page = self.window.start_screen.currentWidget()
        return page if isinstance(page, SignIn) else None

    def go(self, desk: str) -> None:
        """A desk; not all of them have a key."""
        self.window.workspace.show_desk(desk)
        for _answer in range(3):  # figures that came last are laid out in the next turn
            self.driver.settle()

    def speak(self, language: str) -> None:
        if self.window.workstation.language != language:
            self.window.speak(language)
            self.driver.until("the other language", lambda: text.language() == language)
        self.driver.settle()

    def dress(self, scheme: str) -> None:
        if self.window.workstation.theme != scheme:
            self.window.dress(scheme)
            self.driver.until("the other light", lambda: theme.scheme() == scheme)
        self.driver.settle()

    def size(self, wide: int, high: int) -> None:
        self.window.resize(wide, high)
        self.driver.settle()

    def leave_unpainted(self) -> None:
        """From now on parts are laid out and not painted: for what looks at places and words."""
        self.window.setUpdatesEnabled(False)

    def shoot(self, path: Path) -> None:
        """The window as it stands, once it has come to rest."""
        self.driver.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))


def shoot_opening(store: Path, path: Path) -> None:
    """The first paint, before the store is open."""
    app = QApplication.instance() or QApplication([])
    house = Backend(
        OPEN_STORE,
        practise=lambda _records, _at: None,
        practice_password=stores.PRACTICE_PASSWORD,
    )
    program = Program(Start(store, house, config=store.parent / "config", clock=lambda: AFTERNOON))
    program.opening.blockSignals(
        True
    )  # it tells that it was seen, and would be followed by the door
    program.window.resize(*SMALL)
    app.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    program.window.grab().save(str(path))
    program.window.hide()
    program.end()
    program.window.deleteLater()
    app.processEvents()


@contextmanager
def opened(store: Path, open_store: Callable[[Path], Records] = OPEN_STORE) -> Iterator[Studio]:
    """The program on this store, from the first paint to the end."""
    app = QApplication.instance() or QApplication([])
    app.setQuitOnLastWindowClosed(False)
    house = Backend(
        open_store, practise=lambda _records, _at: None, practice_password=stores.PRACTICE_PASSWORD
    )
    program = Program(Start(store, house, config=store.parent / "config", clock=lambda: AFTERNOON))
    program.go_on()
    studio = Studio(program)
    try:
        program.window.resize(*SMALL)
        program.window.activateWindow()
        studio.driver.until(
            "the door",
            lambda: (
                program.window.start_screen.currentWidget().objectName() in ("signin", "firstStart")
            ),
            patience=PATIENT,
        )
        studio.driver.settle()
        yield studio
    finally:
        program.window.hide()
        program.end()
        program.window.deleteLater()
        app.processEvents()


def make_practice(store: Path) -> Path:
    """A month of work, made once; its people have Chinese names, whatever was spoken."""
    text.use("zh_CN")
    stores.open_practice(store, month.build, desks=DESKS, at=AFTERNOON).close()
    return store


def make_empty(store: Path) -> Path:
    """A store founded a minute ago."""
    records = stores.open_store(store, DESKS)
    first = commands.FirstStore("东风日产示范店", "zh_CN", MANAGER, stores.PRACTICE_PASSWORD)
    records.act(commands.found_store, first, by=commands.founder(""), at=AFTERNOON)
    records.close()
    return store
