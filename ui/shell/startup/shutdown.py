"""Ends that come from outside: session closed, system shut down, signal.

Drafts first, no questions.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication


class Shutdown(QObject):
    """Calls `store` in every case and quits where nobody else does."""

    def __init__(self, store: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._handlers: dict[int, Any] = {}
        app = QGuiApplication.instance()
        app.commitDataRequest.connect(lambda _session: store())
        app.aboutToQuit.connect(store)
        if sys.platform != "win32":
            self._listen_for_signals()

    def let_go(self) -> None:
        """The program is over: signals mean again what they meant before it."""
        if not self._handlers:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        while self._handlers:
            signal.signal(*self._handlers.popitem())
        os.close(self._reader)
        os.close(self._writer)

    def _listen_for_signals(self) -> None:
        """A Python handler alone runs only when Python code runs again.

        The pipe wakes the event loop at once.
        """
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        os.set_blocking(self._reader, False)
        self._wakeup = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._handlers[number] = signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._reader, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def _end(self) -> None:
        os.read(self._reader, 64)
        self._store()
        QCoreApplication.quit()
