"""Whether every key that a button shows does what the button does, and only that."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.keys import Key
from ui.parts.buttons import Button
from ui.shell.printing.preview import Preview
from ui.shell.workspace.overlay import Overlay

HEARD_BY_THE_WIDGET = (Key.LEAVE,)
"""Keys that travel up from the focus instead of being shortcuts."""


class Listeners:
    """What could hear a key in the window, looked up once: that takes as long as a page."""

    def __init__(self, window: QWidget, shown: list[QWidget]) -> None:
        self._shortcuts = [(one, list(one.keys())) for one in window.findChildren(QShortcut)]
        self._actions = [(one, one.shortcuts()) for one in window.findChildren(QAction)]
        self._covers = [one for one in shown if isinstance(one, Overlay | Preview)]

    def owners(self, button: Button, key: QKeySequence) -> Iterator[str]:
        """Who hears the key where the button stands."""
        for shortcut, keys in self._shortcuts:
            if key not in keys or not shortcut.isEnabled() or not shortcut.parent().isVisible():
                continue
            parent = shortcut.parent()
            everywhere = shortcut.context() is Qt.ShortcutContext.WindowShortcut
            if everywhere or parent.isAncestorOf(button):
                yield parent.objectName() or type(parent).__name__
        for action, keys in self._actions:
            if key in keys and action.isEnabled() and _is_seen(action):
                yield action.objectName()

    def cover(self, button: Button) -> bool:
        """Under a sheet or a preview no key of the page is heard, nor can its button be pressed."""
        return any(not one.isAncestorOf(button) for one in self._covers)


def faults(window: QWidget, shown: list[QWidget]) -> list[str]:
    """One sentence per visible key that is dead, or that two would hear.

    `shown` are the widgets of the window that can be seen.
    """
    found, listeners = [], Listeners(window, shown)
    for button in (one for one in shown if isinstance(one, Button)):
        key = button._shortcut
        if not key or key in HEARD_BY_THE_WIDGET:
            continue
        if listeners.cover(button) or _is_inside(button, Preview):
            continue  # a preview hears its own keys, as its own test shows
        owners = list(listeners.owners(button, QKeySequence(key)))
        if len(owners) != 1:
            found.append(f"Button {button.objectName()!r} shows {key}, heard by {owners}")
    return found


def _is_seen(action: QAction) -> bool:
    return any(isinstance(one, QWidget) and one.isVisible() for one in action.associatedObjects())


def _is_inside(button: Button, kind: type[QWidget]) -> bool:
    parent = button.parentWidget()
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parentWidget()
    return parent is not None
