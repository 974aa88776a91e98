"""The price lists.

Searched by any scrap, changed by those who keep them, retired instead of deleted.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.parts import commands, queries
from app.parts.rules import LabourItemValue, PartValue
from app.permissions import Actor
from app.records import Records
from db.vocabulary import PartKind, Role, Trade
from tests import make as makers

Act = Callable[..., Any]
OIL = LabourItemValue("BY001", "更换机油机滤", Decimal("0.80"), Decimal("120.00"), Trade.QUICK)
FILTER = PartValue(
    "15208-65F0A",
    "机油滤清器",
    Decimal("45.00"),
    "东风日产",
    PartKind.GENUINE,
    "个",
    Decimal("22.00"),
    Decimal("12"),
)


def found(records: Records, query: Callable[..., list[Any]], text: str, **more: Any) -> list[str]:
    with records.read() as session:
        return [row.name for row in query(session, text, **more)]


@pytest.mark.parametrize("scrap", ["by0", "机滤", "BY001 机油", ""])
def test_a_labour_item_is_found_by_any_scrap(act: Act, records: Records, scrap: str) -> None:
    act(commands.save_labour_item, OIL)
    assert found(records, queries.labour_items, scrap) == ["更换机油机滤"]


@pytest.mark.parametrize("scrap", ["65f0", "滤清", "日产 机油"])
def test_a_part_is_found_by_any_scrap(act: Act, records: Records, scrap: str) -> None:
    act(commands.save_part, FILTER)
    assert found(records, queries.parts, scrap) == ["机油滤清器"]


def test_signs_of_a_search_pattern_are_only_signs(act: Act, records: Records) -> None:
    act(commands.save_part, FILTER)
    assert found(records, queries.parts, "%") == found(records, queries.parts, "_") == []


def test_what_is_retired_is_no_longer_offered_and_comes_back(act: Act, records: Records) -> None:
    item, part = act(commands.save_labour_item, OIL), act(commands.save_part, FILTER)
    act(commands.retire_labour_item, item)
    act(commands.retire_part, part)
    assert found(records, queries.labour_items, "") == found(records, queries.parts, "") == []
    assert found(records, queries.parts, "", retired=True) == ["机油滤清器"]
    act(commands.retire_labour_item, item, active=True)
    assert found(records, queries.labour_items, "") == ["更换机油机滤"]


def test_a_change_keeps_the_entry(act: Act, records: Records) -> None:
    item = act(commands.save_labour_item, OIL)
    changed = LabourItemValue(
        "BY001", "更换机油", Decimal("0.50"), Decimal("130.00"), Trade.QUICK, item
    )
    assert act(commands.save_labour_item, changed) == item
    with records.read() as session:
        row = queries.labour_items(session)[0]
    assert (row.name, row.fee) == ("更换机油", Decimal("65.00"))


@pytest.mark.parametrize(
    ("command", "value", "field"),
    [
        (commands.save_labour_item, LabourItemValue("", "x", Decimal(1), Decimal(1)), "code"),
        (commands.save_labour_item, LabourItemValue("A", "x", Decimal(-1), Decimal(1)), "hours"),
        (commands.save_labour_item, LabourItemValue("BY001", "x", Decimal(1), Decimal(1)), "code"),
        (commands.save_part, PartValue("1", " ", Decimal(1)), "name"),
        (commands.save_part, PartValue("1", "x", None), "price"),
        (commands.save_part, PartValue("1", "x", Decimal(1), cost=Decimal(-1)), "cost"),
        (commands.save_part, PartValue("15208-65F0A", "x", Decimal(1)), "number"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    act: Act, command: Callable[..., Any], value: Any, field: str
) -> None:
    act(commands.save_labour_item, OIL)
    act(commands.save_part, FILTER)
    with pytest.raises(Refused) as caught:
        act(command, value)
    assert caught.value.field == field


def test_only_those_who_keep_a_list_may_change_it(act: Act, make: Callable[..., int]) -> None:
    advisor = Actor(
        make(makers.staff, "陈静", Role.ADVISOR), "陈静", frozenset({Role.ADVISOR}), "前台1"
    )
    with pytest.raises(Refused, match="permission"):
        act(commands.save_part, FILTER, by=advisor)
    clerk = Actor(make(makers.staff, "孙丽", Role.PARTS), "孙丽", frozenset({Role.PARTS}), "配件")
    assert act(commands.save_part, FILTER, by=clerk)
