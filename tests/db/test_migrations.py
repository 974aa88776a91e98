"""The migrations make exactly the tables that the program declares."""

from alembic import command

from app.records import Records
from db import upgrade


def test_the_migrated_store_equals_the_declared_tables(records: Records) -> None:
    with records.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        command.check(upgrade.config(connection))
