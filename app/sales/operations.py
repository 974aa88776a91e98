"""Writes versions of quotations, for commands that have checked who may."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.local_time import local_day
from app.permissions import Actor
from app.sales import discount_operations, fleet_quotes, quoted_car, rules, trade_in
from app.sales.discount_operations import Below
from app.sales.quoted_car import UsedCar
from app.sales.rules import Amounts, TaxRates
from app.sales.settings import QuoteSettings
from app.sales.values import QuoteBasis, QuoteEntry
from app.text import N_
from app.vehicles.prices import Price, price_on
from db.tables.sales import Quote, QuoteLine, QuoteVersion
from db.tables.vehicles import Trim


def add_version(
    session: Session, quote: Quote, entry: QuoteEntry, *, by: Actor, at: datetime
) -> QuoteVersion:
    """The next version with its amounts; Refused for what is wrong, beside its field."""
    fleet_quotes.check(quote, entry)
    entry, beyond = trade_in.with_appraisal(session, entry, quote, at=at)
    used = _used(session, entry)
    typed, price = priced(session, entry, used, at=at)
    amounts = replace(typed, trade_in_beyond=beyond)
    rules.check(amounts)
    gap = rules.floor_gap(amounts, price.floor_price if price is not None else None)
    row = QuoteVersion(quote_id=quote.id, number=quote.versions, trim_id=entry.trim_id)
    row.made_at, row.made_by = at, by.staff_id
    _fill(row, entry, amounts)
    if used is not None:
        row.stock_car_id, row.trim_id = used.id, used.trim_id
        row.colour, row.interior = used.colour or None, used.interior or None
    row.valid_until = _valid_until(session, entry, at)
    below = Below(entry, amounts, price, gap) if price is not None and gap else None
    if below is not None:
        discount_operations.let_through(session, row, below, by=by, at=at)
    session.add(row)
    session.flush()
    for line in amounts.lines:
        session.add(
            QuoteLine(version_id=row.id, kind=line.kind, text=line.text, amount=line.amount)
        )
    if below is not None and row.override_by is None:
        discount_operations.ask(session, row, below, by=by, at=at)
    return row


def _used(session: Session, entry: QuoteEntry) -> UsedCar | None:
    """The used car that is offered; Refused beside a version of a model, and with purchase tax."""
    if entry.stock_car_id is None:
        return None
    if entry.trim_id is not None:
        message = N_("Either a new car or a used one: leave one of them empty.")
        raise Refused("quote.two_cars", message, field="stock_car_id")
    if entry.tax:
        message = N_("No purchase tax is paid on a used car.")
        raise Refused("quote.used_tax", message, field="tax")
    return quoted_car.used_car(session, entry.stock_car_id)


def priced(
    session: Session, entry: QuoteEntry, used: UsedCar | None = None, *, at: datetime
) -> tuple[Amounts, Price | None]:
    """The amounts of what was typed, with the price that counts on the day.

    Of a used car that is its asking price, and its floor what it has cost.
    """
    entry.check()
    if used is not None:
        price = used.price(entry.car_price)
        if price is None:
            message = N_("This car has no asking price yet: enter its price.")
            raise Refused("quote.no_price", message, field="car_price")
        return entry.amounts(QuoteBasis(None, local_day(at), list_price=price.list_price)), price
    trim = session.get(Trim, entry.trim_id) if entry.trim_id is not None else None
    if trim is None:
        raise Refused("quote.no_car", N_("Please fill this in."), field="trim_id")
    today, rates = local_day(at), settings.load(session).of(QuoteSettings)
    price = price_on(session, trim.id, today)
    if entry.car_price is None and price is None:
        message = N_("This version has no list price yet: enter its price.")
        raise Refused("quote.no_price", message, field="car_price")
    taxes = TaxRates(rates.vat_percent, rates.purchase_tax_percent)
    list_price = price.list_price if price is not None else None
    return entry.amounts(QuoteBasis(trim.energy, today, taxes, list_price)), price


def _valid_until(session: Session, entry: QuoteEntry, at: datetime) -> date:
    today = local_day(at)
    days = settings.load(session).of(QuoteSettings).quote_days
    if entry.valid_until is not None and entry.valid_until < today:
        message = N_("This day is over: choose today or a later one.")
        raise Refused("quote.past", message, field="valid_until")
    return entry.valid_until or today + timedelta(days=days)


def _fill(row: QuoteVersion, entry: QuoteEntry, amounts: Amounts) -> None:
    row.colour, row.interior, row.cars = entry.colour, entry.interior, entry.cars or 1
    row.car_price, row.discount = amounts.car_price, amounts.discount
    row.tax, row.tax_typed = amounts.tax, entry.tax is not None
    row.plate_fee, row.trade_in = amounts.plate_fee, amounts.trade_in
    row.trade_in_beyond = amounts.trade_in_beyond or None
    row.trade_in_car = entry.trade_in_car if amounts.trade_in else None
    row.appraisal_id = entry.appraisal_id if amounts.trade_in else None
    if (loan := amounts.loan) is not None:
        row.loan_kind, row.down_payment = loan.kind, loan.down_payment
        row.months, row.loan_rate = loan.months, loan.rate
