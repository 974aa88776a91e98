"""Orders for a car: what was agreed, who approved it, which car it is, what was arranged."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_KILOMETRES, MOST_MONEY, N_, column
from db.sales_words import CancelCause, DepositKind, SaleStepKind
from db.tables.base import Base, Edited, strict
from db.tables.sales import MOST_CARS
from db.types import Money, Word

STANDING = text("cancelled_at IS NULL")
CANCELLED = text("cancelled_at IS NOT NULL")
DELIVERED = text("delivered_at IS NOT NULL")
NOT_RED = text("red_number IS NULL")
OPEN = text("cancelled_at IS NULL AND delivered_at IS NULL")


class SaleOrder(Edited, Base):
    """One car that a customer buys; its content is a version of a quotation.

    Another content is another version, told by a numbered `SaleChange`; it needs both approvals
    and a signature again. `signed_at` is the first signature: it binds the deposit and is the day
    of the order in all figures, whatever changes later; `valid_signature_at` is that of the paper
    that holds now. `rejected_reason` is empty once the order is put forward again. Of a quotation
    for several cars each has its order; `quote_car` counts them.
    """

    __tablename__ = "sale_order"
    __table_args__ = (
        Index("uq_sale_order_number", "number", unique=True),
        Index("uq_sale_order_quote", "quote_id", "quote_car", unique=True, sqlite_where=STANDING),
        Index("uq_sale_order_car", "stock_car_id", unique=True, sqlite_where=STANDING),
        Index("ix_sale_order_open", "staff_id", sqlite_where=OPEN),
        Index(None, "person_id"),
        Index(None, "placed_at"),
        Index("ix_sale_order_delivered", "delivered_at", sqlite_where=DELIVERED),
        Index("ix_sale_order_cancelled", "cancelled_at", sqlite_where=CANCELLED),
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approval"),
        CheckConstraint("(checked_at IS NULL) = (checked_by IS NULL)", name="finance"),
        CheckConstraint("(stock_car_id IS NULL) = (allocated_at IS NULL)", name="car"),
        CheckConstraint("(delivered_at IS NULL) = (delivered_by IS NULL)", name="delivered"),
        CheckConstraint("(cancelled_at IS NULL) = (cancel_cause IS NULL)", name="cancelled"),
        CheckConstraint("delivered_at IS NULL OR signed_at IS NOT NULL", name="signed"),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Car order"), limit=40)
    quote_id: Mapped[int] = column(ForeignKey("quote.id"), label=N_("Quotation"))
    quote_version_id: Mapped[int] = column(
        ForeignKey("quote_version.id"), label=N_("Version of the quotation")
    )
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    placed_at: Mapped[datetime] = column(label=N_("Ordered at"))
    deposit: Mapped[Decimal] = column(
        Money, label=N_("Deposit agreed"), minimum=0, maximum=MOST_MONEY
    )
    deposit_kind: Mapped[DepositKind] = column(Word(DepositKind), label=N_("Kind of deposit"))
    second_colour: Mapped[str | None] = column(label=N_("Second choice of colour"), limit=40)
    promised_on: Mapped[date] = column(label=N_("Hand-over promised by"))
    approved_at: Mapped[datetime | None] = column(label=N_("Approved at"))
    approved_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Approved by"))
    checked_at: Mapped[datetime | None] = column(label=N_("Checked by finance at"))
    checked_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Finance checked by"))
    rejected_reason: Mapped[str | None] = column(
        label=N_("Why it was sent back"), limit=200, free=True
    )
    signed_at: Mapped[datetime | None] = column(label=N_("Signed at"))
    valid_signature_at: Mapped[datetime | None] = column(label=N_("Signature valid since"))
    stock_car_id: Mapped[int | None] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    allocated_at: Mapped[datetime | None] = column(label=N_("Car given at"))
    allocated_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Car given by"))
    advisor_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Service advisor"))
    odometer: Mapped[int | None] = column(
        label=N_("Odometer at hand-over (km)"), minimum=0, maximum=MOST_KILOMETRES
    )
    delivered_at: Mapped[datetime | None] = column(label=N_("Handed over at"))
    delivered_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Handed over by"))
    cancelled_at: Mapped[datetime | None] = column(label=N_("Cancelled at"))
    cancelled_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Cancelled by"))
    cancel_cause: Mapped[CancelCause | None] = column(Word(CancelCause), label=N_("Who steps back"))
    cancel_reason: Mapped[str | None] = column(
        label=N_("Why it is cancelled"), limit=200, private=True, free=True
    )
    quote_car: Mapped[int] = column(
        label=N_("Which car of the quotation"),
        minimum=1,
        maximum=MOST_CARS,
        default=1,
        server_default="1",
    )


class SaleChange(Base):
    """A numbered change of an order: version, day and deposit before and now.

    Day and deposit are empty for changes that were made before they were kept.
    """

    __tablename__ = "sale_change"
    __table_args__ = (UniqueConstraint("sale_order_id", "number"), strict())
    sale_order_id: Mapped[int] = column(
        ForeignKey("sale_order.id"), label=N_("Car order"), owner=True
    )
    number: Mapped[int] = column(label=N_("Number of the change"), minimum=1, maximum=99)
    old_version_id: Mapped[int] = column(ForeignKey("quote_version.id"), label=N_("Version before"))
    new_version_id: Mapped[int] = column(ForeignKey("quote_version.id"), label=N_("Version now"))
    old_promised_on: Mapped[date | None] = column(label=N_("Hand-over promised before"))
    new_promised_on: Mapped[date | None] = column(label=N_("Hand-over promised now"))
    old_deposit: Mapped[Decimal | None] = column(
        Money, label=N_("Deposit before"), minimum=0, maximum=MOST_MONEY
    )
    new_deposit: Mapped[Decimal | None] = column(
        Money, label=N_("Deposit now"), minimum=0, maximum=MOST_MONEY
    )
    reason: Mapped[str] = column(
        label=N_("Why it is changed"), limit=200, private=True, kept=True, free=True
    )
    made_at: Mapped[datetime] = column(label=N_("Changed at"))
    made_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Changed by"))


class SaleStep(Base):
    """Something that was arranged for the buyer, with the number of its paper."""

    __tablename__ = "sale_step"
    __table_args__ = (UniqueConstraint("sale_order_id", "kind"), strict())
    sale_order_id: Mapped[int] = column(
        ForeignKey("sale_order.id"), label=N_("Car order"), owner=True
    )
    kind: Mapped[SaleStepKind] = column(Word(SaleStepKind), label=N_("What was arranged"))
    done_on: Mapped[date] = column(label=N_("Arranged on"))
    done_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Arranged by"))
    reference: Mapped[str | None] = column(
        label=N_("Number of the paper"), limit=60, private=True, free=True
    )
    valid_until: Mapped[date | None] = column(label=N_("Insured until"))


class SaleInvoice(Base):
    """The tax invoice of a car that was sold: one car, one invoice that stands.

    A red one takes it back; both keep their numbers.
    """

    __tablename__ = "sale_invoice"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("red_number"),
        Index("uq_sale_invoice_car", "stock_car_id", unique=True, sqlite_where=NOT_RED),
        Index(None, "sale_order_id"),
        strict(),
    )
    sale_order_id: Mapped[int] = column(
        ForeignKey("sale_order.id"), label=N_("Car order"), owner=True
    )
    stock_car_id: Mapped[int] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    number: Mapped[str] = column(label=N_("Number of the sales invoice"), limit=24)
    issued_on: Mapped[date] = column(label=N_("Invoiced on"))
    amount: Mapped[Decimal] = column(
        Money, label=N_("Amount invoiced"), minimum=0, maximum=MOST_MONEY
    )
    buyer: Mapped[str] = column(label=N_("Buyer on the invoice"), limit=120, private=True)
    id_number: Mapped[str | None] = column(
        label=N_("Identity number on the invoice"), limit=64, private=True, free=True
    )
    noted_at: Mapped[datetime] = column(label=N_("Noted at"))
    noted_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Noted by"))
    red_number: Mapped[str | None] = column(label=N_("Number of the red invoice"), limit=24)
    red_on: Mapped[date | None] = column(label=N_("Red invoice of"))


class SalePlan(Edited, Base):
    """The day by which something is to be arranged; gone once it is.

    After the hand-over the steps of the loan and the number plate follow one another by it.
    """

    __tablename__ = "sale_plan"
    __table_args__ = (
        UniqueConstraint("sale_order_id", "kind"),
        Index(None, "planned_on"),
        strict(),
    )
    sale_order_id: Mapped[int] = column(
        ForeignKey("sale_order.id"), label=N_("Car order"), owner=True
    )
    kind: Mapped[SaleStepKind] = column(Word(SaleStepKind), label=N_("What is to be arranged"))
    planned_on: Mapped[date] = column(label=N_("Planned for"))
