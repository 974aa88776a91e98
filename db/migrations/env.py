"""Alembic runs on the connection that `db/upgrade.py` hands in; it makes no engine of its own."""

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeDecorator

from db.columns import add_checks
from db.tables.all import METADATA


def render(kind: str, thing: object, _autogen: object) -> str | bool:
    """Writes our own column types as SQLAlchemy's, so that a revision never follows `db/types.py`."""
    if kind != "type" or not isinstance(thing, TypeDecorator):
        return False
    general, small = (f"sa.{_plain(thing, engine)!r}" for engine in ("postgresql", "sqlite"))
    return general if general == small else f'{general}.with_variant({small}, "sqlite")'


def _plain(thing: TypeDecorator, engine: str) -> object:
    dialect = DefaultDialect()  # an engine's own would answer with its private kinds
    dialect.name = engine
    return thing.load_dialect_impl(dialect)


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare: object) -> bool:
    """False for the tables of the search and the mark of a server's store.

    SQLAlchemy cannot declare the first, revisions write them in SQL.
    """
    return not (kind == "table" and (name or "").startswith(("search_", "dealer_desk")))


def run(connection: Connection) -> None:
    """Configures and runs inside the caller's transaction.

    No batch mode: it rebuilds a table with its constraints in another order at every run.
    """
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        transactional_ddl=True,
        transaction_per_migration=False,
        render_item=render,
        include_object=ours,
        compare_type=False,
        template_args=context.config.attributes.get("template_args", {}),
    )
    context.run_migrations()


add_checks(METADATA.sorted_tables)
run(context.config.attributes["connection"])
