"""Clocks of the workshop: work at jobs, presence, corrections, teams, shares, quick service."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.clock_words import ClockEnd, PauseReason, QuickKind, ShiftEnd
from db.columns import MOST_MONEY, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Word

RUNNING = text("ended_at IS NULL")
FORGOTTEN = text("ended_as = 'forgotten'")


class Team(Edited, Base):
    """Technicians who work together: colleagues name their team and who leads it."""

    __tablename__ = "team"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Team"), limit=40, unique=True)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class LineShare(Base):
    """The part of a job that is one technician's; the percents of a job sum to 100."""

    __tablename__ = "line_share"
    __table_args__ = (UniqueConstraint("line_id", "staff_id"), strict())
    line_id: Mapped[int] = column(ForeignKey("labour_line.id"), label=N_("Labour item"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Technician"))
    percent: Mapped[Decimal] = column(
        label=N_("Share (%)"), minimum=Decimal("0.01"), maximum=Decimal(100)
    )


class JobClock(Edited, Base):
    """One span of work of a technician at one job; without an end it runs.

    One runs per technician at most. `reason` belongs to a pause, `note` tells another reason.
    """

    __tablename__ = "job_clock"
    __table_args__ = (
        Index("uq_job_clock_running", "staff_id", unique=True, sqlite_where=RUNNING),
        Index(None, "line_id"),
        Index(None, "staff_id", "started_at"),
        Index(None, "started_at"),
        Index("ix_job_clock_forgotten", "ended_at", sqlite_where=FORGOTTEN),
        CheckConstraint("started_at <= ended_at", name="span"),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="end"),
        strict(sealed=True),
    )
    line_id: Mapped[int] = column(ForeignKey("labour_line.id"), label=N_("Labour item"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Technician"))
    started_at: Mapped[datetime] = column(label=N_("From"))
    ended_at: Mapped[datetime | None] = column(label=N_("Until"))
    ended_as: Mapped[ClockEnd | None] = column(Word(ClockEnd), label=N_("End"))
    reason: Mapped[PauseReason | None] = column(Word(PauseReason), label=N_("Reason of the pause"))
    note: Mapped[str | None] = column(
        label=N_("Note"), limit=200, kept=True, private=True, free=True
    )


class ShiftClock(Edited, Base):
    """One span of presence of a colleague; without an end the colleague is here.

    It begins with coming or at the end of a break, and ends with a break or going.
    """

    __tablename__ = "shift_clock"
    __table_args__ = (
        Index("uq_shift_clock_running", "staff_id", unique=True, sqlite_where=RUNNING),
        Index(None, "staff_id", "started_at"),
        Index(None, "started_at"),
        Index("ix_shift_clock_forgotten", "ended_at", sqlite_where=FORGOTTEN),
        CheckConstraint("started_at <= ended_at", name="span"),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="end"),
        strict(sealed=True),
    )
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    started_at: Mapped[datetime] = column(label=N_("From"))
    ended_at: Mapped[datetime | None] = column(label=N_("Until"))
    ended_as: Mapped[ShiftEnd | None] = column(Word(ShiftEnd), label=N_("End"))


class ClockCorrection(Base):
    """What a span was before somebody corrected it, and why: the original is kept."""

    __tablename__ = "clock_correction"
    __table_args__ = (
        Index(None, "job_clock_id"),
        Index(None, "shift_clock_id"),
        CheckConstraint("(job_clock_id IS NULL) <> (shift_clock_id IS NULL)", name="of_one"),
        CheckConstraint("new_started_at <= new_ended_at", name="span"),
        strict(),
    )
    job_clock_id: Mapped[int | None] = column(ForeignKey("job_clock.id"), label=N_("Job clock"))
    shift_clock_id: Mapped[int | None] = column(
        ForeignKey("shift_clock.id"), label=N_("Shift clock")
    )
    old_started_at: Mapped[datetime] = column(label=N_("From, before"))
    old_ended_at: Mapped[datetime | None] = column(label=N_("Until, before"))
    new_started_at: Mapped[datetime] = column(label=N_("From"))
    new_ended_at: Mapped[datetime] = column(label=N_("Until"))
    reason: Mapped[str] = column(label=N_("Reason"), limit=200, kept=True, private=True, free=True)
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))


class QuickService(Edited, Base):
    """An order that is promised within minutes from arrival to hand-over; late, it is free.

    `minutes` as the store promised them that day. The fee is waived by a manager.
    """

    __tablename__ = "quick_service"
    __table_args__ = (strict(sealed=True),)
    order_id: Mapped[int] = column(
        ForeignKey("repair_order.id"), label=N_("Repair order"), unique=True
    )
    kind: Mapped[QuickKind] = column(Word(QuickKind), label=N_("Quick service"))
    minutes: Mapped[int] = column(label=N_("Promised minutes"), minimum=1, maximum=1440)
    waived_at: Mapped[datetime | None] = column(label=N_("Fee waived at"))
    waived_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Fee waived by"))
    waived_amount: Mapped[Decimal | None] = column(
        label=N_("Fee waived"), minimum=0, maximum=MOST_MONEY
    )
    waived_reason: Mapped[str | None] = column(
        label=N_("Why the fee is waived"), limit=200, private=True, free=True
    )
