"""Runs queries and commands off the GUI thread and answers on it.

Three workers. Reading never waits for writing; writing keeps its order, so that two quick saves
cannot overtake each
other; what is slow and needs no database (papers, backups) blocks neither.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refused, Trouble
from ui.shell.callback_alive import callback_alive, owners
from ui.shell.change_news import ChangeNews
from ui.shell.reader import reader_above
from ui.shell.worker import Worker

if TYPE_CHECKING:
    from app.permissions import Actor
    from app.records import QueryAnswer, Records

POLL_MS = 1000

T = TypeVar("T")
Failed = Callable[[BaseException], object]
Refuse = Callable[[Refused], object]


@dataclass(slots=True, eq=False)
class _Job(Generic[T]):
    """One call and whom to tell.

    `answer` and `error` are written by the worker, read by the GUI thread.

    A worker sees only its own job: what it looked up elsewhere it might be the last to hold.
    """

    call: Callable[[], T]
    then: Callable[[T], object] | None = None
    refuse: Refuse | None = None
    failed: Failed | None = None
    topic: Hashable | None = None
    quiet: bool = False
    meanwhile: set[str] | None = None
    """Of a question: the nouns that changed while it was under way."""
    saves_at: datetime | None = None
    answer: T | None = None
    error: BaseException | None = None
    superseded: bool = False

    def run(self) -> None:
        """On the worker: never raises, so that the thread never dies."""
        if self.superseded:
            return
        try:
            self.answer = self.call()
        except BaseException as error:  # judged on the GUI thread
            self.error = error


class Work(QObject):
    """The only way from a window to the records.

    All signals and callbacks arrive on the GUI thread.
    """

    changed = Signal(frozenset)
    """Nouns that a commit changed, here or in another program."""
    idle = Signal()
    working = Signal(bool)
    saved = Signal(datetime)
    """A command was committed; the foot of the window says when."""
    troubled = Signal(object)
    """A Trouble: the environment said no. The window shows a banner; nothing typed is lost."""
    recovered = Signal()
    """The store is there again, after looking for others' changes had met a trouble."""
    refused = Signal(object)
    """A Refused that no form took: the window shows its text as a notice."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actor: Actor | None = None
        self._clock = clock
        self._records: Records | None = None
        self._workers = {name: Worker(name) for name in ("read", "write", "slow")}
        self._open = 0
        self._is_closed = False
        self._latest: dict[Hashable, _Job] = {}
        self._asked: list[_Job] = []
        self._polling = False
        self._is_lost = False
        self._news = ChangeNews(self)
        self._news.changed.connect(self.changed)
        self.changed.connect(self._note_change)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look_for_others)

    def now(self) -> datetime:
        """The one clock of the windows: aware UTC."""
        return self._clock()

    @property
    def busy(self) -> bool:
        return self._open > 0

    @property
    def records(self) -> Records | None:
        return self._records

    def open(self, records: Records) -> None:
        """Start to work on these records instead of the ones before.

        Before the first, only `run` may be used.
        """
        if self._records is not None:
            self._records.listeners.clear()
        self._records = records
        records.listeners.append(self._news.committed.emit)
        if hasattr(records, "others_changed"):
            self._poll.start()
            # What others save from now on is news: the first look only remembers where things
            # stand.
            self._look_for_others()

    def leave(self) -> None:
        """The store cannot be worked in: nobody looks for changes in it any more."""
        self._poll.stop()
        if self._records is not None:
            self._records.close()
            self._records = None

    def ask(
        self,
        query: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        failed: Failed | None = None,
        topic: Hashable | None = None,
        **kw: object,
    ) -> None:
        """Run `query(session, *args, **kw)` and hand its result to `then`.

        Of several asks with the same topic only the newest answers: a slow old search never
        overwrites a new one.
        """

        def read() -> QueryAnswer[T]:
            return self._store().ask(query, *args, **kw)

        job = _Job(read, then, failed=failed, topic=topic, meanwhile=set())
        self._asked.append(job)
        self._put("read", job)

    def act(
        self,
        command: Callable[..., T],
        *args: object,
        then: Callable[[T], object] | None = None,
        refuse: Refuse | None = None,
        failed: Failed | None = None,
        **kw: object,
    ) -> None:
        """Run one command in one transaction as the person signed in.

        `by` and `at` are those of the gesture.
        """
        self.act_as(self.actor, command, *args, then=then, refuse=refuse, failed=failed, **kw)

    def act_as(
        self,
        by: Actor | None,
        command: Callable[..., T],
        *args: object,
        then: Callable[[T], object] | None = None,
        refuse: Refuse | None = None,
        failed: Failed | None = None,
        **kw: object,
    ) -> None:
        """`act` before anybody is signed in: founding the store, signing in."""
        at = self.now()

        def write() -> T:
            return self._store().act(command, *args, by=by, at=at, **kw)

        self._put("write", _Job(write, then, refuse, failed, saves_at=at))

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object] | None = None,
        refuse: Refuse | None = None,
        failed: Failed | None = None,
        topic: Hashable | None = None,
        **kw: object,
    ) -> None:
        """Do something slow that needs no session.

        Papers, pictures, backups, opening the records.
        """
        self._put("slow", _Job(lambda: function(*args, **kw), then, refuse, failed, topic))

    def close(self, patience: float = 3.0) -> bool:
        """Finish what was begun and stop the workers.

        Call once, at the end; nobody is told any more.
        """
        self._is_closed = True
        self._poll.stop()
        # every worker, also after one that would not end
        closed = [worker.close(patience) for worker in self._workers.values()]
        if self._records is not None:
            self._records.listeners.clear()
        return all(closed)

    def _store(self) -> Records:
        if self._records is None:
            raise RuntimeError("the records are not open yet")
        return self._records

    def _put(self, worker: str, job: _Job) -> None:
        if self._is_closed:
            return
        if job.topic is not None:
            if (older := self._latest.get(job.topic)) is not None:
                older.superseded = True
            self._latest[job.topic] = job
        if job.saves_at is not None:
            self._news.begin_save()
        if not job.quiet:
            self._open += 1
            if self._open == 1:
                self.working.emit(True)
        self._workers[worker].put(job.run, partial(self._deliver, job))

    def _deliver(self, job: _Job) -> None:
        try:
            self._tell(job)
        finally:
            if job.meanwhile is not None:
                self._asked.remove(job)
            if job.saves_at is not None:
                self._news.end_save()
            if not job.quiet:
                self._open -= 1
                if self._open == 0:
                    self.working.emit(False)
                    self.idle.emit()

    def _tell(self, job: _Job) -> None:
        if job.superseded:
            return
        if job.topic is not None:
            del self._latest[job.topic]
        if job.error is not None:
            self._tell_error(job, job.error)
            return
        if job.saves_at is not None:
            self.saved.emit(job.saves_at)
        if job.then is None or not callback_alive(job.then):
            return
        if job.meanwhile is None:
            job.then(job.answer)
            return
        job.then(job.answer.value)
        for reader in {reader_above(owner) for owner in owners(job.then)} - {None}:
            reader.learn(job.answer.nouns, frozenset(job.meanwhile))

    def _tell_error(self, job: _Job, error: BaseException) -> None:
        if isinstance(error, Refused):
            if job.refuse is not None and callback_alive(job.refuse):
                job.refuse(error)
            else:
                self.refused.emit(error)
            return
        if isinstance(error, Trouble):
            self.troubled.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        if job.failed is not None and callback_alive(job.failed):
            job.failed(error)

    def _note_change(self, nouns: frozenset[str]) -> None:
        for job in self._asked:
            job.meanwhile |= nouns

    def _look_for_others(self) -> None:
        """Another window or the command line may have committed: what is shown may be old."""
        if not self._polling:
            self._polling = True
            self._put(
                "write",
                _Job(
                    self._store().others_changed, self._tell_others, failed=self._rest, quiet=True
                ),
            )

    def _tell_others(self, nouns: frozenset[str]) -> None:
        self._polling = False
        if self._is_lost:
            self._is_lost = False
            self.recovered.emit()
        if nouns:
            self.changed.emit(nouns)

    def _rest(self, error: BaseException) -> None:
        self._polling = False
        self._is_lost = isinstance(error, Trouble)
