"""Watches the clock, the disk, the backups and the data themselves while people work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from app.failure_texts import FailureNotice
    from app.records import Records
    from ui.shell.notices import Notices
    from ui.shell.work import Work

FIRST_LOOK_MS = 3000
"""The first page comes before."""
LOOK_MS = 10 * 60 * 1000
FIRST_CHECK_MS = 15 * 60 * 1000
CHECK_MS = 24 * 60 * 60 * 1000
CHECKED = "faults"
"""The banner of the check."""


class Health(QObject):
    """Shows a banner for each doubt, and takes it away when it is over."""

    def __init__(self, work: Work, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._notices = work, notices
        self._records: Records | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self, singleShot=True, interval=FIRST_LOOK_MS)
        self._first.timeout.connect(self.look)
        self._told: dict[str, str] = {}
        self._check_timer = QTimer(self, interval=FIRST_CHECK_MS)
        self._check_timer.timeout.connect(self.check)

    def watch(self, records: Records) -> None:
        """Somebody works in this store now."""
        is_new, self._records = records is not self._records, records
        self._told.clear()
        self._timer.start()
        self._first.start()
        if is_new:
            self._check_timer.start(FIRST_CHECK_MS)

    def look(self) -> None:
        """Ask for the doubts of now."""
        if self._records is not None:
            from app.admin import health

            call = partial(health.doubts, self._records, self._work.now())
            self._work.look(call, then=self._show, failed=_ignore, worker="slow")

    def check(self) -> None:
        """Read the whole store behind everything else, once a day."""
        self._check_timer.setInterval(CHECK_MS)
        if self._records is not None:
            from app.admin import backup, health

            if backup.is_made_here(self._records.place):
                call, then = partial(health.faults, self._records), self._tell
            else:
                about = {"by": self._work.actor, "at": self._work.now()}
                call, then = partial(health.check_shared, self._records, **about), self._look_again
            self._work.look(call, then=then, failed=_ignore, worker="check")

    def _look_again(self, _none: None) -> None:
        """What the check of a shared store found is told to every PC in the same way."""
        self.look()

    def _show(self, found: dict[str, FailureNotice | None]) -> None:
        for name, doubt in found.items():
            self._tell(doubt, name)

    def _tell(self, doubt: FailureNotice | None, name: str = CHECKED) -> None:
        said = "" if doubt is None else doubt.happened
        if said == self._told.get(name, ""):
            return  # who has closed it is not told again
        self._told[name] = said
        if doubt is None:
            self._notices.clear(name)
        else:
            self._notices.banner(name, doubt, closable=True)


def _ignore(_error: object) -> None:
    """A store that cannot be asked is told by its own banner."""
