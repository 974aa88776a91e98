"""Takes a car's file away again that was made by a gesture which is undone."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.nouns import Noun
from db.staff_words import Act
from db.tables.admin import Audit
from db.tables.all import METADATA
from db.tables.vehicles import Vehicle

NAMING = tuple(
    column
    for table in METADATA.sorted_tables
    for column in table.columns
    if any(key.target_fullname == "vehicle.id" for key in column.foreign_keys)
)
"""Columns of other records that name a car."""


def remove_made_with(session: Session, vehicle_id: int, *, noun: Noun, noun_id: int) -> None:
    """Deletes a car's file that was added together with a record and that nothing names."""
    if _gesture(session, Noun.VEHICLE, vehicle_id) != _gesture(session, noun, noun_id):
        return
    named = (session.scalar(select(exists().where(one == vehicle_id))) for one in NAMING)
    if not any(named):
        session.delete(session.get_one(Vehicle, vehicle_id))


def _gesture(session: Session, noun: Noun, noun_id: int) -> str | None:
    """The gesture that added a record; numbers of removed ones may come again."""
    added = select(Audit.gesture).where(
        Audit.noun == noun, Audit.noun_id == noun_id, Audit.act == Act.ADD
    )
    return session.scalar(added.order_by(Audit.id.desc()).limit(1))
