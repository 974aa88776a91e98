"""Fills the practice store with an invented month up to a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.practice import customers, lists, losses
from app.practice.fake_identities import FakeIdentities
from app.practice.numbering import Numbering
from app.practice.showroom import Showroom
from app.practice.workshop import Workshop

DAYS, OWNERS, VISITORS = 30, 420, 400
WRITTEN = (
    "arrived_at",
    "received_at",
    "booked_at",
    "opened_at",
    "given_at",
    "settled_at",
    "done_at",
    "at",
    "created_at",
)
"""The columns that say when a record was written: the first one that is filled."""
SEED = 20261122


def build(session: Session, password_hash: str | None = None, *, by: Actor, at: datetime) -> None:
    """Fills a founded store with staff, lists, customers and a month of work until `at`."""
    identities, past = FakeIdentities(SEED), Past(at - timedelta(days=DAYS + 1), at)
    session.info["moment_of"] = past.moment_of
    made, numbers = lists.plant(session, password_hash or ""), Numbering()
    owners = customers.owners(session, identities, lists=made, count=OWNERS, at=at)
    visitors = customers.people(session, identities, count=VISITORS, at=at)
    visitors += [owner.person for owner in owners[:60]]
    showroom = Showroom(session, identities, made, people=visitors, numbers=numbers)
    workshop = Workshop(session, identities, made, owners=owners, numbers=numbers)
    for days_ago in range(DAYS, -1, -1):
        session.flush()
        past.usual = at - timedelta(days=days_ago)
        showroom.day(at, days_ago)
        workshop.day(at, days_ago)
    showroom.orders(at)
    losses.lose(session, made, at=at)
    numbers.save(session)
    session.flush()
    del session.info["moment_of"]


@dataclass
class Past:
    """When the records of an invented month were written, for the audit."""

    usual: datetime
    now: datetime

    def moment_of(self, record: Any) -> datetime:
        """The time of a record itself; without one, the day that is being invented."""
        own = (getattr(record, name, None) for name in WRITTEN)
        return min(next((moment for moment in own if moment is not None), self.usual), self.now)
