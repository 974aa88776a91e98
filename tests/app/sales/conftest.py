"""The store of the quotations."""

from collections.abc import Callable
from typing import Any

import pytest

from app.permissions import Actor
from app.records import Records
from tests.app.sales.order_store import SaleStore, open_sales
from tests.app.sales.store import QuoteStore, open_showroom


@pytest.fixture
def showroom(records: Records, manager: Actor, make: Callable[..., Any]) -> QuoteStore:
    return open_showroom(records, manager, make)


@pytest.fixture
def sales(showroom: QuoteStore, make: Callable[..., Any]) -> SaleStore:
    return open_sales(showroom, make)
