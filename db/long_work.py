"""How far a long piece of work is, and whether somebody asked it to stop.

Whoever starts one says `with watched(progress):`; what is deep below reports with `step` and asks
with `check`. Without a watcher both do nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

OPS = 20_000
"""Steps of SQLite's machine between two looks at the wish to stop: some milliseconds."""


class WorkStopped(Exception):
    """Somebody asked to stop; whoever works undoes what is half and lets it pass."""


class WorkProgress:
    """The state of one piece of work, written by its thread and read by any.

    `share`: how much is done, 0 to 1, None while nobody knows. `is_final`: it can no longer stop.
    """

    def __init__(self) -> None:
        self.share: float | None = None
        self.is_final = False
        self.is_stopped = False
        self._part = (0.0, 1.0)

    def stop(self) -> bool:
        """Asks to stop; False where it is too late."""
        self.is_stopped = self.is_stopped or not self.is_final
        return self.is_stopped

    def tell(self, done: int, total: int) -> None:
        """`done` of `total` of the present part."""
        low, high = self._part
        self.share = low + (high - low) * min(max(done / total, 0.0), 1.0)

    @contextmanager
    def part(self, until: float) -> Iterator[None]:
        """What is told inside fills the share from here up to `until` of the part around."""
        before, (low, high) = self._part, self._part
        begin = low if self.share is None else max(low, self.share)
        self._part = (begin, low + (high - low) * until)
        try:
            yield
        finally:
            self.share, self._part = self._part[1], before


_WATCHED: ContextVar[WorkProgress | None] = ContextVar("long_work", default=None)


@contextmanager
def watched(progress: WorkProgress | None) -> Iterator[None]:
    """What is done inside reports to `progress` and is stopped by it."""
    token = _WATCHED.set(progress)
    try:
        check()
        yield
    finally:
        _WATCHED.reset(token)


def check() -> None:
    """Raises WorkStopped where somebody asked for it."""
    progress = _WATCHED.get()
    if progress is not None and progress.is_stopped and not progress.is_final:
        raise WorkStopped


def step(done: int, total: int) -> None:
    """So much is done; raises WorkStopped where somebody asked for it."""
    check()
    progress = _WATCHED.get()
    if progress is not None and total > 0:
        progress.tell(done, total)


@contextmanager
def part(until: float) -> Iterator[None]:
    """What reports inside fills the share up to `until` (0 to 1)."""
    progress = _WATCHED.get()
    if progress is None:
        yield
        return
    with progress.part(until):
        yield


def no_return() -> None:
    """From here on it is carried to its end: stopping now would leave something half."""
    check()
    progress = _WATCHED.get()
    if progress is not None:
        progress.is_final = True


@contextmanager
def stoppable(raw: Any, told: Callable[[], tuple[int, int]] | None = None) -> Iterator[None]:
    """Lets one long statement of SQLite's driver connection be stopped in its middle.

    `told` gives what is done and the total of it.
    """
    progress = _WATCHED.get()
    if progress is None:
        yield
        return

    def look() -> int:
        if told is not None:
            done, total = told()
            progress.tell(done, max(total, 1))
        return int(progress.is_stopped and not progress.is_final)

    raw.set_progress_handler(look, OPS)
    try:
        yield
    except Exception as error:
        if progress.is_stopped:
            raise WorkStopped from error
        raise
    finally:
        raw.set_progress_handler(None, OPS)
    check()
