"""Clicks, keys and pastes at random over every desk of the real program.

`python -m tests.nightly.monkey FOLDER EVENTS SEED` prints one line of JSON. The store in FOLDER is
the practice store; the seed makes the same events again.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QWidget,
)

from tests.shots import studio
from tests.shots.studio import PRACTICE_MANAGER, Studio

A_DESK, GUARD_MS = 60, 40
"""Events before another desk is shown."""
PATIENCE_S = 120.0
SLOWEST_S, MOST_GROWN_MB = 1.0, 50.0
"""What one event may cost, and how much memory all of them after the first fifth."""
LEAVES = frozenset({"quit", "sign_out", "switch_user", "lock", "restart"})
WORDS = (
    "陶渊明",
    "京A12345",
    "13800138000",
    "2026-11-30",
    "t",
    "+3",
    "100",
    "<b>红</b>",
    "🙂" * 40,
)
PASTED = ("a\tb\nc\td", "=1+1", "x" * 5000, "\u202e反转", "0", "-1", "99999999999")
Key = Qt.Key
KEYS = (
    *(Key.Key_Tab, Key.Key_Return, Key.Key_Escape, Key.Key_Up, Key.Key_Down, Key.Key_Left),
    *(Key.Key_Right, Key.Key_Space, Key.Key_Delete, Key.Key_Backspace, Key.Key_Home, Key.Key_End),
    *(
        Key.Key_F1,
        Key.Key_F2,
        Key.Key_F3,
        Key.Key_F4,
        Key.Key_F5,
        Key.Key_F6,
        Key.Key_F7,
        Key.Key_F8,
    ),
)
WITH_CTRL = (*"NFGMBOEPKZ123456789", "Return", "Right", "Left")


class CloseFilter(QObject):
    """The monkey may not close the window."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        closes = event.type() == QEvent.Type.Close and watched.property("monkey_stays")
        if closes:
            event.ignore()
        return bool(closes)


class Monkey:
    """Whoever sits at the program and understands nothing."""

    def __init__(self, seat: Studio, seed: int) -> None:
        self.seat, self.dice = seat, random.Random(seed)
        self.crashes: list[str] = []
        self.slowest, self.slow_at = 0.0, ""
        self.visited: set[str] = set()
        self._filter = CloseFilter(seat.window)
        seat.window.setProperty("monkey_stays", True)
        QApplication.instance().installEventFilter(self._filter)  # type: ignore[union-attr]
        seat.program.reports.crashed.connect(self.crashes.append)
        self._guard = QTimer(seat.window, interval=GUARD_MS)
        self._guard.timeout.connect(self._leave_boxes)
        self._guard.start()

    def play(self, events: int) -> None:
        acts: tuple[Callable[[], str], ...] = (
            *(self._click,) * 8,
            *(self._cell,) * 3,
            *(self._key,) * 5,
            *(self._shortcut,) * 2,
            *(self._type,) * 3,
            self._paste,
        )
        for number in range(events):
            if number % A_DESK == 0:
                self._go()
            begun = time.thread_time()
            done = self.dice.choice(acts)()
            QApplication.processEvents()
            # outside an event loop of Qt's own, what was to be deleted later is kept for ever
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            took = time.thread_time() - begun
            if took > self.slowest:
                self.slowest, self.slow_at = took, f"event {number}: {done}"

    def _go(self) -> None:
        """Another desk; whoever was signed out signs in again."""
        if not self.seat.window.is_open():
            self.seat.sign_in(PRACTICE_MANAGER)
        desks = self.seat.desks()
        fresh = [one for one in desks if one not in self.visited]
        name = self.dice.choice(fresh or desks)
        self.visited.add(name)
        self.seat.window.workspace.show_desk(name)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way."""
        until = time.monotonic() + PATIENCE_S
        while self.seat.program.work.busy and time.monotonic() < until:
            QApplication.processEvents()

    def _widgets(self, kind: type[QWidget]) -> list[Any]:
        window = QApplication.activeModalWidget() or self.seat.window
        found = window.findChildren(kind)
        return [one for one in found if one.isVisible() and one.isEnabled()]

    def _click(self) -> str:
        buttons = [one for one in self._widgets(QAbstractButton) if one.objectName() not in LEAVES]
        if not buttons:
            return "no button"
        one = self.dice.choice(buttons)
        name = f"click {one.objectName() or one.text()}"
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        return name

    def _cell(self) -> str:
        views = self._widgets(QAbstractItemView)
        if not views:
            return "no view"
        view = self.dice.choice(views)
        port, name = view.viewport(), view.objectName()
        spot = QPoint(
            self.dice.randrange(max(1, port.width())), self.dice.randrange(max(1, port.height()))
        )
        press = self.dice.choice((QTest.mouseClick, QTest.mouseDClick))
        press(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        return f"cell of {name}"

    def _front(self) -> Any:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return (front or self.seat.window).windowHandle() or self.seat.window.windowHandle()

    def _key(self) -> str:
        key = self.dice.choice(KEYS)
        QTest.keyClick(self._front(), key)
        return f"key {key.name}"

    def _shortcut(self) -> str:
        key = self.dice.choice(WITH_CTRL)
        known = getattr(Key, f"Key_{key}")
        QTest.keyClick(self._front(), known, Qt.KeyboardModifier.ControlModifier)
        return f"ctrl {key}"

    def _type(self) -> str:
        words = self.dice.choice(WORDS)
        target = QGuiApplication.focusObject()
        if target is not None:
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(target, event)
        return f"type {words[:10]}"

    def _paste(self) -> str:
        QGuiApplication.clipboard().setText(self.dice.choice(PASTED))
        QTest.keyClick(self._front(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return "paste"

    def _leave_boxes(self) -> None:
        """Menus and boxes are left after a while, also those that wait in a loop of their own."""
        for front in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if isinstance(front, QFileDialog):
                front.reject()
            elif front is not None and self.dice.random() < 0.3:
                QTest.keyClick(front, Key.Key_Escape)


def memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(folder: Path, events: int, seed: int) -> None:
    for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        setattr(QFileDialog, name, lambda *_given: ("", ""))
    QFileDialog.getExistingDirectory = lambda *_given: ""  # type: ignore[method-assign,assignment]
    with studio.opened(folder / "store.db") as seat:
        seat.sign_in(PRACTICE_MANAGER)
        monkey = Monkey(seat, seed)
        for desk in seat.desks():
            seat.window.workspace.show_desk(desk)
            monkey.settle()
        monkey.play(events // 5)
        before = memory()
        monkey.play(events - events // 5)
        monkey.settle()
        told = {
            "crashes": monkey.crashes,
            "slowest": round(monkey.slowest, 3),
            "slow_at": monkey.slow_at,
            "grown": round(memory() - before, 1),
            "desks": sorted(monkey.visited),
        }
        print(json.dumps(told), flush=True)
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
