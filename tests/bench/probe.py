"""One start of a window in a process of its own.

`python -m tests.bench.probe bare|program|crowded|tabs STORE [EXTRA_DESKS]`: a line of JSON.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

BEAT_MS = 1
REST_S = 0.3
MANAGER = 1
"""The founder of every generated store."""


def bare() -> None:
    """A Qt window with eight empty tabs: the floor of every start."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget

    app = QApplication([])

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                _say(cpu=time.process_time())
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
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from app.__main__ import main
    from ui.shell.startup.import_hook import remove_import_hook

    remove_import_hook()
    from ui import main as entrance

    told: dict[str, Any] = {}
    born = entrance.Program.__init__

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and "paint" not in told:
                told["paint"] = time.process_time()
                told["beats"] = [time.perf_counter()]
                self.startTimer(BEAT_MS, Qt.TimerType.PreciseTimer)
            return False

        def timerEvent(self, _event: object) -> None:
            told["beats"].append(time.perf_counter())

    def watched(self: Any, *given: Any, **more: Any) -> None:
        born(self, *given, **more)
        self.eye = Eye()
        self.opening.installEventFilter(self.eye)
        self.window.start_screen.shown.connect(_shown)
        self._when_ready = lambda: QTimer.singleShot(0, _loaded)

    def _shown(name: str) -> None:
        if name == "signin" and "ready" not in told:
            QTimer.singleShot(0, lambda: told.update(ready=time.process_time(), memory=_memory()))

    def _loaded() -> None:
        beats = told.pop("beats")
        beats.append(time.perf_counter())
        longest = max(after - before for before, after in pairwise(beats))
        _say(
            **told,
            loaded=time.process_time(),
            freeze=longest * 1000,
            wall=beats[-1] - beats[0],
            full=_memory(),
        )
        QApplication.exit(0)

    entrance.Program.__init__ = watched  # type: ignore[method-assign]
    main(["run", "--data", str(folder)])


def tabs(folder: Path) -> None:
    """The manager signs in and opens every tab.

    A heart beats on the GUI thread from the password on.
    """
    from PySide6.QtCore import QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from app.__main__ import main
    from app.data_folders import PRACTICE_PASSWORD
    from ui.shell.startup.import_hook import remove_import_hook

    remove_import_hook()
    from ui import main as entrance

    born = entrance.Program.__init__
    beats: list[float] = []

    class Heart(QObject):
        def timerEvent(self, _event: object) -> None:
            beats.append(time.perf_counter())

    def watched(self: Any, *given: Any, **more: Any) -> None:
        born(self, *given, **more)
        self._when_ready = lambda: QTimer.singleShot(0, lambda: _walk(self))

    def _walk(program: Any) -> None:
        def rest() -> None:
            until = time.perf_counter() + REST_S
            while program.work.busy or time.perf_counter() < until:
                QApplication.processEvents()

        rest()
        door = program.window.start_screen.currentWidget()
        door.staff.choose(MANAGER)
        door.password.set_value(PRACTICE_PASSWORD)
        heart = Heart()
        heart.startTimer(BEAT_MS, Qt.TimerType.PreciseTimer)
        door.button.click()
        rest()
        for desk in program.window.workspace.desks:
            program.window.workspace.show_desk(desk.name)
            rest()
        _say(
            memory=_memory(),
            freeze=max(after - before for before, after in pairwise(beats)) * 1000,
            tabs=len(program.window.workspace.desks),
        )
        QApplication.exit(0)

    entrance.Program.__init__ = watched  # type: ignore[method-assign]
    main(["run", "--data", str(folder)])


def _memory() -> float:
    """Resident MiB."""
    line = next(
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


def _say(**told: float) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    {"bare": lambda _folder: bare(), "program": program, "crowded": crowded, "tabs": tabs}[
        sys.argv[1]
    ](*map(Path, sys.argv[2:]))
