"""What windows and papers read of the orders for cars."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.admin.archive import Clauses, Issued
from app.formatting import joined
from app.local_time import local_day
from app.paper.frame import Printed
from app.sales import after_care_rules, order_rules, rules
from app.sales.after_care_rules import AfterCare
from app.sales.facts import VersionFacts
from app.sales.invoice_rules import InvoiceFacts
from app.sales.order_parts import (
    ChangeFacts,
    PdiFacts,
    PlanFacts,
    SalePaymentFacts,
    StepFacts,
)
from app.sales.order_rules import Deposit, SaleProgress
from app.sales.settings import QuoteSettings
from app.settings import Settings
from db.sales_words import CancelCause, DepositKind, SaleBlock, SaleState, SaleStepKind
from db.stock_words import CertificatePlace, PdiPoint
from db.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleOrderRow:
    """An order as its list shows it, with all that hangs on it.

    `told` are the versions of its quotation; `quote_version_id` is the agreed one.
    """

    id: int
    version: int
    number: str
    quote_id: int
    quote_version_id: int
    quote_number: str
    quote_car: int
    fleet_project_id: int | None
    project: str
    person_id: int
    customer: str
    phone: str
    staff_id: int
    consultant: str
    placed_at: datetime
    deposit: Decimal
    deposit_kind: DepositKind
    second_colour: str
    promised_on: date
    approved_at: datetime | None
    approver: str
    checked_at: datetime | None
    checker: str
    rejected_reason: str
    signed_at: datetime | None
    valid_signature_at: datetime | None
    stock_car_id: int | None
    allocated_at: datetime | None
    giver: str
    vehicle_id: int | None
    car_number: str
    vin: str
    engine_number: str
    car_colour: str
    car_place: str
    key_number: str
    certificate: CertificatePlace | None
    arrived_on: date | None
    advisor: str
    advisor_id: int | None
    odometer: int | None
    delivered_at: datetime | None
    deliverer: str
    cancelled_at: datetime | None
    canceller: str
    cancel_cause: CancelCause | None
    cancel_reason: str
    is_own: bool
    told: tuple[VersionFacts, ...]
    steps: tuple[StepFacts, ...]
    plans: tuple[PlanFacts, ...]
    changes: tuple[ChangeFacts, ...]
    payments: tuple[SalePaymentFacts, ...]
    invoices: tuple[InvoiceFacts, ...]
    pdi: PdiFacts | None
    store: QuoteSettings
    today: date

    @property
    def agreed(self) -> VersionFacts:
        """The version that the order is about."""
        return self.version_of(self.quote_version_id)

    @property
    def newest(self) -> VersionFacts:
        """The newest version of the quotation, which may wait to become a change."""
        return self.told[-1]

    @property
    def has_newer(self) -> bool:
        """True where a later version was saved than the order is about."""
        return self.newest.id != self.quote_version_id

    def version_of(self, version_id: int) -> VersionFacts:
        """A version of the quotation by its id."""
        return next(one for one in self.told if one.id == version_id)

    @property
    def contract_number(self) -> str:
        """The number of the contract: the order's with that of the agreed version."""
        return f"{self.number}-{self.agreed.number}"

    @property
    def paid(self) -> Decimal:
        """All that came in, less what went back."""
        return sum((one.amount for one in self.payments), Decimal("0.00"))

    @property
    def due(self) -> Decimal:
        """What is still to be paid before the hand-over; 0 once cancelled."""
        if self.cancelled_at is not None:
            return Decimal("0.00")
        return order_rules.still_due(self.agreed.amounts, self.paid)

    @property
    def to_pay_back(self) -> Decimal:
        """What goes back: of a cancelled order, or what was paid beyond a price that fell.

        A car that was traded in and stays here is bought: its value goes to the customer.
        Once handed over nothing does by itself: the cashier settles what comes up.
        """
        if self.delivered_at is not None:
            return Decimal("0.00")
        if self.cancel_cause is None:
            return order_rules.overpaid(self.agreed.amounts, self.paid)
        came = sum((one.amount for one in self.payments if one.amount > 0), Decimal("0.00"))
        back = order_rules.money_back(
            self.cancel_cause,
            Deposit(self.deposit, self.deposit_kind),
            total=self.contract_price,
            paid=came,
            was_signed=self.signed_at is not None,
        )
        bought = self.agreed.amounts.trade_in if self.trade_in_step else Decimal("0.00")
        return max(back + bought - (came - self.paid), Decimal("0.00"))

    @property
    def contract_price(self) -> Decimal:
        """What the contract is about: the car and its accessories."""
        return order_rules.contract_price(self.agreed.amounts)

    @property
    def progress(self) -> SaleProgress:
        """What the rules judge."""
        return SaleProgress(
            is_approved=self.approved_at is not None,
            is_checked=self.checked_at is not None,
            is_rejected=bool(self.rejected_reason),
            is_signed=self.valid_signature_at is not None,
            is_here=self.arrived_on is not None,
            is_inspected=self.is_inspected,
            is_pdi_old=is_pdi_old(self),
            is_invoiced=is_invoiced(self) or not self.store.invoice_first,
            is_delivered=self.delivered_at is not None,
            is_cancelled=self.cancelled_at is not None,
            has_car=self.stock_car_id is not None,
            certificate=self.certificate,
            due=self.due,
            overpaid=order_rules.overpaid(self.agreed.amounts, self.paid),
            needed=order_rules.needed_steps(self.agreed.amounts),
            done=frozenset(one.kind for one in self.steps),
        )

    @property
    def is_inspected(self) -> bool:
        """True where the newest inspection is the one before hand-over, passed, and still good."""
        return _passed(self.pdi) and not is_pdi_old(self)

    @property
    def state(self) -> SaleState:
        """How the order stands."""
        return order_rules.state_of(self.progress)

    @property
    def blocks(self) -> tuple[SaleBlock, ...]:
        """What is missing before the car may be handed over."""
        return order_rules.blocks(self.progress)

    @property
    def open_steps(self) -> frozenset[SaleStepKind]:
        """What has still to be arranged for the buyer."""
        return self.progress.needed - self.progress.done

    @property
    def trade_in_step(self) -> StepFacts | None:
        """How the appraised car was taken over; None before it was, and without an appraisal."""
        if self.agreed.appraisal_id is None:
            return None
        return next((one for one in self.steps if one.kind is SaleStepKind.TRADE_IN), None)

    @property
    def is_open(self) -> bool:
        """True until the car is handed over or the order cancelled."""
        return self.state in order_rules.OPEN_STATES

    @property
    def is_late(self) -> bool:
        """True once the promised day is over."""
        return self.is_open and self.promised_on < self.today

    @property
    def car(self) -> str:
        """The version of the model that was ordered."""
        return self.agreed.car

    @property
    def on_the_road(self) -> Decimal:
        """What it costs with everything."""
        return rules.on_the_road(self.agreed.amounts)

    @property
    def name(self) -> str:
        """How the order is called where it stands alone."""
        return joined(self.customer, self.number)


