"""The practice store: a believable month up to this very minute."""

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

DAYS = 30
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
"""The columns that tell when a record came into the store, the first that is filled."""
SEED = 20261122


def build(session: Session, password_hash: str | None = None, *, by: Actor, at: datetime) -> None:
    """Fills a founded store with staff, lists, some hundred prospects, 420 owners and a month of
    work that ends at `at`.
    """
    pool, past = FakeIdentities(SEED), Past(at - timedelta(days=DAYS + 1), at)
    session.info["moment_of"] = past.moment_of
    made = lists.plant(session, password_hash or "")
    owners = customers.owners(session, pool, lists=made, count=420, at=at)
    visitors = customers.people(session, pool, count=400, at=at) + [
        owner.person for owner in owners[:60]
    ]
    numbers = Numbering()
    showroom = Showroom(session, pool, made, people=visitors, numbers=numbers)
    workshop = Workshop(session, pool, made, owners=owners, numbers=numbers)
    for days_ago in range(DAYS, -1, -1):
        session.flush()
        past.usual = at - timedelta(days=days_ago)
        showroom.day(at, days_ago)
        workshop.day(at, days_ago)
    showroom.orders(at)
    losses.lose(session, made, at=at)
    numbers.keep(session)
    session.flush()
    del session.info["moment_of"]


@dataclass
class Past:
    """When a record was written, for the audit.

    In an invented month not everything happened in the minute of its making.
    """

    usual: datetime
    now: datetime

    def moment_of(self, record: Any) -> datetime:
        """Its own time; of what has none, the day that is being invented."""
        own = (getattr(record, name, None) for name in WRITTEN)
        return min(next((moment for moment in own if moment is not None), self.usual), self.now)
