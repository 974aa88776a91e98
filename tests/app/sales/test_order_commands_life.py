"""The life of an order: whatever is asked in whatever order, no car leaves that is not paid for.

Commands are tried blindly; what must hold is read after each of them.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.sales import (
    commands,
    delivery_commands,
    invoice_commands,
    money_commands,
    order_commands,
    order_queries,
    rules,
)
from app.sales.order_facts import SaleOrderRow, is_invoiced, needs_red
from app.sales.order_values import (
    CancelEntry,
    CarMoney,
    InvoiceEntry,
    SaleChangeEntry,
    SaleStepEntry,
)
from app.stock import commands as stock
from db import upgrade
from db.sales_words import CancelCause, LoanKind, SaleState, SaleStepKind
from db.stock_words import CertificatePlace, PdiPoint
from db.tables.bills import Payment
from db.tables.stock import StockCar
from db.tables.vehicles import VehicleRelation
from db.vocabulary import PaymentMethod, Role
from tests.app.sales.order_store import DEPOSIT, open_sales
from tests.app.sales.store import open_showroom
from tests.make import NOON
from tests.planted import live

pytestmark = pytest.mark.sqlite_only("a model on copies of one file")

MANAGER = Actor(1, "王敏", frozenset({Role.MANAGER}), "展厅1")
ORDER, CAR = st.integers(0, 1), st.integers(0, 1)
COLOURS = ("墨玉黑", "珠光白")
LOAN = {"down_payment": Decimal(60_900), "months": 24, "loan_kind": LoanKind.YEARLY_RATE}
SHARES = st.sampled_from([1, 30, 100, 101])


class OrderLife(RuleBasedStateMachine):
    """Two orders, two cars of one version in two colours, one with a loan."""

    store = Path()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "store.db"
        shutil.copy(self.store, path)
        self.records = Records(upgrade.prepare(path), DESKS)
        self.sales = open_sales(open_showroom(self.records, MANAGER, self.make), self.make)
        self.cars = [self.sales.car(n, colour=colour) for n, colour in enumerate(COLOURS)]
        self.orders = [
            self.sales.place(colour=COLOURS[0]),
            self.sales.place(insurance=(("交强险", Decimal(950)),), **LOAN),
        ]
        self.boss = {"by": MANAGER}

    def make(self, maker: Callable[..., Any], *args: Any, **facts: Any) -> int:
        def command(session: Any, *, by: Actor, at: datetime) -> int:
            return int(maker(session, *args, **facts).id)

        return int(self.records.act(command, by=MANAGER, at=NOON))

    def teardown(self) -> None:
        self.records.close()
        self.folder.cleanup()

    def tried(self, command: Callable[..., Any], *args: Any, by: Actor = MANAGER) -> bool:
        """False where the command was refused."""
        try:
            self.sales.act(command, *args, by=by)
        except Refused:
            return False
        return True

    def row(self, place: int) -> SaleOrderRow:
        return self.sales.row(self.orders[place])

    @rule(place=ORDER)
    def approve(self, place: int) -> None:
        self.tried(order_commands.approve, self.orders[place])
        self.tried(order_commands.check_finance, self.orders[place])

    @rule(place=ORDER)
    def send_back(self, place: int) -> None:
        self.tried(order_commands.send_back, self.orders[place], "请重算")

    @rule(place=ORDER)
    def put_forward_again(self, place: int) -> None:
        row = self.row(place)
        entry = self.sales.entry(row.quote_id, id=row.id, version=row.version)
        self.tried(order_commands.save_order, entry)

    @rule(place=ORDER, colour=st.sampled_from(COLOURS), discount=st.integers(0, 9))
    def change(self, place: int, colour: str, discount: int) -> None:
        more = {"colour": colour, "discount": Decimal(1_000 * discount)}
        entry = self.sales.quotes.entry(id=self.row(place).quote_id, **more)
        self.tried(commands.save_quote, entry)
        self.tried(order_commands.change, self.orders[place], SaleChangeEntry("换颜色"))

    @rule(place=ORDER, prints=st.booleans())
    def sign(self, place: int, prints: bool) -> None:
        if prints:
            try:
                self.sales.sign(self.orders[place])
            except Refused:
                return
        else:
            self.tried(order_commands.sign, self.orders[place])

    @rule(place=ORDER, car=CAR)
    def give_car(self, place: int, car: int) -> None:
        self.tried(delivery_commands.give_car, self.orders[place], self.cars[car])

    @rule(place=ORDER)
    def take_back(self, place: int) -> None:
        self.tried(delivery_commands.take_back_car, self.orders[place], None)
        if self.row(place).signed_at is not None:
            self.tried(order_commands.take_back_signature, self.orders[place])

    @rule(car=CAR, passed=st.booleans(), point=st.sampled_from(PdiPoint))
    def inspect(self, car: int, passed: bool, point: PdiPoint) -> None:
        try:
            self.sales.inspect(self.cars[car], findings="" if passed else "漆面划伤", point=point)
        except Refused:
            return

    @rule(car=CAR, to=st.sampled_from([CertificatePlace.HERE, CertificatePlace.BANK]))
    def move_certificate(self, car: int, to: CertificatePlace) -> None:
        self.tried(stock.move_certificate, self.cars[car], to)

    @rule(place=ORDER, kind=st.sampled_from(SaleStepKind))
    def arrange(self, place: int, kind: SaleStepKind) -> None:
        self.tried(delivery_commands.note_step, self.orders[place], SaleStepEntry(kind))

    @rule(place=ORDER, share=SHARES)
    def pay(self, place: int, share: int) -> None:
        row = self.row(place)
        amount = (row.due * share / 100).quantize(Decimal("0.01"))
        paid = self.tried(money_commands.take_money, row.id, CarMoney(PaymentMethod.CARD, amount))
        assert not (paid and amount > row.due), "more was taken than was due"

    @rule(place=ORDER, cause=st.sampled_from(CancelCause))
    def cancel(self, place: int, cause: CancelCause) -> None:
        if self.row(place).paid:  # seldom: an order that has come so far goes on
            self.tried(order_commands.cancel, self.orders[place], CancelEntry(cause, "不买了"))

    @rule(place=ORDER)
    def hurry(self, place: int) -> None:
        """All that is missing at once, so that many lives reach the hand-over."""
        self.approve(place)
        self.sign(place, prints=True)
        for car in (0, 1):
            if self.row(place).stock_car_id is None:
                self.give_car(place, car)
            self.move_certificate(car, CertificatePlace.HERE)
            self.inspect(car, passed=True, point=PdiPoint.HAND_OVER)
        for kind in SaleStepKind:
            self.arrange(place, kind)
        self.pay(place, 100)

    @rule(place=ORDER)
    def hand_over(self, place: int) -> None:
        invoice(self, self.row(place))
        before = self.row(place)
        try:
            self.sales.hand_over(before.id)
        except Refused:
            assert before.state is not SaleState.READY
            return
        assert before.state is SaleState.READY and before.blocks == ()

    @invariant()
    def nothing_leaves_unpaid(self) -> None:
        with self.records.read() as session:
            rows = order_queries.orders(session, MANAGER, at=NOON)
            for row in rows:
                sums = select(func.sum(Payment.amount)).where(Payment.sale_order_id == row.id)
                assert row.paid == (session.scalar(sums) or 0) >= 0
                if row.is_open:
                    whole = rules.before_delivery(row.agreed.amounts)
                    assert row.due == max(whole - row.paid, 0)
                if row.state is SaleState.DELIVERED:
                    left_rightly(session, row)
            cars = [row.stock_car_id for row in rows if row.cancelled_at is None]
            given = [car for car in cars if car is not None]
            assert len(given) == len(set(given)), "one car has two orders"


def invoice(life: OrderLife, row: SaleOrderRow) -> None:
    """A red one first where another stands; every number is used once."""
    black, red = (f"26{kind}{row.id:03d}{len(row.invoices):013d}" for kind in (44, 45))
    if needs_red(row):
        life.tried(invoice_commands.note_red_invoice, row.id, InvoiceEntry(red))
    life.tried(invoice_commands.note_invoice, row.id, InvoiceEntry(black))


def left_rightly(session: Any, row: SaleOrderRow) -> None:
    """A car that left has all that the law and the store want."""
    assert (
        row.valid_signature_at is not None
        and row.signed_at is not None
        and row.approved_at
        and row.checked_at
        and row.is_inspected
    )
    assert row.paid == rules.before_delivery(row.agreed.amounts)
    car = session.get_one(StockCar, row.stock_car_id)
    assert car.left_on is not None and car.certificate is CertificatePlace.HERE
    owner = select(VehicleRelation.person_id).where(VehicleRelation.vehicle_id == car.vehicle_id)
    assert session.scalars(owner).all() == [row.person_id]
    assert not row.open_steps & {SaleStepKind.LOAN, SaleStepKind.INSURANCE}
    assert row.deposit == DEPOSIT and is_invoiced(row)


def test_orders_live_as_the_law_says(founded_store: Path) -> None:
    live(OrderLife, founded_store, examples=6, steps=25)
