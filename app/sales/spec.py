"""What this desk declares: quotations, orders for cars, papers, events, offers, settings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    ListExport,
    NumberedKind,
    Offer,
    OfferSource,
    PaperSpec,
    SettingGroup,
    TaskKind,
    Traces,
)
from app.sales import discount_today, order_today, today
from app.sales.quoted_car import NAME, with_car
from app.sales.settings import DiscountSettings, QuoteSettings
from app.text import N_, _
from db.nouns import Noun
from db.tables.appraisals import Appraisal
from db.tables.bills import Payment
from db.tables.people import Person
from db.tables.photos import CarPhoto
from db.tables.sale_orders import (
    OPEN,
    SaleChange,
    SaleInvoice,
    SaleOrder,
    SalePlan,
    SaleStep,
)
from db.tables.sales import STANDING, DiscountRequest, Quote, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind, Role


def quote_events(session: Session, person_id: int) -> Iterator[Event]:
    """Every version that a customer was offered."""
    wanted = select(QuoteVersion.made_at, Quote.id, Quote.number, QuoteVersion.number, NAME)
    joined = with_car(wanted.join(Quote, Quote.id == QuoteVersion.quote_id))
    of_person = joined.where(Quote.person_id == person_id)
    for at, key, number, version, car in session.execute(of_person):
        title = _("{number}, version {version}").format(number=number, version=version)
        yield Event(at, "quote", Noun.QUOTE, key, title, None, car)


def appraisal_events(session: Session, person_id: int) -> Iterator[Event]:
    """What a customer was offered for a car."""
    return _appraisals_told(session, Appraisal.person_id == person_id)


def car_appraised(session: Session, vehicle_id: int) -> Iterator[Event]:
    """That a car was appraised: what its owner was offered is told in the owner's file alone."""
    told = _appraisals_told(session, Appraisal.vehicle_id == vehicle_id)
    return (replace(event, amount=None) for event in told)


def _appraisals_told(session: Session, which: ColumnElement[bool]) -> Iterator[Event]:
    for row in session.scalars(select(Appraisal).where(which)):
        key, told = row.id, row.number
        yield Event(row.appraised_at, "appraisal", Noun.APPRAISAL, key, told, amount=row.offered)


def quote_offer(session: Session, person_id: int) -> Iterator[Offer]:
    """A quotation for the customer whose file is open: the standing one, or a new one."""
    standing = select(Quote.id, Quote.number).where(Quote.person_id == person_id, STANDING)
    found = session.execute(standing.order_by(Quote.id.desc()).limit(1)).first()
    roles = (Role.CONSULTANT,)
    if found is not None:
        text, told = N_("Open the quotation"), N_("Make the next version, or print it")
        yield Offer(text, told, "file-text", Noun.QUOTE, found.id, roles)
    text, told = N_("Quote a car"), N_("On-the-road price with tax, insurance and loan")
    yield Offer(text, told, "file-text", Noun.QUOTE_WISH, person_id, roles)


def order_events(session: Session, person_id: int) -> Iterator[Event]:
    """What a customer ordered."""
    return _orders_told(session, SaleOrder.person_id == person_id)


def sold_events(session: Session, vehicle_id: int) -> Iterator[Event]:
    """The order by which a car was sold."""
    cars = select(StockCar.id).where(StockCar.vehicle_id == vehicle_id)
    stands = SaleOrder.cancelled_at.is_(None)
    return _orders_told(session, SaleOrder.stock_car_id.in_(cars) & stands)


def _orders_told(session: Session, which: ColumnElement[bool]) -> Iterator[Event]:
    agreed = QuoteVersion.id == SaleOrder.quote_version_id
    of_car = with_car(select(SaleOrder, NAME).join(QuoteVersion, agreed)).where(which)
    for row, car in session.execute(of_car):
        ended = row.cancelled_at is not None
        title = _("{number}, cancelled").format(number=row.number) if ended else row.number
        yield Event(row.placed_at, "sale_order", Noun.SALE_ORDER, row.id, title, None, car)
        if row.delivered_at is not None:
            told = _("{number}, handed over").format(number=row.number)
            yield Event(row.delivered_at, "handed_over", Noun.SALE_ORDER, row.id, told, None, car)


