"""Copies of a store on a server by pg_dump, and their way back.

A copy counts once it was restored into a database of its own and every row was there again.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from db import server, server_programs, server_roles, server_schema, upgrade
from db.failures import Cause, Trouble
from db.store_address import ServerAddress

MAINTENANCE = "postgres"
"""The database that every server has: from there others are made, renamed and dropped."""
SCRATCH = "_checked_"
LOCK = server.LOCK + 1
"""Held in MAINTENANCE while databases are made and dropped for a copy."""
LONGEST_NAME = 63
SWAP_TRIES = 20
LEAVING_TRIES = 20
IN_USE = "55006"
KEYS = """
SELECT c.relname, (
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
  WHERE i.indrelid = c.oid AND i.indisprimary)
FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY 1
"""
NEW = """
CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'
"""
TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True, slots=True)
class ServerContents:
    """What a store on a server holds: the number of rows and their SHA-256, table by table."""

    schema: int
    rows: dict[str, int]
    hashes: dict[str, str]


def dump_into(engine: Engine, part: Path) -> ServerContents:
    """Writes the open store to `part` as pg_dump does, and restores it once to be sure.

    Others go on writing: rows and dump are of one state. Trouble leaves nothing there.
    """
    address: ServerAddress = engine.get_execution_options()["store"]
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        found = _dump(engine, address, part)
        with scratch(address, part) as restored:
            if _contents(restored) != found:
                raise Trouble(Cause.DAMAGED, str(part))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return found


@contextmanager
def scratch(address: ServerAddress, dump: Path) -> Iterator[ServerAddress]:
    """A database of its own with what the dump holds; dropped at the end unless it was renamed.

    Trouble(DAMAGED) for a dump that cannot be restored whole.
    """
    with maintaining(address) as admin:
        _sweep(admin, address.database)
        name = _short(address.database, SCRATCH + secrets.token_hex(4))
        admin.exec_driver_sql(NEW.format(name=_quoted(name)))
        try:
            made = replace(address, database=name)
            options = ("--dbname", name, "--exit-on-error", "--no-owner", "--no-acl")
            server_programs.run("pg_restore", made, *options, str(dump), otherwise=Cause.DAMAGED)
            yield made
        finally:
            admin.exec_driver_sql(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")


def read(address: ServerAddress) -> ServerContents:
    """What the store at `address` holds; Trouble(FOREIGN) where its schema is not ours."""
    found = _contents(address)
    engine = server.open_store(address)
    try:
        with engine.connect() as connection:
            if server_schema.things(connection) != upgrade.expected_things(connection):
                raise Trouble(Cause.FOREIGN, str(address))
    finally:
        engine.dispose()
    return found


def give_rights(address: ServerAddress) -> None:
    """Lets the workstations of a server of our own work in a store that was made or restored."""
    engine = server.open_store(address)
    try:
        with engine.begin() as connection:
            server_roles.grant(connection)
    finally:
        engine.dispose()


def swap_in(address: ServerAddress, restored: ServerAddress, *, aside: str) -> str:
    """Gives the restored database the store's name; the old one is renamed in the same transaction.

    Whoever is connected is cut off. Returns the name under which the old one is kept.
    """
    old, kept = address.database, _short(address.database, aside)
    names = ((old, kept), (restored.database, old))
    with maintaining(address, lock=False) as admin:
        for _ in range(SWAP_TRIES):
            if _renamed(admin, names):
                return kept
    raise Trouble(Cause.BUSY, str(address))


def _renamed(admin: Connection, names: tuple[tuple[str, str], ...]) -> bool:
    """Renames databases at once; False where somebody came back meanwhile."""
    for was, _becomes in names:
        admin.exec_driver_sql(TERMINATE, (was,))
    together = admin.engine.execution_options(isolation_level="READ COMMITTED")
    try:
        with together.begin() as connection:
            for was, becomes in names:
                connection.exec_driver_sql(
                    f"ALTER DATABASE {_quoted(was)} RENAME TO {_quoted(becomes)}"
                )
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != IN_USE:
            raise
        return False
    return True


def make_database(address: ServerAddress) -> None:
    """An empty database for a store, in UTF-8 and sorted by code points."""
    with maintaining(address) as admin:
        admin.exec_driver_sql(NEW.format(name=_quoted(address.database)))


def is_held(address: ServerAddress) -> bool:
    """True while another program is connected; one that has just left is given a moment."""
    wanted = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = 'client backend'"  # the server tidies up itself
    )
    with maintaining(address, lock=False) as admin:
        for _ in range(LEAVING_TRIES):
            if not admin.exec_driver_sql(wanted, (address.database,)).scalar_one():
                return False
            time.sleep(0.1)
    return True


def rename(address: ServerAddress, aside: str) -> str:
    """Takes the store's name from a database that is no longer in use; returns the new one."""
    kept = _short(address.database, aside)
    with maintaining(address, lock=False) as admin:
        admin.exec_driver_sql(TERMINATE, (address.database,))
        admin.exec_driver_sql(
            f"ALTER DATABASE {_quoted(address.database)} RENAME TO {_quoted(kept)}"
        )
    return kept


