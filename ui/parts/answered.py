"""What was read from the store, and what was not: nothing unknown looks empty.

While the store cannot be read, a part that no answer has filled says in words that it is unknown.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from app.text import N_
from ui.parts.store_state import StoreFollower

UNKNOWN = N_(
    "Not known: the store's data cannot be reached just now. It will be read by itself later."
)
_filled: list["Answered"] | None = None
"""The parts that the answer which is being shown has filled; the GUI thread alone shows."""


@contextmanager
def noted() -> Iterator[list["Answered"]]:
    """The parts that are filled meanwhile are filled by one answer of the store."""
    global _filled
    outer, found = _filled, []
    _filled = found
    try:
        yield found
    finally:
        _filled = outer


class Answered:
    """Whether a part shows an answer of the store. `tell` is called when that changes."""

    def __init__(self, part: QWidget, tell: Callable[[], object]) -> None:
        self.follower = StoreFollower(part, tell)
        self._tell = tell
        self.is_filled = False
        self._fits = True

    def note(self) -> None:
        """The part was filled: by an answer, or anew with what was there."""
        if _filled is not None:
            _filled.append(self)
        if _filled is not None or self.follower.reads():
            self.is_filled = self._fits = True

    def fit(self, fits: bool) -> None:
        """False: something else was asked meanwhile than what the part shows."""
        if fits != self._fits:
            self._fits = fits
            self._tell()

    @property
    def is_unknown(self) -> bool:
        return not (self.follower.reads() or (self.is_filled and self._fits))
