"""A server's connections are set up for safe saves, and each way it can say no has its cause."""

import threading
import traceback
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError

from db import engine as engines
from db import server, upgrade
from db.failures import CUT_OFF, Cause, Trouble
from db.store_address import ServerAddress
from tests.postgres import OWNER, PASSWORD, TestServer, WorkerStore

EXPECTED = {
    "TimeZone": "UTC",
    "search_path": "public",
    "synchronous_commit": "on",
    "statement_timeout": "1min",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "1min",
    "jit": "off",
    "client_encoding": "UTF8",
}


PHONE = "13800138000"


@pytest.fixture
def engine(worker_store: WorkerStore) -> Engine:
    return worker_store.reset("founded")


@pytest.fixture
def by_network(server: TestServer) -> ServerAddress:
    """The server's port, where it asks for the password."""
    return ServerAddress("127.0.0.1", "postgres", OWNER, PASSWORD, server.port)


def test_every_pooled_connection_is_set_up_for_the_store(engine: Engine) -> None:
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in EXPECTED}
            assert found == EXPECTED


def test_a_connection_that_was_out_while_the_pool_was_let_go_of_is_closed(engine: Engine) -> None:
    with engine.connect() as late:
        raw = late.connection.driver_connection
        engine.dispose()
        with engine.connect() as anew:
            kept = anew.connection.driver_connection
    assert (raw.closed, kept.closed) == (True, False)


def test_a_pool_that_is_let_go_of_while_a_connection_is_made_or_comes_back_closes_it(
    engine: Engine,
) -> None:
    """What another thread does in just these moments is done here by a listener."""
    for moment in ("connect", "checkin"):
        engine.dispose()
        let_go = lambda *_told: engine.dispose()  # noqa: E731 - removed below
        event.listen(engine, moment, let_go)
        with engine.connect() as late:
            raw = late.connection.driver_connection
        event.remove(engine, moment, let_go)
        assert raw.closed, moment


def test_a_cut_cable_is_noticed(engine: Engine) -> None:
    with engine.connect() as connection:
        given = connection.connection.driver_connection.info.get_parameters()
    assert {name: given[name] for name in server.KEEPALIVE} == {
        name: str(value) for name, value in server.KEEPALIVE.items()
    }
    assert given["connect_timeout"] == str(server.CONNECT_SECONDS)


def test_a_reading_sees_one_state_and_writes_nothing(engine: Engine) -> None:
    with engines.reading(engine).connect() as reading:
        before = reading.execute(text("SELECT count(*) FROM staff")).scalar()
        with engine.begin() as other:
            other.execute(text("UPDATE staff SET name = name || '!'"))
            other.execute(text("INSERT INTO setting (name, value, version) VALUES ('x', '1', 1)"))
        assert reading.execute(text("SELECT count(*) FROM staff")).scalar() == before
        assert not reading.execute(text("SELECT 1 FROM setting WHERE name = 'x'")).first()
        with pytest.raises(InternalError) as refused:
            reading.execute(text("UPDATE staff SET name = 'x'"))
    assert server.explain(refused.value, "x").cause is Cause.READ_ONLY


def test_of_two_writes_the_second_waits_and_sees_what_the_first_left(engine: Engine) -> None:
    seen: list[str] = []
    asked = threading.Event()

    def second() -> None:
        asked.set()
        with engines.writing(engine).begin() as connection:
            seen.append(connection.execute(text("SELECT name FROM staff WHERE id = 1")).scalar())

    with engines.writing(engine).begin() as connection:
        connection.execute(text("UPDATE staff SET name = '第一' WHERE id = 1"))
        other = threading.Thread(target=second)
        other.start()
        assert asked.wait(10)
        _until_one_waits(engine)
        assert seen == []
    other.join(20)
    assert seen == ["第一"]


def _until_one_waits(engine: Engine) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        while not connection.execute(waiting).scalar():
            pass


