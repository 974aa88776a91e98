"""The visitor register.

Who came or called, when, why, who received them, and the steps of the visit.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, private, strict
from db.types import Word
from db.vocabulary import VisitKind

INSIDE = text("left_at IS NULL AND kind = 'walk_in' AND cancelled_at IS NULL")


class Visit(Edited, Base):
    """One group of visitors or one call.

    Anonymous where the visitor leaves no contact: then only `addressed_as` is kept.

    `contact_kept` is true when a phone number that passes the format check was left. `first` is
    decided when the row is
    written (rule in `app/reception/rules.py`). A reviewed row is corrected by a new row
    (`corrects`), never deleted.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index(None, "arrived_at"),
        Index(None, "person_id", "arrived_at"),
        Index("ix_visit_inside", "arrived_at", sqlite_where=INSIDE),
        CheckConstraint("party_size BETWEEN 1 AND 99", name="party_size"),
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="leaves_after"),
        strict(),
    )
    kind: Mapped[VisitKind] = mapped_column(Word(VisitKind))
    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    party_size: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    addressed_as: Mapped[str | None] = mapped_column(info=private())
    contact_kept: Mapped[bool] = mapped_column(default=False)
    first: Mapped[bool] = mapped_column(default=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    purpose_id: Mapped[int] = mapped_column(ForeignKey("purpose.id"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("car_model.id"))
    level_id: Mapped[int | None] = mapped_column(ForeignKey("level.id"))
    consultant_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    received_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    area: Mapped[str | None] = mapped_column(info=private())
    transport: Mapped[str | None] = mapped_column(info=private())
    rivals: Mapped[str | None] = mapped_column(info=private())
    course: Mapped[str | None] = mapped_column(info=private())
    quoted: Mapped[bool] = mapped_column(default=False)
    trade_in: Mapped[bool] = mapped_column(default=False)
    instalment: Mapped[bool] = mapped_column(default=False)
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    corrects: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    cancelled_at: Mapped[datetime | None]


class VisitStep(Base):
    """One step of the sales process on a visit.

    Walk-round, test drive, quote, trade-in appraisal …
    """

    __tablename__ = "visit_step"
    __table_args__ = (Index(None, "visit_id"), strict())
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    step: Mapped[str]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class TurnSkip(Base):
    """A consultant whose turn was passed over, with the reason."""

    __tablename__ = "turn_skip"
    __table_args__ = (Index(None, "at"), strict())
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    reason: Mapped[str]
    at: Mapped[datetime]
    skipped_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
