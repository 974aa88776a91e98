"""Appraisals of cars that customers trade in, with what has to be repaired."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import MOST_KILOMETRES, MOST_MONEY, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Money


class Appraisal(Edited, Base):
    """What a store offers for a customer's car, and until when.

    A version of a quotation takes it; the car that was taken over is the `StockCar` with its id.
    """

    __tablename__ = "appraisal"
    __table_args__ = (
        Index("uq_appraisal_number", "number", unique=True),
        Index(None, "person_id"),
        Index(None, "vehicle_id"),
        CheckConstraint("(declined_at IS NULL) = (declined_by IS NULL)", name="declined"),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Trade-in appraisal"), limit=40)
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car traded in"))
    odometer: Mapped[int] = column(label=N_("Odometer (km)"), minimum=0, maximum=MOST_KILOMETRES)
    appraised_at: Mapped[datetime] = column(label=N_("Appraised at"))
    appraised_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Appraised by"))
    condition: Mapped[str | None] = column(
        label=N_("Condition, accidents, papers"), limit=500, private=True, free=True
    )
    damage_marks: Mapped[str | None] = column(label=N_("Damage on the car"), limit=1000)
    expected_price: Mapped[Decimal] = column(
        Money, label=N_("Expected sale price"), minimum=0, maximum=MOST_MONEY
    )
    margin: Mapped[Decimal] = column(
        Money, label=N_("Margin of the store"), minimum=0, maximum=MOST_MONEY
    )
    offered: Mapped[Decimal] = column(
        Money, label=N_("Price offered"), minimum=0, maximum=MOST_MONEY
    )
    valid_until: Mapped[date] = column(label=N_("Valid until"))
    declined_at: Mapped[datetime | None] = column(label=N_("Declined at"))
    declined_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Noted by"))


class AppraisalCost(Base):
    """Something that has to be done before the car can be sold."""

    __tablename__ = "appraisal_cost"
    __table_args__ = (Index(None, "appraisal_id"), strict())
    appraisal_id: Mapped[int] = column(
        ForeignKey("appraisal.id"), label=N_("Trade-in appraisal"), owner=True
    )
    text: Mapped[str] = column(label=N_("Work"), limit=40, free=True)
    amount: Mapped[Decimal] = column(Money, label=N_("Amount"), minimum=0, maximum=MOST_MONEY)
