"""What the forms of an order for a car hold and its commands take."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.admin.values import Approver
from db.sales_words import CancelCause, DepositKind, SaleStepKind
from db.vocabulary import PaperKind, PaymentMethod


@dataclass(frozen=True, slots=True)
class SaleOrderEntry:
    """An order to be placed for a quotation, or put forward again as `id`.

    Of a quotation for several cars so many `cars` are ordered at once.
    """

    quote_id: int | None = None
    deposit: Decimal | None = None
    deposit_kind: DepositKind | None = None
    promised_on: date | None = None
    second_colour: str | None = None
    cars: int | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SaleChangeEntry:
    """Why an order is changed; day and deposit stay as they were where they are empty."""

    reason: str | None = None
    promised_on: date | None = None
    deposit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SaleStepEntry:
    """Something that was arranged; without a day, today. An insurance has a last day."""

    kind: SaleStepKind | None = None
    done_on: date | None = None
    reference: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class SalePlanEntry:
    """By when something is to be arranged."""

    kind: SaleStepKind | None = None
    planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceEntry:
    """The number of a sales invoice, or of a red one; without a day, today."""

    number: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class CancelEntry:
    """Who steps back from an order, and why."""

    cancel_cause: CancelCause | None = None
    cancel_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CarHandOver:
    """To whom the customer belongs from now on, and what the odometer says."""

    advisor_id: int | None = None
    odometer: int | None = None


@dataclass(frozen=True, slots=True)
class CarMoney:
    """Money for a car that comes in, or goes back; positive in both cases."""

    method: PaymentMethod | None = None
    amount: Decimal | None = None
    note: str | None = None
    till: int = 1
    approver: Approver | None = None


@dataclass(frozen=True, slots=True)
class GivenSalePaper:
    """A paper of an order that a printer has taken; `about` is its order, change or receipt."""

    kind: PaperKind
    about: int
    number: str
    edition: int | None
    pdf: bytes
