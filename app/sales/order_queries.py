"""Reads orders for cars: the list, one order for its papers, the choices of the forms."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.errors import Refused
from app.formatting import joined
from app.local_time import local_day
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects.signed_orders import is_open
from app.record_lists import OneRecord
from app.rows import Reader, Values, columns_of, fetch
from app.sales import fleet_quotes, queries
from app.sales.invoice_rules import InvoiceFacts
from app.sales.order_facts import SaleOrderRow, needs_red, standing_invoice
from app.sales.order_parts import (
    ChangeFacts,
    PdiFacts,
    PlanFacts,
    SalePaymentFacts,
    StepFacts,
)
from app.sales.quoted_car import NAME, with_car
from app.sales.settings import QuoteSettings
from app.sales.version_queries import versions_of
from app.text import N_
from db.sales_words import SaleBlock
from db.tables.admin import Staff
from db.tables.bills import Payment
from db.tables.people import Person
from db.tables.projects import FleetProject
from db.tables.sale_orders import (
    NOT_RED,
    SaleChange,
    SaleInvoice,
    SaleOrder,
    SalePlan,
    SaleStep,
)
from db.tables.sales import STANDING as VALID
from db.tables.sales import Quote, QuoteVersion
from db.tables.stock import PdiCheck, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import Role

LATELY = timedelta(days=7)
"""So long an invoice that was forgotten at the hand-over is told."""
MOST = 1_500
"""So many of the newest are listed, besides the open ones."""
APPROVER, CHECKER, ADVISOR, SIGNER = (aliased(Staff) for _one in range(4))
GIVER, DELIVERER, CANCELLER = (aliased(Staff) for _one in range(3))
NOBODY = Actor(0, "", frozenset(), "")
"""Who is shown no telephone number."""
READERS = (Role.CASHIER,)
"""Who may read the telephone number of every customer who orders."""
SELLERS = (Role.CONSULTANT,)
"""Who places orders."""
ONE = SaleOrder.id == bindparam("order_id")
LISTED = SaleOrder.id >= bindparam("first")
"""The newest; what else is shown of them follows. Conditions are made once (see `rows`)."""
STILL_OPEN = is_open()
NEW_OR_OPEN = LISTED | STILL_OPEN
TO_PAY_BACK = (LISTED & SaleOrder.cancelled_at.is_not(None)) | STILL_OPEN
INVOICED = SaleOrder.id.in_(select(SaleInvoice.sale_order_id).where(NOT_RED))
LEFT_LATELY = SaleOrder.delivered_at >= bindparam("left")
TO_INVOICE = STILL_OPEN | LEFT_LATELY | (LISTED & SaleOrder.cancelled_at.is_not(None) & INVOICED)
DUE = SaleOrder.id.in_(
    select(SalePlan.sale_order_id).where(SalePlan.planned_on <= bindparam("day"))
)
NEWEST = select(SaleOrder.id).order_by(SaleOrder.id.desc()).limit(1).offset(MOST - 1)
P = TypeVar("P", StepFacts, PlanFacts, ChangeFacts, SalePaymentFacts, InvoiceFacts)


def orders(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The newest orders and all open ones, the last one first."""
    return rows(session, viewer, NEW_OR_OPEN, at=at, values=_first_listed(session))


def _first_listed(session: Session) -> dict[str, object]:
    return {"first": session.scalar(NEWEST) or 0}


