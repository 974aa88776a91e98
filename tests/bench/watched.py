"""The program under watch in a process of its own: it tells a line of JSON or fails loudly.

Imports nothing of the program before its own command line does.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

PATIENCE_MS = 60_000
"""How long a start may take before the probe gives up."""


class ProbeFailed(Exception):
    """What was to be measured did not happen."""


def import_command_line() -> None:
    """As the program does, before Qt, and Qt as the program loads it."""
    import app.__main__  # noqa: F401
    from ui.shell.startup.import_hook import remove_import_hook

    remove_import_hook()


def run(folder: Path, look_on: Callable[[Any], None]) -> NoReturn:
    """Start the program on a store; `look_on(program)` is called as soon as it is born.

    Ends the process: with 1 after an error anywhere in the program, whose stack is on stderr.
    """
    from app.__main__ import main
    from ui.shell.startup.import_hook import remove_import_hook

    remove_import_hook()
    from PySide6.QtCore import QTimer

    from ui import main as entrance

    born = entrance.Program.__init__

    def watched(self: Any, start: Any, *given: Any) -> None:
        born(self, start, *given)
        self.reports._echo = True
        self.reports.crashed.connect(lambda name: guarded(_crashed, name))
        QTimer.singleShot(PATIENCE_MS, self.window, lambda: guarded(_gave_up, self))
        look_on(self)

    entrance.Program.__init__ = watched  # type: ignore[method-assign]
    sys.exit(main(["run", "--data", str(folder)]))


def guarded(step: Callable[..., None], *given: Any) -> None:
    """Run a step of the probe; where it breaks, its stack is printed and the process ends with 1.

    At once: the window's event loop would go on and say nothing.
    """
    try:
        step(*given)
    except Exception:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        _leave(1)


def told(**figures: Any) -> None:
    """Print what was measured; the window closes."""
    from PySide6.QtWidgets import QApplication

    say(**figures)
    QApplication.exit(0)


def say(**figures: Any) -> None:
    """Print a line of JSON."""
    print(json.dumps(figures), flush=True)


def memory() -> float:
    """Resident MiB of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def shown(program: Any) -> str:
    """What stands in the window, for the message of a failure."""
    page = program.window.start_screen.currentWidget()
    return f"{type(page).__name__} {page.objectName()!r}" if page is not None else "nothing"


def _crashed(name: str) -> None:
    raise ProbeFailed(f"the program reported {name}")


def _gave_up(program: Any) -> None:
    raise ProbeFailed(f"not ready after {PATIENCE_MS // 1000} s; shown: {shown(program)}")


def _leave(code: int) -> NoReturn:
    """End the process without waiting for workers that may stand still."""
    sys.stdout.flush()
    os._exit(code)
