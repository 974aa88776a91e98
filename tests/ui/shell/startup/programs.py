"""The whole program on a store without `ui.main`, and signing in to it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.make import NOON, PASSWORD
from tests.ui.shell import made
from ui.shell.editing.drafts import Drafts
from ui.shell.startup.app_controller import AppController
from ui.shell.startup.app_state import AppStates
from ui.shell.startup.backend import Backend
from ui.shell.startup.sign_in_flow import SignInFlow
from ui.shell.startup.sign_in_page import SignIn
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


def sign_in(program: Program, qtbot: QtBot, password: str = PASSWORD) -> None:
    page = program.page()
    assert isinstance(page, SignIn)
    qtbot.keyClicks(page.password, password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.work.busy, timeout=10_000)
