"""Price lists of the workshop: labour items, parts, and packages of both."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import (
    LEAST_QUANTITY,
    MOST_HOURS,
    MOST_MONEY,
    MOST_QUANTITY,
    N_,
    column,
)
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


class WorkPackage(Edited, Base):
    """Labour and parts that are sold together, at a fixed price or at the sum of its lines.

    It fits every model where no `PackageModel` names one. What is due after kilometres or months
    is the service plan of its models; `first_only` belongs to the first maintenance alone.
    """

    __tablename__ = "work_package"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Package"), limit=80, unique=True)
    fixed_price: Mapped[Decimal | None] = column(
        label=N_("Fixed price"), minimum=0, maximum=MOST_MONEY
    )
    hides_lines: Mapped[bool] = column(label=N_("Print the total only"), default=False)
    every_km: Mapped[int | None] = column(label=N_("Due every (km)"), minimum=500, maximum=200_000)
    every_months: Mapped[int | None] = column(
        label=N_("Due every (months)"), minimum=1, maximum=120
    )
    first_only: Mapped[bool] = column(label=N_("First maintenance only"), default=False)
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class PackageLine(Base):
    """One line of a package: hours of a labour item, or pieces of a part."""

    __tablename__ = "package_line"
    __table_args__ = (Index(None, "package_id"), strict())
    package_id: Mapped[int] = column(ForeignKey("work_package.id"), label=N_("Package"))
    labour_item_id: Mapped[int | None] = column(
        ForeignKey("labour_item.id"), label=N_("Labour item")
    )
    part_id: Mapped[int | None] = column(ForeignKey("part.id"), label=N_("Part"))
    position: Mapped[int] = column(label=N_("Place in the list"), minimum=-99_999, maximum=99_999)
    quantity: Mapped[Decimal] = column(
        label=N_("Quantity"), minimum=LEAST_QUANTITY, maximum=MOST_QUANTITY
    )


class PackageModel(Base):
    """A model line that a package fits."""

    __tablename__ = "package_model"
    __table_args__ = (Index(None, "package_id"), strict())
    package_id: Mapped[int] = column(ForeignKey("work_package.id"), label=N_("Package"))
    model_id: Mapped[int] = column(ForeignKey("car_model.id"), label=N_("Model"))
