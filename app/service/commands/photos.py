"""Adds photos to orders, says what they show, and takes them away."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import fields
from app.errors import Refused
from app.orders import operations
from app.orders.rules import check_not_cancelled
from app.permissions import Actor, allow
from app.service.values import NewPhoto, PhotoNote
from app.text import N_
from db.tables.inspections import InspectionFinding, Photo
from db.vocabulary import Role

KEEPERS = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER, Role.TECHNICIAN, Role.PARTS)
MOST_PHOTOS, MOST_BYTES = 200, 4_000_000
"""Of one order, and of one photo."""


@allow(*KEEPERS)
def add_photos(
    session: Session, order_id: int, photos: Sequence[NewPhoto], *, by: Actor, at: datetime
) -> int:
    """Adds photos to an order and returns how many are new.

    A picture that the order has in the same place is not added twice.
    """
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    added = 0
    for photo in photos:
        added += _add(session, order_id, photo, by=by, at=at)
    count = session.scalar(select(func.count()).where(Photo.order_id == order_id)) or 0
    if count > MOST_PHOTOS:
        message = N_("At most {most} photos belong to an order.")
        raise Refused("photo.many", message, most=MOST_PHOTOS)
    return added


@allow(*KEEPERS)
def change_photo(
    session: Session, photo_id: int, note: PhotoNote, *, by: Actor, at: datetime
) -> None:
    """Says in words what a photo shows, and which damage mark it belongs to."""
    photo = _find(session, photo_id)
    photo.caption, photo.mark = (note.caption or "").strip() or None, note.mark or None


@allow(*KEEPERS)
def remove_photo(session: Session, photo_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a photo away for good; the history tells who did."""
    session.delete(_find(session, photo_id))


def _add(session: Session, order_id: int, photo: NewPhoto, *, by: Actor, at: datetime) -> bool:
    """True where the photo is new in its place."""
    if len(photo.jpeg) > MOST_BYTES:
        raise Refused("photo.large", N_("This picture cannot be made small enough to keep."))
    finding = session.get(InspectionFinding, photo.finding_id) if photo.finding_id else None
    if photo.finding_id and (finding is None or finding.order_id != order_id):
        raise Refused("finding.unknown", N_("This item does not exist any more."))
    told = hashlib.sha256(photo.jpeg).hexdigest()
    same = select(Photo.id).where(Photo.order_id == order_id, Photo.sha256 == told)
    same = same.where(Photo.mark.is_not_distinct_from(photo.mark))
    if session.scalar(same.where(Photo.finding_id.is_not_distinct_from(photo.finding_id)).limit(1)):
        return False
    row = Photo(order_id=order_id, added_at=at, added_by=by.staff_id, sha256=told)
    fields.copy(photo, row)
    session.add(row)
    session.flush()
    return True


def _find(session: Session, photo_id: int) -> Photo:
    row = session.get(Photo, photo_id)
    if row is None:
        raise Refused("photo.unknown", N_("This photo does not exist any more."))
    return row
