"""The backups in one folder: how one gets in, which are there, which may go.

Several programs may use the same folder: they make backups one after the other.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from app.admin import manifest, rules
from app.admin.manifest import DUMP, ENDING, MANIFEST, NAME, UNFINISHED, Backup, Manifest
from app.admin.rules import KeptBackup, Reason
from app.errors import Cause, Trouble
from app.local_time import local
from db import file_copy, file_lock, long_work
from db.failures import About
from db.file_locations import make_private

PATIENCE_S = 600.0
"""Longer than the largest backup takes that another program may just be making."""
LOOK_S = 0.05
BLOCK = 4 * 1024 * 1024
"""Bytes that are read between two looks at the wish to stop."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was found in a copy when it was read again: as in its manifest."""

    schema: int
    rows: dict[str, int]
    hashes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a backup comes from: as in its manifest; `file` names the store's file or database."""

    file: str
    store: str = ""
    store_name: str = ""
    history: str = ""


Copy = Callable[[Path], Copied]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While this lasts no other program makes or deletes backups in the folder.

    Trouble(BUSY) where another one does not come to an end; where a disk knows no locks nobody
    waits, and the names of the files keep them apart.
    """
    with about_backups(folder):
        make_private(folder)
        handle = file_lock.open_folder(folder)
    try:
        with suppress(file_lock.NoLocks):
            _wait(handle, folder)
        yield
    finally:
        os.close(handle)


def keep(folder: Path, copy: Copy, *, origin: Origin, at: datetime, reason: Reason) -> Backup:
    """A backup that `copy(part)` writes and verifies; it gets its name when it is whole."""
    with alone(folder), about_backups(folder):
        _sweep(folder)
        path = _free_name(folder, origin.file, at)
        part = path.with_name(f"{path.stem}.{os.getpid()}{UNFINISHED}")
        try:
            with long_work.part(0.8):
                found = copy(part)
            told = Manifest(
                made_at=at.isoformat(),
                reason=reason.value,
                sha256=digest(part),
                size=part.stat().st_size,
                schema=found.schema,
                rows=found.rows,
                hashes=found.hashes,
                store=origin.store,
                store_name=origin.store_name,
                history=origin.history,
            )
            file_copy.flush(part)
            long_work.no_return()
            manifest.write(path, told)
            part.replace(path)
            file_copy.flush(folder)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    return Backup(path, at, told.size, reason, verified=True, store=told.store)


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first. A folder that is not there holds none."""
    found = [
        backup
        for path in chain(folder.glob(f"*{ENDING}"), folder.glob(f"*{DUMP}"))
        if (backup := manifest.described(path)) is not None
    ]
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def newest(folder: Path, *, store: str = "", at: datetime | None = None) -> Backup | None:
    """The newest verified backup, of this store alone where one is named.

    One from after `at` was made by a wrong clock and proves nothing.
    """
    return next(
        (
            one
            for one in backups(folder)
            if one.verified
            and one.store in (store or one.store, "")
            and (at is None or one.made_at <= at)
        ),
        None,
    )


def thin(folder: Path, *, at: datetime, store: str = "") -> list[Path]:
    """Lets go of the generations of a store that are no longer kept; returns what went."""
    with alone(folder):
        own = [one for one in backups(folder) if one.store in (store or one.store, "")]
        gone = rules.spent(
            (KeptBackup(one.path.name, one.made_at, one.reason, one.verified) for one in own), at
        )
        for name in gone:
            _delete(folder / name)
    return [folder / name for name in sorted(gone)]


def _delete(path: Path) -> None:
    """A backup and its manifest."""
    for file in (path, path.with_suffix(MANIFEST)):
        with suppress(OSError):
            file.unlink()


def digest(path: Path) -> str:
    """SHA-256 of a closed file; never of the store itself, whose locks it would drop."""
    read, whole, found = 0, path.stat().st_size, hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
            read += len(block)
            long_work.step(read, whole)
    return found.hexdigest()


@contextmanager
def about_backups(folder: Path) -> Iterator[None]:
    """Tells what goes wrong as a backup's trouble: nothing that was saved or typed is in danger."""
    try:
        with file_copy.explained(folder):
            yield
    except Trouble as trouble:
        if trouble.cause is Cause.FULL:
            raise Trouble(Cause.NO_ROOM, trouble.where, about=About.BACKUP) from trouble
        trouble.about = trouble.about or About.BACKUP
        raise


def _wait(handle: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while not file_lock.take(handle):
        if time.monotonic() > until:
            raise Trouble(Cause.BUSY, str(folder), about=About.BACKUP)
        time.sleep(LOOK_S)


def _free_name(folder: Path, file: str, at: datetime) -> Path:
    stem, ending = Path(file).stem, Path(file).suffix
    base = f"{stem}-{local(at):%Y%m%d-%H%M%S}"
    names = (folder / f"{base}{f'-{count}' if count else ''}{ending}" for count in range(1000))
    return next(
        path for path in names if not path.exists() and not path.with_suffix(MANIFEST).exists()
    )


def _sweep(folder: Path) -> None:
    """A kill in the middle left these; whoever makes one now would hold the lock."""
    for part in folder.glob(f"*{UNFINISHED}"):
        whole = part.name.removesuffix(UNFINISHED).removesuffix(MANIFEST)
        stem, _dot, number = whole.rpartition(".")
        if NAME.fullmatch(f"{stem if number.isdecimal() and stem else whole}{ENDING}"):
            with suppress(OSError):
                part.unlink()
