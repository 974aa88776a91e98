"""Second-tier outlets, the cars that went to them, and what they expect to sell."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, N_, column
from db.outlet_words import OutletKind, TransferKind
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import PaymentMethod

AWAY = text("returned_at IS NULL AND sold_on IS NULL")
OPEN = text("returned_at IS NULL AND settled_on IS NULL")


class Outlet(Edited, Base):
    """A shop of somebody else, or of ours, that sells cars of the store in its territory."""

    __tablename__ = "outlet"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Outlet"), limit=40, unique=True)
    kind: Mapped[OutletKind] = column(
        Word(OutletKind), label=N_("Kind of outlet"), default=OutletKind.FRANCHISE
    )
    company: Mapped[str | None] = column(label=N_("Company of the outlet"), limit=80)
    contact: Mapped[str | None] = column(
        label=N_("Contact at the outlet"), limit=40, private=True, kept=True
    )
    phone: Mapped[str | None] = column(
        label=N_("Telephone of the outlet"), limit=30, private=True, kept=True
    )
    area: Mapped[str | None] = column(label=N_("Sales area"), limit=60)
    credit_limit: Mapped[Decimal | None] = column(
        label=N_("Credit limit"), minimum=0, maximum=MOST_MONEY
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class CarTransfer(Edited, Base):
    """A car at an outlet, until it comes back, or is sold and settled.

    On consignment it stays in the stock until the outlet has sold it; a sale to the outlet is
    sold at once. What was paid are its payments; once it is settled the rest of the price is a
    rebate. `settled_amount` was paid before the till took such money.
    """

    __tablename__ = "car_transfer"
    __table_args__ = (
        Index("uq_car_transfer_number", "number", unique=True),
        Index("uq_car_transfer_away", "stock_car_id", unique=True, sqlite_where=AWAY),
        Index("ix_car_transfer_open", "outlet_id", sqlite_where=OPEN),
        Index(None, "stock_car_id"),
        Index(None, "outlet_id"),
        Index(None, "sent_at"),
        CheckConstraint("(returned_at IS NULL) = (returned_by IS NULL)", name="returned"),
        CheckConstraint("(sold_on IS NULL) = (sold_by IS NULL)", name="sold"),
        CheckConstraint("settled_amount IS NULL OR settled_on IS NOT NULL", name="settled"),
        CheckConstraint("settled_on IS NULL OR sold_on IS NOT NULL", name="settled_sale"),
        CheckConstraint("settled_amount IS NULL OR settled_amount <= price", name="amount"),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Transfer"), limit=40)
    stock_car_id: Mapped[int] = column(ForeignKey("stock_car.id"), label=N_("Car for sale"))
    outlet_id: Mapped[int] = column(ForeignKey("outlet.id"), label=N_("Outlet"))
    kind: Mapped[TransferKind] = column(
        Word(TransferKind), label=N_("How it goes"), default=TransferKind.CONSIGNMENT
    )
    sent_at: Mapped[datetime] = column(label=N_("Sent at"))
    sent_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Sent by"))
    due_on: Mapped[date] = column(label=N_("Back or settled by"))
    price: Mapped[Decimal] = column(label=N_("Price agreed"), minimum=0, maximum=MOST_MONEY)
    taker: Mapped[str] = column(label=N_("Who takes the car"), limit=40, private=True, kept=True)
    override_reason: Mapped[str | None] = column(
        label=N_("Reason for the exception"), limit=200, free=True
    )
    override_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Exception made by"))
    returned_at: Mapped[datetime | None] = column(label=N_("Came back at"))
    returned_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Taken back by"))
    sold_on: Mapped[date | None] = column(label=N_("Sold on"))
    sold_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Sale noted by"))
    settled_on: Mapped[date | None] = column(label=N_("Settled on"))
    settled_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Settled by"))
    settled_amount: Mapped[Decimal | None] = column(
        label=N_("Paid past the till"), minimum=0, maximum=MOST_MONEY
    )
    settled_method: Mapped[PaymentMethod | None] = column(Word(PaymentMethod), label=N_("Paid how"))
    rebate_reason: Mapped[str | None] = column(
        label=N_("Reason for the rebate"), limit=200, free=True
    )


class OutletForecast(Edited, Base):
    """How many cars of a version and colour an outlet expects to sell in a month.

    The forecast of a month is given as a whole: all its rows have the same `given_at`.
    """

    __tablename__ = "outlet_forecast"
    __table_args__ = (
        Index("uq_outlet_forecast_line", "outlet_id", "month", "trim_id", "colour", unique=True),
        Index(None, "month"),
        strict(),
    )
    outlet_id: Mapped[int] = column(ForeignKey("outlet.id"), label=N_("Outlet"))
    month: Mapped[date] = column(label=N_("Month of the forecast"))
    trim_id: Mapped[int] = column(ForeignKey("trim.id"), label=N_("Version"))
    colour: Mapped[str] = column(label=N_("Colour"), limit=40)
    cars: Mapped[int] = column(label=N_("Cars expected"), minimum=0, maximum=999)
    given_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Forecast typed by"))
    given_at: Mapped[datetime] = column(label=N_("Forecast typed at"))
