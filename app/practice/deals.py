"""Makes what became of everybody who bought: car, quotation, contract, money and hand-over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.permissions import Actor
from app.practice import trade_ins
from app.practice.buyers import Deal
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.sale_orders import (
    AFTERWARDS,
    DAY,
    DEPOSIT,
    HOUR,
    LOAN,
    METHODS,
    PLATE,
    WITHOUT_PLATE,
    invoice,
    invoice_anew,
    new_order,
)
from app.practice.special_orders import Told
from app.practice.stock import SOLD_FROM, CarMaker, wanted
from app.sales import operations, order_rules, rules
from app.sales.after_care_operations import keep_plans
from app.sales.rules import Amounts
from app.sales.values import QuoteEntry
from db.plate_words import PlateKind
from db.sales_words import CancelCause, SaleStepKind
from db.stock_words import CertificatePlace, LeftHow, PdiPoint
from db.tables.admin import Staff
from db.tables.bills import Payment
from db.tables.prospects import Prospect
from db.tables.sale_orders import SaleOrder, SaleStep
from db.tables.sales import Quote
from db.tables.stock import PdiCheck, StockCar
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import Energy, LossReason, ProspectState, Relation, Role
from db.warranty_words import CarUse

LOANS, TRADED, CANCELLED = (4, 1), (6, 4), (37, 20)
"""One deal in so many has a loan, trades a car in, is called off; and which of them."""
RED = 118
"""The deal whose first invoice was wrong."""
TRADES, CARE = timedelta(days=40), timedelta(days=25)
"""How far back traded cars are still here, and plans after a hand-over are still kept."""
WAITED, SOONEST, SPREAD = 41, 2, 8
"""Days a car stood before it was quoted, and from the contract to the hand-over."""
FAULTY, RECEIVED = (23, 7), time(16, 20)
"""One car in so many comes with a fault; when cars are inspected on arrival."""
HANDED_OVER, TURNS = time(10, 30), 4
MINUTE = timedelta(minutes=1)


class DealMaker:
    """Writes one deal after the other; the payments are numbered with those of the workshop."""

    def __init__(
        self, cars: CarMaker, identities: FakeIdentities, *, told: Told, at: datetime
    ) -> None:
        self.cars, self.identities, self.told, self.now = cars, identities, told, at
        self.session: Session = cars.session
        self.lists: PracticeLists = cars.lists
        self.numbers: Numbering = cars.numbers
        self.payments: list[Payment] = []
        staff = self.lists.staff
        self._manager, self._cashier = staff[Role.MANAGER][0].id, staff[Role.CASHIER][0].id
        self._consultants = {one.id: one for one in staff[Role.CONSULTANT]}

    def fill(self, deals: Sequence[Deal]) -> list[Payment]:
        """All deals in the order of their contracts."""
        with self.session.no_autoflush:
            for deal in deals:
                self.told.usual = deal.signed_at
                self._make(deal)
        self.told.usual = self.now
        return self.payments

    def _make(self, deal: Deal) -> None:
        car = self._car(deal)
        vehicle = self.cars.vehicles[car.vehicle_id]
        quote, wish = self._quote(deal, vehicle)
        amounts, _price = operations.priced(self.session, wish, at=deal.quoted_at)
        row = new_order(
            quote, self._version, placed=deal.signed_at - 70 * MINUTE, numbers=self.numbers
        )
        row.approved_at, row.approved_by = deal.signed_at - 50 * MINUTE, self._manager
        row.checked_at, row.checked_by = deal.signed_at - 25 * MINUTE, self._cashier
        row.signed_at = row.valid_signature_at = deal.signed_at
        leaves = self._leaves(deal)
        row.promised_on = local_day(leaves)
        self.session.add(row)
        self._pay(row, DEPOSIT, deal.signed_at + 10 * MINUTE)
        if _is(deal, CANCELLED) and deal.signed_at + 3 * DAY < self.now:
            self._call_off(row, deal.signed_at + 2 * DAY)
            self._lose(deal.wish, row, deal.signed_at + 2 * DAY)
            return
        row.stock_car_id, row.allocated_by = car.id, row.staff_id
        row.allocated_at = deal.signed_at + HOUR
        if leaves <= self.now - HOUR / 3:
            self._hand_over(deal, row, car, amounts=amounts)
            if amounts.trade_in:
                self.session.flush()
                self._take_in(quote, amounts.trade_in, leaves - HOUR)
        self._arrange(row, amounts, local_day(leaves), vehicle=vehicle)

    def _take_in(self, quote: Quote, price: Decimal, at: datetime) -> None:
        lists, numbers = self.lists, self.numbers
        trade_ins.take_in(self.session, quote, price, lists=lists, numbers=numbers, at=at)

    def _leaves(self, deal: Deal) -> datetime:
        """When the car is handed over: some days after the contract."""
        days = timedelta(days=SOONEST + deal.place * 5 % SPREAD)
        turn = deal.place % TURNS * 65 * MINUTE
        return at_local(local_day(deal.signed_at) + days, HANDED_OVER) + turn

    def _car(self, deal: Deal) -> StockCar:
        """A car as the customer wants it, which stood here when it was quoted."""
        kind = wanted(self.lists, deal.place, model_id=deal.wish.model_id)
        stood = 2 + deal.place * 7 % WAITED
        age = (self.cars.today - local_day(deal.quoted_at)).days + stood
        car = self.cars.arrived(SOLD_FROM + deal.place, age, kind=kind)
        car.certificate = CertificatePlace.HERE
        self._receive(deal, car)
        return car

    def _receive(self, deal: Deal, car: StockCar) -> None:
        """Inspected on the day of its arrival; what was found then is mended by the hand-over."""
        assert car.arrived_on is not None, "a sold car has arrived"
        found = None
        if _is(deal, FAULTY):
            texts = self.lists.facts["arrival_faults"]
            found = texts[deal.place % len(texts)]
        check = PdiCheck(stock_car_id=car.id, point=PdiPoint.ARRIVAL, passed=found is None)
        check.checked_at, check.odometer = at_local(car.arrived_on, RECEIVED), 3 + car.id % 5
        check.checked_by = self.lists.staff[Role.TECHNICIAN][car.id % 3].id
        check.findings = found
        self.session.add(check)

    def _quote(self, deal: Deal, car: Vehicle) -> tuple[Quote, QuoteEntry]:
        owner = self._consultants[deal.wish.owner_id]
        quote = Quote(person_id=deal.wish.person_id, staff_id=owner.id, versions=1)
        quote.number = self.numbers.next("Q", deal.quoted_at)
        self.session.add(quote)
        texts, place = self.lists.facts["quotes"], deal.place
        extras = texts["accessories"][place % 4 : place % 4 + place % 3]
        wish = QuoteEntry(
            trim_id=car.trim_id,
            colour=car.colour,
            discount=Decimal(1_000 * (place % 4)),
            accessories=tuple((name, Decimal(amount)) for name, amount in extras),
            insurance=tuple((name, Decimal(amount)) for name, amount in texts["insurance"][:2]),
            plate_fee=PLATE,
            **(LOAN if _is(deal, LOANS) else {}),
        )
        if _is(deal, TRADED) and deal.signed_at > self.now - TRADES:
            made = trade_ins.appraise(
                self.session, quote, self.lists, numbers=self.numbers, at=deal.quoted_at
            )
            self.session.flush()
            wish = replace(wish, appraisal_id=made.id, trade_in=made.offered)
        by = _actor(owner)
        version = operations.add_version(self.session, quote, wish, by=by, at=deal.quoted_at)
        self._version = version.id
        return quote, wish

    def _hand_over(self, deal: Deal, row: SaleOrder, car: StockCar, *, amounts: Amounts) -> None:
        """Inspected, paid and driven away by its owner, later with a plate."""
        leaves = self._leaves(deal)
        day, vehicle = local_day(leaves), self.cars.vehicles[car.vehicle_id]
        check = PdiCheck(stock_car_id=car.id, point=PdiPoint.HAND_OVER, passed=True)
        check.checked_at, check.odometer = leaves - 26 * HOUR, 8 + car.id % 12
        check.checked_by = self.lists.staff[Role.TECHNICIAN][car.id % 3].id
        row.advisor_id = self.lists.staff[Role.ADVISOR][car.id % 3].id
        row.odometer, row.delivered_at, row.delivered_by = 9 + car.id % 20, leaves, row.staff_id
        self._pay(row, order_rules.still_due(amounts, DEPOSIT), leaves - HOUR)
        written = invoice_anew if deal.place == RED else invoice
        written(self.session, row, rules.bare_price(amounts), by=self._cashier, at=leaves - HOUR)
        car.left_on, car.left_how, car.place = day, LeftHow.SOLD, None
        owner = VehicleRelation(vehicle_id=vehicle.id, person_id=row.person_id)
        owner.relation, owner.from_on = Relation.OWNER, day
        vehicle.bought_here, vehicle.invoiced_on, vehicle.delivered_on = True, day, day
        vehicle.invoice_price = amounts.car_price - amounts.discount
        vehicle.car_use = CarUse.PRIVATE
        self.session.add_all([check, owner])

    def _call_off(self, row: SaleOrder, at: datetime) -> None:
        """Both agree: the deposit goes back, and the car is free for others."""
        row.cancelled_at, row.cancel_cause = at, CancelCause.AGREED
        row.cancelled_by = self._manager
        row.cancel_reason = self.lists.facts["sale_orders"]["cancelled"]
        back = self._pay(row, -DEPOSIT, at + 20 * MINUTE)
        back.approved_by, back.note = self._manager, row.cancel_reason

    def _lose(self, wish: Prospect, row: SaleOrder, at: datetime) -> None:
        """The enquiry of an order that was called off is lost, as the manager confirmed."""
        wish.state, wish.loss_reason = ProspectState.LOST, LossReason.POSTPONED
        wish.lost_reason, wish.confirmed_by = row.cancel_reason, self._manager
        wish.loss_asked_at, wish.closed_at = at + HOUR, at + 2 * HOUR

    def _pay(self, row: SaleOrder, amount: Decimal, at: datetime) -> Payment:
        paid = Payment(sale_order_id=row.id, amount=amount, at=at, taken_by=self._cashier)
        paid.method = METHODS[row.id % len(METHODS)]
        self.payments.append(paid)
        return paid

    def _arrange(self, row: SaleOrder, amounts: Amounts, day: date, *, vehicle: Vehicle) -> None:
        """What was arranged until now; what is due has its day."""
        needed, today = order_rules.needed_steps(amounts), local_day(self.now)
        days = dict.fromkeys(needed, day)
        days[SaleStepKind.INSURANCE] = day - DAY
        if SaleStepKind.PLATE in days:
            days[SaleStepKind.PLATE] = day + WITHOUT_PLATE
        if SaleStepKind.LOAN in days:
            days |= {SaleStepKind.LOAN: day - DAY}
            days |= {kind: day + later for kind, later in AFTERWARDS}
        done = {kind: on for kind, on in days.items() if on <= today}
        for kind in (one for one in SaleStepKind if one in done):
            step = SaleStep(sale_order_id=row.id, kind=kind, done_on=done[kind])
            step.done_by = row.staff_id
            if kind is SaleStepKind.PLATE:
                step.reference = self._plate(vehicle, done[kind])
            self.session.add(step)
        if len(done) < len(days) or day > today - CARE:
            keep_plans(self.session, row.id, at=self.now)

    def _plate(self, vehicle: Vehicle, on: date) -> str:
        """The plate that the car got, on its file as well."""
        electric = vehicle.energy is Energy.ELECTRIC
        plate = Plate(vehicle_id=vehicle.id, number=self.identities.plate(electric=electric))
        plate.kind = PlateKind.NEV_SMALL if electric else PlateKind.CIVIL
        plate.from_on = vehicle.registered_on = on
        self.session.add(plate)
        return plate.number


def _is(deal: Deal, share: tuple[int, int]) -> bool:
    every, which = share
    return deal.place % every == which


def _actor(staff: Staff) -> Actor:
    return Actor(staff.id, staff.name, frozenset(staff.roles), "")
