"""What is done to a car for sale before it can be sold, and who has it meanwhile."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, N_, column
from db.stock_words import ReconditioningKind
from db.tables.base import Base, Edited, strict
from db.types import Money, Word

OPEN = text("done_on IS NULL")


class ReconditioningStep(Edited, Base):
    """One step; a car has one at a time, so that it is known who has it."""

    __tablename__ = "reconditioning_step"
    __table_args__ = (
        Index(None, "stock_car_id"),
        Index("uq_reconditioning_step_open", "stock_car_id", unique=True, sqlite_where=OPEN),
        CheckConstraint("due_on >= started_on", name="due"),
        CheckConstraint("done_on IS NULL OR done_on >= started_on", name="done"),
        strict(),
    )
    stock_car_id: Mapped[int] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    kind: Mapped[ReconditioningKind] = column(
        Word(ReconditioningKind), label=N_("What is done to the car")
    )
    holder: Mapped[str] = column(label=N_("Who has the car"), limit=40, free=True)
    started_on: Mapped[date] = column(label=N_("Begun on"))
    due_on: Mapped[date] = column(label=N_("Back by"))
    done_on: Mapped[date | None] = column(label=N_("Done on"))
    cost: Mapped[Decimal | None] = column(
        Money, label=N_("What it cost"), minimum=0, maximum=MOST_MONEY
    )
