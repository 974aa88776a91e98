"""Reads the photos of an order: small pictures for the screen, whole ones one at a time."""

from sqlalchemy.orm import Session

from app import photos as kept
from app.photos import PhotoRow, PhotosOf, WholePhoto
from db.tables.inspections import Photo


def photos(session: Session, order_id: int) -> tuple[PhotoRow, ...]:
    """The photos of an order in the order in which they were added, without their bytes."""
    return kept.rows(session, PhotosOf(Photo.order_id, order_id))


def picture(session: Session, photo_id: int) -> bytes | None:
    """The JPEG of one photo; None where it was removed."""
    return kept.picture(session, Photo, id=photo_id)


def whole_photos(session: Session, order_id: int) -> tuple[WholePhoto, ...]:
    """Every photo of an order with its bytes, for a paper."""
    return kept.whole(session, PhotosOf(Photo.order_id, order_id))
