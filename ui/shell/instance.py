"""One program per store and PC: whoever starts it a second time brings the first to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1000


class Instance(QObject):
    """A lock beside the store that a kill leaves free, and a local socket on which the second start knocks."""

    knocked = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = store.parent
        folder.mkdir(parents=True, exist_ok=True)
        self._name = "dealer-desk-" + hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(folder / f".{store.name}.lock"))
        # Stale is only what a dead process left: a store may stay open for days.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def claim(self) -> bool:
        """True for the first; the second knocks at the first and gets False."""
        if not self._lock.tryLock(0) and self._lock.error() is QLockFile.LockError.LockFailedError:
            self._knock()
            return False
        # A folder that takes no lock file holds no first start either: the window opens and says what is wrong with it.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _knock(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(PATIENCE_MS):
            socket.disconnectFromServer()

    def _answer(self) -> None:
        visitor = self._server.nextPendingConnection()
        if visitor is not None:
            visitor.close()
            visitor.deleteLater()
        self.knocked.emit()
