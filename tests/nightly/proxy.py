"""A cable that can be cut: a port of this PC that hands on to another one."""

import socket
import struct
import threading
from contextlib import suppress

AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends a reset, as a pulled plug that is put in again does."""
BLOCK = 1 << 16


class CuttableProxy:
    """Hands every connection at `port` on to `target`, a port of this PC, until it is cut."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._ends: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> int:
        """Ends every connection at once; returns how many ends were cut. New ones are let in."""
        with self._guard:
            ends, self._ends = self._ends, set()
        for end in ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                end.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                end.close()
        return len(ends)

    def close(self) -> None:
        """Lets nobody in any more."""
        self._listener.close()
        self.cut()

    def _listen(self) -> None:
        while True:
            try:
                near, _who = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target), timeout=10)
            except OSError:
                if self._listener.fileno() < 0:
                    return
                continue
            far.settimeout(None)
            with self._guard:
                self._ends |= {near, far}
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while block := source.recv(BLOCK):
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
