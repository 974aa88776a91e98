"""The tables that a page, or a part of it, was read from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from weakref import ReferenceType, ref

from PySide6.QtCore import QObject

from ui.parts.answered import Answered

Question = tuple[object, ...]
"""What was asked: the query with what it was told, but for the moment."""

EVERYTHING = "*"
"""The noun of a change that concerns everybody, such as a restored backup."""


class Reader:
    """Keeps the tables that the answers shown were read from; `reload` runs when one changed.

    Lies in the attribute `reader` of the page: an answer belongs to the nearest reader above the
    object that hears it.
    """

    def __init__(self, reload: Callable[[], object], tables: frozenset[str] = frozenset()) -> None:
        self.tables = tables
        self.is_answered = False
        self.old_since: datetime | None = None
        """When something changed that was not read again yet."""
        self._reload = reload
        self._shown: dict[Hashable, tuple[Question, tuple[ReferenceType[Answered], ...]]] = {}

    def concerns(self, nouns: frozenset[str]) -> bool:
        """True when something that is shown may be old now."""
        return EVERYTHING in nouns | self.tables or bool(nouns & self.tables)

    def learn(self, tables: frozenset[str], meanwhile: frozenset[str]) -> None:
        """An answer was read from `tables`; `meanwhile` changed while it was under way."""
        self.is_answered, self.old_since = True, None
        new = tables - self.tables
        self.tables |= tables
        if new & meanwhile:
            self._reload()

    def keep(self, topic: Hashable, question: Question, *, parts: Iterable[Answered]) -> None:
        """`parts` show the answer to `question`, until another one of the same topic comes."""
        if topic is not None:
            self._shown[topic] = question, tuple(map(ref, parts))

    def miss(self, topic: Hashable, question: Question) -> None:
        """`question` was not answered: what shows the answer to another one is unknown now."""
        asked, parts = self._shown.get(topic, (question, ()))
        for part in parts:
            if (found := part()) is not None:
                found.fit(asked == question)


def reader_above(owner: QObject | None) -> Reader | None:
    """The reader of an object, of its parent, or of who is above that one."""
    while owner is not None:
        found = getattr(owner, "reader", None)
        if isinstance(found, Reader):
            return found
        owner = owner.parent()
    return None
