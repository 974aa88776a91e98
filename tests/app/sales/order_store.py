"""A showroom that sells: the quoting one with a car in stock, a cashier, an advisor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.sales import (
    appraisal_commands,
    appraisal_queries,
    delivery_commands,
    invoice_commands,
    money_commands,
    order_commands,
    order_queries,
)
from app.sales.appraisal_facts import AppraisalRow
from app.sales.appraisal_values import AppraisalEntry
from app.sales.order_facts import SaleOrderRow
from app.sales.order_values import (
    CarHandOver,
    CarMoney,
    GivenSalePaper,
    InvoiceEntry,
    SaleOrderEntry,
    SaleStepEntry,
)
from app.stock import commands as stock
from app.stock import pdi_commands
from app.stock.values import PdiEntry, StockEntry
from db.sales_words import DepositKind
from db.stock_words import CertificatePlace, PdiPoint
from db.vocabulary import PaperKind, PaymentMethod, Role
from tests import make as makers
from tests.app.sales.store import SHOWROOM, QuoteStore
from tests.beginnings import Beginning, begin_with, maker
from tests.make import NOON

TODAY = NOON.date()
PROMISED = TODAY + timedelta(days=14)
DEPOSIT = Decimal(5_000)
LAST_POINT = PdiPoint.HAND_OVER


@dataclass(slots=True)
class SaleStore:
    """`quotes` is the store of the quotations; every act is a command."""

    quotes: QuoteStore
    cashier: Actor
    technician: int
    advisor: int

    def act(self, command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return self.quotes.act(command, *args, **more)

    def entry(self, quote_id: int, **more: Any) -> SaleOrderEntry:
        usual = {"deposit": DEPOSIT, "deposit_kind": DepositKind.EARNEST, "promised_on": PROMISED}
        return SaleOrderEntry(quote_id, **(usual | more))

    def place(self, **quoted: Any) -> int:
        row = self.quotes.quote(**quoted)
        return self.act(order_commands.save_order, self.entry(row.id))

    def row(self, order_id: int, *, at: datetime = NOON) -> SaleOrderRow:
        with self.quotes.records.read() as session:
            return order_queries.order(session, order_id, self.quotes.consultant, at=at)

    def approve(self, order_id: int) -> None:
        self.act(order_commands.approve, order_id, by=self.quotes.manager)
        self.act(order_commands.check_finance, order_id, by=self.cashier)

    def sign(self, order_id: int) -> None:
        row = self.row(order_id)
        kind, about = order_commands.signed_paper(row)
        given = GivenSalePaper(kind, about, row.contract_number, 1, b"%PDF-1.4 signed")
        self.act(order_commands.keep_paper, given)
        self.act(order_commands.sign, order_id)

    def pay(self, order_id: int, amount: Decimal | str | int, **more: Any) -> str:
        paid = CarMoney(PaymentMethod.CARD, Decimal(amount))
        return self.act(money_commands.take_money, order_id, paid, by=self.cashier, **more)

    def car(self, place: int = 1, *, colour: str = "墨玉黑", here: bool = True) -> int:
        vin = with_check_digit("LGBH52E0", f"TR{place:06d}")
        entry = StockEntry(
            vin=vin,
            trim_id=self.quotes.petrol,
            colour=colour,
            arrived_on=date(2026, 11, 1) if here else None,
            certificate=CertificatePlace.HERE,
        )
        return self.act(stock.save_car, entry, by=self.quotes.manager)

    def appraise(self, **typed: Any) -> int:
        """The old car of the customer: 52,000 less the usual margin of 4,200."""
        usual = {
            "who": self.quotes.person,
            "plate": "粤B12345",
            "vin": with_check_digit("LGBG22E0", "HY000001"),
            "model_name": "骐达 2015 款",
            "odometer": 86_400,
            "expected_price": Decimal(52_000),
        }
        return self.act(appraisal_commands.save_appraisal, AppraisalEntry(**(usual | typed)))

    def appraisal(self, key: int, *, at: datetime = NOON) -> AppraisalRow:
        with self.quotes.records.read() as session:
            return appraisal_queries.appraisal(session, key, self.quotes.consultant, at=at)

    def inspect(self, car: int, *, findings: str = "", point: PdiPoint = LAST_POINT) -> int:
        entry = PdiEntry(point, self.technician, not findings, 12, findings or None)
        return self.act(pdi_commands.note_pdi, car, entry)

    def arrange(self, order_id: int) -> None:
        for kind in self.row(order_id).open_steps:
            self.act(delivery_commands.note_step, order_id, SaleStepEntry(kind))

    def introduce(self, order_id: int, *, odometer: int = 15, **more: Any) -> None:
        entry = CarHandOver(self.advisor, odometer)
        self.act(delivery_commands.prepare_hand_over, order_id, entry, **more)

    def print_sheet(self, order_id: int, **more: Any) -> None:
        number = self.row(order_id).number
        sheet = GivenSalePaper(PaperKind.DELIVERY_SHEET, order_id, number, None, b"%PDF-1.4")
        self.act(order_commands.keep_paper, sheet, **more)

    def hand_over(self, order_id: int, **more: Any) -> datetime:
        self.introduce(order_id, **more)
        self.print_sheet(order_id, **more)
        return self.act(delivery_commands.hand_over, order_id, **more)

    def ready(self, **quoted: Any) -> tuple[int, int]:
        """An order to which nothing is missing, and its car."""
        order = self.place(**quoted)
        return order, self.make_ready(order)

    def make_ready(self, order: int) -> int:
        """Everything that an order needs before its hand-over; returns its car."""
        car = self.car()
        self.approve(order)
        self.sign(order)
        self.act(delivery_commands.give_car, order, car)
        self.inspect(car)
        self.arrange(order)
        self.pay(order, DEPOSIT)
        self.pay(order, self.row(order).due)
        self.invoice(order)
        return car

    def invoice(self, order: int, **typed: Any) -> int:
        """An electronic invoice with a number of its own."""
        entry = InvoiceEntry(**({"number": f"2644{order:016d}"} | typed))
        return self.act(invoice_commands.note_invoice, order, entry)

    def red_invoice(self, order: int, number: str) -> int:
        return self.act(invoice_commands.note_red_invoice, order, InvoiceEntry(number))

    def invoice_anew(self, order: int) -> None:
        """The invoice of another price or car, after a red one."""
        self.red_invoice(order, f"2645{order:016d}")
        self.invoice(order, number=f"2646{order:016d}")


def open_sales(showroom: QuoteStore, make: Callable[..., int]) -> SaleStore:
    person = make(makers.staff, "孙倩", Role.CASHIER)
    cashier = Actor(person, "孙倩", frozenset({Role.CASHIER}), "收银1")
    technician = make(makers.staff, "钱工", Role.TECHNICIAN)
    advisor = make(makers.staff, "周顾问", Role.ADVISOR)
    return SaleStore(showroom, cashier, technician, advisor)


def sales(records: Records, showroom: QuoteStore) -> SaleStore:
    """The same with a cashier, a technician and an advisor."""
    return open_sales(showroom, maker(records))


SALES = Beginning(sales, after=SHOWROOM)
beginnings = begin_with(SHOWROOM, SALES)
showroom_fixture, sales_fixture = SHOWROOM.fixture, SALES.fixture
