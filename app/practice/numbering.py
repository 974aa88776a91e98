"""Counts the numbers of invented records in memory and stores them at the end."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from app.local_time import local_day
from db.tables.papers import Sequence


class Numbering:
    """Gives the numbers that `app.numbers.next_number` would have given."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def next(self, letter: str, at: datetime) -> str:
        """The next number of that day."""
        prefix = f"{letter}{local_day(at):%y%m%d}"
        self._last[prefix] += 1
        return f"{prefix}-{self._last[prefix]:03d}"

    def save(self, session: Session) -> None:
        """Stores the last numbers: real ones go on from there."""
        session.add_all(Sequence(prefix=prefix, last=last) for prefix, last in self._last.items())
