"""Whether the store can be reached: known, or lost with its cause, until it answers again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from app.errors import CUT_OFF, READABLE, Cause, Trouble
from app.failure_texts import FailureNotice, tell
from app.text import _
from ui.parts.store_state import StoreState

WAITS_MS = (1000, 2000, 4000, 8000, 10_000)
"""Between the tries; the last one again and again."""


class Connection(StoreState):
    """Lost by a Trouble of the store's place; found again by `attempt`, which asks off this thread.

    `tries` counts the attempts since then. `round` counts how often it was found again: who asked
    before that says nothing about now.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        attempt: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._attempt = clock, attempt
        self.trouble: Trouble | None = None
        self.since: datetime | None = None
        self.round = 0
        self._known_at: datetime | None = None
        self.tries = 0
        self._is_trying = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._try)

    @property
    def is_lost(self) -> bool:
        return self.trouble is not None

    @property
    def reads(self) -> bool:
        return self.trouble is None or self.trouble.cause in READABLE

    @property
    def saves(self) -> bool:
        return self.trouble is None

    def now(self) -> datetime:
        return self._clock()

    def known_at(self) -> datetime:
        return self._known_at or self._clock()

    def reason(self) -> str:
        return _("Not saved: the store's data cannot be reached. What you typed stays here.")

    def notice(self) -> FailureNotice | None:
        """What the banner says while the store is lost."""
        if self.trouble is None:
            return None
        return tell(self.trouble, typed=True)._replace(button=_("Try again"))

    def check_reading(self) -> None:
        """On a worker, instead of waiting for a store that is known to be lost: its Trouble."""
        trouble = self.trouble
        if trouble is not None and trouble.cause not in READABLE:
            raise Trouble(trouble.cause, trouble.where)

    def hurry(self) -> None:
        if self.is_lost and not self._is_trying:
            self._timer.stop()
            self._try()

    def lose(self, trouble: Trouble) -> bool:
        """False where such a trouble says nothing about the place of the store."""
        if trouble.cause not in CUT_OFF:
            return False
        if trouble.cause is Cause.UNCLEAR:  # of one save; for all others the server is away
            trouble = Trouble(Cause.SERVER, trouble.where)
        if self.trouble is None:
            self.since, self.tries = self._clock(), 0
            self._timer.start(WAITS_MS[0])
        if self.trouble is None or self.trouble.args != trouble.args:
            self.trouble = trouble
            self.changed.emit()
        return True

    def tried(self, trouble: Trouble | None) -> None:
        """How an attempt ended."""
        self._is_trying = False
        if self.trouble is None:
            return
        if trouble is None:
            self.find()
            return
        self.lose(trouble)
        self.tries += 1
        self._timer.start(WAITS_MS[min(self.tries, len(WAITS_MS) - 1)])

    def answer(self) -> None:
        """Something was just read: what is shown is true as of now."""
        if self.reads:
            self._known_at = self._clock()

    def find(self) -> None:
        """The store is there, or it is another one that was opened."""
        self._timer.stop()
        self.round += 1
        self._known_at = self._clock()
        if self.trouble is not None:
            self.trouble = self.since = None
            self.changed.emit()

    def stop(self) -> None:
        """Nobody tries any more."""
        self._timer.stop()

    def _try(self) -> None:
        self._is_trying = True
        self._attempt()
