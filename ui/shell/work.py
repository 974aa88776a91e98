"""Runs queries and commands off the GUI thread and answers on it.

Three workers. Reading never waits for writing; writing keeps its order, so that two quick saves
cannot overtake each
other; what is slow and needs no database (papers, backups) blocks neither.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import Cause, Refused, Trouble
from app.long_work import WorkStopped
from ui.parts import answered
from ui.shell.callback_alive import callback_alive, owners
from ui.shell.change_news import ChangeNews
from ui.shell.job import Failed, Job, Refuse, Save, question_of
from ui.shell.long_task import LongTasks
from ui.shell.reader import Reader, reader_above
from ui.shell.store_watch import StoreWatch
from ui.shell.worker import Worker

if TYPE_CHECKING:
    from app.permissions import Actor
    from app.records import QueryAnswer, Records
    from ui.shell.connection import Connection

T = TypeVar("T")


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
    """A Trouble that says nothing about the place of the store, which `connection` knows."""
    unsaved = Signal()
    """A command was not saved because the store is lost, and no form says so."""
    refused = Signal(object)
    """A Refused that no form took: the window shows its text as a notice."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actor: Actor | None = None
        self.told: Job[object] | None = None
        """While the end of a save is told: that save."""
        self._clock = clock
        self._records: Records | None = None
        self._workers = {name: Worker(name) for name in ("read", "write", "slow", "check")}
        self._open = 0
        self._is_closed = False
        self._latest: dict[Hashable, Job] = {}
        self._asked: list[Job] = []
        self.long = LongTasks(self)
        self.watch = StoreWatch(self, self)
        self.connection = self.watch.connection
        self._news = ChangeNews(self)
        self._news.changed.connect(self.changed)
        self.changed.connect(self._note_change)

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
        self.watch.begin()

    def leave(self) -> None:
        """The store cannot be worked in: nobody looks for changes in it any more."""
        self.watch.stop()
        if self._records is not None:
            self._records.close()
            self._records = None
        self.connection.find()

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
            self.connection.check_reading()
            return self._store().ask(query, *args, **kw)

        job = Job(read, then, failed=failed, topic=topic, meanwhile=set())
        job.question, job.round = question_of(query, args, more=kw), self.connection.round
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
        """Run one command in one transaction, as the person signed in and at this moment."""
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
        self._save(Save(command, args, kw, by=by), then=then, refuse=refuse, failed=failed)

    def _save(
        self,
        save: Save[T],
        *,
        then: Callable[[T], object] | None = None,
        refuse: Refuse | None = None,
        failed: Failed | None = None,
    ) -> None:
        at, again = self.now(), partial(self._save, save.again())
        self.connection.hurry()
        job = Job(partial(_write, self._store, self.connection, save, at=at), then, refuse, failed)
        job.saves_at, job.round, job.again = at, self.connection.round, again
        self._put("write", job)

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
        """Do something slow without a session: papers, pictures, backups, opening the records."""
        self._put("slow", Job(lambda: function(*args, **kw), then, refuse, failed, topic))

    def look(
        self,
        call: Callable[[], T],
        *,
        then: Callable[[T], object],
        failed: Failed,
        worker: str = "write",
    ) -> None:
        """Asks the store without a sign that something is under way; behind the saves at first."""
        self._put(worker, Job(call, then, failed=failed, quiet=True, round=self.connection.round))

    def close(self, patience: float = 3.0) -> bool:
        """Finish what was begun and stop the workers; once, at the end: nobody is told more."""
        self._is_closed = True
        self.watch.stop()
        # every worker, also after one that would not end
        closed = [worker.close(patience) for worker in self._workers.values()]
        if self._records is not None:
            self._records.listeners.clear()
        return all(closed)

    def _store(self) -> Records:
        if self._records is None:
            raise RuntimeError("the records are not open yet")
        return self._records

    def _put(self, worker: str, job: Job) -> None:
        if self._is_closed:
            return
        if job.topic is not None:
            if (older := self._latest.get(job.topic)) is not None:
                older.superseded = True
            self._latest[job.topic] = job
        if job.saves_at is not None:
            self._news.begin_save()
        job.long = self.long.take()
        if not job.quiet:
            self._open += 1
            if self._open == 1:
                self.working.emit(True)
        self._workers[worker].put(job.run, partial(self._deliver, job))

    def _deliver(self, job: Job) -> None:
        try:
            self._tell(job)
        finally:
            self.told = None
            if job.meanwhile is not None:
                self._asked.remove(job)
            if job.saves_at is not None:
                self._news.end_save()
            self.long.give(job.long)
            if not job.quiet:
                self._open -= 1
                if self._open == 0:
                    self.working.emit(False)
                    self.idle.emit()

    def _tell(self, job: Job) -> None:
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
            self.told = job
            job.then(job.answer)
        else:
            self.connection.answer()
            _show(job)

    def _tell_error(self, job: Job, error: BaseException) -> None:
        if isinstance(error, Refused):
            if job.refuse is not None and callback_alive(job.refuse):
                job.refuse(error)
            else:
                self.refused.emit(error)
            return
        if isinstance(error, Trouble):
            self._tell_trouble(job, error)
        elif not isinstance(error, WorkStopped):
            sys.excepthook(type(error), error, error.__traceback__)
        if job.failed is not None and callback_alive(job.failed):
            job.failed(error)

    def _tell_trouble(self, job: Job, trouble: Trouble) -> None:
        _miss(job)
        # what failed before the store was found again says nothing about now
        is_past = job.round not in (None, self.connection.round)
        is_store = job.round is not None or _names_store(trouble.where, self._records)
        is_shown = is_past or (is_store and self.connection.lose(trouble))
        if not is_shown or trouble.cause is Cause.UNCLEAR:
            self.troubled.emit(trouble)
        elif job.saves_at is not None and job.failed is None:
            self.unsaved.emit()

    def _note_change(self, nouns: frozenset[str]) -> None:
        for job in self._asked:
            job.meanwhile |= nouns


def _write(
    store: Callable[[], Records], connection: Connection, save: Save[T], *, at: datetime
) -> T:
    if connection.is_lost:
        store().try_connection()
    return save.run(store(), at=at)


def _names_store(where: str, records: Records | None) -> bool:
    """True for the store itself and for what lies beside its file, never for a backup."""
    return records is not None and where.startswith(records.where)


def _show(job: Job) -> None:
    """Hands an answer on; its readers keep what it was read from and which parts it filled."""
    readers = _readers(job.then)
    with answered.noted() as parts:
        job.then(job.answer.value)
    for reader in readers:
        reader.keep(job.topic, job.question, parts=parts)
        reader.learn(job.answer.nouns, frozenset(job.meanwhile))


def _miss(job: Job) -> None:
    """What shows the answer to another question of the same topic is unknown now."""
    if job.meanwhile is not None and job.then is not None and callback_alive(job.then):
        for reader in _readers(job.then):
            reader.miss(job.topic, job.question)


def _readers(then: Callable[..., object]) -> set[Reader]:
    found = (reader_above(owner) for owner in owners(then))
    return {reader for reader in found if reader is not None}
