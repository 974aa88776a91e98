"""Opens stores, and makes the practice store.

That is another file, never half made, marked as practice for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import settings
from app.data_folders import PRACTICE_PASSWORD
from app.errors import Trouble
from app.permissions import Actor
from app.records import Records
from app.text import N_, _, language
from db import engine as engines
from db import file_mark, upgrade
from db.store_address import StorePlace

if TYPE_CHECKING:
    from app.desk_spec import Desks

PRACTICE_NAME = N_("Practice store")
PRACTICE_MANAGER = N_("Qin Lan")

Build = Callable[..., None]
"""`build(session, password_hash, by=, at=)` fills a founded store with invented records."""


def open_store(place: StorePlace, desks: Desks) -> Records:
    """The records of a store, made or brought up to date where needed.

    Trouble where it cannot be trusted.
    """
    return Records(upgrade.prepare(place), desks)


def open_to_read(path: Path, desks: Desks) -> Records:
    """The records of a store's file that cannot be written. Trouble where it is not up to date."""
    return Records(engines.open_to_read(path), desks)


def is_new(place: StorePlace) -> bool:
    """True for a missing file and for an empty database: nobody has made a store there."""
    return engines.inspect(place) == 0


def is_there(place: StorePlace) -> bool:
    """True where a store lies that can be opened; nothing is made or changed."""
    try:
        return not is_new(place)
    except Trouble:
        return False


def mark_of(place: StorePlace) -> str:
    """What names the store for ever, as the note beside its file tells; "" where none does."""
    noted = file_mark.read(place.resolve()) if isinstance(place, Path) else None
    return noted.first if noted is not None else ""


def open_practice(path: Path, build: Build, *, desks: Desks, at: datetime) -> Records:
    """The practice store at `path`, made first where it is missing.

    It is made beside its place, so that a kill leaves no half store.
    """
    from app.admin import commands  # a real store opens without what founds one

    if not path.exists():
        part = path.with_name(path.name + ".making")
        remove_unfinished(part)
        try:
            made = open_store(part, desks)
            try:
                made.act(found_practice, build, by=commands.founder(""), at=at)
            finally:
                made.close()
            part.replace(path)
        finally:
            remove_unfinished(part)
    return open_store(path, desks)


def remove_unfinished(part: Path) -> None:
    """A file that is no store yet, and everything that lies beside it."""
    for left in part.parent.glob(part.name + "*"):
        left.unlink()


def found_practice(session: Any, build: Build, *, by: Actor, at: datetime) -> None:
    """Founds a store, marks it as practice and fills it, in one transaction."""
    from app.admin import commands, passwords

    store = commands.FirstStore(
        _(PRACTICE_NAME), language(), _(PRACTICE_MANAGER), PRACTICE_PASSWORD
    )
    manager = commands.found_store(session, store, by=by, at=at)
    settings.store(session, {"practice": True})
    build(session, passwords.hashed(PRACTICE_PASSWORD), by=manager, at=at)
