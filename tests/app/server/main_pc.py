"""A main PC of a test: `dealer-desk serve` as a process of its own, in a folder of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
CODE = re.compile(r"(?:[0-9A-Z]{4}-){13}[0-9A-Z]{4}")


class MainPc:
    """Starts serving at once and waits until others may come in."""

    def __init__(
        self,
        store: Path | None = None,
        *,
        within: tuple[str, ...] = (),
        within_folder: Path | None = None,
    ) -> None:
        """`within`: the command that runs another one, as in another network."""
        self._within = within
        folder = within_folder or open_folder()
        self.data = Path(tempfile.mkdtemp(prefix="dealer-desk-main-", dir=folder))
        self.data.chmod(0o755)  # as root the server runs as another account
        self.port = _free_port()
        self.output = ""
        self.code = ""
        if store is not None:
            shutil.copy(store, self.data / "store.db")
        self.start()

    def start(self) -> None:
        self._program = subprocess.Popen(
            [*self._within, sys.executable, "-m", "app", "serve", *self._options()],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert self._program.stdout is not None
        for line in self._program.stdout:
            self.output += line
            if found := CODE.search(line):
                self.code = found[0]
                return
        raise AssertionError(f"serve ended: {self.output}")

    def _options(self) -> list[str]:
        return ["--data", str(self.data), "--port", str(self.port), "--language", "en"]

    def end(self, how: int = signal.SIGTERM) -> int:
        """Tells it to end, or kills it; returns its exit code."""
        self._program.send_signal(how)
        rest, _none = self._program.communicate(timeout=60)
        self.output += rest
        return self._program.returncode

    def remove(self) -> None:
        if self._program.poll() is None:
            self.end()
        shutil.rmtree(self.data, ignore_errors=True)


def open_folder() -> str:
    """Temporary folders of a test runner are closed to other accounts."""
    usual = Path(tempfile.gettempdir()).resolve()
    opened = all(one.stat().st_mode & 0o001 for one in (usual, *usual.parents))
    return str(usual) if opened or os.name == "nt" else "/tmp"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
