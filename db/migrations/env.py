"""Alembic runs on the connection that `db/upgrade.py` or a test hands in; it never makes an engine of its own."""

from alembic import context
from sqlalchemy import Connection

from db.tables.all import METADATA


def render(kind: str, thing: object, _autogen: object) -> str | bool:
    """Revisions stay readable when the words change: vocabularies are plain text there."""
    name = type(thing).__name__
    if kind == "type" and type(thing).__module__ == "db.types":
        return "sa.Text()" if name in {"Word", "Words"} else f"types.{name}()"
    return False


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare: object) -> bool:
    """The search index belongs to `db/search.py`."""
    return not (kind == "table" and (name or "").startswith("search_"))


def run(connection: Connection) -> None:
    """Configures and runs inside the caller's transaction."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        transactional_ddl=True,
        transaction_per_migration=False,
        render_item=render,
        include_object=ours,
        compare_type=False,
    )
    context.run_migrations()


run(context.config.attributes["connection"])