def test_who_waits_too_long_for_the_lock_is_told_that_somebody_writes(engine: Engine) -> None:
    with engines.writing(engine).begin(), engine.connect() as other:
        other.exec_driver_sql("SET LOCAL lock_timeout = '20ms'")
        with pytest.raises(DBAPIError) as refused:
            other.exec_driver_sql(f"SELECT pg_advisory_xact_lock({server.LOCK})")
    assert engines.explain(refused.value, "x").cause is Cause.BUSY


def test_a_wrong_password_is_a_wrong_login(by_network: ServerAddress) -> None:
    assert engines.inspect(by_network) == 0
    for user, password in ((OWNER, "geraten"), (OWNER, ""), ("nobody", "x")):
        wrong = ServerAddress("127.0.0.1", "postgres", user, password, by_network.port)
        with pytest.raises(Trouble) as trouble:
            engines.inspect(wrong)
        assert trouble.value.cause is Cause.LOGIN
        assert str(trouble.value) == f"login: 127.0.0.1:{by_network.port}/postgres"


def test_a_stopped_server_and_an_unknown_host_do_not_answer(server: TestServer) -> None:
    for place in (
        ServerAddress("127.0.0.1", "d", "u", "geheim", 1),
        ServerAddress("no-such-host.invalid", "d", "u", "geheim"),
        ServerAddress("/nowhere", "d", "u", "geheim"),
    ):
        with pytest.raises(Trouble) as trouble:
            upgrade.prepare(place)
        assert trouble.value.cause is Cause.SERVER
        assert "geheim" not in str(trouble.value) + repr(trouble.value.__context__)


def test_a_database_that_is_not_there(server: TestServer) -> None:
    with pytest.raises(Trouble) as trouble:
        engines.inspect(server.address("no_such_database"))
    assert trouble.value.cause is Cause.NO_DATABASE


def test_a_server_that_takes_no_more_connections(server: TestServer) -> None:
    with closing(server.connect("postgres")) as admin:
        admin.execute("DROP ROLE IF EXISTS crowd")
        admin.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    crowded = ServerAddress(str(server.folder), "postgres", "crowd", port=server.port)
    with pytest.raises(Trouble) as trouble:
        engines.inspect(crowded)
    assert trouble.value.cause is Cause.CROWDED


@pytest.mark.parametrize(
    "options",
    [(("sslmode", "require"),), (("sslmode", "verify-full"), ("sslrootcert", "/no/such.pem"))],
)
def test_a_server_without_the_wanted_certificate(
    by_network: ServerAddress, options: tuple[tuple[str, str], ...]
) -> None:
    wanted = ServerAddress("127.0.0.1", "postgres", OWNER, PASSWORD, by_network.port, options)
    with pytest.raises(Trouble) as trouble:
        engines.inspect(wanted)
    assert trouble.value.cause is Cause.CERTIFICATE


@pytest.fixture
def other_database(server: TestServer, worker_store: WorkerStore) -> Iterator[ServerAddress]:
    name = f"other_{worker_store.address.database}"
    yield server.make_database(name)
    server.drop_database(name)


def test_another_programs_database_is_left_alone(
    server: TestServer, other_database: ServerAddress
) -> None:
    with closing(server.connect(other_database.database)) as raw:
        raw.execute("CREATE TABLE thing (id int)")
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(other_database)
    assert trouble.value.cause is Cause.FOREIGN
    with closing(server.connect(other_database.database)) as raw:
        tables = raw.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchone() == (1,)


def test_a_newer_store_is_left_alone(server: TestServer, worker_store: WorkerStore) -> None:
    name = f"newer_{worker_store.address.database}"
    newer = server.make_database(name, server.template())
    with closing(server.connect(name)) as raw:
        raw.execute("UPDATE dealer_desk SET schema = schema + 1")
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(newer)
    assert trouble.value.cause is Cause.NEWER
    server.drop_database(name)


