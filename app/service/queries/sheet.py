"""Reads one whole order for its panel and its papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.labels import label
from app.order_money import NOTHING, Accounts, OrderAccount, order_accounts
from app.orders import queries as orders
from app.orders.quality_state import quality_state
from app.orders.queries import OrderRow, StageMove
from app.orders.rules import CHARGED, Priced, SettlementBlock, Totals, add_up
from app.people.lookup import first_number
from app.people.queries import near
from app.rows import copied, fetch_one
from app.service.queries import advice, answers, bills, money, quality
from app.service.queries.advice import AdviceLine, EarlierWork
from app.service.queries.answers import ApprovalRow, PromiseRow
from app.service.queries.bills import BillFacts, CreditRow, PaymentRow
from app.service.queries.concerns import ConcernRow, concerns
from app.service.queries.quality import QualityFacts
from app.service.queries.signed_contract import ContractFacts, contract_facts
from app.service.rules import Check
from app.text import _
from db.money_words import PayerKind
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import (
    Energy,
    FuelLevel,
    OldParts,
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
    brand: str
    engine_number: str | None
    body_type: str | None
    colour: str | None
    energy: Energy | None
    odometer: int | None


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What was noted when the car came in."""

    odometer: int | None
    fuel: FuelLevel | None
    belongings: str | None
    damage: str | None
    damage_marks: str | None
    key_tag: str | None
    wash: bool
    old_parts_back: bool
    waits_in_store: bool
    bringer_name: str | None
    bringer_phone: str | None
    note: str | None
    internal_note: str | None
    reworked_id: int | None


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
    near: frozenset[int]
    """The staff whose own order or customer this is: they read whole numbers."""
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
    agreed: Decimal | None
    approvals: tuple[ApprovalRow, ...]
    promises: tuple[PromiseRow, ...]
    steps: tuple[StageMove, ...]
    bills: tuple[BillFacts, ...]
    """The bills that stand, one for each payer; the customer's first."""
    billed_to: Mapping[PayerKind, str]
    """Who was named as payer of the lines of a kind before the bill, the customer left out."""
    settled: bool
    credits: tuple[CreditRow, ...]
    payments: tuple[PaymentRow, ...]
    accounts: Accounts
    checks: tuple[Check, ...]
    """All problems before bill and hand-over, what stops first."""
    quality: QualityFacts
    contract: ContractFacts
    advice: tuple[EarlierWork, ...]
    row: OrderRow
    """The order as lists and the board show it."""

    @property
    def is_closed(self) -> bool:
        """True for an order that was handed over or cancelled."""
        return self.stage in (Stage.DELIVERED, Stage.CANCELLED)

    @property
    def bill(self) -> BillFacts | None:
        """The customer's bill, or the first of others; None until every payer has one."""
        return self.bills[0] if self.settled and self.bills else None

    @property
    def account(self) -> OrderAccount:
        """The money of the customer; on the list of another payer that one's."""
        one = self.accounts.get(PayerKind.CUSTOMER)
        return one or next(iter(self.accounts.values()), OrderAccount())

    @property
    def total(self) -> Decimal:
        """What all payers pay: the bills less what was credited, and before them the lines."""
        if not self.settled:
            return self.totals.total
        return sum((bill.left for bill in self.bills), NOTHING)

    @property
    def to_pay(self) -> Decimal:
        """What is still to be paid at the till: nothing where more was paid than is charged."""
        left = self.account.due if self.settled else self.total - self.account.received
        return max(left, NOTHING)

    @property
    def charged(self) -> tuple[AdviceLine, ...]:
        """The lines that somebody pays for."""
        return tuple(line for line in self.lines if line.state in CHARGED)

    @property
    def payers(self) -> tuple[PayerKind, ...]:
        """Who pays something of this order; the customer where nobody does yet."""
        wanted = {line.payer for line in self.charged} | {bill.payer for bill in self.bills}
        wanted |= {row.payer for row in self.payments}
        return tuple(kind for kind in PayerKind if kind in wanted) or (PayerKind.CUSTOMER,)

    def for_payer(self, payer: PayerKind) -> "OrderSheet":
        """The order as its list shows it to one payer: its lines, its bill, its money."""
        lines = tuple(line for line in self.lines if line.payer is payer)
        bills = tuple(bill for bill in self.bills if bill.payer is payer)
        name = bills[0].billed_to if bills else self.billed_to.get(payer, "")
        other = None if payer is PayerKind.CUSTOMER else Party(0, name or label(payer), None)
        return replace(
            self,
            lines=lines,
            payer=other or self.payer,
            settled=bool(bills),
            totals=_totals(lines),
            bills=bills,
            credits=tuple(row for row in self.credits if row.payer is payer),
            payments=tuple(row for row in self.payments if row.payer is payer),
            accounts={payer: self.accounts.get(payer, OrderAccount())},
        )

    @property
    def pick_up(self) -> tuple[str, str | None]:
        """Name and number to call when the car is ready.

        Who brought it, else the customer.
        """
        noted = self.intake
        if noted.bringer_phone or (noted.bringer_name and self.customer is None):
            return noted.bringer_name or "", noted.bringer_phone
        return (self.customer.name, self.customer.phone) if self.customer else ("", None)

    def jobs_of(self, concern: ConcernRow) -> str:
        """The names of the jobs that answer a concern."""
        labour = SettlementBlock.LABOUR
        names = (one.name for one in self.of(labour) if one.id in concern.jobs)
        return _(", ").join(names)

    def of(self, block: SettlementBlock) -> tuple[AdviceLine, ...]:
        """The lines of one block."""
        return tuple(line for line in self.lines if line.block is block)


