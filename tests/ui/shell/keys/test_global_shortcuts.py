"""F4 opens the visitor form from wherever one is.

The key of a daily task is the same everywhere.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from db.vocabulary import Role
from ui.shell.keys.global_shortcuts import GlobalShortcuts
from ui.shell.workspace.desk import Action, Desk

RECEPTION = Desk(
    "reception",
    "Reception",
    "store",
    "x:Y",
    actions=(Action("register", "Register", "F4", "register", primary=True),),
)
SERVICE = Desk(
    "service",
    "Service",
    "wrench",
    "x:Y",
    actions=(Action("new_order", "New", "F7", "new_order", roles=(Role.ADVISOR,), primary=True),),
)


class Floor(QWidget):
    """As much of the floor as the keys need."""

    arrived = Signal(str)

    def __init__(self, *roles: Role) -> None:
        super().__init__()
        self.desks = (RECEPTION, SERVICE)
        self.actor = Actor(1, "x", frozenset(roles), "PC")
        self.pressed: list[str] = []
        self.pages = {desk.name: QWidget(self) for desk in self.desks}
        self.pages["reception"].register = lambda: self.pressed.append("register")
        self.pages["service"].new_order = lambda: self.pressed.append("new_order")

    def show_desk(self, name: str) -> None:
        self.pressed.append(name)
        self.arrived.emit(name)

    def page(self, name: str) -> QWidget:
        return self.pages[name]


def _press(qtbot: QtBot, workspace: Floor, key: Qt.Key) -> None:
    workspace.show()
    workspace.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is workspace)
    workspace.setFocus()
    qtbot.keyClick(workspace, key)
    qtbot.wait(20)


def test_the_key_goes_to_its_desk_and_does_its_work(qtbot: QtBot) -> None:
    workspace = Floor(Role.ADVISOR)
    qtbot.addWidget(workspace)
    keys = GlobalShortcuts(workspace)
    workspace.arrived.emit("reception")
    _press(qtbot, workspace, Qt.Key.Key_F7)
    assert workspace.pressed == ["service", "new_order"]
    assert keys is not None


def test_the_desk_in_front_has_its_key_to_itself(qtbot: QtBot) -> None:
    workspace = Floor(Role.ADVISOR)
    qtbot.addWidget(workspace)
    GlobalShortcuts(workspace)
    workspace.arrived.emit("reception")
    _press(qtbot, workspace, Qt.Key.Key_F4)
    assert workspace.pressed == []


def test_what_a_role_may_not_do_has_no_key(qtbot: QtBot) -> None:
    workspace = Floor(Role.CASHIER)
    qtbot.addWidget(workspace)
    GlobalShortcuts(workspace)
    workspace.arrived.emit("reception")
    _press(qtbot, workspace, Qt.Key.Key_F7)
    assert workspace.pressed == []
