"""Quality control: the checklist, inspectors, checks of finished work, certificates."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_KILOMETRES, N_, column
from db.quality_words import CheckStep
from db.tables.base import Base, Edited, strict
from db.types import Word

STANDS = text("void_at IS NULL")


class CheckItem(Edited, Base):
    """A line of the store's checklist, with what counts as passed."""

    __tablename__ = "check_item"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Item"), limit=40, unique=True)
    standard: Mapped[str | None] = column(label=N_("Passed when"), limit=120)
    final_only: Mapped[bool] = column(label=N_("Only at the final inspection"), default=False)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class Inspector(Edited, Base):
    """A colleague who may do the final inspection and sign certificates."""

    __tablename__ = "inspector"
    __table_args__ = (strict(sealed=True),)
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"), unique=True)
    number: Mapped[str] = column(label=N_("Inspector number"), limit=40)
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class QualityCheck(Base):
    """One look at the finished work of an order: passed, or back to work with the reason.

    It is about the work that began with the move `work_id`; work that begins anew voids it.
    """

    __tablename__ = "quality_check"
    __table_args__ = (Index(None, "order_id"), Index(None, "at"), strict())
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    work_id: Mapped[int | None] = column(ForeignKey("stage_change.id"), label=N_("Move to work"))
    step: Mapped[CheckStep] = column(Word(CheckStep), label=N_("Check"))
    passed: Mapped[bool] = column(label=N_("Passed"))
    reason: Mapped[str | None] = column(
        label=N_("What is wrong"), limit=200, private=True, free=True
    )
    road_tested: Mapped[bool] = column(label=N_("Road test"), default=False)
    road_km: Mapped[int | None] = column(label=N_("Road test (km)"), minimum=0, maximum=999)
    override: Mapped[str | None] = column(
        label=N_("Why the same person checks"), limit=200, private=True, free=True
    )
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Checked by"))
    at: Mapped[datetime] = column(label=N_("Time"))


class CheckResult(Base):
    """What was found at one item of the checklist; name and standard stay as they were."""

    __tablename__ = "check_result"
    __table_args__ = (Index(None, "check_id"), strict())
    check_id: Mapped[int] = column(ForeignKey("quality_check.id"), label=N_("Check"))
    name: Mapped[str] = column(label=N_("Item"), limit=40)
    standard: Mapped[str | None] = column(label=N_("Passed when"), limit=120)
    fine: Mapped[bool] = column(label=N_("Fine"))


class Certificate(Base):
    """A completion certificate 竣工出厂合格证: the inspector lets the car leave.

    Day and odometer are those on the paper. A void one stays, with why; one at most stands.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index("uq_certificate_number", "number", unique=True),
        Index("uq_certificate_order_id", "order_id", unique=True, sqlite_where=STANDS),
        strict(sealed=True),
    )
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    leaves_on: Mapped[date] = column(label=N_("Date out"))
    odometer: Mapped[int] = column(label=N_("Odometer out"), minimum=0, maximum=MOST_KILOMETRES)
    issued_at: Mapped[datetime] = column(label=N_("Issued at"))
    issued_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Inspector"))
    inspector_number: Mapped[str | None] = column(label=N_("Inspector number"), limit=40)
    void_at: Mapped[datetime | None] = column(label=N_("Void since"))
    void_reason: Mapped[str | None] = column(
        label=N_("Why void"), limit=200, private=True, free=True
    )
