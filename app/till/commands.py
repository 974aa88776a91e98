"""Closes the till of a day as it was counted (K7)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import short_moment
from app.local_time import local_day
from app.order_money import NOTHING
from app.permissions import Actor, allow
from app.text import N_
from app.till import queries, rules
from app.till.values import Count
from db.tables.admin import Staff
from db.tables.till import TillDay
from db.vocabulary import Role


@allow(Role.CASHIER)
def close_till(session: Session, count: Count, *, by: Actor, at: datetime) -> int:
    """Closes a till with what was counted; a difference needs its reason.

    Refused where somebody has closed it already. Returns the id of the count.
    """
    _check_open(session, count)
    facts = queries.till_day(session, count.day, till=count.till)
    rules.check_count(count, cash=facts.cash, today=local_day(at))
    row = TillDay(
        day=count.day,
        till=count.till,
        opening=count.opening or NOTHING,
        cash=facts.cash,
        receipts=facts.total,
        counted=count.counted,
        left_in=count.left_in or NOTHING,
        reason=(count.reason or "").strip() or None,
        closed_at=at,
        closed_by=by.staff_id,
    )
    session.add(row)
    session.flush()
    return row.id


def _check_open(session: Session, count: Count) -> None:
    day = select(TillDay).where(TillDay.day == count.day, TillDay.till == count.till)
    closed = session.scalar(day.where(TillDay.reopened_at.is_(None)))
    if closed is not None:
        message = N_("{name} counted and closed this till at {when}.")
        name, when = session.get_one(Staff, closed.closed_by).name, short_moment(closed.closed_at)
        raise Refused("till.closed_already", message, name=name, when=when)
