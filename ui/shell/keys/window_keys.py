"""Keys that mean the same on every page.

They belong to the workspace, so they sleep while nobody is signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def bind(owner: QWidget, runs: Mapping[str, Callable[[], object]]) -> None:
    """Connects each key to what it does while `owner` is shown."""
    for key, run in runs.items():
        action = QAction(owner)
        action.setObjectName(f"key-{key}")
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False, run=run: run())
        owner.addAction(action)
