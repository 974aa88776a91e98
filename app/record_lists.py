"""What a list of records needs to be read.

Its query, its newest line, its form's choices.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.audit import Newest, last_saved
from app.permissions import Actor

L = TypeVar("L")
Query = Callable[[Session, Actor], Sequence[L]]
"""Called with the session and who looks."""
OneRecord = Callable[[Session, Actor, int], L | None]
"""Reads one record by its id, however old; None where there is none for the viewer."""
Options = Sequence[tuple[int | None, str | None]]
"""What a field of a form chooses from: keys and texts."""


def for_everybody(query: Callable[[Session], Sequence[L]]) -> Query[L]:
    """Makes a `Query` of one that answers everybody alike."""
    return lambda session, _viewer: query(session)


def newest(
    session: Session, key: int, *, query: Query[Any], noun: str, viewer: Actor
) -> Newest[Any] | None:
    """A line of a list as it stands now; `query` reads the list."""
    row = next((row for row in query(session, viewer) if row.id == key), None)
    return None if row is None else Newest(row, row.version, last_saved(session, noun, key))


def with_one(query: Query[L], *, one: OneRecord[L], key: int) -> Query[L]:
    """The list, and at its end a record that is too old for it and was opened."""

    def read(session: Session, viewer: Actor) -> Sequence[L]:
        rows = query(session, viewer)
        if any(row.id == key for row in rows):  # type: ignore[attr-defined]
            return rows
        found = one(session, viewer, key)
        return rows if found is None else [*rows, found]

    return read


def with_options(
    session: Session, query: Query[L], options: Mapping[str, Query[Any]], *, viewer: Actor
) -> tuple[Sequence[L], dict[str, Sequence[Any]]]:
    """A list, and what the fields of its form choose from, in one reading."""
    choices = {name: asked(session, viewer) for name, asked in options.items()}
    return query(session, viewer), choices
