"""First come, first served among the programs that write into one SQLite file.

SQLite lets whoever waits sleep up to 100 ms between two looks at its lock, so a program that saves
in a row takes it again and again while another waits for seconds. Here everybody stands in a line
first: a place is a locked byte of a file beside the store, and is left only when the place in front
is taken. The system frees the places of a killed program, and those behind it move up.

This is politeness, not safety: SQLite's own lock still guards the store, and whoever cannot stand
in line writes without.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import Engine

PLACES = 16
"""More programs than one PC runs; those beyond wait unordered before the last place."""
PATIENCE = 5.0
"""Seconds until somebody who stopped in front is passed by."""
PAUSE = 0.001


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Waits until everybody who came before has written; on a server at once."""
    path = engine.get_execution_options().get("store")
    if engine.dialect.name != "sqlite" or not path:
        yield
        return
    line = -1
    try:
        with suppress(OSError):
            line = os.open(line_file(path), os.O_RDWR | os.O_CREAT, 0o600)
            _move_up(line, monotonic() + PATIENCE)
        yield
    finally:
        if line >= 0:
            os.close(line)


@cache
def line_file(store: Path | str) -> Path:
    """The file whose bytes are the places; it stays empty."""
    real = Path(store).resolve()
    return real.with_name(f"{real.name}-turn")


def _move_up(line: int, until: float) -> None:
    """From the last place to place 0; gives up at `until` (monotonic seconds)."""
    for place in reversed(range(PLACES)):
        while not _take(line, place):
            if monotonic() > until:
                return
            sleep(PAUSE)
        if place + 1 < PLACES:
            _leave(line, place + 1)


if sys.platform == "win32":
    import msvcrt

    def _take(line: int, place: int) -> bool:
        os.lseek(line, place, os.SEEK_SET)
        try:
            msvcrt.locking(line, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _leave(line: int, place: int) -> None:
        os.lseek(line, place, os.SEEK_SET)
        msvcrt.locking(line, msvcrt.LK_UNLCK, 1)

elif sys.platform == "linux":
    import fcntl
    import struct

    # Locks of the open file, not of the process: two threads stand in line like two programs.
    def _lock(line: int, kind: int, place: int) -> None:
        wanted = struct.pack("hhqqi0q", kind, os.SEEK_SET, place, 1, 0)
        fcntl.fcntl(line, fcntl.F_OFD_SETLK, wanted)

    def _take(line: int, place: int) -> bool:
        try:
            _lock(line, fcntl.F_WRLCK, place)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _leave(line: int, place: int) -> None:
        _lock(line, fcntl.F_UNLCK, place)

else:

    def _take(line: int, place: int) -> bool:
        raise OSError("no line here")

    def _leave(line: int, place: int) -> None:
        raise OSError("no line here")
