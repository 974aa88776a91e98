"""The store's calendar: days that are unlike others, and when people and bays are away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, Edited, strict


class SpecialDay(Edited, Base):
    """A day on which the store is closed, or works although its weekday is free.

    A holiday and the weekend that is worked for it are one row each.
    """

    __tablename__ = "special_day"
    __table_args__ = (strict(),)
    day: Mapped[date] = column(label=N_("Day"), unique=True)
    name: Mapped[str] = column(label=N_("Occasion"), limit=40)
    works: Mapped[bool] = column(label=N_("The store works on this day"), default=False)
    only_here: Mapped[bool] = column(
        label=N_("Only in this store, no public holiday"), default=False, server_default=false()
    )


class Absence(Edited, Base):
    """A colleague who is away, or a bay that nobody can use."""

    __tablename__ = "absence"
    __table_args__ = (
        Index(None, "starts_at"),
        CheckConstraint("starts_at < ends_at", name="span"),
        CheckConstraint("(staff_id IS NULL) <> (bay_id IS NULL)", name="of_one"),
        strict(),
    )
    staff_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    bay_id: Mapped[int | None] = column(ForeignKey("bay.id"), label=N_("Bay"))
    starts_at: Mapped[datetime] = column(label=N_("From"))
    ends_at: Mapped[datetime] = column(label=N_("Until"))
    reason: Mapped[str] = column(label=N_("Reason"), limit=200, kept=True, private=True, free=True)
