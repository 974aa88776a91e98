"""Ends clocks of earlier days that nobody stopped, whatever desk is shown.

The board and the customers name it: between them every colleague has one of the two.
"""

from PySide6.QtCore import QObject

from app.workbench import commands, queries
from ui.parts.minutes import EveryMinute
from ui.shell.workspace.page import Shell

EVERY = 10
"""Minutes between two looks."""


class ForgottenWatch(QObject):
    """Looks at sign-in and every ten minutes; only what is forgotten is written."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._minutes = shell.work, 0
        self._minute = EveryMinute(self._work.now, self)
        self._minute.timeout.connect(self._count)
        self.look()

    def look(self) -> None:
        """Ask whether something was forgotten."""
        if self._work.actor is not None:
            at = self._work.now()
            self._work.ask(queries.has_forgotten, at=at, then=self._end, topic=self)

    def _count(self) -> None:
        self._minutes += 1
        if self._minutes % EVERY == 0:
            self.look()

    def _end(self, found: bool) -> None:
        if found and self._work.actor is not None:
            self._work.act(commands.end_forgotten)
