"""Makes orders for cars of the practice store that stand, one of every state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local_time import local_day, on_days
from app.practice import sale_changes
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.painted_photos import DARK, filled, painted
from app.practice.special_orders import Told
from app.prospects import operations as prospects
from app.sales import order_operations, order_rules, rules
from app.sales.after_care_operations import keep_plans
from app.sales.rules import Amounts
from app.sales.version_queries import versions
from db.sales_words import CancelCause, DepositKind, LoanKind, SaleStepKind
from db.stock_words import CertificatePlace, PdiPoint
from db.tables.bills import Payment
from db.tables.people import Person
from db.tables.photos import CarPhoto
from db.tables.prospects import Prospect
from db.tables.sale_orders import SaleInvoice, SaleOrder, SaleStep
from db.tables.sales import STANDING, DiscountRequest, Quote, QuoteVersion
from db.tables.stock import CarHold, PdiCheck, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaymentMethod, ProspectState, Role

DEPOSIT = Decimal(5_000)
PLATE = Decimal(500)
LOAN: dict[str, Any] = {
    "down_payment": Decimal(50_000),
    "months": 36,
    "loan_kind": LoanKind.YEARLY_RATE,
    "loan_rate": Decimal("3.88"),
}
AFTERWARDS = (
    (SaleStepKind.LOAN_PAID_OUT, timedelta(days=4)),
    (SaleStepKind.MORTGAGE, timedelta(days=20)),
)
"""What the bank has done by then, once a car is handed over."""
WITHOUT_PLATE = timedelta(days=6)
"""So long a new car drives without its plate."""
INSURED = timedelta(days=364)
PHOTOGRAPHED = timedelta(days=14)
"""How far back inspections have photos; more would only make the store large."""
PROVINCE = "44"
"""Where the invoices of the practice store come from, after the year in their number."""
RED, RIGHT = 50_000, 60_000
"""By so much the numbers of a red invoice and of the next one lie above the first."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
METHODS = (PaymentMethod.CARD, PaymentMethod.TRANSFER, PaymentMethod.WECHAT)


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """How far a standing order has come, and how many days ago it was placed."""

    days: int
    approved: bool = False
    signed: bool = False
    has_car: bool = False
    paid: bool = False
    rejected: bool = False
    cancelled: bool = False
    changed: bool = False
    promised: int = 14


STANDING_ORDERS = (
    StandingOrder(0),
    StandingOrder(0, approved=True),
    StandingOrder(1, rejected=True),
    StandingOrder(2, approved=True, signed=True, changed=True),
    StandingOrder(3, approved=True, signed=True, has_car=True),
    StandingOrder(5, approved=True, signed=True, has_car=True, paid=True, promised=6),
    StandingOrder(9, approved=True, signed=True, promised=8),
    StandingOrder(6, approved=True, signed=True, cancelled=True),
)
"""One of every state: waiting, sent back, changed, with a car, ready, late, cancelled."""


def fill(
    session: Session, lists: PracticeLists, *, numbers: Numbering, told: Told, at: datetime
) -> None:
    """Orders from the quotations of those who have not bought yet."""
    maker = OrderMaker(session, lists, numbers, at)
    quotes = list(maker.quotes())
    for stage in STANDING_ORDERS:
        placed = maker.placed(stage)
        quote = next((one for one, made_at in quotes if made_at < placed - HOUR), None)
        if quote is not None:
            quotes = [one for one in quotes if one[0] is not quote]
            told.usual = placed
            maker.stand(quote, stage)
    session.flush()


def new_order(quote: Quote, version_id: int, *, placed: datetime, numbers: Numbering) -> SaleOrder:
    """An order for what a version of a quotation says, with the usual deposit."""
    row = SaleOrder(quote_id=quote.id, quote_version_id=version_id, placed_at=placed)
    row.number = numbers.next("D", placed)
    row.person_id, row.staff_id = quote.person_id, quote.staff_id
    row.deposit, row.deposit_kind = DEPOSIT, DepositKind.EARNEST
    return row


def invoice(session: Session, order: SaleOrder, price: Decimal, *, by: int, at: datetime) -> None:
    """The electronic invoice of the car that an order has, for its buyer."""
    if order.stock_car_id is not None:
        _invoice(session, order, price, by=by, at=at)


