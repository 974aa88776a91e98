"""Plans calls to customers, for commands of the desks above."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.prospects import buyer_calls
from app.prospects.buyer_calls import OwnOrder


def plan_calls(
    session: Session, about: OwnOrder, *, days: Sequence[int], at: datetime
) -> tuple[datetime, ...]:
    """Plans a call so many days ahead each, moved on from days at which the store is closed.

    Returns when they are due. Whoever refuses to be contacted is in no list (`consents.waiting`).
    """
    return tuple(buyer_calls.plan(session, about, ahead, at=at) for ahead in days)
