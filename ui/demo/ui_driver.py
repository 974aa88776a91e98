"""What a person does at the window: keys, mouse, input method.

Events are given to the window and never to a widget, as the operating system does it: Qt decides
by focus and position who gets them, so that what is covered, disabled or out of sight cannot be
pressed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QMenu,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.keys import Key
from ui.parts.choice_inputs import Chips, Segments
from ui.parts.form import Form
from ui.parts.tab_row import TabRow
from ui.parts.text_area import Area
from ui.parts.text_inputs import LineInput
from ui.parts.toggle import Toggle
from ui.shell.work import Work

W = TypeVar("W", bound=QWidget)
PATIENCE = 20.0
CALM_TURNS = 2
"""What an answer shows is measured in its own turn, and a second time in the one after."""
NO_KEYS = Qt.KeyboardModifier.NoModifier


class DemoFailed(Exception):
    """What was expected is not there, does not answer, or says something else."""


class UiDriver:
    """Presses, types and clicks in one window, and waits until it has answered."""

    def __init__(self, window: QWidget, work: Work) -> None:
        self.window = window
        self._work = work

    def press(self, keys: str) -> None:
        """One combination as it is printed on the buttons: `F4`, `Ctrl+K`, `Return`."""
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self._front(), combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        """Latin letters key by key.

        Everything else comes from the input method, as it does on every Chinese desk.
        """
        if text.isascii():
            for sign in text:
                QTest.keyClick(self._front(), sign)
        else:
            self._commit(text)
        self.settle()

    def paste(self, text: str) -> None:
        """From the clipboard, as people do with long paths."""
        QGuiApplication.clipboard().setText(text)
        self.press(Key.PASTE)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Clicks a widget in the middle of its visible part, or at a place."""
        self.bring_into_view(widget)
        if not widget.isVisible() or not widget.isEnabled():
            raise DemoFailed(f"{widget.objectName() or type(widget).__name__} cannot be pressed")
        place = widget.mapTo(widget.window(), at or widget.visibleRegion().boundingRect().center())
        QTest.mouseClick(_handle(widget), Qt.MouseButton.LeftButton, NO_KEYS, place)
        self.settle()

    def click_row(self, view: QAbstractItemView, text: str) -> None:
        """The row of a list or table in which this text stands."""
        self.click(view.viewport(), self.find_row(view, text))

    def drag(self, area: QWidget, begin: QPoint, *, to: QPoint) -> None:
        """Held with the left button from one place to another, seen on the way."""
        window, here = _handle(area), area.mapTo(area.window(), begin)
        there = area.mapTo(area.window(), to)
        QTest.mousePress(window, Qt.MouseButton.LeftButton, NO_KEYS, here)
        for share in (0.3, 0.6, 1.0):
            QTest.mouseMove(window, here + (there - here) * share)
            self._turn()
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, NO_KEYS, there)
        self.settle()

    def find_row(self, view: QAbstractItemView, text: str) -> QPoint:
        """Where the row is on the screen, scrolled into view."""
        model = view.model()
        columns = range(model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1)
        cells = (
            model.index(row, column, QModelIndex())
            for row in range(model.rowCount(QModelIndex()))
            for column in columns
        )
        index = next((cell for cell in cells if text in str(cell.data() or "")), None)
        if index is None:
            raise DemoFailed(f"no line with {text!r} in {view.objectName()}")
        view.scrollTo(index)
        self.settle()
        return view.visualRect(index).center()

    def find(self, kind: type[W], name: str = "") -> W:
        """The widget of this kind and name that can be seen now."""
        found = [
            widget for widget in self.window.findChildren(kind, name or None) if widget.isVisible()
        ]
        if not found:
            raise DemoFailed(f"no {kind.__name__} {name!r} is shown")
        return found[0]

    def push(self, name: str) -> None:
        """The button with this name."""
        self.click(self.find(QAbstractButton, name))

    def fill(self, form: Form, **answers: Any) -> None:
        """Types every answer into its field, by mouse and keyboard, in the order given."""
        for name, answer in answers.items():
            self.answer(form[name], answer)

    def answer(self, field: QWidget, answer: Any) -> None:
        """Answers one field: types over its text or presses its buttons."""
        if isinstance(field, Segments | Chips):
            for word in (answer,) if isinstance(answer, str) else answer:
                button = self._button(field, word)
                # a second press would take the choice back
                if not button.isVisible():
                    _unfold(self, field, button)
                elif not button.isChecked():
                    self.click(button)
        elif isinstance(field, Toggle):
            if bool(field.value()) is not bool(answer):
                self.click(field)
        elif isinstance(field, LineInput | Area):
            self.click(field)
            self.press(Key.SELECT_ALL)
            self.press("Backspace")
            self.type(str(answer))
        else:
            raise DemoFailed(f"no way to answer {type(field).__name__} {field.objectName()}")

    def choose(self, field: QWidget, typed: str) -> None:
        """A list under a field: type a scrap, Enter takes the marked line."""
        self.answer(field, typed)
        self.press("Return")

    def bring_into_view(self, widget: QWidget) -> None:
        """Scrolls like the wheel does until the widget can be seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        self.settle()

    def until(self, what: str, holds: Callable[[], Any], *, patience: float = PATIENCE) -> Any:
        """Waits until something is so and gives it; who waits in vain says what for."""
        end = time.monotonic() + patience
        while not (answer := holds()):
            if time.monotonic() > end:
                raise DemoFailed(f"in vain: {what}")
            self._turn()
        return answer

    def settle(self) -> None:
        """Until nothing is under way, for some turns of the window in a row."""
        self._turn()
        calm = 0
        while calm < CALM_TURNS:
            self.until("the work to end", lambda: not self._work.busy)
            self._turn()
            calm = 0 if self._work.busy else calm + 1

    def _turn(self) -> None:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.001)

    def _front(self) -> QWindow:
        """Where the keyboard is: an open menu, a dialog, or the window."""
        popup = QApplication.activePopupWidget()
        front = popup if isinstance(popup, QMenu) else QApplication.activeWindow()
        if front is None:
            raise DemoFailed("the window has lost the keyboard")
        return _handle(front)

    def _commit(self, text: str) -> None:
        target = QGuiApplication.focusObject()
        if target is None:
            raise DemoFailed(f"nothing takes {text!r}")
        composing = QInputMethodEvent("pinyin", [])
        QApplication.sendEvent(target, composing)
        chosen = QInputMethodEvent("", [])
        chosen.setCommitString(text)
        QApplication.sendEvent(target, chosen)

    def _button(self, field: QWidget, word: str) -> QAbstractButton:
        for button in field.findChildren(QAbstractButton):
            if button.text().replace("&", "") == word:
                return button
        raise DemoFailed(f"no {word!r} in {field.objectName()}")


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    if handle is None:
        raise DemoFailed("the window is not there yet")
    return handle


def _unfold(driver: UiDriver, field: QWidget, button: QAbstractButton) -> None:
    """A tab for which there is no room, from the menu of the others."""
    row = field.findChild(TabRow)
    if row is None:
        raise DemoFailed(f"{button.objectName()} cannot be pressed")
    driver.click(row.more)
    menu = driver.until("the menu of the tabs", QApplication.activePopupWidget)
    wanted = button.accessibleName()
    line = next(line for line in menu.actions() if line.text().split("\t")[0] == wanted)
    driver.click(menu, menu.actionGeometry(line).center())
