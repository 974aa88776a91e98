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


def faults(window: QWidget) -> list[str]:
    """One sentence per visible key that is dead, or that two would hear."""
    found = []
    for button in window.findChildren(Button):
        key = button._shortcut
        if not key or not button.isVisible() or key in HEARD_BY_THE_WIDGET:
            continue
        if _covered(window, button) or _is_inside(button, Preview):
            continue  # a preview hears its own keys, as its own test shows
        owners = list(_owners(window, button, QKeySequence(key)))
        if len(owners) != 1:
            found.append(f"Button {button.objectName()!r} shows {key}, heard by {owners}")
    return found


def _owners(window: QWidget, button: Button, key: QKeySequence) -> Iterator[str]:
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        keys = list(shortcut.keys())
        if key not in keys or not shortcut.isEnabled() or not parent.isVisible():
            continue
        everywhere = shortcut.context() is Qt.ShortcutContext.WindowShortcut
        if everywhere or parent.isAncestorOf(button):
            yield parent.objectName() or type(parent).__name__
    for action in window.findChildren(QAction):
        seen = any(
            isinstance(one, QWidget) and one.isVisible() for one in action.associatedObjects()
        )
        if key in action.shortcuts() and action.isEnabled() and seen:
            yield action.objectName()


def _covered(window: QWidget, button: Button) -> bool:
    """Under a sheet or a preview no key of the page is heard, nor can its button be pressed."""
    covers = (*window.findChildren(Overlay), *window.findChildren(Preview))
    return any(one.isVisible() and not one.isAncestorOf(button) for one in covers)


def _is_inside(button: Button, kind: type[QWidget]) -> bool:
    parent = button.parentWidget()
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parentWidget()
    return parent is not None
