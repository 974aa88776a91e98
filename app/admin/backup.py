"""Makes backups of the store, reads them again, deletes old ones and restores them."""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from app.admin import rules
from app.admin.rules import KeptBackup, Reason
from app.errors import Cause, Refused, Trouble
from app.local_time import local
from app.records import Records
from app.settings import Settings, StoreSettings
from app.text import N_
from db import engine as engines
from db import file_copy, file_watch, upgrade
from db.store_address import StorePlace, local_folder

FOLDER = "backups"
ENDING = ".db"
DUMP = ".dump"
"""The ending of a backup from a server."""
MANIFEST = ".json"
UNFINISHED = ".part"
PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file. `verified`: it was read again and its manifest lies beside it."""

    path: Path
    made_at: datetime
    size: int
    reason: Reason
    verified: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the set that was replaced lies now."""

    store: Path
    aside: Path | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What lies beside a backup: from this its wholeness is judged years later."""

    made_at: str
    reason: str
    sha256: str
    size: int
    schema: int
    rows: dict[str, int]
    hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the rows of each table; of a backup from a server."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was found in a copy when it was read again: as in its manifest."""

    schema: int
    rows: dict[str, int]
    hashes: dict[str, str] = field(default_factory=dict)


Copy = Callable[[Path], Copied]


def is_made_here(place: StorePlace) -> bool:
    """True for a store in a file; one on a server is backed up where the server runs."""
    return isinstance(place, Path)


def file_of(place: StorePlace) -> Path:
    """The file of a store. Refused for a store on a server."""
    if not isinstance(place, Path):
        raise Refused(
            "backup.server", N_("This store lies on a server. It is backed up and restored there.")
        )
    return place


def folder_of(store: StorePlace, settings: Settings) -> Path:
    """The chosen backup folder, or the one beside the store.

    The practice store has a corner of its own in it.

    Otherwise its backups would make the real store look safe, push the real ones out, and be
    offered to be restored over it.
    """
    own = settings.of(StoreSettings)
    chosen = Path(own.backup_folder) if own.backup_folder else local_folder(store) / FOLDER
    return chosen / store.stem if own.practice and isinstance(store, Path) else chosen


def back_up(
    records: Records, folder: Path, *, at: datetime, reason: Reason = Reason.REGULAR
) -> Backup:
    """A verified backup of the open store.

    Trouble leaves no half backup and none of the old ones is touched.
    """
    store = file_of(records.place)

    def copy(part: Path) -> Copied:
        found = file_copy.copy_into(records.engine, part)
        return Copied(found.schema, found.rows)

    return keep(folder, copy, name=store.stem + ENDING, at=at, reason=reason)


def keep(folder: Path, copy: Copy, *, name: str, at: datetime, reason: Reason) -> Backup:
    """A backup that `copy(part)` writes and verifies; it gets its name when it is whole."""
    _sweep(folder)
    path = _free_name(folder, name, at)
    part = path.with_suffix(UNFINISHED)
    with _room_for_it():
        found = copy(part)
    size = part.stat().st_size
    manifest = Manifest(
        at.isoformat(), reason.value, digest(part), size, found.schema, found.rows, found.hashes
    )
    with _room_for_it(), file_copy.explained(folder):
        file_copy.flush(part)
        _write_manifest(path, manifest)
        part.replace(path)
        file_copy.flush(folder)
    return Backup(path, at, manifest.size, reason, verified=True)


@contextmanager
def _room_for_it() -> Iterator[None]:
    """Tells a full disk as a backup that was not made, and not as a lost save."""
    try:
        yield
    except Trouble as trouble:
        if trouble.cause is Cause.FULL:
            raise Trouble(Cause.NO_ROOM, trouble.where) from trouble
        raise


