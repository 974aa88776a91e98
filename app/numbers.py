"""Numbers on papers: allocated inside the writing transaction, so that no two orders share one."""

from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.local_time import local_day
from db.tables.papers import Sequence


def next_number(session: Session, letter: str, at: datetime) -> str:
    """The next number of the day such as `W261122-001`.

    Gaps are not made: it is undone with the transaction.
    """
    prefix = f"{letter}{local_day(at):%y%m%d}"
    row = session.scalar(_sequence(), {"prefix": prefix})
    if row is None:
        row = Sequence(prefix=prefix, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return f"{prefix}-{row.last:03d}"


@cache
def _sequence() -> Select[Sequence]:
    """Built once: building this statement costs more than running it."""
    return select(Sequence).where(Sequence.prefix == bindparam("prefix")).with_for_update()
