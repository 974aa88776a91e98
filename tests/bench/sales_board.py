"""The sales board over the orders of ten years, and how it grows with them."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from app.desks import DESKS
from app.local_time import local_day
from app.records import Records
from app.sales.board import count_board
from db import engine as engines
from db.sales_words import CancelCause, DepositKind
from db.stock_words import CertificatePlace, LeftHow
from db.tables.base import Base
from db.tables.people import Person
from db.tables.sale_orders import SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle
from tests.bench import store
from tests.bench.desk import AT, MANAGER
from tests.bench.figure import Figure
from tests.bench.finding import SMALL
from tests.bench.workshop import GROWTH, best

YEARS, A_SALE = 10, 3.3
"""One of so many customers has bought a car in these years: 60,000 of 200,000."""
OPEN, STOCK, LATELY = 120, 250, 100
"""Open orders, cars in stock, and what went in the month: the same in every store."""
MODELS, COLOURS = 8, ("墨玉黑", "珠光白", "星空灰", "琥珀金", "宝石蓝", "晨曦红")
EARLY, MONTH = 45, 20
"""The older sales end so many days ago; the newest ones went in so many days."""


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """The board of today, and the same in a small store."""
    sold, value = measure(path)
    yield Figure(name=f"the sales board with {sold:,} sold cars", value=value, goal=30)
    with tempfile.TemporaryDirectory() as place:
        _few, least = measure(store.copied(store.made(SMALL), Path(place)))
    told = f"the sales board (floor: {SMALL:,} customers)"
    yield Figure(name=told, value=value, floor=least, goal=GROWTH)


def measure(path: Path) -> tuple[int, float]:
    """How many cars were sold, and how long the board takes."""
    records = Records(engines.open_store(path), DESKS)
    try:
        with records.engine.begin() as connection:
            people = connection.scalar(select(func.count(Person.id))) or 0
            sold = _fill(connection, round(people / A_SALE))
        with records.read() as session:
            return sold, best(count_board, session, local_day(AT))
    finally:
        records.close()


def _fill(connection: Connection, sold: int) -> int:
    """Sales of ten years, those of the month, open orders, and cars that stand."""
    went = [AT - timedelta(days=EARLY + at % (365 * YEARS), minutes=at % 600) for at in range(sold)]
    went += [AT - timedelta(days=at % MONTH, minutes=at) for at in range(LATELY)]
    filler = _Filler(connection)
    filler.cars(went)
    filler.orders([*went, *[None] * OPEN])
    return len(went)


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
        """A car for each sale, and those that stand."""
        first = self._next(Vehicle)
        ends: list[date | None] = [*map(local_day, went), *[None] * STOCK]
        self._insert(
            Vehicle,
            (
                {"id": first + at, "created_at": AT, "trim_id": self._trim(at)}
                | {"colour": COLOURS[at % len(COLOURS)], "version": 1}
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

    def orders(self, ends: list[datetime | None]) -> None:
        """A quotation with its order for each of these, handed over or open."""
        quote, version = self._next(Quote), self._next(QuoteVersion)
        rows = range(len(ends))
        about = {"person_id": self._person, "staff_id": MANAGER.staff_id, "version": 1}
        self._insert(
            Quote,
            ({"id": quote + at, "number": f"看板{at:06d}", "versions": 1} | about for at in rows),
        )
        nothing = dict.fromkeys(("discount", "tax", "plate_fee", "trade_in"), Decimal(0))
        agreed = {"car_price": Decimal(139_900), "tax_typed": False, "number": 1, "made_at": AT}
        agreed |= {"made_by": MANAGER.staff_id, "valid_until": date(2030, 1, 1)}
        self._insert(
            QuoteVersion,
            (
                {"id": version + at, "quote_id": quote + at, "trim_id": self._trim(at)}
                | {"colour": COLOURS[at % len(COLOURS)]}
                | nothing
                | agreed
                for at in rows
            ),
        )
        self._insert(
            SaleOrder,
            (
                {
                    "number": f"看板{at:06d}",
                    "quote_id": quote + at,
                    "quote_version_id": version + at,
                }
                | about
                | self._life(at, end)
                for at, end in enumerate(ends)
            ),
        )

    def _life(self, at: int, end: datetime | None) -> dict[str, Any]:
        """When it was placed, signed and handed over, or cancelled."""
        signed = (end or AT) - timedelta(days=12)
        is_old = end is not None and AT - end > timedelta(days=EARLY)
        is_cancelled = is_old and at % 10 == 0
        went = None if is_cancelled else end
        return {
            "placed_at": signed,
            "signed_at": signed,
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
