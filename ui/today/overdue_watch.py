"""Counts behind every tab what is overdue, for the red numbers beside the names of the desks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.today import queries
from ui.parts.minutes import EveryMinute
from ui.shell.desk import desk_of
from ui.shell.reader import Reader

if TYPE_CHECKING:
    from db.nouns import Noun
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.workspace import Workspace

PAUSE_MS = 1_200
"""After a change: a burst of them is counted once."""


class OverdueWatch(QObject):
    """Asks at sign-in, every minute and after a change; the workspace shows the numbers."""

    def __init__(self, shell: Shell, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._shell, self._workspace = shell, workspace
        self.reader = Reader(self.ask)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self._minute = EveryMinute(shell.work.now, self)
        self._minute.timeout.connect(self.ask)
        shell.work.changed.connect(self._heed)
        self.ask()

    def ask(self) -> None:
        """Counts anew."""
        work = self._shell.work
        if work.actor is not None:
            about = {"viewer": work.actor, "at": work.now()}
            work.ask(queries.overdue_nouns, **about, then=self._tell, topic=self)

    def _heed(self, nouns: frozenset[str]) -> None:
        if self.reader.concerns(nouns):
            self._pause.start()

    def _tell(self, counts: Counter[Noun]) -> None:
        desks: Counter[str] = Counter()
        for noun, count in counts.items():
            desk = desk_of(self._workspace.desks, noun)
            if desk is not None:
                desks[desk.name] += count
        self._workspace.overdue.emit(desks)
