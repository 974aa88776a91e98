"""Locks a folder for this program, so that others wait; a program that dies frees it."""

import os
import sys
from pathlib import Path


class NoLocks(OSError):
    """The disk or the system knows no locks."""


if sys.platform == "win32":
    import msvcrt

    def open_folder(folder: Path) -> int:
        """A handle for `take`; this system locks files only, so that one lies in the folder."""
        return os.open(folder / "backups.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def take(handle: int) -> bool:
        """False while another program holds it. It is free again when the handle is closed."""
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError as error:
            raise NoLocks from error
        return True

else:
    import fcntl

    def open_folder(folder: Path) -> int:
        """A handle for `take`."""
        return os.open(folder, os.O_RDONLY)

    def take(handle: int) -> bool:
        """False while another program holds it. It is free again when the handle is closed."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise NoLocks from error
        return True
