"""How SQLite runs the statements of a read."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


def plans_of(session: Session, read: Callable[[], Any]) -> list[tuple[str, str]]:
    """Every statement of `read` with its plan."""
    seen: list[tuple[str, Any]] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: seen.append((call[2], call[3])))
    read()
    return [
        (text, str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()))
        for text, values in tuple(seen)
    ]
