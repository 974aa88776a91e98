"""What the windows tell the commands of the outlets."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.admin.values import Approver
from db.outlet_words import OutletKind, TransferKind
from db.vocabulary import PaperKind, PaymentMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletEntry:
    """An outlet as the form gives it; `id` is None for a new one."""

    id: int | None = None
    version: int | None = None
    name: str | None = None
    kind: OutletKind | None = None
    company: str | None = None
    contact: str | None = None
    phone: str | None = None
    area: str | None = None
    credit_limit: Decimal | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferEntry:
    """A car that goes to an outlet; due after the usual days where nothing was said.

    `reason` lets it go against a rule.
    """

    stock_car_id: int | None = None
    version: int | None = None
    outlet_id: int | None = None
    kind: TransferKind | None = None
    price: Decimal | None = None
    due_on: date | None = None
    taker: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSale:
    """An outlet has sold a car that it had on consignment; `on` is today where nothing was said."""

    on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPayment:
    """What an outlet paid for a car, or gets back; positive in both cases.

    With `rebate_reason` the rest is let off, `note` says why money goes back.
    """

    amount: Decimal | None = None
    method: PaymentMethod | None = None
    rebate_reason: str | None = None
    note: str | None = None
    till: int = 1
    approver: Approver | None = None


@dataclass(frozen=True, slots=True)
class ExpectedCars:
    """How many cars of a version and colour an outlet expects; None where nothing was typed."""

    trim_id: int | None
    colour: str | None
    cars: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletForecastEntry:
    """The forecast of a month, typed over what was given at `seen_at`; None where none was."""

    outlet_id: int
    month: date
    seen_at: datetime | None = None
    lines: tuple[ExpectedCars, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenOutletPaper:
    """A transfer note or settlement that a printer has taken; `about`: its transfer or outlet."""

    kind: PaperKind
    about: int
    number: str
    pdf: bytes
