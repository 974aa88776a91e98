"""Engines on a store, whichever it is; a server's own half stands in `db/server.py`.

SQLite with the pragmas that keep confirmed saves, and the mapping of its errors.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from db import file_mark, file_watch, raw_connection, schema_version
from db.failures import Cause, Trouble
from db.file_locations import refuse_shared
from db.store_address import ServerAddress, StorePlace

SAFE_SQLITE = (3, 53, 0)
"""Tables are changed in place with ADD CONSTRAINT; below 3.51.3 a WAL could be damaged."""
FEW_PAGES, MANY_PAGES = "PRAGMA cache_size=-2000", "PRAGMA cache_size=-8000"
"""What each connection keeps in memory beside the system's own cache; many for an upgrade."""
PRAGMAS = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    FEW_PAGES,
    "PRAGMA secure_delete=ON",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA checkpoint_fullfsync=ON",
)
MESSAGES = (
    ("is locked", Cause.BUSY),
    ("busy", Cause.BUSY),
    ("disk is full", Cause.FULL),
    ("readonly", Cause.READ_ONLY),
    ("not a database", Cause.FOREIGN),
    ("malformed", Cause.DAMAGED),
    ("unable to open", Cause.GONE),
    ("no such table", Cause.FOREIGN),
    ("i/o error", Cause.DISK),
)
TAKEN = ("UNIQUE constraint", "ex_car_booking")
TAKEN_STATES = frozenset({"23505", "23P01"})


def open_store(place: StorePlace) -> Engine:
    """Engine on a store; `writing` and `reading` give those that the program works with.

    Trouble where the place or the SQLite library cannot be trusted.
    """
    if isinstance(place, ServerAddress):
        from db import server  # a store in a file never loads the server's driver

        return server.open_store(place)
    return _open_file(place)


def _open_file(path: Path) -> Engine:
    if sqlcipher3.dbapi2.sqlite_version_info < SAFE_SQLITE:
        raise Trouble(Cause.UNSAFE_SQLITE, sqlcipher3.dbapi2.sqlite_version)
    refuse_shared(path)
    watch = file_watch.FileWatch(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher3.dbapi2,
        creator=watch.connect,
        hide_parameters=True,
        execution_options={"store": path},
    )
    event.listen(engine, "connect", _set_pragmas)
    file_watch.attach(engine, watch)
    event.listen(engine, "begin", _begin)
    return engine


def open_to_read(path: Path) -> Engine:
    """Engine on a store's file that cannot be written: it is read, printed and copied elsewhere.

    Trouble where it is no store of this program's own schema.
    """
    refuse_shared(path)
    closed = not path.with_name(path.name + "-wal").exists()
    with reading_only(path, closed=closed) as raw:
        number = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if number != schema_version.SCHEMA:
        raise Trouble(Cause.READ_ONLY, str(path))
    mode = "ro&immutable=1" if closed else "ro"
    return create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher3.dbapi2,
        creator=lambda: raw_connection.connect(path, mode),
        hide_parameters=True,
        execution_options={"store": path},
    )


def inspect(place: StorePlace) -> int:
    """Schema number of the store at `place`: 0 for an empty one or a missing file. Touches nothing.

    Trouble: DENIED, READ_ONLY, FOREIGN (another program's), NEWER (written by a newer program),
    DAMAGED, and of a server what `db/server.py` tells.
    """
    if isinstance(place, ServerAddress):
        from db import server

        return server.inspect(place)
    return _inspect_file(place)


def _inspect_file(path: Path) -> int:
    if not path.exists():
        _refuse_unwritable(path.parent)
        return 0
    if not os.access(path, os.R_OK):
        raise Trouble(Cause.DENIED, str(path))
    if path.stat().st_size == 0:
        return 0
    file_mark.refuse_foreign_log(path)
    with reading_only(path, closed=not path.with_name(path.name + "-wal").exists()) as raw:
        application = raw.execute("PRAGMA application_id").fetchone()[0]
        number = int(raw.execute("PRAGMA user_version").fetchone()[0])
        if not application and not raw.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            return 0  # a first start that was cut off before its one transaction ended
        is_ours = application == schema_version.APPLICATION and _has_our_tables(raw, number)
    if not is_ours:
        raise Trouble(Cause.FOREIGN, str(path))
    if number > schema_version.SCHEMA:
        raise Trouble(Cause.NEWER, str(path))
    check_writable(path)
    return number


