"""One call on a worker, and whom to tell how it ended."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from app import long_work
from app.errors import Refused
from app.gesture_mark import GestureMark
from ui.shell.reader import Question

if TYPE_CHECKING:
    from app.permissions import Actor
    from app.records import Records
    from ui.shell.long_task import LongTask

T = TypeVar("T")
Failed = Callable[[BaseException], object]
Refuse = Callable[[Refused], object]


@dataclass(frozen=True, slots=True)
class Save(Generic[T]):
    """One command with its arguments, as one person gives it."""

    command: Callable[..., T]
    args: tuple[object, ...]
    more: dict[str, object]
    by: Actor | None
    mark: GestureMark = field(default_factory=GestureMark)

    def run(self, records: Records, *, at: datetime) -> T:
        """Saves it; called by a worker."""
        call: Callable[..., T] = records.act
        return call(self.command, *self.args, by=self.by, at=at, mark=self.mark, **self.more)

    def again(self) -> Save[T]:
        """The same, to be given once more after its undo."""
        return replace(self, mark=self.mark.again())


@dataclass(slots=True, eq=False)
class Job(Generic[T]):
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
    question: Question = ()
    saves_at: datetime | None = None
    again: Callable[..., object] | None = None
    """Of a save: does the same once more, after its undo."""
    round: int | None = None
    """Of a call to the store: the round of the connection in which it was made."""
    long: LongTask | None = None
    """What the window shows of it once it lasts, and by what it is stopped."""
    answer: T | None = None
    error: BaseException | None = None
    superseded: bool = False

    def run(self) -> None:
        """On the worker: never raises, so that the thread never dies."""
        if self.superseded:
            return
        try:
            with long_work.watched(self.long.progress if self.long else None):
                self.answer = self.call()
                long_work.check()
        except BaseException as error:  # judged on the GUI thread
            self.error = error


def question_of(
    query: Callable[..., object], args: tuple[object, ...], *, more: dict[str, object]
) -> Question:
    """What is asked, whenever it is asked."""
    told = (value for value in args if not isinstance(value, datetime))
    named = {name: value for name, value in more.items() if not isinstance(value, datetime)}
    return query, *told, named
