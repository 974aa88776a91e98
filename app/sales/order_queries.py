"""Reads orders for cars: the list, one order for its papers, the choices of the forms."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select
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
from app.rows import columns_of, fetch
from app.sales import queries
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
from app.text import N_
from db.sales_words import SaleBlock
from db.tables.admin import Staff
from db.tables.bills import Payment
from db.tables.people import Person
from db.tables.sale_orders import (
    NOT_RED,
    STANDING,
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
P = TypeVar("P", StepFacts, PlanFacts, ChangeFacts, SalePaymentFacts, InvoiceFacts)


def orders(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The newest orders and all open ones, the last one first."""
    is_new = SaleOrder.id >= _first_listed(session)
    return rows(session, viewer, is_new | is_open(), at=at)


def _first_listed(session: Session) -> int:
    newest = select(SaleOrder.id).order_by(SaleOrder.id.desc()).limit(1).offset(MOST - 1)
    return session.scalar(newest) or 0


def open_orders(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The orders that are neither handed over nor cancelled."""
    return rows(session, viewer, is_open(), at=at)


def to_pay_back(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """Of the newest and the open orders those of which money goes back."""
    ended = (SaleOrder.id >= _first_listed(session)) & SaleOrder.cancelled_at.is_not(None)
    found = rows(session, viewer, ended | is_open(), at=at)
    return [row for row in found if row.to_pay_back]


def to_invoice(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The orders with an invoice to write: ready but for it, handed over lately, or cancelled."""
    left = SaleOrder.delivered_at >= at - LATELY
    ended = (SaleOrder.id >= _first_listed(session)) & SaleOrder.cancelled_at.is_not(None)
    invoiced = SaleOrder.id.in_(select(SaleInvoice.sale_order_id).where(NOT_RED))
    found = rows(session, viewer, is_open() | left | (ended & invoiced), at=at)
    return [row for row in found if needs_red(row) or invoice_missing(row)]


def invoice_missing(row: SaleOrderRow) -> bool:
    """True where nothing but the invoice is to be done, or the car left without it."""
    if standing_invoice(row) is not None or row.cancelled_at is not None:
        return False
    others = set(row.blocks) - {SaleBlock.INVOICE}
    return row.delivered_at is not None or (row.stock_car_id is not None and not others)


def due_orders(session: Session, viewer: Actor, *, at: datetime) -> list[SaleOrderRow]:
    """The orders of which something was to be arranged by today."""
    due = select(SalePlan.sale_order_id).where(SalePlan.planned_on <= local_day(at))
    return rows(session, viewer, SaleOrder.id.in_(due), at=at)


def listed_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[SaleOrderRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: orders(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[SaleOrderRow]:
    """Reads one order, also one that is too old for the list."""

    def read(session: Session, viewer: Actor, key: int) -> SaleOrderRow | None:
        return next(iter(rows(session, viewer, SaleOrder.id == key, at=now())), None)

    return read


def order(session: Session, order_id: int, viewer: Actor, *, at: datetime) -> SaleOrderRow:
    """One order; Refused where there is none."""
    found = rows(session, viewer, SaleOrder.id == order_id, at=at)
    if not found:
        raise Refused("sale.unknown", N_("This car order does not exist any more."))
    return found[0]


def quotes_to_order(session: Session, viewer: Actor) -> list[tuple[int, str]]:
    """Of the newest quotations those without an order: the own ones, a manager's all."""
    ordered = select(SaleOrder.quote_id).where(STANDING)
    wanted = (
        with_car(
            select(Quote.id, Person.name, Quote.number, NAME)
            .join(Person, Person.id == Quote.person_id)
            .join(QuoteVersion, QuoteVersion.quote_id == Quote.id)
        )
        .where(VALID, QuoteVersion.number == Quote.versions, Quote.id.not_in(ordered))
        .where(Quote.id >= queries.first_listed(session))
    )
    own = wanted if viewer.may() else wanted.where(Quote.staff_id == viewer.staff_id)
    newest = own.order_by(Quote.id.desc())
    return [(key, joined(*told)) for key, *told in session.execute(newest)]


def advisors(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """Service advisors, to whom a buyer is introduced."""
    everybody = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id))
    return [(one.id, one.name) for one in everybody if Role.ADVISOR in one.roles]


def rows(
    session: Session, viewer: Actor, shown: ColumnElement[bool], *, at: datetime
) -> list[SaleOrderRow]:
    """The shown orders with versions, steps, changes, money and inspections."""
    ids = select(SaleOrder.id).where(shown)
    told = queries.versions_of(session, Quote.id.in_(select(SaleOrder.quote_id).where(shown)))
    steps = _grouped(fetch(session, StepFacts, _steps(ids)))
    plans = _grouped(fetch(session, PlanFacts, _plans(ids)))
    changes = _grouped(fetch(session, ChangeFacts, _changes(ids)))
    payments = _grouped(fetch(session, SalePaymentFacts, _payments(ids)))
    invoices = _grouped(fetch(session, InvoiceFacts, _invoices(ids)))
    store = settings.load(session).of(QuoteSettings)
    cars = select(SaleOrder.stock_car_id).where(shown)
    pdi = {one.stock_car_id: one for one in fetch(session, PdiFacts, _inspections(cars))}
    today = local_day(at)

    def phone(row: Any) -> str:
        own = row.staff_id == viewer.staff_id
        return privacy.phone_for(row._phone, viewer.roles, own=own or viewer.may(*READERS))

    return fetch(
        session,
        SaleOrderRow,
        _select().where(shown).order_by(SaleOrder.placed_at.desc(), SaleOrder.id.desc()),
        phone=phone,
        is_own=lambda row: row.staff_id == viewer.staff_id,
        told=lambda row: tuple(told[row.quote_id]),
        steps=lambda row: tuple(steps[row.id]),
        plans=lambda row: tuple(plans[row.id]),
        changes=lambda row: tuple(changes[row.id]),
        payments=lambda row: tuple(payments[row.id]),
        invoices=lambda row: tuple(invoices[row.id]),
        store=lambda _row: store,
        pdi=lambda row: pdi.get(row.stock_car_id),
        today=lambda _row: today,
    )


def _select() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(SaleOrderRow, SaleOrder),
        Quote.number.label("quote_number"),
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


def _grouped(found: Iterable[P]) -> dict[int, list[P]]:
    by_order: dict[int, list[P]] = defaultdict(list)
    for one in found:
        by_order[one.sale_order_id].append(one)
    return by_order
