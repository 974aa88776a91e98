"""The tables that a page, or a part of it, was read from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

EVERYTHING = "*"
"""The noun of a change that concerns everybody, such as a restored backup."""


class Reader:
    """Keeps the tables that the answers shown were read from; `reload` runs when one changed.

    Lies in the attribute `reader` of the page: an answer belongs to the nearest reader above the
    object that hears it.
    """

    def __init__(self, reload: Callable[[], object], tables: frozenset[str] = frozenset()) -> None:
        self.tables = tables
        self._reload = reload

    def concerns(self, nouns: frozenset[str]) -> bool:
        """True when something that is shown may be old now."""
        return EVERYTHING in nouns | self.tables or bool(nouns & self.tables)

    def learn(self, tables: frozenset[str], meanwhile: frozenset[str]) -> None:
        """An answer was read from `tables`; `meanwhile` changed while it was under way."""
        new = tables - self.tables
        self.tables |= tables
        if new & meanwhile:
            self._reload()


def reader_above(owner: QObject | None) -> Reader | None:
    """The reader of an object, of its parent, or of who is above that one."""
    while owner is not None:
        found = getattr(owner, "reader", None)
        if isinstance(found, Reader):
            return found
        owner = owner.parent()
    return None
