"""Backups while people work.

Every few hours and at closing, behind everything else, seen at the foot of the window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.admin import rules
from db.nouns import Noun

if TYPE_CHECKING:
    from app.admin import backup
    from app.records import Records
    from app.settings import Settings
    from ui.shell.work import Work

LOOK_MS = 5 * 60 * 1000


class Backups(QObject):
    """Knows the newest verified backup and makes the next one when it is due."""

    known = Signal(object)
    """The moment of the newest verified backup, or None."""
    running = Signal(bool)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._records: Records | None = None
        self._folder = Path()
        self._saves: Counter[str] = Counter()
        """How often something was saved in each store that no backup of it holds."""
        self._busy = self._is_left = False
        self.newest: datetime | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        work.saved.connect(self._note_change)
        work.changed.connect(self._heed)

    def watch(self, records: Records, settings: Settings) -> None:
        """Somebody works in this store now."""
        from app.admin import backup

        self._records = records
        self._folder = backup.folder_of(records.place, settings)
        self._timer.start()
        self._look_for_newest()

    def look(self) -> None:
        """Back up if four hours of use have passed and anything was saved."""
        due = not self._busy and rules.is_due(self.newest, self._work.now())
        if due and self.has_changed() and self.is_needed():
            self.make()

    def has_changed(self) -> bool:
        """True when something was saved in this store that no backup of it holds."""
        return self._records is not None and self._saves[str(self._records.place)] > 0

    def make_before(self, then: Callable[[], object]) -> bool:
        """True where this store is backed up before another one is opened, which `then` does.

        One that failed is not tried again for it: a banner says why.
        """
        self._is_left = not self._is_left and self.has_changed() and self.is_needed()
        if self._is_left:
            self.make(then=then, failed=lambda _error: then())
        return self._is_left

    def is_needed(self) -> bool:
        """Whether closing now would leave something that no backup holds."""
        from app.admin import backup

        ours = self._records is not None and backup.is_made_here(self._records.place)
        takes = self._work.connection.saves
        return ours and takes and (self.has_changed() or self.newest is None)

    def make(
        self,
        *,
        then: Callable[[], object] | None = None,
        failed: Callable[[Any], object] | None = None,
    ) -> None:
        work, records = self._work, self._records
        if records is None:
            return
        self._busy = True
        held = self._saves[str(records.place)]
        self.running.emit(True)

        def made(done: backup.Backup) -> None:
            self._saves[str(records.place)] -= held
            self._end()
            self._learn(done)
            if then is not None:
                then()

        def lost(error: object) -> None:
            self._end()
            if failed is not None:
                failed(error)

        work.run(_make, records, self._folder, work.now(), then=made, failed=lost)

    def _end(self) -> None:
        self._busy = False
        self.running.emit(False)

    def _learn(self, newest: backup.Backup | None) -> None:
        self._tell(newest.made_at if newest else None)

    def _tell(self, newest: datetime | None) -> None:
        self.newest = newest
        self.known.emit(newest)

    def _heed(self, nouns: frozenset[str]) -> None:
        """Somebody made one by hand, or restored one, or the main PC made one."""
        if Noun.BACKUP in nouns and self._records is not None:
            self._look_for_newest()

    def _look_for_newest(self) -> None:
        """A server's are made where it runs; its history tells when."""
        from app.admin import backup, queries

        work, records = self._work, self._records
        assert records is not None
        if backup.is_made_here(records.place):
            work.run(_newest, records, self._folder, work.now(), then=self._learn)
        else:
            work.ask(queries.newest_backup, then=self._tell, topic=self)

    def _note_change(self, _at: datetime) -> None:
        if self._work.records is not None:
            self._saves[str(self._work.records.place)] += 1


def _make(records: Records, folder: Path, at: datetime) -> backup.Backup:
    from app.admin import backup

    done = backup.back_up(records, folder, at=at)
    backup.thin(folder, at=at, store=done.store)
    return done


def _newest(records: Records, folder: Path, at: datetime) -> backup.Backup | None:
    """The newest verified backup of this very store that no wrong clock dated."""
    from app.admin import backup

    store = backup.origin_of(records, "").store
    return backup.newest(folder, store=store, at=at)
