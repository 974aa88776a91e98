"""Bills of repair orders, and the money that came in or went back."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_TOTAL, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import PaymentMethod


class Settlement(Edited, Base):
    """The bill of an order: labour and material apart.

    Locked once made; `reversed_at` undoes it as a whole.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        Index("uq_settlement_number", "number", unique=True),
        Index(
            "uq_settlement_order",
            "order_id",
            unique=True,
            sqlite_where=text("reversed_at IS NULL"),
        ),
        Index(None, "settled_at"),
        CheckConstraint("total = labour + material + other - discount", name="adds_up"),
        strict(sealed=True),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    labour: Mapped[Decimal] = column(label=N_("Labour"), minimum=0, maximum=MOST_TOTAL)
    material: Mapped[Decimal] = column(label=N_("Material"), minimum=0, maximum=MOST_TOTAL)
    other: Mapped[Decimal] = column(label=N_("Other"), minimum=0, maximum=MOST_TOTAL)
    discount: Mapped[Decimal] = column(
        label=N_("Discount"), minimum=0, maximum=MOST_TOTAL, default=Decimal(0)
    )
    discount_reason: Mapped[str | None] = column(
        label=N_("Reason of the discount"), limit=200, private=True, free=True
    )
    total: Mapped[Decimal] = column(label=N_("Total"), minimum=0, maximum=MOST_TOTAL)
    settled_at: Mapped[datetime] = column(label=N_("Settled"))
    settled_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Settled by"))
    reversed_at: Mapped[datetime | None] = column(label=N_("Reversed at"))
    reversed_reason: Mapped[str | None] = column(
        label=N_("Reason of the reversal"), limit=200, private=True, free=True
    )


class Payment(Base):
    """Money that came in (positive) or went back (negative).

    Never edited: a mistake is paid back and taken again.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("uq_payment_number", "number", unique=True),
        Index(None, "order_id"),
        Index(None, "at"),
        CheckConstraint("amount <> 0", name="not_zero"),
        strict(sealed=True),
    )
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    method: Mapped[PaymentMethod] = column(Word(PaymentMethod), label=N_("Way of payment"))
    amount: Mapped[Decimal] = column(label=N_("Amount"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL)
    note: Mapped[str | None] = column(label=N_("Note"), limit=200, private=True, free=True)
    at: Mapped[datetime] = column(label=N_("Time"))
    taken_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Taken by"))
