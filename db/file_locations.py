"""Where a store file may not lie: network shares and synchronised folders corrupt SQLite.

They are fine for backups only. What the program makes of folders is its account's alone.
"""

import errno
import os
import sys
from pathlib import Path, PurePath, PureWindowsPath

from db.failures import Cause, Trouble

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "fuse.sshfs",
        "fuse.smbnetfs",
        "9p",
        "afs",
        "davfs",
        "fuse.davfs2",
    }
)
SYNC_FOLDERS = (
    "onedrive",
    "dropbox",
    "坚果云",
    "nutstore",
    "百度网盘",
    "baidunetdisk",
    "baidusyncdisk",
    "icloud",
    "google drive",
    "wps云盘",
)
REMOTE_DRIVE = 4
PRIVATE = 0o700


def refuse_shared(path: Path) -> None:
    """Trouble(NETWORK_SHARE) where `path` lies on a share or in a synchronised folder."""
    if (
        is_unc(str(path))
        or is_synchronised(path)
        or file_system(path) in NETWORK_FILE_SYSTEMS
        or _is_mapped_drive(path)
    ):
        raise Trouble(Cause.NETWORK_SHARE, str(path))


def is_unc(path: str) -> bool:
    r"""True for `\\server\share` and `//server/share`."""
    return path.replace("/", "\\").startswith("\\\\") and not path.startswith("\\\\?\\")


def is_synchronised(path: PurePath) -> bool:
    """True where a folder on the way is one that a cloud client keeps in step."""
    return any(name in part.lower() for part in path.parts for name in SYNC_FOLDERS)


def file_system(path: Path, mounts: str = "/proc/mounts") -> str:
    """File-system type of the longest mount point above `path`, "" where the system does not
    tell.
    """
    try:
        lines = Path(mounts).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    where = os.path.realpath(path)
    best, found = -1, ""
    for line in lines:
        words = line.split()
        point = words[1].replace("\\040", " ") if len(words) > 2 else ""
        if (
            point
            and (where == point or where.startswith(point.rstrip("/") + "/"))
            and len(point) > best
        ):
            best, found = len(point), words[2]
    return found


def _is_mapped_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(PureWindowsPath(path).anchor) == REMOTE_DRIVE)


def make_private(folder: Path) -> None:
    """Makes a folder and those above it that are missing, for this account alone."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=PRIVATE, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
