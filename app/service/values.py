"""Values that the commands of this desk take."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.admin.values import Approver
from app.orders.rules import SettlementBlock
from app.people.operations import Contact
from db.inspection_words import Light
from db.money_words import PayerKind
from db.vocabulary import (
    ApprovalMedium,
    FuelLevel,
    OldParts,
    PaperKind,
    PartKind,
    PaymentMethod,
    ServiceType,
    Stage,
    Trade,
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What is noted when the car comes in.

    `odometer_accepted` says that a reading below the last one was looked at twice.
    """

    odometer: int | None = None
    odometer_accepted: bool = False
    fuel: FuelLevel | None = None
    belongings: str | None = None
    damage: str | None = None
    damage_marks: str | None = None
    key_tag: str | None = None
    wash: bool = True
    old_parts_back: bool = False
    waits_in_store: bool = False
    bringer_name: str | None = None
    bringer_phone: str | None = None
    payer_name: str | None = None
    payer_phone: str | None = None
    note: str | None = None
    internal_note: str | None = None
    service_type: ServiceType = ServiceType.REPAIR
    reworked_id: int | None = None
    """The finished order that a rework does again; None means the newest."""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A car that stays. A plate is enough.

    `words` has one concern of the customer per line. `seen_order`: the order of this car in the
    shop that whoever opens has seen, 0 for none; None where nobody looked.
    """

    plate: str | None
    words: str | None = None
    promised_at: datetime | None = None
    owner: Contact | None = None
    model_name: str | None = None
    vin: str | None = None
    advisor_id: int | None = None
    intake: Intake = field(default_factory=Intake)
    seen_order: int | None = None


@dataclass(frozen=True, slots=True)
class ConcernValue:
    """One concern: the customer's words, and what the workshop found and did."""

    words: str | None
    finding: str | None = None
    cause: str | None = None
    correction: str | None = None
    id: int | None = None
    version: int | None = None
    jobs: tuple[int, ...] | None = None
    """Ids of the labour that answers it; None leaves them as they are."""
    internal_note: str | None = None


@dataclass(frozen=True, slots=True)
class LabourValue:
    """A job, or labour under the job `job_id`. `fee` None means hours x rate.

    With a `fixed_price` the fee is what that leaves beside the lines under the job.
    `alternative_id` names the job that a new one is offered instead of.
    """

    name: str | None
    hours: Decimal | None
    rate: Decimal | None
    fee: Decimal | None = None
    item_id: int | None = None
    code: str | None = None
    trade: Trade = Trade.MECHANICAL
    technician_id: int | None = None
    job_id: int | None = None
    alternative_id: int | None = None
    fixed_price: Decimal | None = None
    hides_lines: bool = False
    note: str | None = None
    internal_note: str | None = None
    payer: PayerKind | None = None
    service_type: ServiceType | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PartLineValue:
    """Material, under the job `job_id` or alone. What the customer brought costs nothing."""

    name: str | None
    quantity: Decimal | None
    price: Decimal | None
    part_id: int | None = None
    number: str | None = None
    brand: str | None = None
    kind: PartKind = PartKind.GENUINE
    unit: str | None = None
    by_customer: bool = False
    arrived: bool = True
    job_id: int | None = None
    note: str | None = None
    internal_note: str | None = None
    payer: PayerKind | None = None
    service_type: ServiceType | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class OtherValue:
    """Anything else on the bill."""

    name: str | None
    amount: Decimal | None
    note: str | None = None
    internal_note: str | None = None
    payer: PayerKind | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Technician, bay, promise and stage to set; `stage` None changes no stage."""

    technician_id: int | None = None
    bay_id: int | None = None
    promised_at: datetime | None = None
    promise_reason: str | None = None
    stage: Stage | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LineRef:
    """One line of an order: lines of the three blocks are numbered apart."""

    block: SettlementBlock
    id: int


@dataclass(frozen=True, slots=True)
class Deferral:
    """Work put off until a day on which somebody reminds the customer."""

    line: LineRef
    until: date | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer said to the lines asked about; `declined` gives the reason per line.

    The answer to a job is the answer to every line under it.
    """

    medium: ApprovalMedium | None
    given_by: str | None
    approved: tuple[LineRef, ...] = ()
    declined: tuple[tuple[LineRef, str | None], ...] = ()
    deferred: tuple[Deferral, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """A settlement to be made; the discounts are those of the customer's bill.

    `labour_percent` is taken off each of the customer's jobs.
    """

    discount: Decimal | None = None
    discount_reason: str | None = None
    labour_percent: Decimal | None = None
    approver: Approver | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """What is taken back of a payer's bill: some lines, or the whole bill without any named."""

    reason: str | None
    lines: tuple[LineRef, ...] = ()
    payer: PayerKind = PayerKind.CUSTOMER
    approver: Approver | None = None


@dataclass(frozen=True, slots=True)
class PaymentValue:
    """Money that comes in, or with `pay_back` goes back; both positive here."""

    method: PaymentMethod | None
    amount: Decimal | None
    note: str | None = None
    payer: PayerKind = PayerKind.CUSTOMER
    till: int = 1
    approver: Approver | None = None


@dataclass(frozen=True, slots=True)
class PayerShare:
    """What one payer takes of a line, in percent."""

    payer: PayerKind
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class NamedPayer:
    """Who pays the named lines, all of each or `percent` of it; `name` is the person or company.

    Without lines only the name is noted.
    """

    payer: PayerKind | None
    name: str | None = None
    phone: str | None = None
    lines: tuple[LineRef, ...] = ()
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The car goes back to the customer with what was explained."""

    odometer_out: int | None = None
    old_parts: OldParts | None = None
    explained: str | None = None
    next_service_on: date | None = None
    next_service_km: int | None = None
    collected_by: str | None = None


@dataclass(frozen=True, slots=True)
class FindingJudgement:
    """What is found at one item of an inspection; a figure with limits gives its own light."""

    light: Light | None = None
    figure: Decimal | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A paper that a printer has taken; `edition` is that of its wording.

    `bill` is the number of the bill that a settlement list lists.
    """

    kind: PaperKind
    pdf: bytes
    edition: int
    bill: str = ""


@dataclass(frozen=True, slots=True)
class MoneyGiven:
    """A receipt or credit note that a printer has taken; `id` and `number` are its own."""

    kind: PaperKind
    id: int
    number: str
    pdf: bytes
