"""Widgets that are made when they are first asked for, so that a page opens at once.

What somebody may want next is made in the pauses of the window, one widget at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

K = TypeVar("K", bound=Hashable)
W = TypeVar("W")


class LateWidgets(Mapping[K, W]):
    """Widgets by name; `make(name)` runs at the first look at one."""

    def __init__(self, names: tuple[K, ...], make: Callable[[K], W]) -> None:
        self._names, self._make = names, make
        self._made: dict[K, W] = {}

    def __getitem__(self, name: K) -> W:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[K]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def make_in_pauses(self, owner: QObject) -> None:
        """Make the rest while the window has nothing else to do, as long as `owner` is there."""
        missing = [name for name in self._names if name not in self._made]
        if missing:
            QTimer.singleShot(0, owner, lambda: (self[missing[0]], self.make_in_pauses(owner)))

    def made(self) -> dict[K, W]:
        """Those that were asked for so far."""
        return dict(self._made)
