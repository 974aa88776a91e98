"""The local socket on which a second start knocks.

Apart from the lock, because the first paint need not wait for the network library.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1000


class InstanceSignal(QObject):
    """Rings in the program that was there first."""

    rung = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Only who holds the lock comes here: what still bears the name was left by a dead process.
        QLocalServer.removeServer(_name(store))
        self._server.listen(_name(store))

    def take_down(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        visitor = self._server.nextPendingConnection()
        if visitor is not None:
            visitor.close()
            visitor.deleteLater()
        self.rung.emit()


def ring(store: Path) -> None:
    """Says at the first start that somebody called for it again."""
    socket = QLocalSocket()
    socket.connectToServer(_name(store))
    if socket.waitForConnected(PATIENCE_MS):
        socket.disconnectFromServer()


def _name(store: Path) -> str:
    return "dealer-desk-" + hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:16]