def money_events(session: Session, person_id: int) -> Iterator[Event]:
    """What was paid for the cars of a customer, or went back."""
    orders = select(SaleOrder.id).where(SaleOrder.person_id == person_id)
    for row in session.scalars(select(Payment).where(Payment.sale_order_id.in_(orders))):
        key, told = row.sale_order_id, (row.number, row.method)
        assert key is not None
        yield Event(row.at, "car_money", Noun.SALE_ORDER, key, *told, amount=row.amount)


def order_offer(session: Session, person_id: int) -> Iterator[Offer]:
    """The open order of the customer whose file is open."""
    wanted = select(SaleOrder.id).where(SaleOrder.person_id == person_id, OPEN)
    found = session.scalar(wanted.order_by(SaleOrder.id.desc()).limit(1))
    if found is not None:
        text, told = N_("Open the car order"), N_("What is missing before the hand-over")
        roles = (Role.CONSULTANT, Role.CASHIER)
        yield Offer(text, told, "handshake", Noun.SALE_ORDER, found, roles)


def has_open_order(session: Session, person_id: int) -> bool:
    """True while this person waits for a car."""
    wanted = select(SaleOrder.id).where(SaleOrder.person_id == person_id, OPEN)
    return session.scalar(wanted.limit(1)) is not None


def near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """Their appraised cars, and orders with changes, arrangements and money."""
    orders = set(session.scalars(_orders_of(who.ids)))
    appraised = set(session.scalars(_appraisals_of(who.ids)))
    found = {Noun.SALE_ORDER: orders, Noun.APPRAISAL: appraised}
    for noun, table in (
        (Noun.SALE_CHANGE, SaleChange),
        (Noun.SALE_STEP, SaleStep),
        (Noun.SALE_PLAN, SalePlan),
        (Noun.SALE_INVOICE, SaleInvoice),
        (Noun.PAYMENT, Payment),
    ):
        wanted = select(table.id).where(table.sale_order_id.in_(orders))
        found[noun] = set(session.scalars(wanted))
    return found


def end_all(session: Session, people: Sequence[int], at: datetime) -> None:
    """Withdraws what these people were offered; photos of the cars that they bought go."""
    for quote in session.scalars(select(Quote).where(Quote.person_id.in_(people), STANDING)):
        quote.withdrawn_at = at
    bought = select(SaleOrder.stock_car_id).where(
        SaleOrder.person_id.in_(people), SaleOrder.delivered_at.is_not(None)
    )
    for photo in session.scalars(select(CarPhoto).where(CarPhoto.stock_car_id.in_(bought))):
        session.delete(photo)
    session.flush()


def _appraisals_of(people: Sequence[int]) -> Select[Any]:
    return select(Appraisal.id).where(Appraisal.person_id.in_(people))


def _orders_of(people: Sequence[int]) -> Select[Any]:
    return select(SaleOrder.id).where(SaleOrder.person_id.in_(people))


def _changes_of(people: Sequence[int]) -> Select[Any]:
    return select(SaleChange.id).where(SaleChange.sale_order_id.in_(_orders_of(people)))


def _payments_of(people: Sequence[int]) -> Select[Any]:
    return select(Payment.id).where(Payment.sale_order_id.in_(_orders_of(people)))


def _versions_of(people: Sequence[int]) -> Select[Any]:
    versions = select(QuoteVersion.id).join(Quote, Quote.id == QuoteVersion.quote_id)
    return versions.where(Quote.person_id.in_(people))


def _discounts_of(people: Sequence[int]) -> Select[Any]:
    asked = DiscountRequest.quote_version_id.in_(_versions_of(people))
    return select(DiscountRequest.id).where(asked)


