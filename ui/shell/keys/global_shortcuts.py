"""The F-keys of the daily tasks work from every tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Action, Desk


class GlobalShortcuts(QObject):
    """Asleep where the desk in front has the key itself.

    `run(desk, method)` is called for the key of a daily task that this person may do.
    """

    def __init__(
        self,
        owner: QWidget,
        desks: Sequence[Desk],
        actor: Actor,
        *,
        run: Callable[[str, str], object],
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._desks = desks
        self._run = run
        self._keys = [
            (desk.name, self._key(desk, declared))
            for desk in desks
            for declared in desk.actions
            if _is_daily(declared) and declared.is_for(actor)
        ]

    def rest_at(self, shown: str) -> None:
        """This desk is in front now: its own keys are left to it."""
        own = {
            action.shortcut for desk in self._desks if desk.name == shown for action in desk.actions
        }
        for desk, key in self._keys:
            key.setEnabled(desk != shown and key.shortcut().toString() not in own)

    def _key(self, desk: Desk, declared: Action) -> QAction:
        key = QAction(self._owner)
        key.setObjectName(f"far_{declared.name}")
        key.setShortcut(QKeySequence(declared.shortcut))
        key.triggered.connect(partial(self._press, desk.name, declared.run))
        self._owner.addAction(key)
        return key

    def _press(self, desk: str, method: str, _checked: bool = False) -> None:
        self._run(desk, method)


def _is_daily(declared: Action) -> bool:
    return declared.primary and (declared.shortcut or "").startswith("F")
