"""Backups of a store on a server, and the way back.

They are kept in the same generations as those of a file.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.admin import backup, restore_check
from app.admin.backup import Backup, Manifest
from app.admin.backup_folder import about_backups
from app.admin.restore_check import RestoreComparison, StoreFacts
from app.admin.rules import Reason
from app.errors import Cause, Refused, Trouble
from app.records import Records
from app.text import N_
from db import engine as engines
from db import file_copy, server_copy
from db.file_locations import make_private
from db.store_address import ServerAddress


@dataclass(frozen=True, slots=True)
class Replaced:
    """The database that was put in place, and the name under which the one before is kept."""

    place: ServerAddress
    aside: str


def back_up(
    records: Records, folder: Path, *, at: datetime, reason: Reason = Reason.REGULAR
) -> Backup:
    """A verified backup of the open store on a server; others go on working meanwhile.

    Trouble leaves no half backup and none of the old ones is touched.
    """
    place = _server(records)

    def copy(part: Path) -> backup.Copied:
        with file_copy.explained(folder):
            make_private(folder)
            found = server_copy.dump_into(records.engine, part)
        return backup.Copied(found.schema, found.rows, found.hashes)

    origin = backup.origin_of(records, place.database + backup.DUMP)
    return backup.keep(folder, copy, origin=origin, at=at, reason=reason)


def verify(place: ServerAddress, file: Path) -> RestoreComparison:
    """Restores a backup into a database of its own on the server and compares every row.

    Returns what a restore would change. Trouble: DAMAGED where a byte or row differs, FOREIGN for
    a strange schema, NEWER.
    """
    manifest = _manifest(file)
    with about_backups(file.parent), server_copy.scratch(place, file) as restored:
        _compare(restored, manifest, file)
        there = _facts(restored)
    try:
        here = _facts(place)
    except Trouble:
        here = None
    return restore_check.compared(here, there, backup=file)


def restore(place: ServerAddress, file: Path, *, at: datetime) -> Replaced:
    """Puts a backup in the store's place; the database before is renamed and kept.

    Nothing is replaced before everything was checked. Whoever works in the store is cut off.
    """
    manifest = _manifest(file)
    with server_copy.scratch(place, file) as restored:
        _compare(restored, manifest, file)
        server_copy.give_rights(restored)
        aside = server_copy.swap_in(place, restored, aside=f"_before_restore_{at:%Y%m%d_%H%M%S}")
    return Replaced(place, aside)


def _facts(place: ServerAddress) -> StoreFacts:
    """Which store a database holds. Trouble where it cannot be asked or holds none."""
    engine = engines.open_store(place)
    try:
        with engine.connect() as connection:
            return restore_check.read(lambda asked: connection.exec_driver_sql(asked).all())
    except DBAPIError as error:
        raise engines.explain(error, place) from error
    finally:
        engine.dispose()


def _server(records: Records) -> ServerAddress:
    assert isinstance(records.place, ServerAddress)
    return records.place


def _manifest(file: Path) -> Manifest | None:
    if file.suffix != backup.DUMP:
        raise Refused(
            "restore.file",
            N_(
                "This is no backup from a server. Restore it to a file with --data, then move that"
                " store to the server."
            ),
        )
    return backup.check_bytes(file)


def _compare(restored: ServerAddress, manifest: Manifest | None, file: Path) -> None:
    try:
        found = server_copy.read(restored)
    except Trouble as trouble:
        raise Trouble(trouble.cause, str(file)) from trouble
    if manifest is not None and manifest.hashes != found.hashes:
        raise Trouble(Cause.DAMAGED, str(file))
