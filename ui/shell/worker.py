"""One thread with one queue: jobs are done in the order they came.

A Qt object that dies off the GUI thread can freeze the window for ever. So the GUI thread keeps
every job, with all that it holds, until the worker says by number that it has let go of it.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal

from ui.shell.callback_alive import callback_alive

Job = Callable[[], object]


class Worker(QObject):
    """A named thread that does one job after the other; a job must not raise.

    Daemonic, so that a hung disk cannot keep the program alive. Public methods belong to the GUI
    thread.
    """

    _ran = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._numbers = itertools.count()
        self._kept: dict[int, tuple[Job, Job | None]] = {}
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._is_closed = False
        # A cycle on purpose. Should the thread be the last to know this worker, then not the thread
        # frees it and its jobs, but the collector, which runs on the GUI thread.
        self._itself = self
        self._ran.connect(self._let_go, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=f"work-{name}", daemon=True)
        self._thread.start()

    def put(self, job: Job, done: Job | None = None) -> None:
        """Run `job` there, then `done` here unless its owner is gone; nothing once closed."""
        if self._is_closed:
            return
        number = next(self._numbers)
        self._kept[number] = (job, done)
        self._waiting.put(number)

    def close(self, patience: float = 3.0) -> bool:
        """Finishes the queue, then stops; False if that takes longer than `patience` seconds.

        What is finished and not told yet is told no more.
        """
        self._is_closed = True
        self._waiting.put(None)
        self._thread.join(patience)
        if self._thread.is_alive():
            return False
        self._kept.clear()
        return True

    def _work(self) -> None:
        """On the thread: between two jobs it holds nothing but a number."""
        while (number := self._waiting.get()) is not None:
            self._run(number)
            with suppress(RuntimeError):  # the interpreter ends, and with it every Qt object
                self._ran.emit(number)

    def _run(self, number: int) -> None:
        self._kept[number][0]()

    def _let_go(self, number: int) -> None:
        _job, done = self._kept.pop(number, (None, None))
        if done is not None and callback_alive(done):
            done()
