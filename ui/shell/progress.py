"""Shows every long piece of work that lasts, and stops it when asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.text import _
from app.tones import Tone
from ui.parts.progress_line import ProgressLine

if TYPE_CHECKING:
    from ui.shell.long_task import LongTask
    from ui.shell.notices import Notices
    from ui.shell.work import Work

SHOW_AFTER_S = 1.0
"""What is done sooner needs no line: it would only flash."""
LOOK_MS = 100


class ProgressLines(QObject):
    """A line for each task that is under way for more than a second."""

    def __init__(self, work: Work, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._began: dict[LongTask, float] = {}
        self._lines: dict[LongTask, ProgressLine] = {}
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        work.long.began.connect(self._follow)

    def lines(self) -> tuple[ProgressLine, ...]:
        """Those that are seen now."""
        return tuple(self._lines.values())

    def _follow(self, task: LongTask) -> None:
        self._began.setdefault(task, time.monotonic())
        self._timer.start()

    def _look(self) -> None:
        for task, began in list(self._began.items()):
            lasted = time.monotonic() - began
            if task.is_over:
                self._end(task)
            elif lasted >= SHOW_AFTER_S:
                self._show(task, int(lasted))
        if not self._began:
            self._timer.stop()

    def _show(self, task: LongTask, seconds: int) -> None:
        line = self._lines.get(task)
        if line is None:
            line = self._lines[task] = ProgressLine(task.title)
            line.stopped.connect(task.progress.stop)
            self._notices.show_row(line)
        line.show_share(task.progress.share, seconds, is_final=task.progress.is_final)

    def _end(self, task: LongTask) -> None:
        del self._began[task]
        line = self._lines.pop(task, None)
        if line is not None:
            self._notices.drop_row(line)
        if task.progress.is_stopped:
            said = _("Stopped: {title}. Nothing was left half done.")
            self._notices.say(said.format(title=task.title), Tone.NEUTRAL)
