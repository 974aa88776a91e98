"""Keys that several widgets read alike: plain Enter, and shortcuts of one widget."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
UP_OR_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def is_plain(event: QKeyEvent) -> bool:
    """True without Ctrl, Shift, Alt; the keypad counts as plain."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def is_enter(event: QKeyEvent) -> bool:
    """True for Enter on the main keys or the keypad, without a modifier."""
    return event.key() in ENTER and is_plain(event)


def with_ctrl(event: QKeyEvent) -> bool:
    """True while Ctrl is held, whatever else is."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def is_for_page(event: QKeyEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """True for undo or redo in a field without such text: it is meant for the last act."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return not can_undo
    return event.matches(QKeySequence.StandardKey.Redo) and not can_redo


def is_access(event: QEvent) -> bool:
    """True for Alt with a letter or digit: it reaches what a sheet over the page shows."""
    if not isinstance(event, QKeyEvent):
        return False
    shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
    is_sign = event.key() < 0x80 and chr(event.key()).isalnum()
    return is_sign and event.modifiers() & ~shift == alt


def connect_keys(
    widget: QWidget, then: Callable[[], object], *keys: str, everywhere: bool = False
) -> None:
    """Calls `then` for keys in a widget, or `everywhere` in its window."""
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut if everywhere else context)
        shortcut.activated.connect(then)