_ORDERED = {
    "sale_order": EventKind(N_("Car order"), "handshake"),
    "handed_over": EventKind(N_("Car handed over"), "key"),
}
_APPRAISED = {"appraisal": EventKind(N_("Trade-in appraisal"), "car")}
_MONEY = {"car_money": EventKind(N_("Money for a car"), "wallet")}
SALE_YEARS = 10
"""How long the file of a sold car is kept (汽车销售管理办法)."""
SELLERS = (Role.CONSULTANT, Role.CASHIER)
NUMBERED = tuple(
    NumberedKind(noun, title, letter, table.number, table.person_id, Person.name, SELLERS)
    for noun, title, letter, table in (
        (Noun.SALE_ORDER, N_("Orders for cars"), "D", SaleOrder),
        (Noun.QUOTE, N_("Quotations"), "Q", Quote),
        (Noun.APPRAISAL, N_("Trade-in appraisals"), "G", Appraisal),
    )
)
DESK = DeskSpec(
    name="sales",
    nouns={
        Noun.APPRAISAL: N_("Trade-in appraisal"),
        Noun.APPRAISAL_COST: N_("Repair of a car traded in"),
        Noun.QUOTE: N_("Quotation"),
        Noun.QUOTE_VERSION: N_("Version of a quotation"),
        Noun.QUOTE_LINE: N_("Line of a quotation"),
        Noun.DISCOUNT_REQUEST: N_("Discount request"),
        Noun.SALES_BOARD_DAY: N_("Sales board"),
        Noun.SALE_ORDER: N_("Car order"),
        Noun.SALE_CHANGE: N_("Change of a car order"),
        Noun.SALE_STEP: N_("Arranged for a car order"),
        Noun.SALE_PLAN: N_("To be arranged for a car order"),
        Noun.SALE_INVOICE: N_("Sales invoice of a car"),
    },
    numbered=NUMBERED,
    today=(*discount_today.LISTS, *today.LISTS, *order_today.LISTS),
    tasks=(
        TaskKind(N_("Quotations"), Quote.staff_id, STANDING, (Role.CONSULTANT,)),
        TaskKind(N_("Orders for cars"), SaleOrder.staff_id, OPEN, (Role.CONSULTANT,)),
    ),
    events=(
        EventSource(Person, {"quote": EventKind(N_("Quotation"), "file-text")}, quote_events),
        EventSource(Person, _APPRAISED, appraisal_events),
        EventSource(Vehicle, _APPRAISED, car_appraised),
        EventSource(Person, _ORDERED, order_events),
        EventSource(Person, _MONEY, money_events),
        EventSource(Vehicle, _ORDERED, sold_events),
    ),
    offers=(OfferSource(Person, quote_offer), OfferSource(Person, order_offer)),
    papers=(
        PaperSpec(PaperKind.QUOTATION, noun=Noun.QUOTE_VERSION, of=_versions_of),
        PaperSpec(PaperKind.DISCOUNT_SHEET, noun=Noun.DISCOUNT_REQUEST, of=_discounts_of),
        PaperSpec(PaperKind.HALF_YEAR),
        PaperSpec(PaperKind.TRADE_IN_APPRAISAL, noun=Noun.APPRAISAL, of=_appraisals_of),
        PaperSpec(
            PaperKind.PURCHASE_CONTRACT,
            worded=True,
            noun=Noun.SALE_ORDER,
            of=_orders_of,
            kept_years=SALE_YEARS,
        ),
        PaperSpec(
            PaperKind.ORDER_CHANGE, noun=Noun.SALE_CHANGE, of=_changes_of, kept_years=SALE_YEARS
        ),
        PaperSpec(
            PaperKind.SALE_RECEIPT, noun=Noun.PAYMENT, of=_payments_of, kept_years=SALE_YEARS
        ),
        PaperSpec(
            PaperKind.DELIVERY_SHEET, noun=Noun.SALE_ORDER, of=_orders_of, kept_years=SALE_YEARS
        ),
    ),
    exports=(
        ListExport("quote_table", N_("Quotations"), Noun.QUOTE),
        ListExport("appraisal_table", N_("Trade-in appraisals"), Noun.APPRAISAL),
        ListExport("sale_order_table", N_("Orders for cars"), Noun.SALE_ORDER),
        ListExport("board_cars", N_("Sales board by model"), Noun.SALES_BOARD_DAY),
        ListExport("board_staff", N_("Sales board by consultant"), Noun.SALES_BOARD_DAY),
        ListExport("board_rows", N_("Orders and cars of the sales board"), Noun.SALES_BOARD_DAY),
    ),
    erasure=Erasure(is_busy=has_open_order, end=end_all, near=near),
    settings=(
        SettingGroup(
            "quotations",
            N_("Quotations"),
            QuoteSettings,
            lambda rules: _("valid for {days} days, purchase tax {percent} %").format(
                days=rules.quote_days, percent=rules.purchase_tax_percent
            ),
        ),
        SettingGroup(
            "discounts",
            N_("Prices below the floor"),
            DiscountSettings,
            lambda rules: _("consultants ¥{consultant}, cashiers ¥{cashier}").format(
                consultant=rules.consultant_below, cashier=rules.cashier_below
            ),
        ),
    ),
)
