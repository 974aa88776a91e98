"""Quotations of cars for sale, in versions that never change."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, N_, column
from db.sales_words import DiscountCause, LoanKind, QuoteLineKind
from db.staff_words import Role
from db.tables.base import Base, Edited, strict
from db.types import Money, Word

MOST_MONTHS = 120
STANDING = text("withdrawn_at IS NULL")
UNDECIDED = text("decided_at IS NULL")
TRADED = text("appraisal_id IS NOT NULL")
USED = text("stock_car_id IS NOT NULL")
OF_PROJECT = text("fleet_project_id IS NOT NULL")
MOST_CARS = 999
"""Of one quotation."""


class Quote(Edited, Base):
    """What one customer was offered by one consultant; `QuoteVersion` says what it costs.

    One for several cars belongs to the fleet project in which they are bought.
    """

    __tablename__ = "quote"
    __table_args__ = (
        Index("uq_quote_number", "number", unique=True),
        Index(None, "person_id"),
        Index("ix_quote_staff", "staff_id", sqlite_where=STANDING),
        Index("ix_quote_project", "fleet_project_id", sqlite_where=OF_PROJECT),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Quotation"), limit=40)
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    versions: Mapped[int] = column(
        label=N_("Number of versions"), minimum=1, maximum=999, default=1
    )
    withdrawn_at: Mapped[datetime | None] = column(label=N_("Withdrawn at"))
    fleet_project_id: Mapped[int | None] = column(
        ForeignKey("fleet_project.id"), label=N_("Fleet project")
    )


class QuoteVersion(Base):
    """One version with all its amounts, which are saved once and never changed.

    `loan_rate` is one of a year or a fee of a month, as `loan_kind` says; the loan columns are
    empty together. `override_by` let a price below the floor through: while it was saved, or
    later by granting its `DiscountRequest`. `appraisal_id` says where the trade-in value is from.
    With `stock_car_id` it offers that used car, whose version may be unknown. All amounts are those
    of one car, of which it offers `cars`.
    """

    __tablename__ = "quote_version"
    __table_args__ = (
        UniqueConstraint("quote_id", "number"),
        Index("ix_quote_version_appraisal", "appraisal_id", sqlite_where=TRADED),
        Index("ix_quote_version_used", "stock_car_id", sqlite_where=USED),
        CheckConstraint("discount <= car_price", name="discount_at_most"),
        CheckConstraint("(loan_kind IS NULL) = (months IS NULL)", name="loan"),
        CheckConstraint("(override_by IS NULL) = (override_reason IS NULL)", name="override"),
        strict(),
    )
    quote_id: Mapped[int] = column(ForeignKey("quote.id"), label=N_("Quotation"), owner=True)
    number: Mapped[int] = column(label=N_("Version of the quotation"), minimum=1, maximum=999)
    made_at: Mapped[datetime] = column(label=N_("Quoted at"))
    made_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Quoted by"))
    trim_id: Mapped[int | None] = column(ForeignKey("trim.id"), label=N_("Version"))
    stock_car_id: Mapped[int | None] = column(ForeignKey("stock_car.id"), label=N_("Used car"))
    colour: Mapped[str | None] = column(label=N_("Colour"), limit=40)
    interior: Mapped[str | None] = column(label=N_("Interior colour"), limit=40)
    car_price: Mapped[Decimal] = column(
        Money, label=N_("Price of the car"), minimum=0, maximum=MOST_MONEY
    )
    discount: Mapped[Decimal] = column(
        Money, label=N_("Discount on the car"), minimum=0, maximum=MOST_MONEY
    )
    tax: Mapped[Decimal] = column(
        Money, label=N_("Vehicle purchase tax"), minimum=0, maximum=MOST_MONEY
    )
    tax_typed: Mapped[bool] = column(label=N_("Purchase tax entered by hand"))
    plate_fee: Mapped[Decimal] = column(
        Money, label=N_("Plate registration service"), minimum=0, maximum=MOST_MONEY
    )
    trade_in: Mapped[Decimal] = column(
        Money, label=N_("Trade-in value"), minimum=0, maximum=MOST_MONEY
    )
    trade_in_beyond: Mapped[Decimal | None] = column(
        Money, label=N_("Trade-in above the appraisal"), minimum=0, maximum=MOST_MONEY
    )
    trade_in_car: Mapped[str | None] = column(
        label=N_("Car traded in"), limit=60, private=True, free=True
    )
    appraisal_id: Mapped[int | None] = column(
        ForeignKey("appraisal.id"), label=N_("Trade-in appraisal")
    )
    loan_kind: Mapped[LoanKind | None] = column(Word(LoanKind), label=N_("Cost of the loan"))
    down_payment: Mapped[Decimal | None] = column(
        Money, label=N_("Down payment"), minimum=0, maximum=MOST_MONEY
    )
    months: Mapped[int | None] = column(label=N_("Months"), minimum=1, maximum=MOST_MONTHS)
    loan_rate: Mapped[Decimal | None] = column(
        Money, label=N_("Rate (%)"), minimum=0, maximum=Decimal("36.00")
    )
    valid_until: Mapped[date] = column(label=N_("Valid until"))
    override_reason: Mapped[str | None] = column(
        label=N_("Reason for a price below the floor"), limit=200, free=True
    )
    override_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Exception made by"))
    cars: Mapped[int] = column(
        label=N_("Number of cars"), minimum=1, maximum=MOST_CARS, default=1, server_default="1"
    )


class QuoteLine(Base):
    """One thing of a version beside the car; a gift has a value and is not charged."""

    __tablename__ = "quote_line"
    __table_args__ = (Index(None, "version_id"), strict())
    version_id: Mapped[int] = column(
        ForeignKey("quote_version.id"), label=N_("Version of the quotation"), owner=True
    )
    kind: Mapped[QuoteLineKind] = column(Word(QuoteLineKind), label=N_("Kind"))
    text: Mapped[str] = column(label=N_("Item"), limit=40, free=True)
    amount: Mapped[Decimal] = column(Money, label=N_("Amount"), minimum=0, maximum=MOST_MONEY)


class DiscountRequest(Edited, Base):
    """A price below the floor that waits for somebody who may grant it, or was decided.

    The asked price and gifts are those of the version, whose last day is that of the request.
    `cost` is the purchase price of a car that fitted on the day; `income` comes from loan and
    insurance; `level` is the role by which it was decided.
    """

    __tablename__ = "discount_request"
    __table_args__ = (
        Index("uq_discount_request_number", "number", unique=True),
        Index("uq_discount_request_version", "quote_version_id", unique=True),
        Index("ix_discount_request_waiting", "asked_at", sqlite_where=UNDECIDED),
        Index(None, "decided_at"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decider"),
        CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided"),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Discount request"), limit=40)
    quote_version_id: Mapped[int] = column(
        ForeignKey("quote_version.id"), label=N_("Version of the quotation"), owner=True
    )
    cause: Mapped[DiscountCause] = column(
        Word(DiscountCause), label=N_("Ask for the price below the floor because")
    )
    note: Mapped[str | None] = column(
        label=N_("Reason for a price below the floor"), limit=200, free=True
    )
    list_price: Mapped[Decimal] = column(
        Money, label=N_("List price"), minimum=0, maximum=MOST_MONEY
    )
    floor_price: Mapped[Decimal] = column(
        Money, label=N_("Floor price"), minimum=0, maximum=MOST_MONEY
    )
    cost: Mapped[Decimal | None] = column(
        Money, label=N_("Purchase price of a car that fits"), minimum=0, maximum=MOST_MONEY
    )
    income: Mapped[Decimal | None] = column(
        Money, label=N_("Income from loan and insurance"), minimum=0, maximum=MOST_MONEY
    )
    asked_at: Mapped[datetime] = column(label=N_("Asked at"))
    asked_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Asked by"))
    decided_at: Mapped[datetime | None] = column(label=N_("Decided at"))
    decided_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Decided by"))
    level: Mapped[Role | None] = column(Word(Role), label=N_("Level of the decision"))
    granted: Mapped[bool | None] = column(label=N_("Discount granted"))
    answer: Mapped[str | None] = column(label=N_("Words to the decision"), limit=200, free=True)
