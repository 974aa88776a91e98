"""Counts behind every tab what is overdue, for the red numbers beside the names of the desks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from app.today import queries
from ui.parts.minutes import EveryMinute
from ui.shell.desk import desk_of
from ui.shell.reader import Reader
from ui.today.desk import DESK

if TYPE_CHECKING:
    from app.today.queries import MyDay
    from db.nouns import Noun
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.workspace import Workspace
    from ui.today.page import TodayPage

PAUSE_MS = 1_200
"""After a change: a burst of them is counted once."""


class OverdueWatch(QObject):
    """Asks at sign-in, every minute and after a change; the workspace shows the numbers.

    While Today is in front, what it reads at the same moments is counted, and nothing else asked.
    """

    def __init__(self, shell: Shell, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._shell, self._workspace = shell, workspace
        self.reader = Reader(self.ask)
        self._followed: QObject | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self._minute = EveryMinute(shell.work.now, self)
        self._minute.timeout.connect(self.ask)
        shell.work.changed.connect(self._heed)
        self.ask()

    def ask(self) -> None:
        """Counts anew, unless Today does."""
        work = self._shell.work
        if work.actor is not None and not self._is_told():
            about = {"viewer": work.actor, "at": work.now()}
            work.ask(queries.overdue_nouns, **about, then=self._tell, topic=self)

    def _today(self) -> TodayPage | None:
        """The page of Today, once it was shown; its answers are counted from then on."""
        page = cast("TodayPage | None", self._workspace.page(DESK.name))
        if page is not None and page is not self._followed:
            self._followed = page
            page.day_read.connect(self._take)
        return page

    def _is_told(self) -> bool:
        page = self._today()
        return page is not None and page.isVisible()

    def _heed(self, nouns: frozenset[str]) -> None:
        readers = [one.reader for one in (self, self._today()) if one is not None]
        if not self._is_told() and any(reader.concerns(nouns) for reader in readers):
            self._pause.start()

    def _take(self, day: MyDay) -> None:
        self._tell(day.overdue_nouns())

    def _tell(self, counts: Counter[Noun]) -> None:
        desks: Counter[str] = Counter()
        for noun, count in counts.items():
            desk = desk_of(self._workspace.desks, noun)
            if desk is not None:
                desks[desk.name] += count
        self._workspace.overdue.emit(desks)
