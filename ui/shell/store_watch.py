"""Looks every second for what others saved, and after a loss whether the store is there again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, SignalInstance

from app.errors import Trouble
from ui.shell.connection import Connection
from ui.shell.reader import EVERYTHING

if TYPE_CHECKING:
    from app.records import Records
    from ui.shell.job import Failed

POLL_MS = 1000
T = TypeVar("T")


class Looks(Protocol):
    """What the watch uses of the `Work`."""

    changed: SignalInstance

    @property
    def records(self) -> Records | None: ...

    def now(self) -> datetime: ...

    def look(
        self,
        call: Callable[[], T],
        *,
        then: Callable[[T], object],
        failed: Failed,
        worker: str = "write",
    ) -> None: ...


class StoreWatch(QObject):
    """The part of the work that nobody asked for; what it finds comes as `work.changed`."""

    def __init__(self, work: Looks, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.connection = Connection(work.now, self._try_again, self)
        self.connection.changed.connect(self._reload)
        self.is_looking = self._is_reading = False
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)

    def begin(self) -> None:
        """Other records were opened.

        What others save from now on is news: the first look only remembers where things stand.
        """
        self.connection.find()
        if hasattr(self._work.records, "others_changed"):
            self._poll.start()
            self.look()

    def stop(self) -> None:
        self._poll.stop()
        self.connection.stop()

    def look(self) -> None:
        """Another window or the command line may have committed: what is shown may be old."""
        records = self._work.records
        if records is None or not self.connection.reads:
            return
        if not self.is_looking:
            self.is_looking = True
            self._work.look(records.others_changed, then=self._tell, failed=self._rest)
        elif not self._is_reading:
            # a save that waits for a lost store must not hide that it is lost
            self._is_reading = True
            read, done = records.try_reading, self._rest_reading
            self._work.look(read, then=done, failed=done, worker="read")

    def _tell(self, nouns: frozenset[str]) -> None:
        self.is_looking = False
        self.connection.answer()
        if nouns:
            self._work.changed.emit(nouns)

    def _rest(self, _error: BaseException) -> None:
        self.is_looking = False

    def _rest_reading(self, _done: object) -> None:
        self._is_reading = False

    def _try_again(self) -> None:
        if self._work.records is not None:
            tried = self.connection.tried
            self._work.look(
                _attempt(self._work.records), then=tried, failed=lambda _bug: tried(None)
            )

    def _reload(self) -> None:
        if not self.connection.is_lost and self._work.records is not None:
            self._work.changed.emit(frozenset({EVERYTHING}))


def _attempt(records: Records) -> Callable[[], Trouble | None]:
    def attempt() -> Trouble | None:
        try:
            records.try_connection()
        except Trouble as trouble:
            return trouble
        return None

    return attempt
