"""Photos of orders and of cars: read small or whole, added once, told about, taken away."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import fields
from app.errors import Refused
from app.permissions import Actor
from app.rows import columns_of, fetch
from app.text import N_
from db.inspection_words import PhotoDate
from db.stock_words import PdiPoint
from db.tables.admin import Staff
from db.tables.inspections import Photo
from db.tables.photos import CarPhoto

MOST_PHOTOS, MOST_BYTES = 200, 4_000_000
"""Of one record, and of one photo."""
PLACES = ("mark", "finding_id", "point")
"""What a photo shows: the same picture may stand once in each place."""
P = TypeVar("P", Photo, CarPhoto)


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo made small enough to keep; `mark`, `finding_id`, `point` say what it shows."""

    jpeg: bytes
    small: bytes
    width: int
    height: int
    taken_at: datetime
    dated_by: PhotoDate
    mark: str | None = None
    finding_id: int | None = None
    point: PdiPoint | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoNote:
    """What a photo shows: in words, by its damage mark, by the inspection of a car."""

    caption: str | None = None
    mark: str | None = None
    point: PdiPoint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """A photo as a strip shows it.

    `small` are the bytes of a picture of at most 240 px.
    """

    id: int
    mark: str | None
    finding_id: int | None = None
    point: PdiPoint | None = None
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


@dataclass(frozen=True, slots=True)
class PhotosOf:
    """The photos whose `key` leads to the record `id`."""

    key: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
    id: int

    @property
    def table(self) -> type[Photo] | type[CarPhoto]:
        """The table of the key."""
        table = self.key.class_
        assert isinstance(table, type) and issubclass(table, (Photo, CarPhoto))
        return table


def rows(session: Session, of: PhotosOf) -> tuple[PhotoRow, ...]:
    """The photos of a record in the order in which they were added, without their bytes."""
    wanted = select(*columns_of(PhotoRow, of.table), Staff.name.label("staff"))
    of_record = wanted.where(of.key == of.id, of.table.added_by == Staff.id)
    return tuple(fetch(session, PhotoRow, of_record.order_by(of.table.id)))


def picture(session: Session, table: type[Photo] | type[CarPhoto], *, id: int) -> bytes | None:
    """The JPEG of one photo; None where it was removed."""
    return session.scalar(select(table.jpeg).where(table.id == id))


def whole(session: Session, of: PhotosOf) -> tuple[WholePhoto, ...]:
    """Every photo of a record with its bytes, for a paper."""
    found = ((row, picture(session, of.table, id=row.id)) for row in rows(session, of))
    return tuple(WholePhoto(row, jpeg) for row, jpeg in found if jpeg is not None)


def add(
    session: Session, of: PhotosOf, *, photos: Sequence[NewPhoto], by: Actor, at: datetime
) -> int:
    """Adds photos to a record and returns how many are new.

    A picture that the record has in the same place is not added twice.
    """
    added = sum(_add(session, of, photo, by=by, at=at) for photo in photos)
    count = session.scalar(select(func.count()).where(of.key == of.id)) or 0
    if count > MOST_PHOTOS:
        raise Refused("photo.many", N_("At most {most} photos are kept here."), most=MOST_PHOTOS)
    return added


def find(session: Session, table: type[P], *, id: int) -> P:
    """A photo to be changed or taken away; Refused where it is gone."""
    row = session.get(table, id)
    if row is None:
        raise Refused("photo.unknown", N_("This photo does not exist any more."))
    return row


def change(row: Photo | CarPhoto, note: PhotoNote) -> None:
    """Writes what a photo shows."""
    fields.copy(note, row)
    row.caption, row.mark = (note.caption or "").strip() or None, note.mark or None


def _add(session: Session, of: PhotosOf, photo: NewPhoto, *, by: Actor, at: datetime) -> bool:
    """True where the photo is new in its place."""
    if len(photo.jpeg) > MOST_BYTES:
        raise Refused("photo.large", N_("This picture cannot be made small enough to keep."))
    told, table = hashlib.sha256(photo.jpeg).hexdigest(), of.table
    same = select(table.id).where(of.key == of.id, table.sha256 == told)
    for name in fields.shared(NewPhoto, table.__tablename__):
        if name in PLACES:
            same = same.where(getattr(table, name).is_not_distinct_from(getattr(photo, name)))
    if session.scalar(same.limit(1)) is not None:
        return False
    row = table(added_at=at, added_by=by.staff_id, sha256=told)
    setattr(row, of.key.key, of.id)
    fields.copy(photo, row)
    session.add(row)
    session.flush()
    return True
