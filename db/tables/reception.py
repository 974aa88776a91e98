"""The visitor register.

Who came or called, when, why, who received them, and the steps of the visit.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, Edited, strict
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
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="leaves_after"),
        strict(),
    )
    kind: Mapped[VisitKind] = column(Word(VisitKind), label=N_("Visit or call"))
    arrived_at: Mapped[datetime] = column(label=N_("Time in"))
    left_at: Mapped[datetime | None] = column(label=N_("Time out"))
    party_size: Mapped[int] = column(
        label=N_("People in the group"), minimum=1, maximum=99, default=1
    )
    person_id: Mapped[int | None] = column(
        ForeignKey("person.id"), label=N_("Customer"), owner=True
    )
    addressed_as: Mapped[str | None] = column(
        label=N_("Name or form of address"), limit=120, private=True, free=True
    )
    contact_kept: Mapped[bool] = column(label=N_("Contact captured"), default=False)
    first: Mapped[bool] = column(label=N_("First visit"), default=True)
    source_id: Mapped[int | None] = column(ForeignKey("source.id"), label=N_("Source"))
    purpose_id: Mapped[int] = column(ForeignKey("purpose.id"), label=N_("Purpose"))
    model_id: Mapped[int | None] = column(ForeignKey("car_model.id"), label=N_("Model of interest"))
    level_id: Mapped[int | None] = column(ForeignKey("level.id"), label=N_("Level"))
    consultant_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    received_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Received by"))
    area: Mapped[str | None] = column(label=N_("Area"), limit=64, private=True, free=True)
    transport: Mapped[str | None] = column(
        label=N_("Travelled by"), limit=64, private=True, free=True
    )
    rivals: Mapped[str | None] = column(
        label=N_("Competitors compared"), limit=80, private=True, free=True
    )
    course: Mapped[str | None] = column(
        label=N_("Conversation notes"), limit=500, private=True, free=True
    )
    quoted: Mapped[bool] = column(label=N_("Quoted"), default=False)
    trade_in: Mapped[bool] = column(label=N_("Part exchange wanted"), default=False)
    instalment: Mapped[bool] = column(label=N_("Wants finance"), default=False)
    reviewed_at: Mapped[datetime | None] = column(label=N_("Reviewed at"))
    reviewed_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Reviewed by"))
    corrects: Mapped[int | None] = column(ForeignKey("visit.id"), label=N_("Corrects"))
    cancelled_at: Mapped[datetime | None] = column(label=N_("Cancelled at"))


class VisitStep(Base):
    """One step of the sales process on a visit.

    Walk-round, test drive, quote, trade-in appraisal …
    """

    __tablename__ = "visit_step"
    __table_args__ = (Index(None, "visit_id"), strict())
    visit_id: Mapped[int] = column(ForeignKey("visit.id"), label=N_("Visit"))
    step: Mapped[str] = column(label=N_("Step"), limit=80, free=True)
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))


class TurnSkip(Base):
    """A consultant whose turn was passed over, with the reason."""

    __tablename__ = "turn_skip"
    __table_args__ = (Index(None, "at"), strict())
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    visit_id: Mapped[int | None] = column(ForeignKey("visit.id"), label=N_("Visit"))
    reason: Mapped[str] = column(
        label=N_("Why not the one whose turn it is?"), limit=200, free=True
    )
    at: Mapped[datetime] = column(label=N_("Time"))
    skipped_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Passed over by"))
