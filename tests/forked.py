"""The program's command line in processes forked from one that has imported it.

Such a start has nothing to import, which costs a new process two seconds.
"""

import ctypes
import io
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from app.__main__ import main
from tests.reliability.acting import PROGRAMS

NETWORKS = Path("/run/netns")
NEW_NETWORK = 0x40000000
"""CLONE_NEWNET of Linux."""


def run(*arguments: object, host: str = "") -> tuple[int, str]:
    """Runs one command, in the network namespace `host`.

    Its exit code and what it printed, errors too.
    """
    ours, theirs = PROGRAMS.Pipe(duplex=False)
    words = [str(one) for one in arguments]
    program = PROGRAMS.Process(target=_run, args=(words, theirs, host))
    program.start()
    theirs.close()
    with ours, open(ours.fileno(), encoding="utf-8", closefd=False) as stream:
        said = stream.read()
    program.join()
    assert program.exitcode is not None
    return program.exitcode, said


def _run(words: list[str], told: Connection, host: str) -> None:
    for stream in (1, 2):
        os.dup2(told.fileno(), stream)
    told.close()
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", line_buffering=True)
    sys.stderr = sys.stdout
    if host:
        _enter(host)
    sys.exit(main(words))


def _enter(host: str) -> None:
    """Moves this process into another network namespace, as `ip netns exec` does."""
    with (NETWORKS / host).open("rb") as file:
        assert ctypes.CDLL(None, use_errno=True).setns(file.fileno(), NEW_NETWORK) == 0
