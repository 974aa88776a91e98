"""Price lists of the workshop: labour items and parts."""

from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import PartKind, Trade


class LabourItem(Edited, Base):
    """A job with its standard hours and the rate per hour.

    Fee = hours x rate unless a fixed fee is set.
    """

    __tablename__ = "labour_item"
    __table_args__ = (CheckConstraint("hours >= 0 AND rate >= 0", name="not_negative"), strict())
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    trade: Mapped[Trade] = mapped_column(Word(Trade), default=Trade.MECHANICAL)
    hours: Mapped[Decimal]
    rate: Mapped[Decimal]
    active: Mapped[bool] = mapped_column(default=True)


class Part(Edited, Base):
    """A spare part with its legal label and shown price.

    `stock` is what lies on the shelf (quantity, two places).
    """

    __tablename__ = "part"
    __table_args__ = (CheckConstraint("price >= 0", name="not_negative"), strict())
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    brand: Mapped[str | None]
    kind: Mapped[PartKind] = mapped_column(Word(PartKind), default=PartKind.GENUINE)
    unit: Mapped[str] = mapped_column(default="件")
    price: Mapped[Decimal]
    cost: Mapped[Decimal | None]
    stock: Mapped[Decimal] = mapped_column(default=Decimal(0))
    active: Mapped[bool] = mapped_column(default=True)
