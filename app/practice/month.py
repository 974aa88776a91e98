"""The practice store: a believable month up to this very minute."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.permits import Actor
from app.practice import customers, lists
from app.practice.numbering import Numbering
from app.practice.pool import Pool
from app.practice.showroom import Showroom
from app.practice.workshop import Workshop

DAYS = 30
SEED = 20261122


def build(session: Session, password_hash: str | None = None, *, by: Actor, at: datetime) -> None:
    """Fills a founded store with staff, lists, some hundred prospects, 420 owners and a month of work that ends at `at`."""
    pool = Pool(SEED)
    made = lists.plant(session, password_hash or "")
    owners = customers.owners(session, pool, lists=made, count=420, at=at)
    visitors = customers.people(session, pool, count=400, at=at) + [owner.person for owner in owners[:60]]
    numbers = Numbering()
    showroom = Showroom(session, pool, made, people=visitors, numbers=numbers)
    workshop = Workshop(session, pool, made, owners=owners, numbers=numbers)
    for days_ago in range(DAYS, -1, -1):
        showroom.day(at, days_ago)
        workshop.day(at, days_ago)
    numbers.keep(session)
