"""Whether an open store is sound: its pages, its references, its schema; on both engines."""

from sqlalchemy import Connection

from db import file_copy, server_schema, upgrade
from db.file_copy import Thing


def damage(connection: Connection) -> list[str]:
    """What the engine itself finds wrong with the pages.

    A server checks the sum of a page whenever it reads one, and then says so: Trouble(DAMAGED).
    """
    if connection.dialect.name != "sqlite":
        return []
    return file_copy.damage(connection.connection.driver_connection, "integrity_check")


def dangling(connection: Connection) -> list[str]:
    """References into nothing."""
    if connection.dialect.name == "sqlite":
        return file_copy.dangling(connection.connection.driver_connection)
    return server_schema.dangling(connection)


def unlike(connection: Connection) -> tuple[list[Thing], list[Thing]]:
    """What is there and should not be, and what is missing, by the revision of the store.

    Of a shared store only the main PC can say: elsewhere nothing is compared.
    """
    if connection.dialect.name != "sqlite" and not server_schema.may_make_schemas(connection):
        return [], []
    found, expected = _things(connection), upgrade.expected_things(connection)
    return sorted(found - expected, key=str), sorted(expected - found, key=str)


def _things(connection: Connection) -> frozenset[Thing]:
    if connection.dialect.name == "sqlite":
        return file_copy.things(connection.connection.driver_connection)
    return server_schema.things(connection)
