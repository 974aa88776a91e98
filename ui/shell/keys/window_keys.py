"""Keys that mean the same on every page.

They belong to the floor, so they sleep while nobody is signed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from ui.shell.workspace import overlays

if TYPE_CHECKING:
    from ui.shell.workspace.window import Window
    from ui.shell.workspace.workspace import Workspace

TABS = 9


def bind(window: Window, workspace: Workspace) -> None:
    """Tie the keys to the floor: a hidden widget hears no key."""
    runs = {
        "Ctrl+L": window.lock_asked.emit,
        "Ctrl+Q": window.close,
        "Ctrl+/": lambda: overlays.show_shortcuts(workspace),
        "F1": lambda: overlays.show_help(workspace),
        "F5": workspace.reload,
        "F10": window.open_menu,
        "Alt+Left": workspace.back,
        "Alt+Right": workspace.forward,
    }
    for number in range(1, TABS + 1):
        runs[f"Ctrl+{number}"] = lambda number=number: workspace.show_tab(number)
    for key, run in runs.items():
        action = QAction(workspace)
        action.setObjectName(f"key-{key}")
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False, run=run: run())
        workspace.addAction(action)
