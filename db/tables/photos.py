"""What is kept of every photo, and photos of inspected and of appraised cars."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.inspection_words import PhotoDate
from db.stock_words import PdiPoint
from db.tables.base import Base, strict
from db.types import Bytes, Word


class Picture:
    """A photo with its date.

    The bytes lie in the database of either engine, so that every backup has them. `mark` is a mark
    as `app/body_marks.py` writes it. `jpeg` comes last, so that who reads the other columns
    skips its pages.
    """

    mark: Mapped[str | None] = column(label=N_("Damage mark"), limit=24, sort_order=1)
    caption: Mapped[str | None] = column(
        label=N_("Caption"), limit=80, private=True, free=True, sort_order=1
    )
    taken_at: Mapped[datetime] = column(label=N_("Taken at"), sort_order=1)
    dated_by: Mapped[PhotoDate] = column(
        Word(PhotoDate), label=N_("Source of the date"), sort_order=1
    )
    added_at: Mapped[datetime] = column(label=N_("Added at"), sort_order=1)
    added_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Added by"), sort_order=1)
    sha256: Mapped[str] = column(label=N_("Check sum"), limit=64, sort_order=1)
    width: Mapped[int] = column(label=N_("Width"), minimum=1, maximum=99_999, sort_order=1)
    height: Mapped[int] = column(label=N_("Height"), minimum=1, maximum=99_999, sort_order=1)
    small: Mapped[bytes] = column(Bytes, label=N_("Small picture"), private=True, sort_order=1)
    jpeg: Mapped[bytes] = column(Bytes, label=N_("Picture"), private=True, sort_order=1)


class CarPhoto(Picture, Base):
    """A photo of an inspection of a car for sale, or of a car that is appraised.

    `point` tells which of the three inspections it belongs to.
    """

    __tablename__ = "car_photo"
    __table_args__ = (
        Index(None, "stock_car_id"),
        Index(None, "appraisal_id"),
        CheckConstraint("stock_car_id IS NULL OR point IS NOT NULL", name="pointed"),
        strict(),
    )
    stock_car_id: Mapped[int | None] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    point: Mapped[PdiPoint | None] = column(Word(PdiPoint), label=N_("Inspected"))
    appraisal_id: Mapped[int | None] = column(
        ForeignKey("appraisal.id"), label=N_("Trade-in appraisal"), owner=True
    )
