"""Engines on a PostgreSQL server: the same functions as `db/engine.py` has for files.

A write takes one lock of the whole database first, so that numbers, search and audit are written by
one after the other; a reading sees one state of the store.
"""

from typing import Any, Final

import psycopg
from psycopg.types.string import StrDumper
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from db import schema_version
from db.failures import Cause, Trouble
from db.store_address import ServerAddress

MARK = "dealer_desk"
"""The table that says whose database this is, and by which schema it was written."""
OLDEST = 150000
"""PostgreSQL 15: in older ones anybody may make tables in the schema `public`."""
LOCK = schema_version.APPLICATION
CONNECT_SECONDS = 5
SESSION: Final = {
    "timezone": "UTC",
    "search_path": "public",
    "synchronous_commit": "on",
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "jit": "off",
    # a PC that hangs within a save lets the others go on
    "idle_in_transaction_session_timeout": "60s",
}
KEEPALIVE: Final = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A cut cable is known after about ten seconds instead of two hours."""
STATES: Final = {
    "08": Cause.SERVER,
    "25006": Cause.READ_ONLY,
    "25P03": Cause.SERVER,
    "28": Cause.LOGIN,
    "3D000": Cause.NO_DATABASE,
    "40001": Cause.BUSY,
    "40P01": Cause.BUSY,
    "42501": Cause.RIGHTS,
    "42P01": Cause.FOREIGN,
    "53": Cause.SERVER,
    "53100": Cause.FULL,
    "53300": Cause.CROWDED,
    "55P03": Cause.BUSY,
    "57": Cause.SERVER,
    "57014": Cause.SLOW,
    "58": Cause.DISK,
    "XX001": Cause.DAMAGED,
    "XX002": Cause.DAMAGED,
}
"""By SQLSTATE, or by its class of two characters."""
REFUSALS: Final = (
    (("not permitted to log in",), Cause.REVOKED),
    # a server that went away behind TLS, whose words speak of SSL too
    (("closed unexpectedly", "closed the connection", "ssl syscall", " eof"), Cause.SERVER),
    (("permission denied", "权限不够"), Cause.RIGHTS),
    (("certificate", "ssl", "tls", "证书"), Cause.CERTIFICATE),
    (("too many", "connection slots", "太多", "保留"), Cause.CROWDED),
    (("password", 'role "', "pg_hba", "authentication", "认证", "口令", "角色"), Cause.LOGIN),
    (('database "', "数据库 "), Cause.NO_DATABASE),
)
"""A refused connection has words only, libpq keeps its SQLSTATE to itself; the first hit counts."""

COUNTERS = """
SELECT c.relname, pg_get_serial_sequence(quote_ident(c.relname), 'id') FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
  AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id')
"""


def open_store(address: ServerAddress) -> Engine:
    """Engine on a database; nothing is asked of the server yet."""
    engine = create_engine(
        URL.create(
            "postgresql+psycopg",
            username=address.user or None,
            password=address.password or None,
            host=address.host,
            port=address.port,
            database=address.database,
        ),
        connect_args={
            **dict(address.options),
            **KEEPALIVE,
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "dealer-desk",
            "options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()),
        },
        hide_parameters=True,
        # a server that was started anew is not the next save's trouble
        pool_pre_ping=True,
        poolclass=_Pool,
        execution_options={"store": address},
    )
    event.listen(engine, "connect", _adapt)
    event.listen(engine, "begin", _lock)
    event.listen(engine, "handle_error", _hide_values)
    return engine


def inspect(address: ServerAddress) -> int:
    """Schema number of the store at `address`: 0 for an empty database. Changes nothing.

    Trouble: SERVER, LOGIN, NO_DATABASE, CROWDED, CERTIFICATE, OLD_SERVER, ENCODING, FOREIGN
    (another program's database), NEWER (written by a newer program).
    """
    engine = open_store(address)
    try:
        with engine.connect() as connection:
            return schema_of(connection)
    except DBAPIError as error:
        raise explain(error, address) from None
    finally:
        engine.dispose()


def schema_of(connection: Connection) -> int:
    """As `inspect`, over a connection that is open."""
    where = str(connection.get_execution_options().get("store", ""))
    version, encoding = connection.exec_driver_sql(
        "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
    ).one()
    if version < OLDEST:
        raise Trouble(Cause.OLD_SERVER, where)
    if encoding != "UTF8":
        raise Trouble(Cause.ENCODING, where)
    tables = frozenset(
        connection.exec_driver_sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).scalars()
    )
    if not tables:
        return 0
    if MARK not in tables:
        raise Trouble(Cause.FOREIGN, where)
    application, schema = connection.exec_driver_sql(
        "SELECT application, schema FROM dealer_desk"
    ).one()
    if application != schema_version.APPLICATION:
        raise Trouble(Cause.FOREIGN, where)
    if schema > schema_version.SCHEMA:
        raise Trouble(Cause.NEWER, where)
    return int(schema)


def explain(error: BaseException, where: object) -> Trouble:
    """The Trouble behind a driver's or SQLAlchemy's error; SERVER where it is none of the known."""
    return Trouble(cause_of(error) or Cause.SERVER, str(where))


def cause_of(error: BaseException) -> Cause | None:
    """Why the server said no; None where the program itself is at fault."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if not isinstance(original, psycopg.Error):
        return None
    state = original.sqlstate
    if state is not None:
        return STATES.get(state) or STATES.get(state[:2])
    if not isinstance(original, psycopg.OperationalError):
        return None
    words = str(original).lower()
    return next(
        (cause for parts, cause in REFUSALS if any(part in words for part in parts)), Cause.SERVER
    )


def reading(engine: Engine) -> Engine:
    """The same pool; its transactions see one state of the store and cannot write."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(engine: Engine) -> Engine:
    """The same pool; its transactions wait until no other one writes.

    READ COMMITTED, so that what is read after the lock is what the one before left.
    """
    return engine.execution_options(isolation_level="READ COMMITTED", writes=True)


def take_time(connection: Connection) -> None:
    """For the work of minutes in this transaction: no limit of time."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def go_on_counting(connection: Connection) -> None:
    """After rows with ids of their own: the next row gets the id after the largest."""
    for table, sequence in connection.exec_driver_sql(COUNTERS).all():
        if sequence is not None:
            connection.exec_driver_sql(
                f"SELECT setval('{sequence}', coalesce(max(id), 0) + 1, false) FROM {table}"  # noqa: S608 - names of the catalogue
            )


class _Pool(QueuePool):
    """Closes a connection that comes back after the pool was let go of, also from another thread.

    A pool of SQLAlchemy would keep it until the collector finds both.
    """

    _is_over = False

    def dispose(self) -> None:
        self._is_over = True
        super().dispose()

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        super()._do_return_conn(record)
        if self._is_over:  # asked after the connection lies there: either this or `dispose` sees it
            super().dispose()


class _WithoutNul(StrDumper):
    """The server takes no NUL in a text: commands refuse one, and no question finds one."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", ""))


def _hide_values(context: ExceptionContext) -> None:
    """A server quotes the row that it refuses; only the state and the rule's name go further."""
    error = context.original_exception
    if isinstance(error, psycopg.Error) and error.sqlstate:
        error.args = (f"{error.sqlstate} {error.diag.constraint_name or ''}".rstrip(),)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = error.args


def _adapt(raw: Any, _record: object) -> None:
    raw.adapters.register_dumper(str, _WithoutNul)


def _lock(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
