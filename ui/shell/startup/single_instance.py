"""One program per store: the second start brings the first to the front."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE_MS = 1000
LISTEN_MS = 1000
"""After the first paint: until then the window is just coming to the front by itself."""


class SingleInstance(QObject):
    """A lock file beside the store, and a local socket for a second start."""

    knocked = Signal()
    """The program was started again."""

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = store.parent
        folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self._lock = QLockFile(str(folder / f".{store.name}.lock"))
        # Stale is only what a dead process left: a store may stay open for days.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True for the first; the second knocks at the first and gets False."""
        if not self._lock.tryLock(0) and self._lock.error() is QLockFile.LockError.LockFailedError:
            self._knock()
            return False
        # A folder that takes no lock file holds no first start either: the window opens and says
        # what is wrong with it.
        return True

    def listen_soon(self) -> None:
        """Hear who knocks, once the network library keeps nobody from signing in."""
        QTimer.singleShot(LISTEN_MS, self, self.listen)

    def listen(self) -> None:
        """Hear who knocks from now on."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Only who holds the lock comes here: what still bears the name was left by a dead process.
        name = self._name()
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _knock(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name())
        if socket.waitForConnected(PATIENCE_MS):
            socket.disconnectFromServer()

    def _name(self) -> str:
        import hashlib

        return "dealer-desk-" + hashlib.sha256(str(self._store.resolve()).encode()).hexdigest()[:16]

    def _answer(self) -> None:
        visitor = self._server.nextPendingConnection() if self._server is not None else None
        if visitor is not None:
            visitor.close()
            visitor.deleteLater()
        self.knocked.emit()
