"""The F-keys of the daily tasks work from every tab: they go to their desk first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from ui.shell.workspace.desk import Action, Desk
    from ui.shell.workspace.workspace import Workspace


class GlobalShortcuts(QObject):
    """Asleep where the desk in front has the key itself."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._keys: list[tuple[str, QAction]] = []
        for desk in workspace.desks:
            for declared in desk.actions:
                if (
                    declared.primary
                    and declared.shortcut.startswith("F")
                    and declared.is_for(workspace.actor)
                ):
                    self._keys.append((desk.name, self._key(desk, declared)))
        workspace.arrived.connect(self._sleep)

    def _key(self, desk: Desk, declared: Action) -> QAction:
        key = QAction(self._workspace)
        key.setObjectName(f"far_{declared.name}")
        key.setShortcut(QKeySequence(declared.shortcut))
        key.triggered.connect(partial(self._go, desk.name, declared.run))
        self._workspace.addAction(key)
        return key

    def _go(self, desk: str, run: str, _checked: bool = False) -> None:
        self._workspace.show_desk(desk)
        page = self._workspace.page(desk)
        if page is not None:
            QTimer.singleShot(0, page, lambda: getattr(page, run)())

    def _sleep(self, shown: str) -> None:
        own = {
            action.shortcut
            for desk in self._workspace.desks
            if desk.name == shown
            for action in desk.actions
        }
        for desk, key in self._keys:
            key.setEnabled(desk != shown and key.shortcut().toString() not in own)