def test_a_database_of_another_encoding_is_refused(
    server: TestServer, worker_store: WorkerStore
) -> None:
    name = f"latin_{worker_store.address.database}"
    with closing(server.connect("postgres")) as admin:
        admin.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'".encode()
        )
    with pytest.raises(Trouble) as trouble:
        upgrade.prepare(server.address(name))
    assert trouble.value.cause is Cause.ENCODING
    server.drop_database(name)


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (errors.DiskFull, Cause.FULL),
        (errors.TooManyConnections, Cause.CROWDED),
        (errors.AdminShutdown, Cause.SERVER),
        (errors.CrashShutdown, Cause.SERVER),
        (errors.CannotConnectNow, Cause.SERVER),
        (errors.QueryCanceled, Cause.SLOW),
        (errors.OutOfMemory, Cause.SERVER),
        (errors.LockNotAvailable, Cause.BUSY),
        (errors.DeadlockDetected, Cause.BUSY),
        (errors.SerializationFailure, Cause.BUSY),
        (errors.InsufficientPrivilege, Cause.RIGHTS),
        (errors.UndefinedTable, Cause.FOREIGN),
        (errors.DataCorrupted, Cause.DAMAGED),
        (errors.IoError, Cause.DISK),
        (errors.UniqueViolation, None),
        (errors.SyntaxError, None),
        (errors.NumericValueOutOfRange, None),
    ],
)
def test_every_state_has_its_cause_whatever_language_the_server_speaks(
    error: type[psycopg.Error], cause: Cause | None
) -> None:
    assert server.cause_of(error("服务器说不")) is cause
    assert engines.is_environment(error("")) is (cause is not None)


def test_a_question_that_took_too_long_was_stopped_and_the_connection_is_kept(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        connection.exec_driver_sql("SET LOCAL statement_timeout = '20ms'")
        with pytest.raises(DBAPIError) as stopped:
            connection.exec_driver_sql("SELECT pg_sleep(60)")
        assert engines.explain(stopped.value, "x").cause is Cause.SLOW
        assert Cause.SLOW not in CUT_OFF
        connection.rollback()
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() == mine


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("connection failed: SSL connection has been closed unexpectedly", Cause.SERVER),
        ("connection failed: SSL SYSCALL error: EOF detected", Cause.SERVER),
        ("connection failed: SSL SYSCALL error: Connection reset by peer", Cause.SERVER),
        ("connection failed: SSL error: unexpected eof while reading", Cause.SERVER),
        ("server closed the connection unexpectedly", Cause.SERVER),
        ("connection failed: SSL error: certificate verify failed", Cause.CERTIFICATE),
        ("server does not support SSL, but SSL was required", Cause.CERTIFICATE),
    ],
)
def test_a_server_that_went_away_within_tls_is_no_wrong_certificate(
    words: str, cause: Cause
) -> None:
    assert server.cause_of(psycopg.OperationalError(words)) is cause


def test_what_stands_only_once_is_told_by_its_state(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError) as refused:
        connection.execute(text("INSERT INTO staff SELECT * FROM staff"))
    assert engines.is_taken(refused.value)


@pytest.mark.parametrize(
    "refused",
    [
        "SELECT CAST(:value AS integer)",
        "INSERT INTO setting (name, value) VALUES (:value, '1')",
        "INSERT INTO setting (id, name, value, version) SELECT id, :value, 'x', 1 FROM setting",
        "UPDATE audit SET reason = :value",
        "SELECT :value FROM no_such_table",
    ],
)
def test_no_value_stands_in_an_error(engine: Engine, refused: str) -> None:
    """The server quotes rows and values in its own words."""
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text(refused), {"value": PHONE})
    assert PHONE not in "".join(traceback.format_exception(error.value))


def test_a_new_store_begins_its_ids_after_those_that_were_written(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO source (id, name, position, active, version)"
                " VALUES (900, 'a', 1, true, 1)"
            )
        )
        engines.go_on_counting(connection)
        made = connection.execute(
            text(
                "INSERT INTO source (name, position, active, version) VALUES ('b', 2, true, 1)"
                " RETURNING id"
            )
        )
        assert made.scalar() == 901
