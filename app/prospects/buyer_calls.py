"""The calls to who bought a car: planned, tried again, and followed by the second (S079)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import at_local, local
from app.open_days import closed_days
from app.prospects.rules import Hours, next_contact
from app.prospects.settings import ContactSettings
from app.settings import HourSettings
from db.tables.prospects import FollowUp
from db.vocabulary import CallResult, ContactWay

TRIES = 3
"""So often nobody answers before a call counts as made."""
CALLS = 2
"""So many calls a buyer gets about an order."""
_TRIED = (CallResult.NO_ANSWER, CallResult.CALL_LATER)


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """Whom a call is for, who makes it, and about which order of theirs."""

    person_id: int
    staff_id: int
    sale_order_id: int


def days_ahead(results: Sequence[CallResult | None], *, second: int) -> int | None:
    """The days until a buyer is called again; None after the last call.

    `results` are those of all calls about the order so far; `second` the days to the second call.
    """
    made = tries = 0
    for result in results:
        tries = tries + 1 if result in _TRIED else 0
        if tries in (0, TRIES):
            made, tries = made + 1, 0
    if made >= CALLS:
        return None
    return 1 if tries else second


def plan(
    session: Session, about: OwnOrder, days: int, *, at: datetime, way: ContactWay | None = None
) -> datetime:
    """Plans a call so many days ahead, moved on from days at which the store is closed."""
    since, store = local(at).replace(tzinfo=None), settings.load(session).of(HourSettings)
    due = next_contact(since, days, hours=Hours(store.opening, store.closing))
    closed = closed_days(session, due.date())
    while due.date() in closed:
        due += timedelta(days=1)
    return _add(session, about, at_local(due.date(), due.time()), way=way)


@dataclass(frozen=True, slots=True)
class NextWish:
    """When and how the customer wants to be called next, where they said so."""

    at: datetime | None = None
    way: ContactWay | None = None


def plan_next(
    session: Session, contact: FollowUp, wish: NextWish, *, at: datetime
) -> datetime | None:
    """Plans what follows a call about an order; returns when it is due, None after the last."""
    assert contact.sale_order_id is not None, "a call about an order"
    about = OwnOrder(contact.person_id, contact.staff_id, contact.sale_order_id)
    if wish.at is not None:
        return _add(session, about, wish.at, way=wish.way)
    second = settings.load(session).of(ContactSettings).second_call_days
    days = days_ahead(_results(session, about), second=second)
    return None if days is None else plan(session, about, days, at=at, way=wish.way)


def _add(
    session: Session, about: OwnOrder, due_at: datetime, *, way: ContactWay | None
) -> datetime:
    contact = FollowUp(person_id=about.person_id, sale_order_id=about.sale_order_id, due_at=due_at)
    contact.staff_id, contact.way = about.staff_id, way
    session.add(contact)
    session.flush()
    return due_at


def _results(session: Session, about: OwnOrder) -> list[CallResult | None]:
    of_order = select(FollowUp.result).where(
        FollowUp.person_id == about.person_id,
        FollowUp.sale_order_id == about.sale_order_id,
        FollowUp.done_at.is_not(None),
    )
    return list(session.scalars(of_order.order_by(FollowUp.done_at, FollowUp.id)))
