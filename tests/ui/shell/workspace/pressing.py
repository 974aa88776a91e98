"""Keys as they come from the keyboard, to whatever has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.shell.workspace.window import Window


def press(qtbot: QtBot, window: Window, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """A real key at whatever has the focus."""
    window.activateWindow()
    qtbot.waitUntil(
        lambda: (
            QApplication.activeWindow() is window
            or QApplication.activePopupWidget() is not None
            or not window.isVisible()
        )
    )
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(window.focusWidget() or window, key, held)
    qtbot.wait(5)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
