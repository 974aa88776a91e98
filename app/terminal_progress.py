"""Shows on a terminal how far a command is, and lets Ctrl+C end it with nothing left half."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from app.long_work import WorkProgress, watched
from app.text import _

SHOW_AFTER_S = 1.0
LOOK_S = 0.25
WIDTH = 40


class TerminalProgress(WorkProgress):
    """Tells standard error how far it is, once it lasts longer than a second."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()
        self._told_at = 0.0

    def tell(self, done: int, total: int) -> None:
        """`done` of `total` of the present part; written four times a second at most."""
        super().tell(done, total)
        now = time.monotonic()
        if now - self._began >= SHOW_AFTER_S and now - self._told_at >= LOOK_S:
            self._told_at = now
            told = _("{share} %, {seconds} s").format(
                share=round((self.share or 0) * 100), seconds=int(now - self._began)
            )
            _write(f"\r{told:<{WIDTH}}")

    def wipe(self) -> None:
        """Takes the line away again."""
        if self._told_at:
            _write(f"\r{'':<{WIDTH}}\r")


@contextmanager
def watching() -> Iterator[None]:
    """What is done inside tells how far it is, where somebody sits at a terminal."""
    progress = TerminalProgress() if sys.stderr and sys.stderr.isatty() else WorkProgress()
    before = _listen(progress)
    try:
        with watched(progress):
            yield
    finally:
        if isinstance(progress, TerminalProgress):
            progress.wipe()
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _listen(progress: WorkProgress) -> signal.Handlers | None:
    """Ctrl+C stops what can still be stopped; what has to be carried to its end goes on."""
    if threading.current_thread() is not threading.main_thread():
        return None

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if progress.stop():
            raise KeyboardInterrupt

    return signal.signal(signal.SIGINT, interrupt)  # type: ignore[return-value]


def _write(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()
