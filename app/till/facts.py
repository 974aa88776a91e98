"""What the till and the list of receivables show, frozen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.labels import label
from app.order_money import NOTHING
from app.orders.credit_notes import NO_BILLS, DayBills
from app.orders.money_rules import AgeGroup
from app.paper.frame import Printed, StoreHead
from db.money_words import PayerKind
from db.nouns import Noun
from db.vocabulary import PaymentMethod, Stage


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt of a day; negative for money that went back."""

    id: int
    number: str
    at: datetime
    order_id: int | None
    sale_order_id: int | None
    transfer_id: int | None
    order: str
    plate: str | None
    payer: PayerKind
    outlet: str
    method: PaymentMethod
    amount: Decimal
    note: str | None
    staff: str
    approved: str

    @property
    def paid_by(self) -> str:
        """An outlet by its name, all others by their kind."""
        return self.outlet or label(self.payer)

    @property
    def opens(self) -> tuple[Noun, int]:
        """The repair order, order for a car or car at an outlet that the money belongs to."""
        if self.order_id is not None:
            return Noun.REPAIR_ORDER, self.order_id
        if self.transfer_id is not None:
            return Noun.CAR_TRANSFER, self.transfer_id
        assert self.sale_order_id is not None
        return Noun.SALE_ORDER, self.sale_order_id


@dataclass(frozen=True, slots=True)
class BillAgain:
    """A bill that was taken back as a whole, of an order that was not settled again."""

    order_id: int
    order: str
    number: str
    total: Decimal
    reason: str
    reversed_at: datetime
    plate: str
    stage: Stage
    advisor_id: int
    advisor: str
    who: str


@dataclass(frozen=True, slots=True)
class OverpaidBill:
    """A bill of which more was paid than it comes to after its credit notes."""

    order_id: int
    number: str
    plate: str | None
    who: str
    made_at: datetime
    to_refund: Decimal


@dataclass(frozen=True, slots=True)
class ClosedTill:
    """How a till was counted; `reopened` where a receipt came in after that."""

    id: int
    opening: Decimal
    cash: Decimal
    receipts: Decimal
    counted: Decimal
    left_in: Decimal
    reason: str | None
    closed_at: datetime
    staff: str
    reopened_at: datetime | None
    reopened: str

    @property
    def difference(self) -> Decimal:
        """What was counted more than expected; negative where some is missing."""
        return self.counted - self.opening - self.cash


@dataclass(frozen=True, slots=True)
class TillState:
    """One of the tills of a day: its receipts, and how it was counted."""

    till: int
    receipts: Decimal
    closed: ClosedTill | None


@dataclass(frozen=True, slots=True)
class TillFacts:
    """The takings of a till on one day."""

    day: date
    till: int
    receipts: tuple[ReceiptRow, ...] = ()
    opening: Decimal = NOTHING
    closed: ClosedTill | None = None
    earlier: tuple[ClosedTill, ...] = ()
    """Counts of this day that a later receipt has opened again."""
    promised: Decimal = NOTHING
    bills: DayBills = NO_BILLS
    tills: tuple[TillState, ...] = ()
    """Every till of the store that took or counted money on this day."""

    @property
    def by_method(self) -> dict[PaymentMethod, Decimal]:
        """The receipts by way of payment, in their order."""
        found: dict[PaymentMethod, Decimal] = {}
        for method in PaymentMethod:
            amounts = [row.amount for row in self.receipts if row.method is method]
            if amounts:
                found[method] = sum(amounts, NOTHING)
        return found

    @property
    def total(self) -> Decimal:
        """All receipts together."""
        return sum((row.amount for row in self.receipts), NOTHING)

    @property
    def cash(self) -> Decimal:
        """The cash that came in, less what went back."""
        return self.by_method.get(PaymentMethod.CASH, NOTHING)

    @property
    def expected(self) -> Decimal:
        """The cash that should be in the till."""
        return self.opening + self.cash


@dataclass(frozen=True, slots=True)
class OwedBill:
    """A bill that is not paid in full; `age` counts days since it was made."""

    id: int
    number: str
    order_id: int
    order: str
    plate: str | None
    payer: PayerKind
    debtor_id: int | None
    debtor: str
    made_on: date
    due_on: date
    total: Decimal
    paid: Decimal
    group: AgeGroup
    age: int
    overdue: bool

    @property
    def owed(self) -> Decimal:
        """What is still to be paid."""
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class Debtor:
    """Everything that one payer owes, by age."""

    key: str
    name: str
    payer: PayerKind
    bills: tuple[OwedBill, ...]
    by_age: dict[AgeGroup, Decimal] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What a list chooses it by."""
        return self.key

    @property
    def total(self) -> Decimal:
        """All that is owed."""
        return sum((bill.owed for bill in self.bills), NOTHING)

    @property
    def overdue(self) -> Decimal:
        """What should have been paid by now."""
        return sum((bill.owed for bill in self.bills if bill.overdue), NOTHING)

    def of(self, group: AgeGroup) -> Decimal:
        """What is owed of this age."""
        return self.by_age.get(group, NOTHING)


@dataclass(frozen=True, slots=True)
class Receivables:
    """What is owed to the store on a day, the largest debtor first."""

    day: date
    debtors: tuple[Debtor, ...]

    @property
    def total(self) -> Decimal:
        """All debtors together."""
        return sum((one.total for one in self.debtors), NOTHING)

    def of(self, group: AgeGroup) -> Decimal:
        """What all debtors owe of this age."""
        return sum((one.of(group) for one in self.debtors), NOTHING)


def by_debtor(bills: Iterable[OwedBill]) -> tuple[Debtor, ...]:
    """The bills of each debtor, the largest debt first."""
    found: dict[str, list[OwedBill]] = {}
    for bill in bills:
        key = f"{bill.payer}-{bill.debtor_id or 0}"
        found.setdefault(key, []).append(bill)
    debtors = (_debtor(key, rows) for key, rows in found.items())
    return tuple(sorted(debtors, key=lambda one: (-one.total, one.name)))


def _debtor(key: str, bills: list[OwedBill]) -> Debtor:
    ages: dict[AgeGroup, Decimal] = {}
    for bill in bills:
        ages[bill.group] = ages.get(bill.group, NOTHING) + bill.owed
    return Debtor(key, bills[0].debtor, bills[0].payer, tuple(bills), ages)


@dataclass(frozen=True, slots=True)
class TakingsFacts:
    """The takings of a day on paper."""

    till: TillFacts
    store: StoreHead
    language: str
    printed: Printed


@dataclass(frozen=True, slots=True)
class ReceivableFacts:
    """The receivables of a day on paper."""

    owed: Receivables
    store: StoreHead
    language: str
    printed: Printed
