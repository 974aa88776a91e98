"""One start of a window in a process of its own.

`python -m tests.bench.probe bare|program|crowded|tabs STORE [EXTRA_DESKS]`: a line of JSON.
"""

import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench import watched

BEAT_MS = 1


def bare() -> None:
    """A Qt window with eight empty tabs: the floor of every start."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget

    app = QApplication([])

    class Eye(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.say(cpu=time.process_time())
                QTimer.singleShot(0, app.quit)
            return False

    window, tabs, eye = QMainWindow(), QTabWidget(), Eye()
    for number in range(8):
        tabs.addTab(QWidget(), str(number))
    window.setCentralWidget(tabs)
    window.resize(1366, 768)
    tabs.currentWidget().installEventFilter(eye)
    window.show()
    app.exec()


def crowded(folder: Path, extra: Path) -> None:
    """The program with the desks that lie in `extra` as well."""
    from tests.bench import extra_desks
    from ui.shell.startup.import_hook import remove_import_hook

    remove_import_hook()
    extra_desks.add(extra)
    program(folder)


def program(folder: Path) -> None:
    """The program itself, by its own command line, until everything is loaded.

    A heart beats on the GUI thread meanwhile.

    `ready` is when who may sign in is shown from the store and the password can be typed, `loaded`
    when the store is open for work.
    """
    watched.import_command_line()
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer

    told: dict[str, Any] = {}
    beats: list[float] = []

    class Eye(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and "paint" not in told:
                told["paint"] = time.process_time()
                beats.append(time.perf_counter())
                self.startTimer(BEAT_MS, Qt.TimerType.PreciseTimer)
            return False

        def timerEvent(self, _event: object) -> None:
            beats.append(time.perf_counter())

    def look_on(program: Any) -> None:
        program.eye = Eye()
        program.opening.installEventFilter(program.eye)
        program.window.start_screen.shown.connect(_shown)
        program._when_ready = lambda: QTimer.singleShot(0, lambda: watched.guarded(_loaded))

    def _shown(name: str) -> None:
        if name == "signin" and "ready" not in told:
            QTimer.singleShot(
                0, lambda: told.update(ready=time.process_time(), memory=watched.memory())
            )

    def _loaded() -> None:
        beats.append(time.perf_counter())
        longest = max(after - before for before, after in pairwise(beats))
        watched.told(
            **told,
            loaded=time.process_time(),
            freeze=longest * 1000,
            wall=beats[-1] - beats[0],
            full=watched.memory(),
        )

    watched.run(folder, look_on)


def tabs(folder: Path) -> None:
    """The manager signs in and opens every tab."""

    def look_on(program: Any) -> None:
        from tests.bench.tab_walk import TabWalk

        program.walk = TabWalk(program)

    watched.run(folder, look_on)


if __name__ == "__main__":
    {"bare": lambda _folder: bare(), "program": program, "crowded": crowded, "tabs": tabs}[
        sys.argv[1]
    ](*map(Path, sys.argv[2:]))
