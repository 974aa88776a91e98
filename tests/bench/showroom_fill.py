"""A busy showroom in a store of any size.

Sales of ten years with all that hangs on them, open orders, cars that stand, live prospects.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from app.local_time import local_day
from app.practice.numbering import Numbering
from db import engine as engines
from db.sales_words import CancelCause, DepositKind, LoanKind, QuoteLineKind, SaleStepKind
from db.stock_words import CertificatePlace, LeftHow, PdiPoint
from db.tables.base import Base
from db.tables.bills import Payment
from db.tables.people import Person
from db.tables.sale_orders import SaleOrder, SaleStep
from db.tables.sales import Quote, QuoteLine, QuoteVersion
from db.tables.stock import CarHold, PdiCheck, StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle
from db.vocabulary import PaymentMethod
from tests.bench.desk import AT, MANAGER
from tests.bench.showroom_prospects import fill_prospects

YEARS, A_SALE = 10, 3.3
"""One of so many customers has bought a car in these years: 60,000 of 200,000."""
OPEN, STOCK, LATELY = 120, 250, 100
"""Open orders, cars in stock, and what went in the month: the same in every store."""
MODELS, COLOURS = 8, ("墨玉黑", "珠光白", "星空灰", "琥珀金", "宝石蓝", "晨曦红")
EARLY, MONTH = 45, 20
"""The older sales end so many days ago; the newest ones went in so many days."""
STEPS = (SaleStepKind.INSURANCE, SaleStepKind.TAX, SaleStepKind.PLATE)
EXTRAS = ((QuoteLineKind.ACCESSORY, "脚垫"), (QuoteLineKind.INSURANCE, "交强险"))
EXTRAS += ((QuoteLineKind.INSURANCE, "商业险"), (QuoteLineKind.GIFT, "防爆膜"))
LOAN = {"loan_kind": LoanKind.YEARLY_RATE, "down_payment": Decimal(50_000), "months": 36}
LOAN |= {"loan_rate": Decimal("3.88")}
SIGNED_BEFORE, DAY = timedelta(days=12), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BusyShowroom:
    """How many cars were sold, and the last open order."""

    sold: int
    order: int


@cache
def fill(path: Path) -> BusyShowroom:
    """Adds what is missing to the store at `path`, once."""
    engine = engines.open_store(path)
    try:
        with engine.begin() as connection:
            fill_prospects(connection)
            people = connection.scalar(select(func.count(Person.id))) or 0
            return _fill(connection, round(people / A_SALE))
    finally:
        engine.dispose()


def _fill(connection: Connection, sold: int) -> BusyShowroom:
    went = [AT - timedelta(days=EARLY + at % (365 * YEARS), minutes=at % 600) for at in range(sold)]
    went += [AT - timedelta(days=at % MONTH, minutes=at) for at in range(LATELY)]
    filler = _Filler(connection)
    filler.cars(went)
    last = filler.orders([*went, *[None] * OPEN])
    return BusyShowroom(len(went), last)


class _Filler:
    """Writes past the program, many rows at once; every tenth old order was cancelled instead."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._person = connection.scalar(select(func.min(Person.id)))
        models = [{"name": f"看板车型{at}", "position": at, "version": 1} for at in range(MODELS)]
        connection.execute(insert(CarModel), models)
        wanted = select(CarModel.id).where(CarModel.name.like("看板车型%"))
        trims = [
            {"model_id": key, "name": "1.6XL", "version": 1}
            for key in connection.scalars(wanted).all()
        ]
        connection.execute(insert(Trim), trims)
        made = select(Trim.id).where(Trim.model_id.in_(wanted))
        self._trims = connection.scalars(made).all()

    def cars(self, went: list[datetime]) -> None:
        """A car for each sale, and those that stand; every car was inspected and reserved."""
        first = self._next(Vehicle)
        ends: list[date | None] = [*map(local_day, went), *[None] * STOCK]
        self._insert(
            Vehicle,
            (
                {"id": first + at, "created_at": AT, "trim_id": self._trim(at)}
                | {"vin": f"LGBH52E0{at:09d}", "colour": COLOURS[at % len(COLOURS)], "version": 1}
                for at in range(len(ends))
            ),
        )
        self._cars = self._next(StockCar)
        self._insert(
            StockCar,
            (
                {"id": self._cars + at, "number": f"看板{at:06d}", "vehicle_id": first + at}
                | {"certificate": CertificatePlace.HERE, "version": 1}
                | {"arrived_on": (end or local_day(AT)) - timedelta(days=30), "left_on": end}
                | {"left_how": None if end is None else LeftHow.SOLD}
                for at, end in enumerate(ends)
            ),
        )
        inspected = {"point": PdiPoint.HAND_OVER, "checked_by": MANAGER.staff_id, "passed": True}
        keys = range(self._cars, self._cars + len(ends))
        checks = ({"stock_car_id": key, "checked_at": AT} | inspected for key in keys)
        self._insert(PdiCheck, checks)
        self._insert(CarHold, (self._hold(key, end) for key, end in zip(keys, ends, strict=True)))

    def orders(self, ends: list[datetime | None]) -> int:
        """A quotation with its order for each of these, handed over or open; the last order."""
        quote, version = self._next(Quote), self._next(QuoteVersion)
        order, rows = self._next(SaleOrder), range(len(ends))
        about = {"person_id": self._person, "staff_id": MANAGER.staff_id, "version": 1}
        numbers, placed = Numbering(), [(end or AT) - SIGNED_BEFORE for end in ends]
        self._insert(
            Quote,
            (
                {"id": quote + at, "number": numbers.next("Q", day), "versions": 1} | about
                for at, day in enumerate(placed)
            ),
        )
        self._insert(QuoteVersion, (self._version(version, quote, at) for at in rows))
        self._insert(
            QuoteLine,
            (
                {"version_id": version + at, "kind": kind, "text": text, "amount": Decimal(1_200)}
                for at in rows
                for kind, text in EXTRAS
            ),
        )
        named = (
            {"id": order + at, "number": numbers.next("D", day), "quote_id": quote + at}
            | {"quote_version_id": version + at}
            for at, day in enumerate(placed)
        )
        self._insert(
            SaleOrder,
            (
                one | about | self._life(at, end)
                for at, (one, end) in enumerate(zip(named, ends, strict=True))
            ),
        )
        self._hang_on(order, ends)
        return order + len(ends) - 1

    def _version(self, version: int, quote: int, at: int) -> dict[str, Any]:
        nothing = dict.fromkeys(("discount", "tax", "plate_fee", "trade_in"), Decimal(0))
        agreed = {"car_price": Decimal(139_900), "tax_typed": False, "number": 1, "made_at": AT}
        agreed |= {"made_by": MANAGER.staff_id, "valid_until": date(2030, 1, 1)}
        car = {"trim_id": self._trim(at), "colour": COLOURS[at % len(COLOURS)]}
        return {"id": version + at, "quote_id": quote + at} | nothing | agreed | car | LOAN

    def _hang_on(self, order: int, ends: list[datetime | None]) -> None:
        """What was arranged for each buyer, and two payments."""
        by, rows = MANAGER.staff_id, [(order + at, end or AT) for at, end in enumerate(ends)]
        self._insert(
            SaleStep,
            (
                {"sale_order_id": key, "kind": kind, "done_on": local_day(end), "done_by": by}
                for key, end in rows
                for kind in STEPS
            ),
        )
        self._insert(
            Payment,
            (
                {"number": f"R看板-{key:07d}-{part}", "sale_order_id": key, "at": end - part * DAY}
                | {"method": PaymentMethod.CARD, "amount": Decimal(5_000), "taken_by": by}
                for key, end in rows
                for part in (1, 2)
            ),
        )

    def _hold(self, car: int, end: date | None) -> dict[str, Any]:
        """Over for a car that went; every third one that stands is reserved now."""
        is_live = end is None and car % 3 == 0
        until = AT + DAY if is_live else AT - DAY
        return {
            "stock_car_id": car,
            "person_id": self._person,
            "staff_id": MANAGER.staff_id,
            "held_at": until - 3 * DAY,
            "held_until": until,
            "ended_at": None if is_live else until,
            "version": 1,
        }

    def _life(self, at: int, end: datetime | None) -> dict[str, Any]:
        """When it was placed, signed and handed over, or cancelled."""
        signed = (end or AT) - SIGNED_BEFORE
        is_old = end is not None and AT - end > timedelta(days=EARLY)
        is_cancelled = is_old and at % 10 == 0
        went = None if is_cancelled else end
        return {
            "placed_at": signed,
            "signed_at": signed,
            "valid_signature_at": signed,
            "deposit": Decimal(5_000),
            "deposit_kind": DepositKind.EARNEST,
            "promised_on": date(2030, 1, 1),
            "stock_car_id": None if went is None else self._cars + at,
            "allocated_at": None if went is None else signed,
            "delivered_at": went,
            "delivered_by": None if went is None else MANAGER.staff_id,
            "cancelled_at": end if is_cancelled else None,
            "cancel_cause": CancelCause.AGREED if is_cancelled else None,
        }

    def _trim(self, at: int) -> int:
        return int(self._trims[at % len(self._trims)])

    def _next(self, table: type[Base]) -> int:
        return (self._connection.scalar(select(func.max(table.id))) or 0) + 1

    def _insert(self, table: type[Base], rows: Iterator[dict[str, Any]]) -> None:
        self._connection.execute(insert(table), list(rows))
