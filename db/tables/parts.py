"""Price lists of the workshop: labour items and parts."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from db.columns import MOST_HOURS, MOST_MONEY, MOST_QUANTITY, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import PartKind, Trade


class LabourItem(Edited, Base):
    """A job with its standard hours and the rate per hour.

    Fee = hours x rate unless a fixed fee is set.
    """

    __tablename__ = "labour_item"
    __table_args__ = (strict(),)
    code: Mapped[str] = column(label=N_("Code"), limit=20, unique=True)
    name: Mapped[str] = column(label=N_("Labour item"), limit=80)
    trade: Mapped[Trade] = column(Word(Trade), label=N_("Trade"), default=Trade.MECHANICAL)
    hours: Mapped[Decimal] = column(label=N_("Hours"), minimum=0, maximum=MOST_HOURS)
    rate: Mapped[Decimal] = column(label=N_("Rate per hour"), minimum=0, maximum=MOST_MONEY)
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class Part(Edited, Base):
    """A spare part with its legal label and shown price.

    `stock` is what lies on the shelf (quantity, two places).
    """

    __tablename__ = "part"
    __table_args__ = (strict(),)
    number: Mapped[str] = column(label=N_("Part number"), limit=40, unique=True)
    name: Mapped[str] = column(label=N_("Part"), limit=80)
    brand: Mapped[str | None] = column(label=N_("Brand"), limit=40)
    kind: Mapped[PartKind] = column(Word(PartKind), label=N_("Kind"), default=PartKind.GENUINE)
    unit: Mapped[str] = column(label=N_("Unit"), limit=8, default="件")
    price: Mapped[Decimal] = column(label=N_("Price"), minimum=0, maximum=MOST_MONEY)
    cost: Mapped[Decimal | None] = column(label=N_("Cost price"), minimum=0, maximum=MOST_MONEY)
    stock: Mapped[Decimal] = column(
        label=N_("In stock"), minimum=0, maximum=MOST_QUANTITY, default=Decimal(0)
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)
