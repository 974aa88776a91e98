"""Pages are built, ask and are torn down while every lane makes cyclic garbage.

`python -m tests.ui.shell.stress SECONDS` in a process of its own, since what it looks for is a
window that stands still for ever. Prints figures; 0 if no Qt object died off the GUI thread.
"""

import faulthandler
import gc
import os
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QListView, QWidget

from app.local_time import now
from app.records import QueryAnswer
from tests.off_thread import Watch
from ui.shell.startup.collector import GarbageCollector
from ui.shell.work import Work

ROOT = Path(__file__).resolve().parents[3]
GRACE_S = 20
PAGES = 20
LANES = 3


def run(seconds: float) -> subprocess.CompletedProcess[str]:
    """In a process of its own; a window that stands still is ended with all its stacks."""
    command = [sys.executable, "-m", "tests.ui.shell.stress", str(seconds)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds + 60,
        check=False,
    )


class Teller(QObject):
    """Outlives those who listen to it."""

    said = Signal(int)


class Page(QObject):
    """Only the collector frees it: it holds itself, as pages do by lambdas on their signals."""

    def __init__(self, tellers: deque[Teller]) -> None:
        super().__init__()
        self.itself = self
        for _ in range(10):
            teller = Teller()
            tellers.append(teller)
            teller.said.connect(self.hear)

    def hear(self, _answer: object) -> None: ...


class Stress(QObject):
    """Builds pages at every turn of the event loop; the lanes never run dry."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.turns = self.answers = self.under_way = 0
        self.longest = self._begun = 0.0
        self._work = work
        self._tellers: deque[Teller] = deque(maxlen=20_000)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()
        work.open(Records())

    def _turn(self) -> None:
        self.turns += 1
        for _ in range(PAGES):
            page = Page(self._tellers)
            room = QWidget()
            for _view in range(3):
                QListView(room)
            room.deleteLater()
        if self.under_way < 4 * LANES:
            self._ask(page)

    def time_collection(self, phase: str, _figures: dict[str, int]) -> None:
        moment = time.perf_counter()
        if phase == "start":
            self._begun = moment
        else:
            self.longest = max(self.longest, moment - self._begun)

    def _ask(self, page: Page) -> None:
        """Page and tellers are forgotten at once: the jobs are the last that hold them."""
        self.under_way += LANES
        self._work.ask(litter, page, then=self._answered)
        self._work.act(litter, page, then=self._answered)
        self._work.run(litter, page, then=self._answered)
        self._work.run(litter, page, then=page.hear, topic="one")
        for _ in range(PAGES):
            self._work.run(id, Teller(), then=Teller().setObjectName)
        self._work.ask(fail, Teller(), then=page.hear)

    def _answered(self, _answer: object) -> None:
        self.under_way -= 1
        self.answers += 1


class Records:
    """Just enough of `app.records.Records`."""

    def __init__(self) -> None:
        self.listeners: list[Any] = []

    def ask(self, query: Any, *given: Any) -> Any:
        return QueryAnswer(query(None, *given), frozenset())

    def act(self, command: Any, *given: Any, by: object, at: object, mark: object) -> Any:
        return command(*given)


def litter(*given: Any) -> list[dict[str, Any]]:
    """Twenty thousand cycles; the answer holds what was given."""
    for _ in range(100):
        junk: list[dict[str, Any]] = [{} for _ in range(200)]
        for one in junk:
            one["me"] = one
    return [{"given": given}]


def fail(*given: Any) -> None:
    raise ValueError(given)


def main(seconds: float) -> int:
    """0 unless an object died on a lane, nothing was answered, or a lane would not end."""
    faulthandler.dump_traceback_later(seconds + GRACE_S, exit=True)
    sys.excepthook = lambda *_error: None
    app = QApplication([])
    collector = GarbageCollector()
    collector.start()
    watch = Watch()
    watch.begin()
    work = Work(now)
    stress = Stress(work)
    gc.callbacks.append(stress.time_collection)
    QTimer.singleShot(int(seconds * 1000), app.quit)
    app.exec()
    closed = work.close(10)
    watch.end()
    longest = f"longest collection {stress.longest * 1000:.0f} ms"
    print(f"{stress.turns} turns, {stress.answers} answers, {longest}")
    print("\n".join((f"off the GUI thread: {len(watch.found)}", *watch.found[:5])))
    return 0 if closed and stress.answers and not watch.found else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
