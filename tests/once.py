"""What is dear to make and only read afterwards is made once in a run of the suite."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE_SECONDS = 300.0


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see, and no other run."""
    own = factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


def made_once(root: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` below `root`, filled by `make(folder)` of whoever asks first.

    The others wait for it. Nobody may change what lies in it: copy it.
    """
    folder, done, failed = (root / f"{name}{end}" for end in ("", ".done", ".failed"))
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(done, failed)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def _wait(done: Path, failed: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not done.exists():
        assert not failed.exists(), f"{failed.stem} could not be made; another test says why"
        assert time.monotonic() < until, f"{done.stem} is not made after {PATIENCE_SECONDS:g} s"
        time.sleep(0.05)
