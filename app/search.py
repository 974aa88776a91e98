"""Finds people, vehicles and orders by any scrap. `refresh` keeps the documents in step inside the same transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session


def refresh(session: Session, touched: Mapping[str, set[int]], at: datetime) -> None:
    """Writes the search documents of the records in `touched` (noun -> ids) anew."""
