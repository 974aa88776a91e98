"""One thread, one queue: work handed to a lane is done in the order in which it was handed over."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable


class Lane:
    """A named thread that does one thing after the other; daemonic, so that a hung disk cannot keep the program alive."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=f"work-{name}", daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def close(self, patience: float = 3.0) -> bool:
        """Finish what was handed over, then stop. False if it took longer than the patience (seconds)."""
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            # A finished job must not keep its page alive until the next one arrives.
            del job
