"""A timer that fires when the clock shows another minute.

What turns late does so at the minute, not up to half a minute after.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer

MINUTE_MS = 60_000
AFTER_MS = 20
"""The minute must have begun. (A coarse timer may be three seconds off a minute.)"""


class EveryMinute(QTimer):
    """`timeout` at the beginning of every minute of the clock that is handed in."""

    def __init__(self, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._aim)
        self._aim()

    def _aim(self) -> None:
        now = self._now()
        self.start(MINUTE_MS - now.second * 1000 - now.microsecond // 1000 + AFTER_MS)
