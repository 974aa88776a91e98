"""Keys that mean the same on every page. They belong to the floor, so they sleep while nobody is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from ui.shell import sheets

if TYPE_CHECKING:
    from ui.shell.floor import Floor
    from ui.shell.window import Window

TABS = 9


def bind(window: Window, floor: Floor) -> None:
    """Tie the keys to the floor: a hidden widget hears no key."""
    runs = {
        "Ctrl+L": window.lock_asked.emit,
        "Ctrl+Q": window.close,
        "Ctrl+/": lambda: sheets.show_shortcuts(floor),
        "F1": lambda: sheets.show_help(floor),
        "F5": floor.reload,
        "F10": window.open_menu,
        "Alt+Left": floor.back,
        "Alt+Right": floor.forward,
    }
    for number in range(1, TABS + 1):
        runs[f"Ctrl+{number}"] = lambda number=number: floor.show_tab(number)
    for key, run in runs.items():
        action = QAction(floor)
        action.setObjectName(f"key-{key}")
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False, run=run: run())
        floor.addAction(action)
