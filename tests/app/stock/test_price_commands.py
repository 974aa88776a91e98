"""Prices by date: the newest that is valid counts, and the list is the manager's."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import price_commands, queries
from app.stock.values import PriceEntry
from app.vehicles.prices import price_on


def test_a_price_counts_from_its_day_on(act: Any, records: Records, version: int) -> None:
    less = PriceEntry(trim_id=version, valid_from=date(2026, 12, 1), list_price=Decimal(119_900))
    act(price_commands.save_price, less)
    days = (date(2025, 12, 31), date(2026, 11, 30), date(2026, 12, 1))
    with records.read() as session:
        found = [price_on(session, version, day) for day in days]
    assert [one and one.list_price for one in found] == [None, Decimal(129_900), Decimal(119_900)]
    assert found[1] and found[1].floor_price == Decimal(124_900)


def test_removed_and_put_back(act: Any, records: Records, version: int, manager: Actor) -> None:
    with records.read() as session:
        (row,) = queries.prices(session, manager)
    kept = act(price_commands.remove_price, row.id)
    with records.read() as session:
        assert queries.prices(session, manager) == []
    act(price_commands.save_price, kept)
    with records.read() as session:
        assert price_on(session, version, date(2026, 11, 21)) is not None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"list_price": None}, "list_price"),
        ({"floor_price": Decimal(130_000)}, "floor_price"),
        ({}, "valid_from"),
    ],
)
def test_what_makes_no_price_is_refused_beside_its_field(
    act: Any, version: int, more: dict[str, Any], field: str
) -> None:
    facts = {"valid_from": date(2026, 1, 1), "list_price": Decimal(120_000)} | more
    with pytest.raises(Refused) as refused:
        act(price_commands.save_price, PriceEntry(trim_id=version, **facts))
    assert refused.value.field == field