def _passed(pdi: PdiFacts | None) -> bool:
    return pdi is not None and pdi.passed and pdi.point is PdiPoint.HAND_OVER


def is_pdi_old(row: SaleOrderRow) -> bool:
    """True where the passed inspection was before the arrival, or longer ago than it is good."""
    if row.pdi is None or row.delivered_at is not None or not _passed(row.pdi):
        return False
    on, good = local_day(row.pdi.checked_at), row.store.pdi_days
    is_over = bool(good) and (row.today - on).days > good
    return is_over or (row.arrived_on is not None and on < row.arrived_on)


def is_prepared(row: SaleOrderRow) -> bool:
    """True once advisor and odometer of a ready car are known: its confirmation is printed."""
    is_told = row.advisor_id is not None and row.odometer is not None
    return is_told and row.state is SaleState.READY


def told_step(row: SaleOrderRow, kind: SaleStepKind) -> str:
    """What a step of this order is called, as a source text."""
    return after_care_rules.step_label(kind, used=row.agreed.used is not None)


def standing_invoice(row: SaleOrderRow) -> InvoiceFacts | None:
    """The sales invoice that no red one has taken back; None where there is none."""
    return next((one for one in row.invoices if not one.red_number), None)


def is_invoiced(row: SaleOrderRow) -> bool:
    """True where the invoice that stands is about this car at the agreed price."""
    one = standing_invoice(row)
    wanted = (row.stock_car_id, rules.bare_price(row.agreed.amounts))
    return one is not None and (one.stock_car_id, one.amount) == wanted


def needs_red(row: SaleOrderRow) -> bool:
    """True where the invoice is to be taken back by a red one 红字发票."""
    stands = standing_invoice(row) is not None
    return stands and (row.cancelled_at is not None or not is_invoiced(row))


def after_care(row: SaleOrderRow) -> AfterCare:
    """What the days after the hand-over of an order depend on."""
    loan = row.agreed.amounts.loan
    return AfterCare(
        handed_over=local_day(row.delivered_at) if row.delivered_at is not None else None,
        months=loan.months if loan is not None else None,
        needs_plate=SaleStepKind.PLATE in row.progress.needed,
        done={one.kind: one.done_on for one in row.steps},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleOrderPaper:
    """What a paper of an order says; `kept` is the one that was given out before."""

    kind: PaperKind
    row: SaleOrderRow
    clauses: Clauses
    id_number: str
    """Whole on the contract, which names its parties; empty on every other paper."""
    is_company: bool
    address: str
    settings: Settings
    language: str
    printed: Printed
    kept: Issued | None
    change: ChangeFacts | None = None
    payment: SalePaymentFacts | None = None

    @property
    def number(self) -> str:
        """The number on the paper: of a contract and of a change with their own number."""
        if self.kind is PaperKind.PURCHASE_CONTRACT:
            return self.row.contract_number
        if self.payment is not None:
            return self.payment.number
        if self.change is not None:
            return f"{self.row.number}-C{self.change.number}"
        return self.row.number
