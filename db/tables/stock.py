"""Cars for sale, and who has one reserved until when.

A car for sale is a vehicle: VIN, engine number, version and colour stand there, so that the buyer's
car has the same file.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_KILOMETRES, MOST_MONEY, N_, column
from db.stock_words import CertificatePlace, LeftHow, PdiPoint
from db.tables.base import Base, Edited, strict
from db.types import Word

STANDING = text("left_on IS NULL")
LIVE = text("ended_at IS NULL")


class StockCar(Edited, Base):
    """A stay of a car in the stock; one that was sold and came back has another.

    It is in transit until `arrived_on`, in stock until `left_on`. A used car that a customer traded
    in has its appraisal, and an asking price of its own instead of its version's list price.
    """

    __tablename__ = "stock_car"
    __table_args__ = (
        Index("uq_stock_car_number", "number", unique=True),
        Index("uq_stock_car_standing", "vehicle_id", unique=True, sqlite_where=STANDING),
        Index(None, "vehicle_id"),
        Index(None, "left_on"),
        Index("uq_stock_car_appraisal", "appraisal_id", unique=True),
        CheckConstraint("(left_on IS NULL) = (left_how IS NULL)", name="left"),
        CheckConstraint("left_on IS NULL OR left_on >= arrived_on", name="left_after"),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Stock number"), limit=40)
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car"))
    appraisal_id: Mapped[int | None] = column(
        ForeignKey("appraisal.id"), label=N_("Trade-in appraisal")
    )
    key_number: Mapped[str | None] = column(label=N_("Key number"), limit=20)
    place: Mapped[str | None] = column(label=N_("Where it stands"), limit=40)
    interior: Mapped[str | None] = column(label=N_("Interior colour"), limit=40)
    certificate: Mapped[CertificatePlace] = column(
        Word(CertificatePlace), label=N_("Certificate"), default=CertificatePlace.MAKER
    )
    purchase_price: Mapped[Decimal | None] = column(
        label=N_("Purchase price"), minimum=0, maximum=MOST_MONEY
    )
    asking_price: Mapped[Decimal | None] = column(
        label=N_("Asking price"), minimum=0, maximum=MOST_MONEY
    )
    built_on: Mapped[date | None] = column(label=N_("Built on"))
    expected_on: Mapped[date | None] = column(label=N_("Expected on"))
    arrived_on: Mapped[date | None] = column(label=N_("Arrived on"))
    payment_on: Mapped[date | None] = column(label=N_("Payment starts on"))
    cared_on: Mapped[date | None] = column(label=N_("Last care"))
    left_on: Mapped[date | None] = column(label=N_("Left on"))
    left_how: Mapped[LeftHow | None] = column(Word(LeftHow), label=N_("How it left"))
    override_reason: Mapped[str | None] = column(
        label=N_("Reason for the exception"), limit=200, free=True
    )
    override_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Exception made by"))
    note: Mapped[str | None] = column(
        label=N_("Note"), limit=300, private=True, kept=True, free=True
    )


class CarHold(Edited, Base):
    """A car is kept for a customer until a moment; after it the row counts no more.

    `ended_at`: released, or replaced by the next hold once it had run out.
    """

    __tablename__ = "car_hold"
    __table_args__ = (
        Index("uq_car_hold_live", "stock_car_id", unique=True, sqlite_where=LIVE),
        Index(None, "stock_car_id"),
        Index(None, "person_id"),
        Index("ix_car_hold_staff", "staff_id", "held_until", sqlite_where=LIVE),
        CheckConstraint("held_at < held_until", name="span"),
        strict(),
    )
    stock_car_id: Mapped[int] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    person_id: Mapped[int | None] = column(
        ForeignKey("person.id"), label=N_("Customer"), owner=True
    )
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    held_at: Mapped[datetime] = column(label=N_("Reserved at"))
    held_until: Mapped[datetime] = column(label=N_("Reserved until"))
    ended_at: Mapped[datetime | None] = column(label=N_("Ended at"))
    note: Mapped[str | None] = column(
        label=N_("For whom, or why"), limit=120, private=True, free=True
    )


class PdiCheck(Base):
    """An inspection of a car for sale; the newest one counts, an earlier one stays."""

    __tablename__ = "pdi_check"
    __table_args__ = (
        Index(None, "stock_car_id"),
        CheckConstraint("passed OR findings IS NOT NULL", name="findings_of_failed"),
        strict(),
    )
    stock_car_id: Mapped[int] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    point: Mapped[PdiPoint] = column(Word(PdiPoint), label=N_("Inspected"))
    checked_at: Mapped[datetime] = column(label=N_("Inspected at"))
    checked_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Inspected by"))
    odometer: Mapped[int | None] = column(
        label=N_("Odometer (km)"), minimum=0, maximum=MOST_KILOMETRES
    )
    passed: Mapped[bool] = column(label=N_("Without faults"))
    findings: Mapped[str | None] = column(label=N_("Faults found"), limit=300, free=True)
