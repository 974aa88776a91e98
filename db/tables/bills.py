"""Bills of repair orders, credit notes, and the money that came in or went back."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, MOST_TOTAL, N_, column
from db.money_words import PayerKind
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import PaymentMethod

MOST_TILLS = 9
STANDING = text("reversed_at IS NULL")
REOPENED = text("reopened")
OF_CAR = text("sale_order_id IS NOT NULL")
OF_OUTLET = text("transfer_id IS NOT NULL")
ONE_ORDER = (
    "(transfer_id IS NULL) = ((order_id IS NULL) <> (sale_order_id IS NULL))"
    " AND (transfer_id IS NULL OR order_id IS NULL)"
)


class OrderPayer(Edited, Base):
    """The manufacturer, insurer or department that pays its lines of one order."""

    __tablename__ = "order_payer"
    __table_args__ = (
        Index("uq_order_payer_kind", "order_id", "kind", unique=True),
        Index(None, "person_id"),
        strict(),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    kind: Mapped[PayerKind] = column(Word(PayerKind), label=N_("Payer"))
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Billed to"))


class Settlement(Edited, Base):
    """The bill of one payer of an order: labour and material apart.

    Locked once made. Credit notes take from it (`credited`); one of the whole bill sets
    `reversed_at`, and `reopened` until the order is settled again.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        Index("uq_settlement_number", "number", unique=True),
        Index("uq_settlement_order_payer", "order_id", "payer", unique=True, sqlite_where=STANDING),
        Index(None, "order_id"),
        Index(None, "payer_id"),
        Index(None, "settled_at"),
        Index("ix_settlement_reopened", "reversed_at", sqlite_where=REOPENED),
        CheckConstraint("total = labour + material + other - discount", name="adds_up"),
        CheckConstraint("credited <= total", name="credited_at_most"),
        strict(sealed=True),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    payer: Mapped[PayerKind] = column(
        Word(PayerKind),
        label=N_("Payer"),
        default=PayerKind.CUSTOMER,
        server_default=PayerKind.CUSTOMER.value,
    )
    payer_id: Mapped[int | None] = column(ForeignKey("person.id"), label=N_("Billed to"))
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    labour: Mapped[Decimal] = column(label=N_("Labour"), minimum=0, maximum=MOST_TOTAL)
    material: Mapped[Decimal] = column(label=N_("Material"), minimum=0, maximum=MOST_TOTAL)
    other: Mapped[Decimal] = column(label=N_("Other"), minimum=0, maximum=MOST_TOTAL)
    discount: Mapped[Decimal] = column(
        label=N_("Discount"), minimum=0, maximum=MOST_TOTAL, default=Decimal(0)
    )
    discount_reason: Mapped[str | None] = column(
        label=N_("Reason for the discount"), limit=200, private=True, free=True
    )
    total: Mapped[Decimal] = column(label=N_("Total"), minimum=0, maximum=MOST_TOTAL)
    credited: Mapped[Decimal] = column(
        label=N_("Credited"),
        minimum=0,
        maximum=MOST_TOTAL,
        default=Decimal(0),
        server_default=text("0"),
    )
    due_on: Mapped[date | None] = column(label=N_("Payable until"))
    settled_at: Mapped[datetime] = column(label=N_("Settled"))
    settled_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Settled by"))
    approved_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Approved by"))
    reversed_at: Mapped[datetime | None] = column(label=N_("Reversed at"))
    reversed_reason: Mapped[str | None] = column(
        label=N_("Reason of the reversal"), limit=200, private=True, free=True
    )
    reopened: Mapped[bool] = column(
        label=N_("Lines open again"), default=False, server_default=false()
    )


class CreditNote(Base):
    """What is taken back of a bill, with a number of its own.

    It counts on the day it is made. A note of the whole bill is its reversal.
    """

    __tablename__ = "credit_note"
    __table_args__ = (
        Index("uq_credit_note_number", "number", unique=True),
        Index(None, "settlement_id"),
        Index(None, "order_id"),
        Index(None, "at"),
        CheckConstraint("total = labour + material + other - discount", name="adds_up"),
        strict(sealed=True),
    )
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    settlement_id: Mapped[int] = column(ForeignKey("settlement.id"), label=N_("Settlement"))
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    labour: Mapped[Decimal] = column(label=N_("Labour"), minimum=0, maximum=MOST_TOTAL)
    material: Mapped[Decimal] = column(label=N_("Material"), minimum=0, maximum=MOST_TOTAL)
    other: Mapped[Decimal] = column(label=N_("Other"), minimum=0, maximum=MOST_TOTAL)
    discount: Mapped[Decimal] = column(label=N_("Discount"), minimum=0, maximum=MOST_TOTAL)
    total: Mapped[Decimal] = column(label=N_("Total"), minimum=0, maximum=MOST_TOTAL)
    reason: Mapped[str] = column(
        label=N_("Reason of the credit note"), limit=200, private=True, free=True
    )
    at: Mapped[datetime] = column(label=N_("Time"))
    made_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Made by"))
    approved_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Approved by"))


class CreditLine(Base):
    """One line of a bill that a credit note takes back; `amount` before discount.

    `block` is labour, material or other; `line_id` numbers the lines of that block.
    """

    __tablename__ = "credit_line"
    __table_args__ = (
        Index(None, "credit_note_id"),
        Index(None, "block", "line_id"),
        strict(sealed=True),
    )
    credit_note_id: Mapped[int] = column(ForeignKey("credit_note.id"), label=N_("Credit note"))
    block: Mapped[str] = column(label=N_("Block"), limit=20)
    line_id: Mapped[int] = column(label=N_("Line"))
    name: Mapped[str] = column(label=N_("Item"), limit=80)
    amount: Mapped[Decimal] = column(label=N_("Amount"), minimum=0, maximum=MOST_MONEY)
    discount: Mapped[Decimal] = column(label=N_("Discount"), minimum=0, maximum=MOST_MONEY)


class Payment(Base):
    """Money for a repair or a car that came in (positive) or went back (negative).

    It belongs to a repair order, a car order, or a car that went to an outlet.

    Never edited: a mistake is paid back and taken again.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("uq_payment_number", "number", unique=True),
        Index(None, "order_id"),
        Index("ix_payment_sale", "sale_order_id", sqlite_where=OF_CAR),
        Index("ix_payment_outlet", "transfer_id", sqlite_where=OF_OUTLET),
        Index(None, "at"),
        CheckConstraint("amount <> 0", name="not_zero"),
        CheckConstraint(ONE_ORDER, name="one_order"),
        strict(sealed=True),
    )
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    order_id: Mapped[int | None] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    sale_order_id: Mapped[int | None] = column(ForeignKey("sale_order.id"), label=N_("Car order"))
    transfer_id: Mapped[int | None] = column(ForeignKey("car_transfer.id"), label=N_("Transfer"))
    payer: Mapped[PayerKind] = column(
        Word(PayerKind),
        label=N_("Payer"),
        default=PayerKind.CUSTOMER,
        server_default=PayerKind.CUSTOMER.value,
    )
    till: Mapped[int] = column(
        label=N_("Till"), minimum=1, maximum=MOST_TILLS, default=1, server_default="1"
    )
    method: Mapped[PaymentMethod] = column(Word(PaymentMethod), label=N_("Payment method"))
    amount: Mapped[Decimal] = column(label=N_("Amount"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL)
    note: Mapped[str | None] = column(label=N_("Note"), limit=200, private=True, free=True)
    at: Mapped[datetime] = column(label=N_("Time"))
    taken_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Taken by"))
    approved_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Approved by"))
