"""Notices that nobody has touched the keyboard or the mouse for a while.

A counter is a public place.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
MINUTE_MS = 60_000


class Idle(QObject):
    """Watches where input arrives.

    The window in front, dialogs and previews included, and what an input method writes into.

    Not the whole application: a filter there is asked for every event of every widget, a third of
    the time that building a page takes.
    """

    grew_long = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: dict[str, QObject] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)
        app = QCoreApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_focus)

    def start(self, minutes: int) -> None:
        """Begin to watch; 0 minutes = never."""
        self.wait(minutes * MINUTE_MS)

    def wait(self, milliseconds: int) -> None:
        """Begin to watch: `grew_long` once nobody has touched anything for so long; 0 = never."""
        self.stop()
        if milliseconds > 0:
            self._timer.start(milliseconds)
            self._watch_window(QGuiApplication.focusWindow())
            self._watch_focus(QGuiApplication.focusObject())

    @property
    def is_watching(self) -> bool:
        return self._timer.isActive()

    def stop(self) -> None:
        self._timer.stop()
        for role in tuple(self._watched):
            self._watch(role, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES and self._timer.isActive():
            self._timer.start()
        return False

    def _watch_window(self, window: QObject | None) -> None:
        self._watch("window", window)

    def _watch_focus(self, focus: QObject | None) -> None:
        self._watch("focus", focus)

    def _watch(self, role: str, newer: QObject | None) -> None:
        before = self._watched.pop(role, None)
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if newer is not None and self._timer.isActive():
            newer.installEventFilter(self)
            self._watched[role] = newer

    def _tell(self) -> None:
        self.stop()
        self.grew_long.emit()
