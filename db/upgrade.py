"""Back up, upgrade to head in one transaction, verify.

A failure at any point leaves the old file as it was.
"""

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from db import engine as engines
from db import file_copy, new_store, schema_version, server_schema
from db.failures import About, Cause, Trouble
from db.file_locations import make_private
from db.store_address import StorePlace

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
LINES = ("labour_line", "part_line", "other_line")
APPROVALS_SUMMED = "0007"
"""The revision that sums the lines of every approval."""
ADDED = re.compile(r"ALTER TABLE (\w+) ADD CONSTRAINT ck_\1_(\w+) CHECK")


def config(connection: Connection) -> "Config":
    """Alembic's configuration bound to an open connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE / "migrations").replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def prepare(place: StorePlace) -> Engine:
    """An engine on an up-to-date store at `place`, made if missing.

    A file of an older schema is copied aside first. Trouble(UNFIT) for a value that a new CHECK
    does not allow: then nothing is changed.
    """
    if isinstance(place, Path):
        file_copy.put_back(place)
    found = engines.inspect(place)
    if isinstance(place, Path):
        make_private(place.parent)
    engine = engines.open_store(place)
    if found != schema_version.SCHEMA:
        try:
            if found and isinstance(place, Path):
                _copy_aside(engine, place, found)
            upgrade(engine)
        except DBAPIError as error:
            engine.dispose()
            trouble = _unfit(error) or engines.explain(error, place)
            trouble.about = About.UPGRADE
            raise trouble from error
        except Trouble as trouble:
            engine.dispose()
            trouble.about = trouble.about or About.UPGRADE
            raise
    if isinstance(place, Path):
        _own_only(place)
    return engine


def upgrade(engine: Engine, to: str = "head") -> None:
    """Runs every missing revision in one transaction."""
    if engine.dialect.name == "sqlite":
        _upgrade_file(engine, to)
    else:
        # two first starts make one store: who waited for the lock looks again
        with engines.writing(engine).begin() as connection:
            engines.schema_of(connection)
            if not server_schema.may_change(connection):
                where = engine.get_execution_options()["store"]
                raise Trouble(Cause.MAIN_PC, str(where))
            upgrade_within(connection, to)


def upgrade_within(connection: Connection, to: str = "head") -> None:
    """As `upgrade`, of a server's store inside the caller's transaction, which holds the lock."""
    server_schema.upgrade(connection, to, migrate=_migrate)


def expected_things(connection: Connection) -> frozenset[file_copy.Thing]:
    """What the open store should be made of, by the revision that it stands at."""
    if connection.dialect.name == "sqlite":
        return expected_schema(file_copy.revision(connection.connection.driver_connection))
    revision = server_schema.revision(connection)
    return server_schema.expected(connection, revision, migrate=_migrate)


def _migrate(connection: Connection, to: str) -> None:
    from alembic import (
        command,  # only a store of another schema needs it: a start does not wait for it
    )

    looked_up = _index_approvals(connection)
    command.upgrade(config(connection), to)
    for name in looked_up:
        connection.exec_driver_sql(f"DROP INDEX {name}")


def _index_approvals(connection: Connection) -> list[str]:
    """Indexes for the while of an upgrade: revision 7 reads the lines of every approval.

    Without them a store of 200,000 customers takes half an hour. A new store needs none.
    """
    from alembic.runtime.migration import MigrationContext

    stands = MigrationContext.configure(connection).get_current_revision()
    if stands is None or stands >= APPROVALS_SUMMED:
        return []
    made = {f"upgrade_{table}_approval": table for table in LINES}
    for name, table in made.items():
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {table} (approval_id)")
    return list(made)


def _upgrade_file(engine: Engine, to: str, *, by_script: bool = True) -> None:
    """Foreign keys are off outside the transaction and checked before the commit."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as outer:
        raw: Any = outer.connection.driver_connection
        outer.exec_driver_sql("PRAGMA foreign_keys=OFF")
        outer.exec_driver_sql(engines.MANY_PAGES)
        try:
            outer.exec_driver_sql("BEGIN IMMEDIATE")
            if not (by_script and _is_new(raw, to) and new_store.make(raw, HERE / "migrations")):
                _migrate(outer, to)
            broken = outer.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise Trouble(Cause.DAMAGED, str(engine.url.database))
            outer.exec_driver_sql(f"PRAGMA application_id={schema_version.APPLICATION}")
            schema = int(file_copy.revision(raw))
            outer.exec_driver_sql(f"PRAGMA user_version={schema}")
            outer.exec_driver_sql("COMMIT")
        except BaseException:
            if raw.in_transaction:
                outer.exec_driver_sql("ROLLBACK")
            raise
        finally:
            outer.exec_driver_sql("PRAGMA foreign_keys=ON")
            outer.exec_driver_sql(engines.FEW_PAGES)


def _is_new(raw: Any, to: str) -> bool:
    """True where a store is to come to the newest revision from nothing."""
    made = raw.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    return to in ("head", f"{schema_version.SCHEMA:04}") and made is None


def make_by_revisions(path: Path) -> Engine:
    """An engine on a new store file that all revisions made one after another."""
    engine = engines.open_store(path)
    _upgrade_file(engine, "head", by_script=False)
    return engine


@cache
def expected_schema(revision: str) -> frozenset[file_copy.Thing]:
    """What a store of this revision is made of, made anew by the migrations: once, they are frozen.

    Trouble(FOREIGN) for a revision that is none of ours.
    """
    from alembic.util import CommandError

    with TemporaryDirectory() as folder:
        path = Path(folder) / "expected.db"
        engine = engines.open_store(path)
        try:
            upgrade(engine, revision)
            with engine.connect() as connection:
                return file_copy.things(connection.connection.driver_connection)
        except CommandError:
            raise Trouble(Cause.FOREIGN, revision) from None
        finally:
            engine.dispose()


def _unfit(error: DBAPIError) -> Trouble | None:
    """The column whose old values a new CHECK does not allow; None for any other error."""
    found = ADDED.match(error.statement or "") if isinstance(error, IntegrityError) else None
    return None if found is None else Trouble(Cause.UNFIT, f"{found[1]}.{found[2]}")


def _copy_aside(engine: Engine, path: Path, found: int) -> None:
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size:
        raise Trouble(Cause.FULL, str(path.parent), about=About.UPGRADE)
    target = path.with_name(f"{path.stem}-before-schema-{schema_version.SCHEMA}-from-{found}.db")
    part = target.with_suffix(".part")
    file_copy.copy_into(engine, part)
    part.replace(target)


def _own_only(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if name.exists():
            name.chmod(0o600)