def _has_our_tables(raw: Any, number: int) -> bool:
    """True for a store: another program's file may bear the same mark by chance or on purpose."""
    if number > schema_version.SCHEMA:
        return True  # a newer program's tables are not known here
    raw.execute("SELECT id FROM audit LIMIT 1")
    revision = raw.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
    return bool(revision == f"{number:04}")


def check_writable(place: StorePlace) -> None:
    """Trouble(READ_ONLY) where the file or its folder must not be written; a server says so itself.

    A file that is not there passes.
    """
    if not isinstance(place, Path) or not place.exists():
        return
    if not os.access(place, os.W_OK) or not os.access(place.parent, os.W_OK):
        raise Trouble(Cause.READ_ONLY, str(place))


@contextmanager
def reading_only(path: Path, *, closed: bool = False) -> Iterator[Any]:
    """A bare connection that cannot write.

    `closed`: nobody has the file open, so that not even a -shm is made beside it.
    """
    options = "mode=ro&immutable=1" if closed else "mode=ro"
    try:
        raw = sqlcipher3.dbapi2.connect(
            f"{path.resolve().as_uri()}?{options}", uri=True, timeout=10
        )
    except sqlcipher3.dbapi2.Error as error:
        raise explain(error, path) from None
    try:
        raw.execute("PRAGMA trusted_schema=OFF")
        yield raw
    except sqlcipher3.dbapi2.Error as error:
        raise explain(error, path) from None
    finally:
        raw.close()


def is_held(path: Path) -> bool:
    """True while anybody has the store open: only the last connection may leave the WAL mode.

    What was in the -wal is then in the file. Trouble(FOREIGN_LOG) where it does not belong there.
    """
    file_mark.refuse_foreign_log(path)
    raw = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, timeout=0.5)
    try:
        raw.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlcipher3.dbapi2.Error as error:
        return explain(error, path).cause is Cause.BUSY
    finally:
        raw.close()
    return False


def explain(error: BaseException, where: object) -> Trouble:
    """The Trouble behind a driver's or SQLAlchemy's error.

    DISK where it is none of the known ones of a file, SERVER where it is none of a server.
    """
    if _is_a_servers(error):
        from db import server

        return server.explain(error, where)
    return Trouble(_cause_of(error) or Cause.DISK, str(where))


def is_environment(error: BaseException) -> bool:
    """True where an error is the disk's, the lock's or the server's fault, not the program's."""
    if _is_a_servers(error):
        from db import server

        return server.cause_of(error) is not None
    return _cause_of(error) is not None


def is_taken(error: BaseException) -> bool:
    """True where a value or a slot that may stand only once stands there already."""
    original = _original(error)
    if _is_a_servers(error):
        return getattr(original, "sqlstate", "") in TAKEN_STATES
    return any(part in str(original) for part in TAKEN)


def reading(engine: Engine) -> Engine:
    """The same pool; its transactions see one state of the store."""
    if engine.dialect.name == "sqlite":
        return engine
    from db import server

    return server.reading(engine)


def writing(engine: Engine) -> Engine:
    """The same pool; of its transactions only one at a time is at work."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(writes=True)
    from db import server

    return server.writing(engine)


def schema_of(connection: Connection) -> int:
    """The schema number of a server's store, read over a connection that is open."""
    from db import server

    return server.schema_of(connection)


def go_on_counting(connection: Connection) -> None:
    """After rows were written with ids of their own; SQLite counts on by itself."""
    if connection.dialect.name != "sqlite":
        from db import server

        server.go_on_counting(connection)


def check_keys_at_commit(connection: Connection) -> None:
    """In this transaction of a file, what a row leads to may be written after it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


def take_time(connection: Connection) -> None:
    """For the work of minutes in this transaction; a file knows no limit of time."""
    if connection.dialect.name != "sqlite":
        from db import server

        server.take_time(connection)


def _original(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _is_a_servers(error: BaseException) -> bool:
    return type(_original(error)).__module__.startswith("psycopg")


def _cause_of(error: BaseException) -> Cause | None:
    original = _original(error)
    words = str(original).lower()
    known = isinstance(original, sqlcipher3.dbapi2.Error)
    return next((cause for part, cause in MESSAGES if part in words), None) if known else None


def data_version(connection: Connection) -> int:
    """Changes whenever another connection commits."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def _refuse_unwritable(folder: Path) -> None:
    while not folder.exists() and folder.parent != folder:
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise Trouble(Cause.DENIED, str(folder))


def _set_pragmas(raw: Any, _record: Any) -> None:
    cursor = raw.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
