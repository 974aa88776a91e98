"""Back up, upgrade to head in one transaction, verify.

A failure at any point leaves the old file as it was.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from db import engine as engines
from db import file_copy, schema_version
from db.failures import Cause, Trouble

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
ADDED = re.compile(r"ALTER TABLE (\w+) ADD CONSTRAINT ck_\1_(\w+) CHECK")


def config(connection: Connection) -> "Config":
    """Alembic's configuration bound to an open connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE / "migrations"))
    made.attributes["connection"] = connection
    return made


def prepare(path: Path) -> Engine:
    """An engine on an up-to-date store at `path`, made if missing.

    A store of an older schema is copied aside first. Trouble(UNFIT) for a value that a new CHECK
    does not allow: then nothing is changed.
    """
    file_copy.put_back(path)
    found = engines.inspect(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = engines.open_store(path)
    if found != schema_version.SCHEMA:
        try:
            if found:
                _copy_aside(engine, path, found)
            upgrade(engine)
        except DBAPIError as error:
            engine.dispose()
            raise _unfit(error) or engines.explain(error, path) from error
    _own_only(path)
    return engine


def upgrade(engine: Engine, to: str = "head") -> None:
    """Runs every missing revision in one transaction.

    Foreign keys are off outside it and checked before the commit.
    """
    from alembic import (
        command,  # only a store of another schema needs it: a start does not wait for it
    )

    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as outer:
        outer.exec_driver_sql("PRAGMA foreign_keys=OFF")
        try:
            outer.exec_driver_sql("BEGIN IMMEDIATE")
            command.upgrade(config(outer), to)
            broken = outer.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise Trouble(Cause.DAMAGED, str(engine.url.database))
            outer.exec_driver_sql(f"PRAGMA application_id={schema_version.APPLICATION}")
            schema = int(file_copy.revision(outer.connection.driver_connection))
            outer.exec_driver_sql(f"PRAGMA user_version={schema}")
            outer.exec_driver_sql("COMMIT")
        except BaseException:
            if outer.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
                outer.exec_driver_sql("ROLLBACK")
            raise
        finally:
            outer.exec_driver_sql("PRAGMA foreign_keys=ON")


def expected_schema(revision: str) -> frozenset[file_copy.Thing]:
    """What a store of this revision is made of, made anew by the migrations.

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
    target = path.with_name(f"{path.stem}-before-schema-{schema_version.SCHEMA}-from-{found}.db")
    part = target.with_suffix(".part")
    file_copy.copy_into(engine, part)
    part.replace(target)


def _own_only(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if name.exists():
            name.chmod(0o600)
