"""The search index of the two engines behind one function."""

from sqlalchemy import Connection


def create(connection: Connection) -> None:
    """Makes the index tables of a new store."""
