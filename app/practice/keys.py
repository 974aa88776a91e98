"""Gives invented records their ids as they are added, so that many are written at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from db import engine as engines


@cache
def _usual(mapper: Mapper[Any]) -> tuple[tuple[str, Any], ...]:
    """What columns hold where nothing else was said; a flush would say so only later."""
    told = ((one.key, one.columns[0].default) for one in mapper.column_attrs)
    return tuple(
        (name, usual.arg) for name, usual in told if isinstance(usual, ScalarElementColumnDefault)
    )


class Keys:
    """The next id of every table, counted in memory; nobody else writes meanwhile."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    @contextmanager
    def given(self, session: Session) -> Iterator[None]:
        """What is added to the session has an id at once, without a flush."""
        engines.check_keys_at_commit(session.connection())
        event.listen(session, "transient_to_pending", self._give)
        try:
            yield
        finally:
            event.remove(session, "transient_to_pending", self._give)

    def _give(self, session: Session, record: Any) -> None:
        state = inspect(record)
        for name, usual in _usual(state.mapper):
            state.dict.setdefault(name, usual)
        if record.id is None:
            table = record.__table__
            if table.name not in self._last:
                newest = session.connection().execute(select(func.max(table.c.id)))
                self._last[table.name] = newest.scalar() or 0
            self._last[table.name] += 1
            record.id = self._last[table.name]
