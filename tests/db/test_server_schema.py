"""The revisions make on a server what the tables declare, and the database guards it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from app.admin import checking
from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db import schema_version, server_schema, soundness, upgrade
from db.columns import add_checks
from db.store_address import ServerAddress
from db.tables.all import METADATA
from tests import make as makers
from tests.postgres import TestServer, WorkerStore


@pytest.fixture
def engine(worker_store: WorkerStore) -> Engine:
    return worker_store.reset("founded")


@pytest.fixture
def own(server: TestServer, worker_store: WorkerStore) -> Iterator[Engine]:
    """A store of this test alone, which it may spoil."""
    name = f"own_{worker_store.address.database}"
    made = upgrade.prepare(server.make_database(name, server.template()))
    yield made
    made.dispose()
    server.drop_database(name)


def test_constraints_and_columns_are_the_declared_ones(engine: Engine) -> None:
    """Indexes are left out: their conditions stand for a server in the revisions alone."""
    add_checks(METADATA.sorted_tables)
    with engine.connect() as connection:
        found = _declarable(connection)
        connection.exec_driver_sql("CREATE SCHEMA declared")
        connection.exec_driver_sql("SET LOCAL search_path = declared")
        METADATA.create_all(connection)
        connection.exec_driver_sql(server_schema.IN_ORDER_OF_CODE)
        declared = _declarable(connection)
        connection.rollback()
    assert sorted(declared - found, key=str) == []
    assert sorted(found - declared, key=str) == []


def _declarable(connection: Connection) -> frozenset[Any]:
    """Excluded are what only a server has: EXCLUDE, the tables of the search, defaults."""
    own = set(METADATA.tables)
    return frozenset(
        (kind, name, table, (sql or "").partition(" nextval")[0].removesuffix(" false"))
        for kind, name, table, sql in server_schema.things(connection)
        if table in own and kind in ("column", "constraint") and not name.startswith(("ex_", "uq_"))
    )


def test_a_store_made_by_the_revisions_is_what_they_make(engine: Engine) -> None:
    with engine.connect() as connection:
        assert soundness.unlike(connection) == ([], [])
        assert soundness.dangling(connection) == []


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("DROP TRIGGER audit_no_truncate ON audit", "Missing: trigger audit_no_truncate"),
        ("ALTER TABLE audit DISABLE TRIGGER audit_no_change", "Missing: trigger audit_no_change"),
        ("CREATE TABLE more (id int)", "Not made by this program: column id"),
        ("DROP INDEX ix_visit_arrived_at", "Missing: index ix_visit_arrived_at"),
        (
            "ALTER TABLE car_booking DROP CONSTRAINT ex_car_booking_car",
            "Missing: constraint ex_car_booking_car",
        ),
        ("ALTER TABLE person ALTER name DROP NOT NULL", "Missing: column name"),
        (
            "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN OLD; END $$",
            "Missing: trigger audit_no_change",
        ),
        (
            "SET session_replication_role = replica;; INSERT INTO visit_step (visit_id, step, at,"
            " staff_id) VALUES (99, 'x', now(), 1)",
            "Points to nothing: visit_step 1 -> visit",
        ),
    ],
)
def test_what_somebody_spoilt_is_named(own: Engine, spoilt: str, told: str) -> None:
    with own.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in spoilt.split(";; "):
            connection.exec_driver_sql(statement)
        connection.invalidate()
    assert told in checking.faults(Records(own, DESKS))


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET reason = 'x'", "DELETE FROM audit", "TRUNCATE audit"]
)
def test_an_audit_row_is_never_changed(engine: Engine, change: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit")).scalar_one() > 0
        with pytest.raises(IntegrityError, match="append-only"):
            connection.execute(text(change))


def test_two_first_starts_at_once_make_one_store(
    server: TestServer, worker_store: WorkerStore
) -> None:
    name = f"twice_{worker_store.address.database}"
    address, made = server.make_database(name), []

    def start(place: ServerAddress) -> None:
        engine = upgrade.prepare(place)
        made.append(engine.dialect.name)
        engine.dispose()

    starts = [threading.Thread(target=start, args=(address,)) for _ in range(3)]
    for one in starts:
        one.start()
    for one in starts:
        one.join(60)
    assert made == ["postgresql"] * 3
    assert engines.inspect(address) == schema_version.SCHEMA
    with closing(server.connect(name)) as raw:
        assert raw.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    server.drop_database(name)


def test_an_upgrade_that_fails_leaves_nothing(
    server: TestServer, worker_store: WorkerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"cut_{worker_store.address.database}"
    address = server.make_database(name)
    monkeypatch.setattr(server_schema, "MARK", "SELECT 1 / 0, %s::int")
    with pytest.raises(Exception, match="server"):
        upgrade.prepare(address)
    assert engines.inspect(address) == 0
    monkeypatch.undo()
    upgrade.prepare(address).dispose()
    assert engines.inspect(address) == schema_version.SCHEMA
    server.drop_database(name)


def test_text_is_compared_by_its_code_whatever_the_database_speaks(
    server: TestServer, worker_store: WorkerStore
) -> None:
    name = f"spoken_{worker_store.address.database}"
    with closing(server.connect("postgres")) as admin:
        admin.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST'".encode()
        )
    with closing(server.connect(name)) as raw:
        assert raw.execute("SELECT lower('É')").fetchone() == ("é",)
    engine = upgrade.prepare(server.address(name))
    with engine.begin() as connection:
        assert soundness.unlike(connection) == ([], [])
        texts = [one for one in server_schema.things(connection) if " text" in f" {one[3]}"]
        assert len(texts) > 100
        assert [one for one in texts if one[0] == "column" and not str(one[3]).endswith("C")] == []
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('É', '', 1)"))
        assert connection.scalar(text("SELECT lower(name) FROM setting")) == "É", "as on SQLite"
    engine.dispose()
    server.drop_database(name)


def test_moments_are_kept_in_utc(records: Records, make: Callable[..., int]) -> None:
    """And days as days: what comes back is what was given, on both engines."""
    key = make(makers.person, "张伟", born_on=makers.date(1990, 1, 31))
    with records.read() as session:
        person = session.get_one(makers.Person, key)
        assert person.created_at == makers.NOON and str(person.created_at.utcoffset()) == "0:00:00"
        assert person.born_on == makers.date(1990, 1, 31)
