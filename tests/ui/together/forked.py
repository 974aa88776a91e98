"""Forks typists from one process: what the program imports is read once, not at each start.

`python -m tests.ui.together.forked` reads a folder and a form from each line it is given.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.ui.together import typist
from ui.desks import DESKS

ROOT = Path(__file__).parents[3]
BEGAN, ENDED, TYPED = "began ", "ended ", "typed "


class TypistServer:
    """Forks a typist when asked; one lives at a time, and each starts the program whole."""

    def __init__(self, complaints: Path) -> None:
        self.complaints = complaints
        with complaints.open("w") as stderr:
            self.process = subprocess.Popen(
                (sys.executable, "-m", "tests.ui.together.forked"),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                encoding="utf-8",
            )

    def start(self, folder: Path, form: str) -> "ForkedTypist":
        assert self.process.stdin is not None
        print(f"{folder}\t{form}", file=self.process.stdin, flush=True)
        return ForkedTypist(self, folder)

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def end(self) -> None:
        """Once no typist of it lives."""
        self.process.communicate(timeout=20)


class ForkedTypist:
    """A typist and what it said so far."""

    def __init__(self, server: TypistServer, folder: Path) -> None:
        self._server, self._folder = server, folder
        self._lives = True
        self._pid = int(self.line(BEGAN))

    def line(self, begins: str) -> str:
        while (said := self._server.said()) and not said.startswith(ENDED):
            if said.startswith(begins):
                return said.removeprefix(begins).strip()
        self._lives = False
        stacks = [path.read_text() for path in (self._folder / "reports").glob("*native.txt")]
        raise AssertionError("\n".join((said, self._server.complaints.read_text(), *stacks)))

    def kill(self) -> str:
        """SIGKILL: nothing is written any more. What was typed until then."""
        typed = ""
        if self._lives:
            os.kill(self._pid, signal.SIGKILL)
            while (said := self._server.said()) and not said.startswith(ENDED):
                typed = said.removeprefix(TYPED).strip() if said.startswith(TYPED) else typed
        self._lives = False
        return typed


def main() -> None:
    """A window library that is imported and not begun has no thread, and may be forked."""
    for desk in DESKS:
        desk.page_class()

    for line in sys.stdin:
        folder, form = line.strip().split("\t")
        if not (child := os.fork()):
            print(f"{BEGAN}{os.getpid()}", flush=True)
            typist.main(Path(folder), form)
        print(f"{ENDED}{os.waitpid(child, 0)[1]}", flush=True)


if __name__ == "__main__":
    main()
