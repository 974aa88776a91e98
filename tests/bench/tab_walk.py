"""The manager signs in and opens every tab, while a heart beats on the GUI thread."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.data_folders import PRACTICE_PASSWORD
from tests.bench.watched import ProbeFailed, guarded, memory, shown, told

BEAT_MS = 1
REST_S = 0.3
MANAGER = 1
"""The founder of every generated store."""
SIGNING_IN = "signing in"
SEVEN = ("today", "reception", "testdrives", "service", "workshop", "people", "settings")
"""The tabs that a store used every day from the beginning; they are opened first."""


class Heart(QObject):
    """Notes the time on the wall and the CPU time of the GUI thread a thousand times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._beats: list[tuple[float, float]] = []
        self.startTimer(BEAT_MS, Qt.TimerType.PreciseTimer)

    def timerEvent(self, _event: object) -> None:
        self._beats.append((time.perf_counter(), time.thread_time()))

    def begin(self) -> None:
        """Forget what was before."""
        self._beats = [(time.perf_counter(), time.thread_time())]

    def freeze(self) -> dict[str, float]:
        """The longest time without a beat since `begin`, in ms by both clocks."""
        self.timerEvent(None)
        gaps = [(after[0] - on[0], after[1] - on[1]) for on, after in pairwise(self._beats)]
        return {
            "wall": max(wall for wall, _cpu in gaps) * 1000,
            "cpu": max(cpu for _wall, cpu in gaps) * 1000,
        }


class TabWalk:
    """Tells the longest freeze while signing in and at the first opening of each tab."""

    def __init__(self, program: Any) -> None:
        self._program = program
        program._when_ready = lambda: QTimer.singleShot(0, lambda: guarded(self._walk))

    def _walk(self) -> None:
        self._rest()
        self._heart = Heart()
        freezes = {SIGNING_IN: self._freeze_of(self._sign_in)}
        workspace = self._program.window.workspace
        if workspace is None:
            raise ProbeFailed(f"signing in led nowhere; shown: {shown(self._program)}")
        freezes |= dict(self._open_each(workspace, SEVEN))
        seven = memory()
        others = [desk.name for desk in workspace.desks if desk.name not in SEVEN]
        freezes |= dict(self._open_each(workspace, others))
        told(memory=memory(), seven=seven, tabs=len(workspace.desks), freezes=freezes)

    def _sign_in(self) -> None:
        from ui.shell.startup.sign_in_page import SignIn

        page = self._program.window.start_screen.currentWidget()
        if not isinstance(page, SignIn):
            raise ProbeFailed(f"the sign-in page is not shown, but {shown(self._program)}")
        page.staff.choose(MANAGER)
        page.password.set_value(PRACTICE_PASSWORD)
        page.button.click()

    def _open_each(
        self, workspace: Any, names: Iterable[str]
    ) -> Iterator[tuple[str, dict[str, float]]]:
        for name in names:
            yield name, self._freeze_of(partial(workspace.show_desk, name))
            if workspace.page(name) is None:
                raise ProbeFailed(f"the page of {name} could not be built")

    def _freeze_of(self, step: Callable[[], None]) -> dict[str, float]:
        self._heart.begin()
        step()
        self._rest()
        return self._heart.freeze()

    def _rest(self) -> None:
        """Until nothing is under way for a moment."""
        until = time.perf_counter() + REST_S
        while self._program.work.busy or time.perf_counter() < until:
            QApplication.processEvents()
