"""One program per store and PC: whoever starts it a second time brings the first to the front."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from ui.shell.startup.instance_signal import InstanceSignal


class SingleInstance(QObject):
    """A lock beside the store that a kill leaves free, and a doorbell that the second start
    rings.
    """

    knocked = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = store.parent
        folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self._lock = QLockFile(str(folder / f".{store.name}.lock"))
        # Stale is only what a dead process left: a store may stay open for days.
        self._lock.setStaleLockTime(0)
        self._bell: InstanceSignal | None = None

    def claim(self) -> bool:
        """True for the first; the second knocks at the first and gets False."""
        if not self._lock.tryLock(0) and self._lock.error() is QLockFile.LockError.LockFailedError:
            from ui.shell.startup import instance_signal

            instance_signal.ring(self._store)
            return False
        # A folder that takes no lock file holds no first start either: the window opens and says
        # what is wrong with it.
        return True

    def listen(self) -> None:
        """Hear who knocks from now on.

        Until the first paint nobody needs to: the window is just coming to the front.
        """
        from ui.shell.startup.instance_signal import InstanceSignal

        self._bell = InstanceSignal(self._store, self)
        self._bell.rung.connect(self.knocked)

    def release(self) -> None:
        if self._bell is not None:
            self._bell.take_down()
        self._lock.unlock()
