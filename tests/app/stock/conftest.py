"""A version with a price, two consultants, and cars for sale."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.permissions import Actor
from app.stock import commands, price_commands
from app.stock.values import PriceEntry, StockEntry
from db.stock_words import CertificatePlace
from db.vocabulary import Role
from tests import make as makers

VINS = ("LGBH52E01NY000017", "LGBH52E03NY000018", "LGBH52E05NY000019")
TODAY = date(2026, 11, 21)
"""The day of NOON."""
AddCar = Callable[..., int]


@pytest.fixture
def li(make: Any) -> Actor:
    return Actor(make(makers.staff, "李强"), "李强", frozenset({Role.CONSULTANT}), "前台1")


@pytest.fixture
def zhao(make: Any) -> Actor:
    return Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台2")


@pytest.fixture
def cashier(make: Any) -> Actor:
    person = make(makers.staff, "孙倩", Role.CASHIER)
    return Actor(person, "孙倩", frozenset({Role.CASHIER}), "收银1")


@pytest.fixture
def version(make: Any, act: Any) -> int:
    """A version that costs 129,900, with a floor of 124,900."""
    trim = make(makers.trim, "轩逸")
    price = {"list_price": Decimal(129_900), "floor_price": Decimal(124_900)}
    act(price_commands.save_price, PriceEntry(trim_id=trim, valid_from=date(2026, 1, 1), **price))
    return int(trim)


@pytest.fixture
def add_car(act: Any, version: int) -> AddCar:
    """`add_car(**facts)`: a car that came today, its certificate here, unless told otherwise."""

    def add(nth: int = 0, **more: Any) -> int:
        facts = {"trim_id": version, "colour": "珠光白", "certificate": CertificatePlace.HERE}
        facts |= {"arrived_on": TODAY, "vin": VINS[nth]} | more
        return int(act(commands.save_car, StockEntry(**facts)))

    return add
