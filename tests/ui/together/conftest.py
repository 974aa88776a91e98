"""The whole program with its real desks on a real store, as two colleagues at one counter use
it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.admin import commands as house
from app.admin.values import StaffEntry
from app.desks import DESKS
from app.records import Records
from db import upgrade
from db.store_address import StorePlace
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON, PASSWORD
from tests.ui.parts.kit import commit
from ui import desks as tabs
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

COLLEAGUE = "李强"


class Program:
    """The window with everything behind it; keys go to whatever has the focus."""

    def __init__(self, folder: Path, store: StorePlace, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.moment = NOON
        self.work = Work(lambda: self.moment)
        self.drafts = Drafts(folder / "drafts", lambda: self.moment)
        self.window = Window(
            Workstation.load(folder / "config"), partial(build_workspace, desks=tabs.DESKS)
        )
        self.window.workstation.language = "en"
        house = Backend(
            lambda path: Records(upgrade.prepare(path), DESKS), lambda records, at: None
        )
        self.states = AppStates(self.window)
        sign_in_flow = SignInFlow(self.states, self.work, self.drafts)
        self.running = AppController(sign_in_flow, self.work, self.drafts, house=house, store=store)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.running.open()
        qtbot.waitUntil(
            lambda: isinstance(self.sign_in_flow(), SignIn) and not self.work.busy, timeout=20_000
        )

    def sign_in_flow(self) -> QWidget:
        return self.window.start_screen.currentWidget()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.work.busy, timeout=20_000)
        QApplication.processEvents()

    def sign_in(self, name: str = "王敏") -> None:
        self.qtbot.waitUntil(
            lambda: isinstance(self.sign_in_flow(), SignIn) and not self.work.busy, timeout=20_000
        )
        QApplication.processEvents()  # a page that was just shown puts the cursor somewhere
        sign_in_flow = self.sign_in_flow()
        sign_in_flow.find.setFocus()
        commit(sign_in_flow.find, name)
        self.key(Qt.Key.Key_Return)
        self.qtbot.keyClicks(sign_in_flow.password, PASSWORD)
        self.key(Qt.Key.Key_Return)
        self.qtbot.waitUntil(self.window.is_open, timeout=20_000)
        self.settle()

    def show(self, desk: str) -> Any:
        self.window.workspace.show_desk(desk)
        self.settle()
        return self.page()

    def page(self) -> Any:
        return self.window.workspace.page()

    def focus(self) -> QWidget:
        focus = self.window.focusWidget()
        assert focus is not None
        return focus

    def come_to_front(self) -> None:
        """Shortcuts are heard by the active window only."""
        if QApplication.activeWindow() is not self.window:
            self.window.raise_()
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.come_to_front()
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def end(self) -> None:
        self.drafts.close()
        self.work.close()
        self.running.let_go()
        self.window.may_close = True
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def store(
    records: Records,
    act: Callable[..., Any],
    make: Callable[..., int],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> StorePlace:
    """A store with a colleague who may receive visitors and cars, closed."""
    roles = frozenset({Role.RECEPTION, Role.ADVISOR, Role.CONSULTANT})
    act(house.save_staff, StaffEntry(name=COLLEAGUE, roles=roles, password=PASSWORD))
    make(makers.car_model, "轩逸")
    for early in {"person_and_order", "order", "busy_day", "demo_car"} & set(request.fixturenames):
        request.getfixturevalue(early)
    place = records.place
    records.close()
    return place if isinstance(place, Path) else replace(place, folder=tmp_path)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, store: StorePlace) -> Iterator[Program]:
    """Somebody may sign in."""
    made = Program(tmp_path, store, qtbot)
    yield made
    made.end()


@pytest.fixture
def person_and_order(make: Callable[..., int], records: Records) -> tuple[int, int]:
    """张伟, and an order of his car."""
    person = make(makers.person, "张伟", "13800138000")
    order = make(
        lambda session: makers.repair_order(
            session, makers.vehicle(session, "京A12345"), by=1, plate="京A12345"
        )
    )
    return person, order
