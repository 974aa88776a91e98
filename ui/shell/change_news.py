"""When pages hear what was saved: after the command was answered, and what others saved by asking.

A page that read again before the answer would show the old record as if it were the saved one.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal


class ChangeNews(QObject):
    """Holds the nouns of a commit back until the command that made it was answered."""

    changed = Signal(frozenset)
    """Nouns that a commit changed, here or in another program."""
    committed = Signal(frozenset)
    """A worker tells what it committed; arrives on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unanswered = 0
        self._held: set[str] = set()
        self.committed.connect(self._hold, Qt.ConnectionType.QueuedConnection)

    def begin_save(self) -> None:
        """A command was sent; `end_save` follows once it was answered."""
        self._unanswered += 1

    def end_save(self) -> None:
        self._unanswered -= 1
        self._tell()

    def _hold(self, nouns: frozenset[str]) -> None:
        self._held |= nouns
        if not self._unanswered:
            self._tell()

    def _tell(self) -> None:
        if self._held:
            nouns, self._held = frozenset(self._held), set()
            self.changed.emit(nouns)
