"""Back and forward between desks and the records opened on them."""

from __future__ import annotations

from dataclasses import dataclass

from db.nouns import Noun

LENGTH = 50


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A desk, and the record that was opened on it if there was one."""

    desk: str
    noun: Noun | None = None
    record_id: int = 0


class History:
    """Like a browser's: going somewhere new forgets what was ahead."""

    def __init__(self) -> None:
        self._places: list[HistoryEntry] = []
        self._at = -1

    def go(self, place: HistoryEntry) -> None:
        if self.here() == place:
            return
        self._places = [*self._places[: self._at + 1], place][-LENGTH:]
        self._at = len(self._places) - 1

    def here(self) -> HistoryEntry | None:
        return self._places[self._at] if self._places else None

    def back(self) -> HistoryEntry | None:
        """The place before, or None at the beginning."""
        return self._move(-1)

    def forward(self) -> HistoryEntry | None:
        return self._move(1)

    def clear(self) -> None:
        """Another person must not walk back into what the one before looked at."""
        self._places, self._at = [], -1

    def _move(self, step: int) -> HistoryEntry | None:
        if not 0 <= self._at + step < len(self._places):
            return None
        self._at += step
        return self._places[self._at]
