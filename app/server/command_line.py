"""The commands that copy, restore and move a store, on both engines."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app import data_folders, local_time
from app.arguments import BLOCKED, DONE
from app.data_folders import StorePlace
from app.errors import Cause, Trouble
from app.server import answers
from app.text import N_, _

if TYPE_CHECKING:
    from app.admin.restore_check import RestoreComparison
    from app.records import Records

ONLY_READ = N_("It is only read now: this is not noted in its history.")
YES = frozenset({"yes", "y", "是", "好"})
OTHER_STORE = N_(
    "Nothing was changed. Where this is what you want, call the command again with --other-store."
)


@contextmanager
def open_existing(place: StorePlace) -> Iterator["Records"]:
    """The existing store, closed at the end. Trouble(GONE) rather than a new, empty store."""
    records = _opened(place)
    try:
        yield records
    finally:
        records.close()


@contextmanager
def open_to_read(place: StorePlace) -> Iterator["Records"]:
    """The same; a file that cannot be written is read all the same, and that is said."""
    from app.admin import stores
    from app.desks import DESKS
    from app.failure_texts import tell

    try:
        records = _opened(place)
    except Trouble as trouble:
        if trouble.cause is not Cause.READ_ONLY or not isinstance(place, Path):
            raise
        records = stores.open_to_read(place, DESKS)
        print(tell(trouble).happened, _(ONLY_READ), file=sys.stderr)
    try:
        yield records
    finally:
        records.close()


def _opened(place: StorePlace) -> "Records":
    from app.admin import stores
    from app.desks import DESKS

    if data_folders.is_missing(place) or stores.is_new(place):
        raise Trouble(Cause.GONE, str(place))
    return stores.open_store(place, DESKS)


def place_of(given: argparse.Namespace) -> StorePlace:
    """The store that the command line names."""
    return data_folders.store_place(given.data, given.database)


def place_to_check(given: argparse.Namespace) -> StorePlace:
    """The same; on the main PC of a shared store with every right."""
    from app.server import serving

    place = serving.with_every_right(place_of(given))
    serving.refuse_older(place)
    return place


def place_to_look_after(given: argparse.Namespace) -> StorePlace:
    """The same, but on a paired PC it is Refused: the main PC looks after the store."""
    from app.server import serving

    place = place_of(given)
    serving.refuse_paired(place)
    return serving.with_every_right(place)


def back_up(given: argparse.Namespace) -> int:
    """A verified backup beside the store, in the chosen folder, or in `--out`.

    With `--if-due` only when the newest is too old, and older generations go.
    """
    import platform

    from app import settings
    from app.admin import backup, commands, rules
    from app.admin.rules import Reason
    from app.server import dumps, serving

    place, at = place_to_look_after(given), local_time.now()
    serving.refuse_older(place)
    with open_to_read(place) as records:
        with records.read() as session:
            folder = given.out or backup.folder_of(records.place, settings.load(session))
        store = backup.origin_of(records, "").store
        newest = backup.newest(folder, store=store, at=at) if given.if_due else None
        if newest is not None and not rules.is_due(newest.made_at, at):
            return DONE
        make = backup.back_up if backup.is_made_here(records.place) else dumps.back_up
        reason = Reason.REGULAR if given.if_due else Reason.BY_HAND
        made = make(records, folder.absolute(), at=at, reason=reason)
        with suppress(Trouble):  # a store that cannot be written has its copy all the same
            founder = commands.founder(platform.node())
            records.act(commands.note_backup, made.path.name, by=founder, at=at)
    if given.if_due:
        backup.thin(folder, at=at, store=store)
    print(made.path)
    return DONE


def restore(given: argparse.Namespace) -> int:
    """Puts a backup in the store's place after asking; what was there is set aside.

    A backup of another store, or one without a manifest, is looked at twice.
    """
    from app.admin import backup
    from app.server import dumps

    place = place_to_look_after(given)
    if isinstance(place, data_folders.ServerAddress):
        found = dumps.verify(place, given.file)
    else:
        found = backup.compare(place, given.file)
    if not _agreed(given, place, found=found):
        return BLOCKED
    at = local_time.now()
    if isinstance(place, data_folders.ServerAddress):
        aside = str(dumps.restore(place, given.file, at=at).aside)
    else:
        aside = str(backup.restore(place, given.file, at=at).aside or "")
    _note(place, given.file.name)
    if aside:
        print(_("What was there is kept in {folder}.").format(folder=aside))
    print(_("Look through the roles of your colleagues. {who}").format(who=found.managers))
    return DONE


def move(given: argparse.Namespace) -> int:
    """Carries the store to another place, and lets this PC work there from now on."""
    from app.server import moving, places

    source = place_to_look_after(given)
    target = data_folders.store_place(given.data, given.to)
    folder = given.data or data_folders.data_folder()

    def switch() -> bool:
        return not data_folders.is_named(given.database) and places.use(target, folder)

    done = moving.move(source, target, at=local_time.now(), switch=switch)
    places.forget_login(folder)
    print(_("{rows} rows were moved to {place} and compared.").format(rows=done.rows, place=target))
    if done.aside:
        print(_("What was there is kept in {folder}.").format(folder=done.aside))
    else:
        print(_("Both are complete. Name the new one where the program is started."))
    return DONE


def _agreed(given: argparse.Namespace, place: StorePlace, *, found: "RestoreComparison") -> bool:
    """Asks once, and once more where the backup is not plainly one of this store."""
    print(_("This puts {backup} in the place of {store}.").format(backup=given.file, store=place))
    for line in (*found.differences, found.managers):
        print(line)
    if found.differences and given.yes and not given.other_store:
        print(_(OTHER_STORE), file=sys.stderr)
        return False
    agreed = given.yes or answers.ask(_("Go on? Type yes: ")).lower() in YES
    if agreed and found.differences and not given.other_store:
        typed = answers.ask(_("Look again, then type the name of the store in the backup: "))
        agreed = typed == found.store_name
    if not agreed:
        print(_("Nothing was changed."), file=sys.stderr)
    return agreed


def _note(place: StorePlace, name: str) -> None:
    import platform

    from app.admin import commands

    with open_existing(place) as records:
        records.act(
            commands.note_restore,
            name,
            by=commands.founder(platform.node()),
            at=local_time.now(),
        )