def thin(folder: Path, *, at: datetime) -> list[Path]:
    """Lets go of the generations that are no longer kept; returns what went."""
    gone = rules.spent(
        (
            KeptBackup(one.path.name, one.made_at, one.reason, one.verified)
            for one in backups(folder)
        ),
        at,
    )
    for name in gone:
        for file in (folder / name, (folder / name).with_suffix(MANIFEST)):
            with suppress(OSError):
                file.unlink()
    return [folder / name for name in sorted(gone)]


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first. A folder that is not there holds none."""
    found = [
        backup
        for path in chain(folder.glob(f"*{ENDING}"), folder.glob(f"*{DUMP}"))
        if (backup := _described(path)) is not None
    ]
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def newest(folder: Path) -> Backup | None:
    """The newest verified backup."""
    return next((backup for backup in backups(folder) if backup.verified), None)


def verify(path: Path) -> file_copy.Contents:
    """Reads a backup through.

    Trouble(DAMAGED) where a byte differs from its manifest, Trouble(FOREIGN) for a strange schema.
    """
    check_bytes(path)
    found = file_copy.contents(path)
    if found.things != upgrade.expected_schema(found.revision):
        raise Trouble(Cause.FOREIGN, str(path))
    return found


def check_bytes(path: Path) -> Manifest | None:
    """The manifest of a backup, None without one. Trouble(DAMAGED) where a byte differs from it."""
    if not path.is_file() or path.is_symlink():
        raise Trouble(Cause.GONE, str(path))
    manifest = _manifest(path)
    if manifest is not None and (
        manifest.size != path.stat().st_size or manifest.sha256 != digest(path)
    ):
        raise Trouble(Cause.DAMAGED, str(path))
    return manifest


def restore(target: Path, backup: Path, *, at: datetime) -> Restored:
    """Puts a backup in the store's place; what was there is set aside whole.

    Nothing is replaced before everything was checked.
    """
    with file_copy.explained(backup.parent):
        _refuse_itself(target, backup)
        found = verify(backup)
    if target.exists() and engines.is_held(target):
        raise Refused(
            "restore.held",
            N_(
                "The store is open in another program or window. Close it there, then restore"
                " again."
            ),
        )
    part = target.with_name(target.name + UNFINISHED)
    try:
        with file_copy.explained(target.parent):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(backup, part)
            part.chmod(0o600)
            file_copy.flush(part)
        if file_copy.contents(part) != found:
            raise Trouble(Cause.DAMAGED, str(part))
        aside = file_copy.swap_in(target, part, at=at)
    finally:
        part.unlink(missing_ok=True)
    return Restored(target, aside if any(aside.iterdir()) else None)


def restore_open(records: Records, backup: Path, *, at: datetime) -> Restored:
    """The same for the store that this very program works in.

    It lets go of the file, replaces it and goes on with the new one.
    """
    target = file_of(records.place)
    try:
        verify(backup)
    except Trouble as trouble:
        message = N_(
            "This backup cannot be used: it is damaged, newer than this program, or not ours. The"
            " store is as it was."
        )
        raise Refused("restore.unusable", message) from trouble
    for tries_left in range(PATIENCE, -1, -1):
        records.engine.dispose()
        file_watch.forget(records.engine)
        try:
            done = restore(target, backup, at=at)
            break
        except Refused as refused:
            if refused.code != "restore.held" or not tries_left:
                raise
            time.sleep(0.2)
    records.engine.dispose()
    file_watch.forget(records.engine)
    upgrade.prepare(target).dispose()
    return done


def undo(restored: Restored) -> None:
    """The store as it was before the restore."""
    if restored.aside is None:
        raise Refused("restore.nothing", N_("Before this restore there was no store."))
    if engines.is_held(restored.store):
        raise Refused(
            "restore.held",
            N_(
                "The store is open in another program or window. Close it there, then restore"
                " again."
            ),
        )
    file_copy.take_back(restored.store, restored.aside)


def digest(path: Path) -> str:
    """SHA-256 of a closed file; never of the store itself, whose locks it would drop."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_itself(target: Path, backup: Path) -> None:
    if target.exists() and backup.exists() and target.samefile(backup):
        raise Refused("restore.itself", N_("This is the store itself. Choose one of its backups."))


def _free_name(folder: Path, name: str, at: datetime) -> Path:
    stem, ending = Path(name).stem, Path(name).suffix
    base = f"{stem}-{local(at):%Y%m%d-%H%M%S}"
    names = (folder / f"{base}{f'-{count}' if count else ''}{ending}" for count in range(1000))
    return next(path for path in names if not path.exists())


def _write_manifest(path: Path, manifest: Manifest) -> None:
    lies_at = path.with_suffix(MANIFEST)
    part = lies_at.with_suffix(MANIFEST + UNFINISHED)
    part.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    file_copy.flush(part)
    part.replace(lies_at)


def _manifest(path: Path) -> Manifest | None:
    try:
        return Manifest(**json.loads(path.with_suffix(MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _described(path: Path) -> Backup | None:
    try:
        size = path.stat().st_size
        manifest = _manifest(path)
        if manifest is None:
            return Backup(
                path,
                datetime.fromtimestamp(path.stat().st_mtime).astimezone(),
                size,
                Reason.REGULAR,
                verified=False,
            )
        return Backup(
            path,
            datetime.fromisoformat(manifest.made_at),
            size,
            Reason(manifest.reason),
            verified=manifest.size == size,
        )
    except (OSError, ValueError):
        return None


def _sweep(folder: Path) -> None:
    """A kill in the middle left these; no other program writes here."""
    for part in folder.glob(f"*{UNFINISHED}"):
        with suppress(OSError):
            part.unlink()
