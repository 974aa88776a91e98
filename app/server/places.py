"""Which store this PC works in, changed in one step.

A kill leaves the old one or the new one.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

from app import data_folders
from app.data_folders import CERTIFICATE, LOGIN, SHARED, ServerAddress, StorePlace
from db import file_copy
from db.file_locations import make_private
from db.store_address import text_of


def use(place: StorePlace, folder: Path, *, config: Path | None = None) -> bool:
    """Makes `place` the store of the data `folder`, and takes back what this PC's setting names.

    False where a file elsewhere cannot be named: a folder given by hand has no such setting.
    """
    if isinstance(place, ServerAddress):
        _keep_login(place, folder)
        hidden = ("passfile", "sslrootcert") if (folder / CERTIFICATE).exists() else ("passfile",)
        options = tuple(one for one in place.options if one[0] not in hidden)
        write_private(folder / SHARED, text_of(replace(place, options=options)) + "\n")
    elif place == (folder / data_folders.STORE).absolute():
        (folder / SHARED).unlink(missing_ok=True)
    elif folder != data_folders.data_folder():
        return False
    here = place if isinstance(place, Path) and place.parent != folder else None
    if folder == data_folders.data_folder():
        _set_database(str(here or ""), config or data_folders.workstation_folder())
    if here is not None:
        (folder / SHARED).unlink(missing_ok=True)
    return True


def forget_login(folder: Path) -> None:
    """Removes what only a store on a server needs, once the data folder names none."""
    if not (folder / SHARED).exists():
        for name in (LOGIN, CERTIFICATE):
            (folder / name).unlink(missing_ok=True)


def write_private(path: Path, content: str) -> None:
    """Writes a small file that only this account can read, whole or not at all."""
    make_private(path.parent)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    file_copy.flush(path.parent)


def _keep_login(place: ServerAddress, folder: Path) -> None:
    """The password in a file as libpq reads it."""
    if place.password:
        user, password = (_escaped(part) for part in (place.user or "*", place.password))
        write_private(folder / LOGIN, f"*:*:*:{user}:{password}\n")


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace(":", "\\:")


def _set_database(value: str, config: Path) -> None:
    """The setting `database` of this PC; the others stay as they are."""
    path = config / "workstation.json"
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        kept = {}
    if isinstance(kept, dict) and kept.get("database", "") != value:
        write_private(path, json.dumps(kept | {"database": value}, ensure_ascii=False, indent=1))
