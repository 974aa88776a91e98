"""A prospect who signs an order for a car."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.prospects.operations import close_as_bought
from db.tables.prospects import Prospect


def buy(session: Session, prospect_id: int, *, by: Actor, at: datetime) -> None:
    close_as_bought(session, session.get_one(Prospect, prospect_id).person_id, at=at)
