"""Sells one used car of the practice store, and quotes another."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.permissions import Actor
from app.practice import trade_ins
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.sale_orders import DAY, HOUR, PLATE, new_order
from app.practice.special_orders import Told
from app.prospects import operations as prospects
from app.sales import operations, order_rules
from app.sales.values import QuoteEntry
from app.sales.version_queries import versions
from db.sales_words import SaleStepKind
from db.stock_words import PdiPoint
from db.tables.admin import Staff
from db.tables.bills import Payment
from db.tables.prospects import Prospect
from db.tables.sale_orders import SaleStep
from db.tables.sales import Quote
from db.tables.stock import PdiCheck, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaymentMethod, ProspectState, Role

SINCE = 3 * DAY
"""So long car and prospect are known before they meet."""


def fill(
    session: Session, lists: PracticeLists, *, numbers: Numbering, told: Told, at: datetime
) -> None:
    """Of the used cars that nobody works on one is ready for its buyer; another is quoted."""
    quoted = select(Quote.person_id)
    wishes = select(Prospect).where(
        Prospect.state == ProspectState.OPEN,
        Prospect.opened_at < at - SINCE,
        Prospect.person_id.not_in(quoted),
    )
    cars = trade_ins.finished(session, before=local_day(at - SINCE))[:2]
    people = session.scalars(wishes.order_by(Prospect.id.desc()).limit(2)).all()
    met = list(zip(cars, people, strict=False))
    for place, (car, wish) in enumerate(met):
        told.usual = made = at - 2 * DAY
        quote = _quote(session, car, wish, numbers=numbers, lists=lists, at=made)
        if place == 0:
            _order(session, car, quote, numbers=numbers, lists=lists, at=made + HOUR)
    session.flush()


def _quote(
    session: Session,
    car: StockCar,
    wish: Prospect,
    *,
    numbers: Numbering,
    lists: PracticeLists,
    at: datetime,
) -> Quote:
    quote = Quote(person_id=wish.person_id, staff_id=wish.owner_id, versions=1)
    quote.number = numbers.next("Q", at)
    session.add(quote)
    owner = session.get_one(Staff, wish.owner_id)
    by = Actor(owner.id, owner.name, frozenset(owner.roles), "")
    insurance = lists.facts["quotes"]["insurance"][:1]
    lines = tuple((name, Decimal(amount)) for name, amount in insurance)
    entry = QuoteEntry(stock_car_id=car.id, insurance=lines, plate_fee=PLATE)
    operations.add_version(session, quote, entry, by=by, at=at)
    return quote


def _order(
    session: Session,
    car: StockCar,
    quote: Quote,
    *,
    numbers: Numbering,
    lists: PracticeLists,
    at: datetime,
) -> None:
    """Signed, paid, insured and inspected: the car waits for its new owner."""
    version = versions(session, quote.id)[-1]
    cashier = lists.staff[Role.CASHIER][0].id
    row = new_order(quote, version.id, placed=at, numbers=numbers)
    row.deposit = Decimal(2_000)
    row.stock_car_id, row.allocated_at, row.allocated_by = car.id, at, row.staff_id
    row.approved_at, row.approved_by = at + HOUR / 3, lists.staff[Role.MANAGER][0].id
    row.checked_at, row.checked_by = at + HOUR / 2, cashier
    row.signed_at = row.valid_signature_at = at + HOUR
    row.promised_on = local_day(at + 4 * DAY)
    session.add(row)
    prospects.close_as_bought(session, row.person_id, at=at + HOUR)
    last = session.scalar(select(func.max(Payment.at))) or at
    after = min(last + timedelta(minutes=1), at + 2 * DAY - HOUR)
    paid = Payment(sale_order_id=row.id, at=after, taken_by=cashier)
    paid.amount = order_rules.still_due(version.amounts, Decimal(0))
    paid.number, paid.method = numbers.next("R", paid.at), PaymentMethod.TRANSFER
    check = PdiCheck(stock_car_id=car.id, point=PdiPoint.HAND_OVER, passed=True)
    check.checked_at, check.checked_by = at + 5 * HOUR, lists.staff[Role.TECHNICIAN][0].id
    check.odometer = (session.get_one(Vehicle, car.vehicle_id).odometer or 0) + 2
    step = SaleStep(sale_order_id=row.id, kind=SaleStepKind.INSURANCE, done_on=local_day(at))
    step.done_by = row.staff_id
    session.add_all([paid, check, step])
