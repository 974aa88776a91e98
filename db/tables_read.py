"""Which tables were read meanwhile: a change of one of them makes an answer old."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from sqlalchemy import Connection, Engine, event

from db.tables.base import Base

WORD = re.compile(r'(?<![.\w])"?(\w+)')
"""A name that stands alone; `visit.phone` is a column of a visit, not the table of telephones."""
SEARCH_TABLE = re.compile(r"search_doc|search_gram_\w+")
"""Whoever reads one of these reads documents of the search."""
_READ: ContextVar[set[str] | None] = ContextVar("read", default=None)


def listen(engine: Engine) -> None:
    """Notes what is read through this engine."""
    if not event.contains(engine, "before_cursor_execute", _note):
        event.listen(engine, "before_cursor_execute", _note)


@contextmanager
def noted() -> Iterator[set[str]]:
    """Collects the tables that are read on this thread."""
    read: set[str] = set()
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)


@lru_cache(maxsize=4096)
def tables_in(statement: str) -> frozenset[str]:
    """The tables that a statement names: SQL cannot read one without naming it.

    A label that is called like a table counts too, and a page reloads once more than it must.
    """
    words = frozenset(WORD.findall(statement))
    searched = {word for word in words if SEARCH_TABLE.fullmatch(word)}
    return words & Base.metadata.tables.keys() | searched


def _note(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
    read = _READ.get()
    if read is not None:
        read |= tables_in(statement)
