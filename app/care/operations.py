"""Plans calls to customers, for commands of the desks above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.admin import calendar
from app.local_time import at_local, local
from app.prospects.rules import Hours, next_contact
from db.tables.prospects import FollowUp


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """Whom a call is for, who makes it, and about which order of theirs."""

    person_id: int
    staff_id: int
    sale_order_id: int


def plan_calls(
    session: Session, about: OwnOrder, *, days: Sequence[int], at: datetime
) -> tuple[datetime, ...]:
    """Plans a call so many days ahead each, moved on from days at which the store is closed.

    Returns when they are due. Whoever refuses to be contacted is in no list (`consents.waiting`).
    """
    return tuple(_plan(session, about, ahead, at=at) for ahead in days)


def _plan(session: Session, about: OwnOrder, days: int, *, at: datetime) -> datetime:
    since, hours = local(at).replace(tzinfo=None), Hours(*calendar.opening(session))
    due = next_contact(since, days, hours=hours)
    closed = calendar.closed_days(session, due.date())
    while due.date() in closed:
        due += timedelta(days=1)
    due_at = at_local(due.date(), due.time())
    contact = FollowUp(person_id=about.person_id, sale_order_id=about.sale_order_id, due_at=due_at)
    contact.staff_id = about.staff_id
    session.add(contact)
    session.flush()
    return due_at
