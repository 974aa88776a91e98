"""Waits for the end of a run of the suite and then stops its database server.

A program of its own without our packages: it goes on where the run was killed.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 20.0


def main(run: int, folder: Path) -> None:
    """Stops the server whose data lie in `folder` once the process `run` is gone.

    Returns at once; a child of its own waits.
    """
    if os.fork():
        return
    while lives(run):
        time.sleep(0.5)
    with (folder / "data" / "postmaster.pid").open(encoding="utf-8") as file:
        postmaster = int(file.readline())
    os.kill(postmaster, getattr(signal, "SIGQUIT", signal.SIGTERM))  # at once: nothing is kept
    until = time.monotonic() + PATIENCE_SECONDS
    while lives(postmaster) and time.monotonic() < until:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def lives(process: int) -> bool:
    """True while a process of that id is there, whoever owns it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
