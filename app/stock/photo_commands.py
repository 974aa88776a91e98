"""Adds photos of inspected and of appraised cars, says what they show, and takes them away."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import audit, photos
from app.errors import Refused
from app.permissions import Actor, allow
from app.photos import NewPhoto, PhotoNote, PhotosOf
from app.stock import operations
from app.stock.pdi_commands import NO_POINT
from db.nouns import Noun
from db.staff_words import Act
from db.tables.appraisals import Appraisal
from db.tables.photos import CarPhoto
from db.vocabulary import Role

KEEPERS = (Role.CONSULTANT, Role.TECHNICIAN, Role.CONTROLLER)


@allow(*KEEPERS)
def add_pdi_photos(
    session: Session, car_id: int, new: Sequence[NewPhoto], *, by: Actor, at: datetime
) -> int:
    """Adds photos of an inspection (PDI) to a car for sale and returns how many are new."""
    operations.standing_car(session, car_id)
    if any(photo.point is None for photo in new):
        raise Refused("pdi.no_point", NO_POINT, field="point")
    return photos.add(session, PhotosOf(CarPhoto.stock_car_id, car_id), photos=new, by=by, at=at)


@allow(*KEEPERS)
def add_appraisal_photos(
    session: Session, appraisal_id: int, new: Sequence[NewPhoto], *, by: Actor, at: datetime
) -> int:
    """Adds photos of a car that is appraised and returns how many are new."""
    of = PhotosOf(CarPhoto.appraisal_id, session.get_one(Appraisal, appraisal_id).id)
    added = photos.add(session, of, photos=new, by=by, at=at)
    if added:
        _tell(session, appraisal_id)
    return added


@allow(*KEEPERS)
def change_car_photo(
    session: Session, photo_id: int, note: PhotoNote, *, by: Actor, at: datetime
) -> None:
    """Says in words what a photo shows, with its damage mark or its inspection."""
    row = photos.find(session, CarPhoto, id=photo_id)
    if row.stock_car_id is not None and note.point is None:
        raise Refused("pdi.no_point", NO_POINT, field="point")
    photos.change(row, note)
    _tell(session, row.appraisal_id)


@allow(*KEEPERS)
def remove_car_photo(session: Session, photo_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a photo away for good; the history tells who did."""
    row = photos.find(session, CarPhoto, id=photo_id)
    session.delete(row)
    _tell(session, row.appraisal_id)


def _tell(session: Session, appraisal_id: int | None) -> None:
    """An appraisal with other photos has another version, and so another paper."""
    if appraisal_id is not None:
        changed = update(Appraisal).where(Appraisal.id == appraisal_id)
        raised = changed.values(version=Appraisal.version + 1)
        options = {"audited": True, "synchronize_session": False}
        session.execute(raised, execution_options=options)
        audit.note(session, Act.CHANGE, Noun.APPRAISAL, noun_id=appraisal_id)
        audit.touched(session, Noun.APPRAISAL, appraisal_id)
