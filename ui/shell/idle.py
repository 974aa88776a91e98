"""Notices that nobody has touched the keyboard or the mouse for a while: a counter is a public place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
})
MINUTE_MS = 60_000


class Idle(QObject):
    """Watches the whole program, dialogs and previews included."""

    grew_long = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    def start(self, minutes: int) -> None:
        """Begin to watch; 0 minutes = never."""
        self.stop()
        if minutes > 0:
            self._timer.start(minutes * MINUTE_MS)
            QCoreApplication.instance().installEventFilter(self)

    def stop(self) -> None:
        self._timer.stop()
        QCoreApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES and self._timer.isActive():
            self._timer.start()
        return False

    def _tell(self) -> None:
        self.stop()
        self.grew_long.emit()