@contextmanager
def maintaining(address: ServerAddress, *, lock: bool = True) -> Iterator[Connection]:
    """A connection outside the store, without transactions; one at a time where it locks."""
    engine = server.open_store(replace(address, database=MAINTENANCE))
    try:
        alone = engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            if lock:
                connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
            yield connection
    except DBAPIError as error:
        if server.cause_of(error) is None:
            raise
        raise server.explain(error, address) from error
    finally:
        engine.dispose()


def contents_of(connection: Connection) -> ServerContents:
    """As `read`, over a connection that sees one state of the store."""
    schema = server.schema_of(connection)
    found = {
        table: _hashed(connection, table, keys)
        for table, keys in connection.exec_driver_sql(KEYS).all()
    }
    return ServerContents(
        schema,
        {table: rows for table, (rows, _digest) in found.items()},
        {table: digest for table, (_rows, digest) in found.items()},
    )


def _contents(address: ServerAddress) -> ServerContents:
    engine = server.open_store(address)
    try:
        with server.reading(engine).connect() as connection:
            server.take_time(connection)
            return contents_of(connection)
    except DBAPIError as error:
        raise server.explain(error, address) from error
    finally:
        engine.dispose()


def _dump(engine: Engine, address: ServerAddress, part: Path) -> ServerContents:
    with server.reading(engine).connect() as connection:
        server.take_time(connection)
        state = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        options = ("--format=custom", f"--snapshot={state}", f"--file={part}")
        server_programs.run("pg_dump", address, *options, otherwise=Cause.SERVER)
        return contents_of(connection)


def _hashed(connection: Connection, table: str, keys: str | None) -> tuple[int, str]:
    """Number of rows and their SHA-256, as the server writes them out in the order of the key."""
    driver: Any = connection.connection.driver_connection
    rows, digest = 0, hashlib.sha256()
    asked = f"COPY (SELECT * FROM {_quoted(table)} AS t ORDER BY {keys or 't::text'}) TO STDOUT"  # noqa: S608 - names of the catalogue
    with driver.cursor() as cursor, cursor.copy(asked) as copied:
        for block in copied:
            rows += bytes(block).count(b"\n")
            digest.update(block)
    return rows, digest.hexdigest()


def _sweep(admin: Connection, database: str) -> None:
    """Drops what a kill in the middle left: nobody else makes such a database just now."""
    names = admin.exec_driver_sql("SELECT datname FROM pg_database").scalars().all()
    begins = _short(database, SCRATCH + "00000000").removesuffix("00000000")
    for name in names:
        if name.startswith(begins):
            admin.exec_driver_sql(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")


def _short(database: str, end: str) -> str:
    return database[: LONGEST_NAME - len(end)] + end


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""').replace("%", "%%")
    return f'"{doubled}"'
