"""Makes backups of the store, reads them again and restores them."""

import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import settings
from app.admin import manifest, restore_check
from app.admin.backup_folder import (
    Copied,
    Origin,
    about_backups,
    backups,
    digest,
    keep,
    newest,
    thin,
)
from app.admin.manifest import DUMP, ENDING, UNFINISHED, Backup, Manifest
from app.admin.restore_check import RestoreComparison
from app.admin.rules import Reason
from app.errors import Cause, Refused, Trouble
from app.records import Records
from app.settings import Settings, StoreSettings
from app.text import N_
from db import audit_chain, file_copy, file_watch, long_work, upgrade
from db import engine as engines
from db.file_locations import make_private
from db.store_address import StorePlace, local_folder

__all__ = ["DUMP", "Backup", "Copied", "Manifest", "backups", "digest", "keep", "newest", "thin"]
FOLDER = "backups"
PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the set that was replaced lies now."""

    store: Path
    aside: Path | None


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
    # a relative one lies beside the store, wherever the program was started
    chosen = local_folder(store) / (own.backup_folder or FOLDER)
    return chosen / store.stem if own.practice and isinstance(store, Path) else chosen


def back_up(
    records: Records, folder: Path, *, at: datetime, reason: Reason = Reason.REGULAR
) -> Backup:
    """A verified backup of the open store.

    Trouble leaves no half backup and none of the old ones is touched.
    """
    store = file_of(records.place)
    file_watch.check(records.engine)  # before a folder is made for the copy of another store

    def copy(part: Path) -> Copied:
        found = file_copy.copy_into(records.engine, part)
        return Copied(found.schema, found.rows)

    origin = origin_of(records, store.stem + ENDING)
    return keep(folder, copy, origin=origin, at=at, reason=reason)


def origin_of(records: Records, file: str) -> Origin:
    """What the manifest tells of the open store; its newest audit row is in every later copy."""
    with records.read() as session:
        connection = session.connection()
        anchor = audit_chain.anchor(connection)
        return Origin(
            file,
            store=audit_chain.store_mark(connection),
            store_name=settings.load(session).of(StoreSettings).store_name,
            history="" if anchor is None else anchor.text,
        )


def verify(path: Path) -> file_copy.Contents:
    """Reads a backup through.

    Trouble(DAMAGED) where a byte differs from its manifest, Trouble(FOREIGN) for a strange schema.
    """
    with long_work.part(0.5):
        check_bytes(path)
    with about_backups(path.parent):
        found = file_copy.contents(path)
        if found.things != upgrade.expected_schema(found.revision):
            raise Trouble(Cause.FOREIGN, str(path))
    return found


def compare(target: Path, backup: Path) -> RestoreComparison:
    """Reads a backup through and tells what its restore would change. Trouble as `verify`."""
    with about_backups(backup.parent):
        _refuse_itself(target, backup)
        verify(backup)
        there = restore_check.facts_of(backup, closed=True)
        if there is None:
            raise Trouble(Cause.FOREIGN, str(backup))
    return restore_check.compared(restore_check.facts_of(target), there, backup=backup)


def check_bytes(path: Path) -> Manifest | None:
    """The manifest of a backup, None without one. Trouble(DAMAGED) where a byte differs from it."""
    with about_backups(path.parent):
        if not path.is_file() or path.is_symlink():
            raise Trouble(Cause.GONE, str(path))
        told = manifest.read(path)
        if told is not None and (told.size != path.stat().st_size or told.sha256 != digest(path)):
            raise Trouble(Cause.DAMAGED, str(path))
    return told


def restore(target: Path, backup: Path, *, at: datetime) -> Restored:
    """Puts a backup in the store's place; what was there is set aside whole.

    Nothing is replaced before everything was checked.
    """
    with about_backups(backup.parent):
        _refuse_itself(target, backup)
        with long_work.part(0.5):
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
            make_private(target.parent)
            shutil.copyfile(backup, part)
            part.chmod(0o600)
            file_copy.flush(part)
        if file_copy.contents(part) != found:
            raise Trouble(Cause.DAMAGED, str(part))
        long_work.no_return()
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


def _refuse_itself(target: Path, backup: Path) -> None:
    if target.exists() and backup.exists() and target.samefile(backup):
        raise Refused("restore.itself", N_("This is the store itself. Choose one of its backups."))
