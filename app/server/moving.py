"""A whole store carried from a file to a server or back.

The old one stays as it was, under another name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.admin import stores
from app.data_folders import ServerAddress, StorePlace
from app.errors import Cause, Refused, Trouble
from app.text import N_
from db import engine as engines
from db import file_copy, schema_version, server_copy, store_copy, upgrade, write_queue
from db.file_locations import make_private

UNFINISHED = ".moving"
Told = Callable[[str], None]
HELD = N_("The store is open in another program or window. Close it everywhere, then move it.")
THERE = N_("There is a store already: {file}")


@dataclass(frozen=True, slots=True)
class MovedStore:
    """How much was carried over, and how the old store is called now."""

    rows: int
    aside: str


def move(
    source: StorePlace,
    target: StorePlace,
    *,
    at: datetime,
    switch: Callable[[], bool],
    tell: Told = lambda _table: None,
) -> MovedStore:
    """Copies every row, compares them, and only then calls `switch`, which changes the place.

    The old store keeps everything under another name where `switch` returns True. A kill at any
    moment leaves it in use. Refused: somebody is working in it, or there is another store at
    `target`; the very same one is what a kill before the switch left, and is used.
    """
    _refuse_held(source)
    engine = upgrade.prepare(source)
    try:
        with write_queue.turn(engine), engines.writing(engine).begin() as old:
            engines.take_time(old)
            if _is_taken(target):
                rows = _found_there(old, target)
            elif isinstance(target, ServerAddress):
                rows = _to_server(old, target, tell=tell)
            else:
                rows = _to_file(old, target, tell=tell)
    except DBAPIError as error:
        raise engines.explain(error, target) from error
    finally:
        engine.dispose()
    _refuse_held(source)
    return MovedStore(rows, _set_aside(source, at) if switch() else "")


def _refuse_held(source: StorePlace) -> None:
    """Nobody else may save into a store that is being left."""
    if isinstance(source, ServerAddress):
        held = server_copy.is_held(source)
    else:
        if not source.exists():
            raise Trouble(Cause.GONE, str(source))
        held = engines.is_held(source)
    if held:
        raise Refused("move.held", HELD)


def _is_taken(target: StorePlace) -> bool:
    return target.exists() if isinstance(target, Path) else _schema(target) != 0


def _found_there(old: Connection, target: StorePlace) -> int:
    """The number of rows of a store that was moved before, if every row is the same."""
    taken = Refused("store.founded", THERE, file=str(target))
    if engines.inspect(target) != schema_version.SCHEMA:
        raise taken
    engine = engines.open_store(target)
    try:
        with engines.reading(engine).connect() as new:
            engines.take_time(new)
            found = store_copy.hashes(new)
    finally:
        engine.dispose()
    if found != store_copy.hashes(old):
        raise taken
    return _total(found)


def _schema(target: ServerAddress) -> int:
    """The schema number at `target`; the database is made where there is none."""
    try:
        return engines.inspect(target)
    except Trouble as trouble:
        if trouble.cause is not Cause.NO_DATABASE:
            raise
    server_copy.make_database(target)
    return 0


def _to_server(old: Connection, target: ServerAddress, *, tell: Told) -> int:
    """In one transaction with the making of the tables: cut off, it leaves an empty database."""
    engine = engines.open_store(target)
    try:
        with engines.writing(engine).begin() as new:
            if engines.schema_of(new):
                raise Refused("store.founded", THERE, file=str(target))
            upgrade.upgrade_within(new)
            engines.take_time(new)
            return _carry(old, new, tell)
    finally:
        engine.dispose()


def _to_file(old: Connection, target: Path, *, tell: Told) -> int:
    """Made beside its place; what a kill left there is thrown away by the next one."""
    part = target.with_name(target.name + UNFINISHED)
    with file_copy.explained(target.parent):
        make_private(target.parent)
        stores.remove_unfinished(part)
        engine: Engine = upgrade.prepare(part)
        try:
            with engines.writing(engine).begin() as new:
                rows = _carry(old, new, tell)
        finally:
            engine.dispose()
        engines.is_held(part)  # brings everything into the one file
        file_copy.flush(part)
        part.replace(target)
        stores.remove_unfinished(part)
        file_copy.flush(target.parent)
    return rows


def _carry(old: Connection, new: Connection, tell: Told) -> int:
    store_copy.copy(old, new, tell=tell)
    before, after = store_copy.hashes(old), store_copy.hashes(new)
    unlike = [name for name in before if before[name] != after.get(name)]
    if unlike:
        raise Trouble(Cause.DAMAGED, ", ".join(unlike))
    return _total(after)


def _total(found: store_copy.Hashes) -> int:
    return sum(count for count, _digest in found.values())


def _set_aside(source: StorePlace, at: datetime) -> str:
    if isinstance(source, ServerAddress):
        return server_copy.rename(source, f"_before_move_{at:%Y%m%d_%H%M%S}")
    kept = source.with_name(f"{source.stem}-before-move-{at:%Y%m%d-%H%M%S}{source.suffix}")
    source.rename(kept)
    kept.chmod(0o400)
    return str(kept)
