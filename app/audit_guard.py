"""Refuses SQL that would write past the audit: a bug, told before the statement runs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.errors import Refused
from app.text import N_
from db.tables.admin import Audit

GONE = N_("This entry does not exist any more.")
WRITE = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*"
    r"(?P<act>(?:INSERT|UPDATE|DELETE|MERGE)(?:\s+OR\s+\w+)?"
    r"|REPLACE|TRUNCATE|COPY|WITH|CREATE|ALTER|DROP)\b"
    r"(?:\s+(?:INTO|FROM|ONLY|TABLE|VIRTUAL))*\s*\"?(?:temp\.)?(?P<table>\w*)",
    re.IGNORECASE | re.DOTALL,
)
"""What a statement does and to which table, where it is no mere question."""
WITHIN = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO)\b", re.IGNORECASE)
"""A write inside a statement that begins with WITH."""
INDEX = "search_"
"""The tables of the search index, which is made from rows that the audit knows."""
UNTOLD = (
    "this SQL would leave no audit row: change the objects, or note it and say audited: {statement}"
)
_FLUSHING: ContextVar[bool] = ContextVar("flushing", default=False)


class WritingSession(Session):
    """A session whose objects are the only way to write: of them alone the audit hears."""

    def get_one(self, entity: Any, ident: Any, **options: Any) -> Any:
        """The record of an id; Refused where a colleague has removed it since it was shown."""
        found = self.get(entity, ident, **options)
        if found is None:
            raise Refused("record.gone", GONE)
        return found

    def flush(self, objects: Any = None) -> None:
        """What is written from here on has its rows in the audit (`app/audit.py`)."""
        with _flushing():
            super().flush(objects)


def listen(engine: Engine) -> None:
    """Looks at each statement of the engine that commands write with."""
    event.listen(engine, "before_cursor_execute", _check, named=True)


@contextmanager
def _flushing() -> Iterator[None]:
    token = _FLUSHING.set(True)
    try:
        yield
    finally:
        _FLUSHING.reset(token)


def _check(*, statement: str, context: Any, **_more: Any) -> None:
    if _FLUSHING.get() or (found := WRITE.match(statement)) is None:
        return
    act, table = found["act"].upper(), found["table"].lower()
    if act == "WITH":
        is_known = WITHIN.search(statement) is None
    else:
        is_known = table.startswith(INDEX) or (act == "INSERT" and table == Audit.__tablename__)
    if not (is_known or (context and context.execution_options.get("audited"))):
        _refuse(statement)


def _refuse(statement: str) -> NoReturn:
    raise RuntimeError(UNTOLD.format(statement=statement[:200]))