def invoice_anew(
    session: Session, order: SaleOrder, price: Decimal, *, by: int, at: datetime
) -> None:
    """The address was wrong: a red invoice some days later, and a right one."""
    first, later = _invoice(session, order, price, by=by, at=at), at + 3 * DAY
    first.red_number, first.red_on = _number(later, order.id + RED), local_day(later)
    right = _invoice(session, order, price, by=by, at=later)
    right.number = _number(later, order.id + RIGHT)


def _number(at: datetime, count: int) -> str:
    return f"{at:%y}{PROVINCE}{count:016d}"


def _invoice(
    session: Session, order: SaleOrder, price: Decimal, *, by: int, at: datetime
) -> SaleInvoice:
    buyer = session.get_one(Person, order.person_id)
    row = SaleInvoice(sale_order_id=order.id, stock_car_id=order.stock_car_id, amount=price)
    row.number = _number(at, order.id)
    row.buyer, row.id_number = buyer.name, buyer.id_number
    row.issued_on, row.noted_at, row.noted_by = local_day(at), at, by
    session.add(row)
    return row


class OrderMaker:
    """Invents orders from the quotations and cars that are there."""

    def __init__(
        self, session: Session, lists: PracticeLists, numbers: Numbering, now: datetime
    ) -> None:
        self.session, self.lists, self.numbers, self.now = session, lists, numbers, now
        self.manager = lists.staff[Role.MANAGER][0].id
        self.cashier = lists.staff[Role.CASHIER][0].id
        self.advisor = lists.staff[Role.ADVISOR][0].id
        self.technician = lists.staff[Role.TECHNICIAN][0].id

    def quotes(self) -> Iterator[tuple[Quote, datetime]]:
        """Valid quotations whose customers still look for a car, and when; the newest first."""
        live = select(Prospect.person_id).where(Prospect.state == ProspectState.OPEN)
        versions = select(QuoteVersion.quote_id).join(
            DiscountRequest, DiscountRequest.quote_version_id == QuoteVersion.id
        )
        waits = versions.where(DiscountRequest.granted.is_not(True))
        wanted = (
            select(Quote, func.max(QuoteVersion.made_at))
            .join(QuoteVersion, QuoteVersion.quote_id == Quote.id)
            .where(STANDING, Quote.person_id.in_(live), Quote.id.not_in(waits))
            .group_by(Quote.id)
        )
        found = self.session.execute(wanted.order_by(Quote.id.desc()))
        yield from ((quote, made_at) for quote, made_at in found)

    def placed(self, stage: StandingOrder) -> datetime:
        """When an order that has come so far was placed."""
        return self.now - stage.days * DAY - HOUR

    def stand(self, quote: Quote, stage: StandingOrder, *, car: int = 1) -> None:
        """An order that has come so far, where a car that fits is free for it."""
        placed = self.placed(stage)
        row = self._order(quote, placed, local_day(placed) + stage.promised * DAY)
        row.quote_car = car
        if stage.approved:
            self._approve(row, placed + HOUR / 3)
        if stage.rejected:
            row.rejected_reason = self.lists.facts["sale_orders"]["rejected"]
        if stage.signed:
            row.checked_at, row.checked_by = placed + HOUR / 2, self.cashier
        self._save(row)
        if stage.signed:
            self._sign(row, stage, placed + 2 * HOUR / 3)
        if stage.changed:
            self._change(row, placed + 4 * HOUR)
        if stage.cancelled:
            row.cancelled_at, row.cancel_cause = self.now - DAY, CancelCause.AGREED
            row.cancelled_by = self.manager
            row.cancel_reason = self.lists.facts["sale_orders"]["cancelled"]
            self.session.flush()
            order_operations.reopen_enquiry(self.session, row, at=self.now - DAY)

    def _sign(self, row: SaleOrder, stage: StandingOrder, at: datetime) -> None:
        """The contract with its deposit; then the car and the rest of the money."""
        row.signed_at = row.valid_signature_at = at
        prospects.close_as_bought(self.session, row.person_id, at=at)
        self._pay(row, DEPOSIT, at + HOUR / 6)
        if stage.has_car:
            self._give_car(row, stage)
        if stage.paid:
            amounts = self._amounts(row)
            self._arrange(row, amounts, local_day(self.now - DAY))
            paid_at = self.now - 2 * HOUR
            self._pay(row, order_rules.still_due(amounts, DEPOSIT), paid_at)
            price = rules.bare_price(amounts)
            invoice(self.session, row, price, by=self.cashier, at=paid_at)

    def _change(self, row: SaleOrder, at: datetime) -> None:
        """Approved, checked and signed anew."""
        sale_changes.change(self.session, row, self.lists, at=at)
        self._approve(row, at + HOUR / 3)
        row.checked_at, row.valid_signature_at = at + HOUR / 2, at + 2 * HOUR / 3

    def _give_car(self, row: SaleOrder, stage: StandingOrder) -> None:
        trim = versions(self.session, row.quote_id)[-1]
        taken = select(SaleOrder.stock_car_id).where(SaleOrder.stock_car_id.is_not(None))
        held = select(CarHold.stock_car_id).where(CarHold.ended_at.is_(None))
        wanted = select(StockCar).join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        free = wanted.where(
            Vehicle.trim_id == trim.trim_id,
            StockCar.left_on.is_(None),
            StockCar.arrived_on <= local_day(row.placed_at),
            StockCar.id.not_in(taken),
            StockCar.id.not_in(held),
        )
        car = self.session.scalar(free.order_by(StockCar.id).limit(1))
        if car is None:
            return
        colour = self.session.get_one(Vehicle, car.vehicle_id).colour
        if colour != trim.colour:
            row.second_colour = colour
        row.stock_car_id, row.allocated_at = car.id, row.signed_at
        row.allocated_by = row.staff_id
        if stage.paid:
            car.certificate = CertificatePlace.HERE
            self._inspect(car, self.now - 4 * HOUR)

    def _order(self, quote: Quote, placed: datetime, promised: date) -> SaleOrder:
        version = versions(self.session, quote.id)[-1]
        row = new_order(quote, version.id, placed=placed, numbers=self.numbers)
        row.promised_on = promised
        return row

    def _approve(self, row: SaleOrder, at: datetime) -> None:
        row.approved_at, row.approved_by = at, self.manager

    def _save(self, row: SaleOrder) -> None:
        self.session.add(row)

    def _amounts(self, row: SaleOrder) -> Amounts:
        told = versions(self.session, row.quote_id)
        return next(one.amounts for one in told if one.id == row.quote_version_id)

    def _pay(self, row: SaleOrder, amount: Decimal, at: datetime) -> None:
        if amount > 0:
            taken = self._after_the_last(at)
            paid = Payment(sale_order_id=row.id, amount=amount, at=taken, taken_by=self.cashier)
            paid.number = self.numbers.next("R", taken)
            paid.method = METHODS[row.id % len(METHODS)]
            self.session.add(paid)
            self.session.flush()

    def _after_the_last(self, at: datetime) -> datetime:
        """A moment after all receipts of the day, which are numbered by their time."""
        of_day = select(func.max(Payment.at)).where(on_days(Payment.at, local_day(at)))
        last = self.session.scalar(of_day)
        return at if last is None or last < at else min(last + MINUTE, self.now)

    def _inspect(self, car: StockCar, at: datetime) -> None:
        check = PdiCheck(stock_car_id=car.id, point=PdiPoint.HAND_OVER, checked_at=at, passed=True)
        check.checked_by, check.odometer = self.technician, 8 + car.id % 12
        self.session.add(check)
        if at > self.now - PHOTOGRAPHED:
            for words in (f"{check.odometer} km", "12.6 V"):
                photo = CarPhoto(stock_car_id=car.id, point=check.point)
                picture = painted(DARK, words)
                self.session.add(filled(photo, picture, taken=at, by=self.technician))

    def _arrange(self, row: SaleOrder, amounts: Amounts, day: date) -> None:
        """All that is needed for a hand-over, and what became of plate and loan since."""
        needed, today = order_rules.needed_steps(amounts), local_day(self.now)
        days = {kind: day for kind in SaleStepKind if kind in needed}
        if row.delivered_at is not None and day > today - WITHOUT_PLATE:
            days.pop(SaleStepKind.PLATE, None)
        if amounts.loan is not None and row.delivered_at is not None:
            days |= {kind: day + later for kind, later in AFTERWARDS if day + later <= today}
        for kind, on in days.items():
            step = SaleStep(sale_order_id=row.id, kind=kind, done_on=on, done_by=row.staff_id)
            step.valid_until = on + INSURED if kind is SaleStepKind.INSURANCE else None
            self.session.add(step)
        keep_plans(self.session, row.id, at=self.now)