def open_orders(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The orders that are neither handed over nor cancelled."""
    return rows(session, viewer, STILL_OPEN, at=at)


def to_pay_back(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """Of the newest and the open orders those of which money goes back."""
    found = rows(session, viewer, TO_PAY_BACK, at=at, values=_first_listed(session))
    return [row for row in found if row.to_pay_back]


def to_invoice(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The orders with an invoice to write: ready but for it, handed over lately, or cancelled."""
    values = _first_listed(session) | {"left": at - LATELY}
    found = rows(session, viewer, TO_INVOICE, at=at, values=values)
    return [row for row in found if needs_red(row) or invoice_missing(row)]


def invoice_missing(row: SaleOrderRow) -> bool:
    """True where nothing but the invoice is to be done, or the car left without it."""
    if standing_invoice(row) is not None or row.cancelled_at is not None:
        return False
    others = set(row.blocks) - {SaleBlock.INVOICE}
    return row.delivered_at is not None or (row.stock_car_id is not None and not others)


def due_orders(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The orders of which something was to be arranged by today."""
    return rows(session, viewer, DUE, at=at, values={"day": local_day(at)})


def listed_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[SaleOrderRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: orders(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[SaleOrderRow]:
    """Reads one order, also one that is too old for the list."""

    def read(session: Session, viewer: Actor, key: int) -> SaleOrderRow | None:
        found = rows(session, viewer, ONE, at=now(), values={"order_id": key})
        return next(iter(found), None)

    return read


def order(session: Session, order_id: int, viewer: Actor, *, at: datetime) -> SaleOrderRow:
    """One order; Refused where there is none."""
    found = rows(session, viewer, ONE, at=at, values={"order_id": order_id})
    if not found:
        raise Refused("sale.unknown", N_("This car order does not exist any more."))
    return found[0]


def quotes_to_order(session: Session, viewer: Actor) -> list[tuple[int, str]]:
    """Of the newest quotations those without an order: the own ones, a manager's all."""
    wanted = (
        with_car(
            select(Quote.id, Person.name, Quote.number, NAME)
            .join(Person, Person.id == Quote.person_id)
            .join(QuoteVersion, QuoteVersion.quote_id == Quote.id)
        )
        .where(VALID, QuoteVersion.number == Quote.versions, fleet_quotes.has_cars_left())
        .where(Quote.id >= queries.first_listed(session))
    )
    own = wanted if viewer.may() else wanted.where(Quote.staff_id == viewer.staff_id)
    newest = own.order_by(Quote.id.desc())
    return [(key, joined(*told)) for key, *told in session.execute(newest)]


def rows(
    session: Session,
    viewer: Actor,
    shown: ColumnElement[bool],
    *,
    at: datetime,
    values: Values = None,
) -> list[SaleOrderRow]:
    """The shown orders with versions, steps, changes, money and inspections.

    `values` are those of the parameters in `shown`: a condition with parameters, made once, is
    read four times as fast as one that is made anew.
    """
    reads = _reads(shown)
    told = versions_of(session, reads.quotes, values=values)
    inspected = fetch(session, PdiFacts, reads.inspections, params=values)
    pdi = {one.stock_car_id: one for one in inspected}
    store, today = settings.load(session).of(QuoteSettings), local_day(at)

    def phone(row: Any) -> str:
        own = row.staff_id == viewer.staff_id
        return privacy.phone_for(row._phone, viewer.roles, own=own or viewer.may(*READERS))

    return fetch(
        session,
        SaleOrderRow,
        reads.orders,
        params=values,
        phone=phone,
        is_own=lambda row: row.staff_id == viewer.staff_id,
        told=lambda row: tuple(told[row.quote_id]),
        store=lambda _row: store,
        pdi=lambda row: pdi.get(row.stock_car_id),
        today=lambda _row: today,
        **_parts(session, reads, values),
    )


def _parts(session: Session, reads: "_Reads", values: Values) -> dict[str, Reader]:
    """What an order has several of, by the field that holds it."""

    def part(name: str, row: type[P]) -> Reader:
        of_order: dict[int, list[P]] = defaultdict(list)
        for one in fetch(session, row, reads.parts[name], params=values):
            of_order[one.sale_order_id].append(one)
        return lambda order: tuple(of_order[order.id])

    return {
        "steps": part("steps", StepFacts),
        "plans": part("plans", PlanFacts),
        "changes": part("changes", ChangeFacts),
        "payments": part("payments", SalePaymentFacts),
        "invoices": part("invoices", InvoiceFacts),
    }


@dataclass(frozen=True, slots=True)
class _Reads:
    """The statements of `rows` for one condition; `quotes` is their quotations' condition."""

    orders: Select[*tuple[Any, ...]]
    quotes: ColumnElement[bool]
    parts: Mapping[str, Select[*tuple[Any, ...]]]
    inspections: Select[*tuple[Any, ...]]


@lru_cache(maxsize=16)
def _reads(shown: ColumnElement[bool]) -> _Reads:
    """Built once per condition: building the statements costs more than running them."""
    ids = select(SaleOrder.id).where(shown)
    newest_first = SaleOrder.placed_at.desc(), SaleOrder.id.desc()
    return _Reads(
        orders=_select().where(shown).order_by(*newest_first),
        quotes=Quote.id.in_(select(SaleOrder.quote_id).where(shown)),
        parts={
            "steps": _steps(ids),
            "plans": _plans(ids),
            "changes": _changes(ids),
            "payments": _payments(ids),
            "invoices": _invoices(ids),
        },
        inspections=_inspections(select(SaleOrder.stock_car_id).where(shown)),
    )


@cache
def _select() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(SaleOrderRow, SaleOrder),
        Quote.number.label("quote_number"),
        Quote.fleet_project_id,
        FleetProject.number.label("project"),
        Person.name.label("customer"),
        first_number(SaleOrder.person_id).label("_phone"),
        Staff.name.label("consultant"),
        APPROVER.name.label("approver"),
        CHECKER.name.label("checker"),
        ADVISOR.name.label("advisor"),
        GIVER.name.label("giver"),
        DELIVERER.name.label("deliverer"),
        CANCELLER.name.label("canceller"),
        Vehicle.id.label("vehicle_id"),
        Vehicle.vin,
        Vehicle.engine_number,
        Vehicle.colour.label("car_colour"),
        StockCar.number.label("car_number"),
        StockCar.place.label("car_place"),
        StockCar.key_number,
        StockCar.certificate,
        StockCar.arrived_on,
    )
    return (
        wanted.join(Quote, Quote.id == SaleOrder.quote_id)
        .join(Person, Person.id == SaleOrder.person_id)
        .join(Staff, Staff.id == SaleOrder.staff_id)
        .outerjoin(FleetProject, FleetProject.id == Quote.fleet_project_id)
        .outerjoin(APPROVER, APPROVER.id == SaleOrder.approved_by)
        .outerjoin(CHECKER, CHECKER.id == SaleOrder.checked_by)
        .outerjoin(ADVISOR, ADVISOR.id == SaleOrder.advisor_id)
        .outerjoin(GIVER, GIVER.id == SaleOrder.allocated_by)
        .outerjoin(DELIVERER, DELIVERER.id == SaleOrder.delivered_by)
        .outerjoin(CANCELLER, CANCELLER.id == SaleOrder.cancelled_by)
        .outerjoin(StockCar, StockCar.id == SaleOrder.stock_car_id)
        .outerjoin(Vehicle, Vehicle.id == StockCar.vehicle_id)
    )


def _steps(ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    wanted = select(*columns_of(StepFacts, SaleStep), Staff.name.label("staff"))
    named = wanted.join(Staff, Staff.id == SaleStep.done_by)
    return named.where(SaleStep.sale_order_id.in_(ids)).order_by(SaleStep.id)


def _plans(ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    wanted = select(*columns_of(PlanFacts, SalePlan)).where(SalePlan.sale_order_id.in_(ids))
    return wanted.order_by(SalePlan.planned_on, SalePlan.id)


def _changes(ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    wanted = select(*columns_of(ChangeFacts, SaleChange), Staff.name.label("staff"))
    named = wanted.join(Staff, Staff.id == SaleChange.made_by)
    return named.where(SaleChange.sale_order_id.in_(ids)).order_by(SaleChange.number)


def _payments(ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    wanted = select(
        *columns_of(SalePaymentFacts, Payment),
        Staff.name.label("staff"),
        SIGNER.name.label("approved"),
    )
    named = wanted.join(Staff, Staff.id == Payment.taken_by)
    signed = named.outerjoin(SIGNER, SIGNER.id == Payment.approved_by)
    return signed.where(Payment.sale_order_id.in_(ids)).order_by(Payment.id)


def _invoices(ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    wanted = select(*columns_of(InvoiceFacts, SaleInvoice), Staff.name.label("staff"))
    named = wanted.join(Staff, Staff.id == SaleInvoice.noted_by)
    return named.where(SaleInvoice.sale_order_id.in_(ids)).order_by(SaleInvoice.id)


def _inspections(cars: Select[Any]) -> Select[*tuple[Any, ...]]:
    """Every inspection of these cars; the last one wins."""
    wanted = select(*columns_of(PdiFacts, PdiCheck), Staff.name.label("staff"))
    named = wanted.join(Staff, Staff.id == PdiCheck.checked_by)
    return named.where(PdiCheck.stock_car_id.in_(cars)).order_by(PdiCheck.id)
