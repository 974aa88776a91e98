"""Shows on a terminal how far a command is, and lets Ctrl+C end it with nothing left half."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from app.long_work import Progress, watched
from app.text import _

SHOW_AFTER_S = 1.0
LOOK_S = 0.25
WIDTH = 40


@contextmanager
def watching() -> Iterator[Progress]:
    """What is done inside is shown on standard error, where that is a terminal, once it lasts."""
    progress, ended = Progress(), threading.Event()
    before = _listen(progress)
    shown = threading.Thread(target=_show, args=(progress, ended), daemon=True)
    if sys.stderr.isatty():
        shown.start()
    try:
        with watched(progress):
            yield progress
    finally:
        ended.set()
        if shown.is_alive():
            shown.join()
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _listen(progress: Progress) -> signal.Handlers | None:
    """Ctrl+C stops what can still be stopped; what has to be carried to its end goes on."""
    if threading.current_thread() is not threading.main_thread():
        return None

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if progress.stop():
            raise KeyboardInterrupt

    return signal.signal(signal.SIGINT, interrupt)  # type: ignore[return-value]


def _show(progress: Progress, ended: threading.Event) -> None:
    began, was_shown = time.monotonic(), False
    while not ended.wait(LOOK_S):
        seconds = time.monotonic() - began
        if seconds >= SHOW_AFTER_S:
            was_shown = True
            sys.stderr.write(f"\r{_told(progress, int(seconds)):<{WIDTH}}")
            sys.stderr.flush()
    if was_shown:
        sys.stderr.write(f"\r{'':<{WIDTH}}\r")
        sys.stderr.flush()


def _told(progress: Progress, seconds: int) -> str:
    if progress.share is None:
        return _("{seconds} s, Ctrl+C stops").format(seconds=seconds)
    return _("{share} %, {seconds} s, Ctrl+C stops").format(
        share=round(progress.share * 100), seconds=seconds
    )
