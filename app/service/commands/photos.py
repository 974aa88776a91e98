"""Adds photos to orders, says what they show, and takes them away."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app import photos
from app.errors import Refused
from app.orders import operations
from app.orders.rules import check_not_cancelled
from app.permissions import Actor, allow
from app.photos import NewPhoto, PhotoNote, PhotosOf
from app.text import N_
from db.tables.inspections import InspectionFinding, Photo
from db.vocabulary import Role

KEEPERS = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER, Role.TECHNICIAN, Role.PARTS)


@allow(*KEEPERS)
def add_photos(
    session: Session, order_id: int, new: Sequence[NewPhoto], *, by: Actor, at: datetime
) -> int:
    """Adds photos to an order and returns how many are new."""
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    for finding_id in {photo.finding_id for photo in new if photo.finding_id}:
        finding = session.get(InspectionFinding, finding_id)
        if finding is None or finding.order_id != order_id:
            raise Refused("finding.unknown", N_("This item does not exist any more."))
    return photos.add(session, PhotosOf(Photo.order_id, order_id), photos=new, by=by, at=at)


@allow(*KEEPERS)
def change_photo(
    session: Session, photo_id: int, note: PhotoNote, *, by: Actor, at: datetime
) -> None:
    """Says in words what a photo shows, and which damage mark it belongs to."""
    photos.change(photos.find(session, Photo, id=photo_id), note)


@allow(*KEEPERS)
def remove_photo(session: Session, photo_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a photo away for good; the history tells who did."""
    session.delete(photos.find(session, Photo, id=photo_id))
