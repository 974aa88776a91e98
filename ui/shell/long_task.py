"""Work that may take longer than a second, and the wish to stop it.

`with work.long.lasting(LongTask(_("Making the backup"))): work.run(…)`; several calls may belong
to one task, which is over when none of them is under way any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.long_work import WorkProgress


@dataclass(slots=True, eq=False)
class LongTask:
    """`title` says in the language of the window what is done."""

    title: str
    progress: WorkProgress = field(default_factory=WorkProgress)
    calls: int = 0
    is_held: bool = False
    """Between its calls something goes on that no call stands for, such as reading page by page."""

    @property
    def is_over(self) -> bool:
        """True once the last of its calls has been answered."""
        return self.calls == 0 and not (self.is_held and not self.progress.is_stopped)


class LongTasks(QObject):
    """Knows to which task a call belongs that is made just now."""

    began = Signal(object)
    """A LongTask; whoever shows it looks at it until it is over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._current: LongTask | None = None

    @contextmanager
    def lasting(self, task: LongTask) -> Iterator[None]:
        """What is asked or run inside belongs to the task."""
        before, self._current = self._current, task
        try:
            yield
        finally:
            self._current = before

    def hold(self, task: LongTask) -> None:
        """The task is under way from now on, also between its calls, until it is not `is_held`."""
        task.is_held = True
        self.began.emit(task)

    def take(self) -> LongTask | None:
        """A call begins: the task that it belongs to."""
        task = self._current
        if task is not None:
            task.calls += 1
            self.began.emit(task)
        return task

    def give(self, task: LongTask | None) -> None:
        """A call was answered, and what follows from it has begun."""
        if task is not None:
            task.calls -= 1
