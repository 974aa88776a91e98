"""What hangs on an order for a car: arrangements, plans, changes, money, inspections."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from db.sales_words import SaleStepKind
from db.stock_words import PdiPoint
from db.vocabulary import PaymentMethod


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Something that was arranged for the buyer."""

    id: int
    sale_order_id: int
    kind: SaleStepKind
    done_on: date
    reference: str
    staff: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The day by which something is to be arranged."""

    id: int
    sale_order_id: int
    kind: SaleStepKind
    planned_on: date


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A numbered change, from one version to another."""

    id: int
    sale_order_id: int
    number: int
    old_version_id: int
    new_version_id: int
    old_promised_on: date | None
    new_promised_on: date | None
    old_deposit: Decimal | None
    new_deposit: Decimal | None
    reason: str
    made_at: datetime
    staff: str


@dataclass(frozen=True, slots=True)
class SalePaymentFacts:
    """Money of an order that came in, or went back with a minus."""

    id: int
    sale_order_id: int
    number: str
    method: PaymentMethod
    amount: Decimal
    note: str
    at: datetime
    staff: str
    approved: str


@dataclass(frozen=True, slots=True)
class PdiFacts:
    """The newest inspection of the car."""

    stock_car_id: int
    point: PdiPoint
    checked_at: datetime
    passed: bool
    findings: str
    staff: str
