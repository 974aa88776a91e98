"""F4 opens the visitor form from wherever one is.

The key of a daily task is the same everywhere.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from db.vocabulary import Role
from ui.keys import Key
from ui.shell.desk import Action, Desk
from ui.shell.keys.global_shortcuts import GlobalShortcuts

RECEPTION = Desk(
    "reception",
    "Reception",
    "store",
    "x:Y",
    actions=(Action("register", "Register", Key.NEW_VISIT, "register", primary=True),),
)
SERVICE = Desk(
    "service",
    "Service",
    "wrench",
    "x:Y",
    actions=(
        Action("new_order", "New", Key.NEW_ORDER, "new_order", roles=(Role.ADVISOR,), primary=True),
    ),
)


class Floor(QWidget):
    """As much of the workspace as the keys need."""

    def __init__(self, *roles: Role) -> None:
        super().__init__()
        self.pressed: list[str] = []
        actor = Actor(1, "x", frozenset(roles), "PC")
        self.keys = GlobalShortcuts(self, (RECEPTION, SERVICE), actor, run=self.run)

    def run(self, desk: str, method: str) -> None:
        self.pressed += [desk, method]


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
    workspace.keys.rest_at("reception")
    _press(qtbot, workspace, Qt.Key.Key_F7)
    assert workspace.pressed == ["service", "new_order"]


def test_the_desk_in_front_has_its_key_to_itself(qtbot: QtBot) -> None:
    workspace = Floor(Role.ADVISOR)
    qtbot.addWidget(workspace)
    workspace.keys.rest_at("reception")
    _press(qtbot, workspace, Qt.Key.Key_F4)
    assert workspace.pressed == []


def test_what_a_role_may_not_do_has_no_key(qtbot: QtBot) -> None:
    workspace = Floor(Role.CASHIER)
    qtbot.addWidget(workspace)
    workspace.keys.rest_at("reception")
    _press(qtbot, workspace, Qt.Key.Key_F7)
    assert workspace.pressed == []
