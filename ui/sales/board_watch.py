"""Keeps the sales boards of past days that nobody closed, whatever desk is shown."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from app.local_time import local_day
from app.sales import board_commands
from app.sales.board import days_to_keep
from ui.parts.minutes import EveryMinute
from ui.shell.workspace.page import Shell


class BoardWatch(QObject):
    """Looks at sign-in and when a day has ended; only what is missing is written."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._work = shell.work
        self._looked: date | None = None
        self._minute = EveryMinute(self._work.now, self)
        self._minute.timeout.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask once a day whether a board is missing."""
        day = local_day(self._work.now())
        if self._work.actor is not None and day != self._looked:
            self._looked = day
            self._work.ask(days_to_keep, day, then=self._keep, topic=self)

    def _keep(self, missing: tuple[date, ...]) -> None:
        if missing and self._work.actor is not None:
            self._work.act(board_commands.keep_past_boards)
