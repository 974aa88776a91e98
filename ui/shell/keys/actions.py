"""The declared actions of a desk as keys of its page and menu entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.text import _
from ui.keys import Key

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Action, Desk


def equip(page: QWidget, desk: Desk, *, actor: Actor) -> tuple[QAction, ...]:
    """Make the actions that this person may use and tie them to the page.

    What a role may not do is not made at all: a hidden QAction would still trigger. The page owns
    the actions, so their keys sleep while the page is hidden.

    Ctrl+N begins something new and Ctrl+P prints on every desk that does so under a key of its own.
    """
    mine = [declared for declared in desk.actions if declared.is_for(actor)]
    keys = {declared.shortcut for declared in mine}
    made = {declared.name: _action(page, declared) for declared in mine}
    new = next((one for one in mine if one.primary and not one.chosen), None)
    sheet = next((one for one in mine if one.shortcut is Key.DAILY_SHEET), None)
    for also, declared in ((Key.NEW, new), (Key.PRINT, sheet)):
        if declared is not None and also not in keys:
            action = made[declared.name]
            action.setShortcuts([action.shortcut(), QKeySequence(also)])
    return tuple(made.values())


def _action(page: QWidget, declared: Action) -> QAction:
    action = QAction(_(declared.text).replace("&", "&&"), page)
    action.setObjectName(declared.name)
    action.setShortcut(QKeySequence(declared.shortcut or ""))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    # Looked up at the press: a page may replace its method in a test, and a missing one is a bug
    # that must be seen.
    action.triggered.connect(lambda: getattr(page, declared.run)())
    page.addAction(action)
    return action
