"""Typing like a person with an input method: keyClicks with Chinese would abort the process."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.parts.labels import Empty


def compose(widget: QWidget, preedit: str) -> None:
    """A word is being composed and not yet chosen."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget: QWidget, text: str) -> None:
    """A word has been chosen from the input method."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """One key, to whatever has the focus in the window of `widget`, as a keyboard does."""
    QTest.keyClick(widget.window().focusWidget() or widget, key, modifiers)


def type_text(widget: QWidget, text: str) -> None:
    """Latin keys one by one."""
    QTest.keyClicks(widget, text)


def sentence(part: QWidget) -> str:
    """What a list says in the place of its rows; empty while rows stand there."""
    shown = [one.sentence.text() for one in part.findChildren(Empty) if one.isVisible()]
    return "".join(shown)


def show(qtbot, widget: QWidget, width: int = 1000, height: int = 700) -> QWidget:  # type: ignore[no-untyped-def]
    """Shows a widget in an active window, with the style sheet of the program."""
    qtbot.addWidget(widget)
    widget.setStyleSheet(theme.style_sheet())
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    QApplication.processEvents()
    return widget
