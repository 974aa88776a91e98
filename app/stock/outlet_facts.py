"""What the windows and papers read of the outlets and of the cars that went to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.local_time import local_day
from app.stock.forecast_facts import ForecastGrid, ForecastKept, ForecastMonth
from app.stock.outlet_rules import NOTHING
from db.outlet_words import OutletKind, TransferKind, TransferState
from db.vocabulary import PaymentMethod


@dataclass(frozen=True, slots=True)
class OutletReceipt:
    """Money of an outlet that came in for a car; negative where it went back."""

    transfer_id: int
    number: str
    at: datetime
    method: PaymentMethod
    amount: Decimal
    staff: str
    note: str


def received(receipts: Iterable[OutletReceipt]) -> Decimal:
    """What came in less what went back."""
    return sum((one.amount for one in receipts), NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """A car that went to an outlet; `days` since it was sent, or since its sale once owed.

    `settled_amount` and `settled_method` were noted before the till took the money of outlets.
    """

    id: int
    version: int
    number: str
    stock_car_id: int
    car_number: str
    vehicle_id: int
    vin: str
    model: str
    version_name: str
    colour: str
    outlet_id: int
    outlet: str
    kind: TransferKind
    sent_at: datetime
    sender: str
    due_on: date
    price: Decimal
    taker: str
    override_reason: str
    override_by: str
    returned_at: datetime | None
    returner: str
    sold_on: date | None
    settled_on: date | None
    settler: str
    settled_amount: Decimal | None
    settled_method: PaymentMethod | None
    rebate_reason: str
    receipts: tuple[OutletReceipt, ...]
    state: TransferState
    days: int
    is_overdue: bool

    @property
    def name(self) -> str:
        """Model and version."""
        return f"{self.model} {self.version_name}".strip()

    @property
    def returned_on(self) -> date | None:
        """The day on which the car came back."""
        return None if self.returned_at is None else local_day(self.returned_at)

    @property
    def received(self) -> Decimal:
        """What came in at the till for the car, less what went back."""
        return received(self.receipts)

    @property
    def paid(self) -> Decimal:
        """What was paid for the car."""
        return self.received + (self.settled_amount or NOTHING)

    @property
    def owed(self) -> Decimal:
        """What is still to be paid for a car that the outlet has sold."""
        return self.price - self.paid if self.state is TransferState.OWED else NOTHING

    @property
    def rebate(self) -> Decimal:
        """What of the price was let off at the settlement."""
        return NOTHING if self.settled_on is None else self.price - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """An outlet with the cars that it has, and what it owes.

    `ages`: what is owed by the days since the sale; adds up to `owed`. `this_month` and
    `next_month` are its forecasts as they are typed, `course` what became of earlier ones.
    """

    id: int
    version: int
    name: str
    kind: OutletKind
    company: str | None
    contact: str | None
    phone: str | None
    area: str | None
    credit_limit: Decimal | None
    active: bool
    cars: int
    away: Decimal
    sold: int
    owed: Decimal
    overdue: Decimal
    ages: tuple[Decimal, ...]
    this_month: ForecastGrid
    next_month: ForecastGrid
    course: tuple[ForecastMonth, ...]

    @property
    def is_over(self) -> bool:
        """True where debts and cars pass the credit limit."""
        return self.credit_limit is not None and self.owed + self.away > self.credit_limit


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the month's settlement: a sale, a car that came back, a payment, a rebate."""

    day: date
    transfer: TransferRow
    sale: Decimal = NOTHING
    back: Decimal = NOTHING
    paid: Decimal = NOTHING
    rebate: Decimal = NOTHING
    receipt: OutletReceipt | None = None

    @property
    def change(self) -> Decimal:
        """By how much the outlet owes more."""
        return self.sale - self.back - self.paid - self.rebate


@dataclass(frozen=True, slots=True)
class OutletMonth:
    """What an outlet owed before a month, what changed in it, and what it has at its end."""

    outlet: OutletRow
    month: date
    opening: Decimal
    movements: tuple[Movement, ...]
    standing: tuple[TransferRow, ...]
    forecast: tuple[ForecastKept, ...]

    @property
    def sums(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Sales, cars that came back, payments and rebates."""
        return (
            sum((one.sale for one in self.movements), NOTHING),
            sum((one.back for one in self.movements), NOTHING),
            sum((one.paid for one in self.movements), NOTHING),
            sum((one.rebate for one in self.movements), NOTHING),
        )

    @property
    def closing(self) -> Decimal:
        """What is owed at the end."""
        return self.opening + sum((one.change for one in self.movements), NOTHING)


def movements(rows: Sequence[TransferRow]) -> list[Movement]:
    """Every change of what an outlet owes, in the order of days."""
    found = []
    for row in rows:
        if row.sold_on is None:
            continue
        found.append(Movement(row.sold_on, row, sale=row.price))
        if row.returned_on is not None:
            found.append(Movement(row.returned_on, row, back=row.price))
        found += [
            Movement(local_day(one.at), row, paid=one.amount, receipt=one) for one in row.receipts
        ]
        past = row.settled_amount or NOTHING
        if row.settled_on is not None and (past or row.rebate):
            found.append(Movement(row.settled_on, row, paid=past, rebate=row.rebate))
    return sorted(found, key=lambda one: (one.day, one.transfer.number))
