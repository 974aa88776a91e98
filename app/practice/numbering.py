"""Numbers of made-up papers.

Counted in memory and kept at the end, instead of a read and a write for each.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from app.local_time import local_day
from db.tables.admin import Sequence


class Numbering:
    """Gives the numbers that `app.numbers.next_number` would have given."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def next(self, letter: str, at: datetime) -> str:
        """The next number of that day."""
        prefix = f"{letter}{local_day(at):%y%m%d}"
        self._last[prefix] += 1
        return f"{prefix}-{self._last[prefix]:03d}"

    def keep(self, session: Session) -> None:
        """Real numbers go on from here."""
        session.add_all(Sequence(prefix=prefix, last=last) for prefix, last in self._last.items())