def sheet(session: Session, order_id: int) -> OrderSheet | None:
    """The order with everything that belongs to it; None where there is none."""
    order = session.get(RepairOrder, order_id)
    if order is None:
        return None
    car = session.get_one(Vehicle, order.vehicle_id)  # held: what stops the leaving asks for it too
    row = orders.rows_of(session, [order_id])[0]
    return copied(
        OrderSheet,
        order,
        model=order.model_name,
        row=row,
        advisor=row.advisor,
        technician=row.technician,
        bay=row.bay,
        car=_car(car),
        near=_near(session, order),
        customer=_party(session, order.customer_id),
        payer=_party(session, order.payer_id),
        intake=copied(IntakeFacts, order, odometer=order.odometer_in),
        departure=copied(Departure, order, at=order.delivered_at, odometer=order.odometer_out),
        **_lines(session, order),
        **_history(session, order.id),
    )


def _car(car: Vehicle) -> CarFacts:
    return copied(
        CarFacts,
        car,
        brand=car.trim.model.brand if car.trim else "",
    )


def _lines(session: Session, order: RepairOrder) -> dict[str, object]:
    """What is done and what it costs."""
    lines, state = advice.lines(session, (order.id,)), quality_state(session, order.id)
    return {
        "concerns": concerns(session, order.id),
        "lines": lines,
        "totals": _totals(lines),
        "agreed": money.agreed(session, order.id),
        "billed_to": bills.named_payers(session, order.id),
        "checks": quality.problems(session, order, state=state),
        "quality": quality.quality(session, order.id, state),
        "contract": contract_facts(session, order),
        "advice": advice.advice_for(session, order.vehicle_id, own=lines),
    }


def _history(session: Session, order_id: int) -> dict[str, object]:
    """What was agreed, promised, done and paid so far."""
    return {
        "approvals": answers.approvals(session, order_id),
        "promises": answers.promises(session, order_id),
        "steps": tuple(orders.steps(session, order_id)),
        "bills": bills.of_order(session, order_id),
        "settled": bills.is_settled(session, order_id),
        "credits": bills.credits(session, order_id),
        "payments": bills.payments(session, order_id),
        "accounts": order_accounts(session, order_id),
    }


def _near(session: Session, order: RepairOrder) -> frozenset[int]:
    customer = session.get(Person, order.customer_id) if order.customer_id else None
    return frozenset({order.advisor_id, *(near(session, customer) if customer else ())})


def _party(session: Session, person_id: int | None) -> Party | None:
    asked = {"person_id": person_id}
    return fetch_one(session, Party, _select_party(), params=asked) if person_id else None


def _totals(lines: Iterable[AdviceLine]) -> Totals:
    return add_up(Priced(one.block, one.amount, one.state) for one in lines)


@cache
def _select_party() -> Select[*tuple[Any, ...]]:
    """Built once: building this statement costs more than running it."""
    number = first_number(Person.id).label("phone")
    return select(Person.id, Person.name, number).where(Person.id == bindparam("person_id"))
