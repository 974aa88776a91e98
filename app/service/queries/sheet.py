"""One order whole, as the panel and the papers show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.orders import operations
from app.orders import queries as orders
from app.orders.queries import StageMove
from app.orders.rules import NOTHING, SettlementBlock, Totals
from app.service.queries import advice, money
from app.service.queries.advice import AdviceLine
from app.service.rules import Check, checks
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.service import (
    Approval,
    Bay,
    Concern,
    Payment,
    PromiseChange,
    RepairOrder,
    Settlement,
)
from db.tables.vehicles import Vehicle
from db.vocabulary import (
    ApprovalMedium,
    Energy,
    FuelLevel,
    OldParts,
    PaymentMethod,
    ServiceType,
    Stage,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A customer or payer.

    `phone` is the normal form: windows show it through `people.rules.phone_for`.
    """

    id: int
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class CarFacts:
    """The car as papers name it."""

    id: int
    vin: str | None
    engine_number: str | None
    colour: str | None
    energy: Energy | None
    odometer: int | None


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern of the customer."""

    id: int
    words: str
    finding: str | None
    cause: str | None
    correction: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One answer of the customer."""

    id: int
    at: datetime
    medium: ApprovalMedium
    given_by: str
    total: Decimal
    staff: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise given or moved."""

    at: datetime
    old_promise: datetime | None
    new_promise: datetime | None
    reason: str | None
    staff: str


@dataclass(frozen=True, slots=True)
class BillFacts:
    """The settlement that stands."""

    id: int
    number: str
    labour: Decimal
    material: Decimal
    other: Decimal
    discount: Decimal
    discount_reason: str | None
    total: Decimal
    settled_at: datetime
    staff: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One receipt; negative for money that went back."""

    id: int
    number: str
    method: PaymentMethod
    amount: Decimal
    note: str | None
    at: datetime
    staff: str


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What was noted when the car came in."""

    odometer: int | None
    fuel: FuelLevel | None
    belongings: str | None
    damage: str | None
    key_tag: str | None
    wash: bool
    old_parts_back: bool
    waits_in_store: bool
    bringer_name: str | None
    bringer_phone: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Departure:
    """How the car left."""

    at: datetime | None
    odometer: int | None
    old_parts: OldParts | None
    explained: str | None
    next_service_on: date | None
    next_service_km: int | None
    collected_by: str | None


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """Everything about one order."""

    id: int
    version: int
    number: str
    plate: str | None
    model: str | None
    service_type: ServiceType
    stage: Stage
    received_at: datetime
    promised_at: datetime | None
    advisor: str
    technician_id: int | None
    technician: str | None
    bay_id: int | None
    bay: str | None
    car: CarFacts
    customer: Party | None
    payer: Party | None
    intake: IntakeFacts
    departure: Departure
    concerns: tuple[ConcernRow, ...]
    lines: tuple[AdviceLine, ...]
    totals: Totals
    estimate: Decimal | None
    approvals: tuple[ApprovalRow, ...]
    promises: tuple[PromiseRow, ...]
    steps: tuple[StageMove, ...]
    bill: BillFacts | None
    payments: tuple[PaymentRow, ...]
    paid: Decimal
    checks: tuple[Check, ...]
    advice: tuple[AdviceLine, ...]

    @property
    def is_closed(self) -> bool:
        """Handed over or cancelled."""
        return self.stage in (Stage.DELIVERED, Stage.CANCELLED)

    @property
    def balance(self) -> Decimal:
        """What is left to pay: of the bill, or before it of nothing."""
        return self.bill.total - self.paid if self.bill else NOTHING

    @property
    def pick_up(self) -> tuple[str, str | None]:
        """Whom to call when the car is ready, and on which number.

        Who brought it, else the customer.
        """
        noted = self.intake
        if noted.bringer_phone or (noted.bringer_name and self.customer is None):
            return noted.bringer_name or "", noted.bringer_phone
        return (self.customer.name, self.customer.phone) if self.customer else ("", None)

    def of(self, block: SettlementBlock) -> tuple[AdviceLine, ...]:
        """The lines of one block."""
        return tuple(line for line in self.lines if line.block is block)


def sheet(session: Session, order_id: int) -> OrderSheet | None:
    """The order with everything that belongs to it; None where there is none."""
    order = session.get(RepairOrder, order_id)
    if order is None:
        return None
    names = _names(session)
    car = session.get_one(Vehicle, order.vehicle_id)
    bay = session.get(Bay, order.bay_id) if order.bay_id else None
    return OrderSheet(
        id=order.id,
        version=order.version,
        number=order.number,
        plate=order.plate,
        model=order.model_name,
        service_type=order.service_type,
        stage=order.stage,
        received_at=order.received_at,
        promised_at=order.promised_at,
        advisor=names[order.advisor_id],
        technician_id=order.technician_id,
        technician=names.get(order.technician_id or 0),
        bay_id=order.bay_id,
        bay=bay.name if bay else None,
        car=CarFacts(car.id, car.vin, car.engine_number, car.colour, car.energy, car.odometer),
        customer=_party(session, order.customer_id),
        payer=_party(session, order.payer_id),
        intake=_intake(order),
        departure=_departure(order),
        concerns=_concerns(session, order.id),
        lines=advice.lines(session, (order.id,)),
        totals=money.totals(session, order.id),
        estimate=money.estimate(session, order.id),
        approvals=_approvals(session, order.id, names),
        promises=_promises(session, order.id, names),
        steps=tuple(orders.steps(session, order.id)),
        bill=_bill(operations.settlement(session, order), names),
        payments=_payments(session, order.id, names),
        paid=operations.paid(session, order),
        checks=checks(money.closing(session, order), settings.load(session)),
        advice=advice.earlier_advice(session, order.vehicle_id, before=order.id),
    )


def _names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.scalars(select(Staff))}


def _party(session: Session, person_id: int | None) -> Party | None:
    person = session.get(Person, person_id) if person_id else None
    return (
        Party(person.id, person.name, person.phones[0].number if person.phones else None)
        if person
        else None
    )


def _intake(order: RepairOrder) -> IntakeFacts:
    return IntakeFacts(
        order.odometer_in,
        order.fuel,
        order.belongings,
        order.damage,
        order.key_tag,
        order.wash,
        order.old_parts_back,
        order.waits_in_store,
        order.bringer_name,
        order.bringer_phone,
        order.note,
    )


def _departure(order: RepairOrder) -> Departure:
    return Departure(
        order.delivered_at,
        order.odometer_out,
        order.old_parts,
        order.explained,
        order.next_service_on,
        order.next_service_km,
        order.collected_by,
    )


def _concerns(session: Session, order_id: int) -> tuple[ConcernRow, ...]:
    rows = session.scalars(
        select(Concern).where(Concern.order_id == order_id).order_by(Concern.position, Concern.id)
    )
    return tuple(
        ConcernRow(row.id, row.words, row.finding, row.cause, row.correction, row.version)
        for row in rows
    )


def _approvals(session: Session, order_id: int, names: dict[int, str]) -> tuple[ApprovalRow, ...]:
    rows = session.scalars(
        select(Approval).where(Approval.order_id == order_id).order_by(Approval.at, Approval.id)
    )
    return tuple(
        ApprovalRow(row.id, row.at, row.medium, row.given_by, row.total, names[row.staff_id])
        for row in rows
    )


def _promises(session: Session, order_id: int, names: dict[int, str]) -> tuple[PromiseRow, ...]:
    rows = session.scalars(
        select(PromiseChange)
        .where(PromiseChange.order_id == order_id)
        .order_by(PromiseChange.at, PromiseChange.id)
    )
    return tuple(
        PromiseRow(row.at, row.old_promise, row.new_promise, row.reason, names[row.staff_id])
        for row in rows
    )


def _payments(session: Session, order_id: int, names: dict[int, str]) -> tuple[PaymentRow, ...]:
    rows: Iterable[Payment] = session.scalars(
        select(Payment).where(Payment.order_id == order_id).order_by(Payment.at, Payment.id)
    )
    return tuple(
        PaymentRow(
            row.id, row.number, row.method, row.amount, row.note, row.at, names[row.taken_by]
        )
        for row in rows
    )


def _bill(row: Settlement | None, names: dict[int, str]) -> BillFacts | None:
    if row is None:
        return None
    return BillFacts(
        row.id,
        row.number,
        row.labour,
        row.material,
        row.other,
        row.discount,
        row.discount_reason,
        row.total,
        row.settled_at,
        names[row.settled_by],
    )
