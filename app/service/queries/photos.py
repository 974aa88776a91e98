"""Reads the photos of an order: small pictures for the screen, whole ones one at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rows import columns_of, fetch
from db.inspection_words import PhotoDate
from db.tables.admin import Staff
from db.tables.inspections import Photo


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo as a strip shows it.

    `small` are the bytes of a picture of at most 240 px.
    """

    id: int
    order_id: int
    finding_id: int | None
    mark: str | None
    caption: str | None
    taken_at: datetime
    dated_by: PhotoDate
    added_at: datetime
    width: int
    height: int
    sha256: str
    small: bytes
    staff: str


@dataclass(frozen=True, slots=True)
class WholePhoto:
    """A photo with the JPEG that is kept of it."""

    row: PhotoRow
    jpeg: bytes


def photos(session: Session, order_id: int) -> tuple[PhotoRow, ...]:
    """The photos of an order in the order in which they were added, without their bytes."""
    wanted = select(*columns_of(PhotoRow, Photo), Staff.name.label("staff"))
    of_order = wanted.where(Photo.order_id == order_id, Photo.added_by == Staff.id)
    return tuple(fetch(session, PhotoRow, of_order.order_by(Photo.id)))


def picture(session: Session, photo_id: int) -> bytes | None:
    """The JPEG of one photo; None where it was removed."""
    return session.scalar(select(Photo.jpeg).where(Photo.id == photo_id))


def whole_photos(session: Session, order_id: int) -> tuple[WholePhoto, ...]:
    """Every photo of an order with its bytes, for a paper."""
    found = ((row, picture(session, row.id)) for row in photos(session, order_id))
    return tuple(WholePhoto(row, jpeg) for row, jpeg in found if jpeg is not None)
