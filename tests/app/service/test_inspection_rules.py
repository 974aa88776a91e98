"""The light of a figure lies on the right side of both limits, and what is missing is named."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.service.inspection_rules import (
    Limits,
    check_complete,
    check_holder,
    is_answered,
    light_of,
    limits_told,
    missing,
)
from db.inspection_words import ItemKind, Light

TREAD = Limits(Decimal("3"), Decimal("1.6"))
WATER = Limits(Decimal("2"), Decimal("3"))
FIGURES = st.decimals("0", "999", places=2)


@dataclass(frozen=True)
class Item:
    name: str
    kind: ItemKind = ItemKind.LIGHT
    required: bool = True
    light: Light | None = None
    figure: Decimal | None = None
    words: str | None = None


@pytest.mark.parametrize(
    ("figure", "limits", "light"),
    [
        ("3.00", TREAD, Light.GREEN),
        ("2.99", TREAD, Light.AMBER),
        ("1.60", TREAD, Light.AMBER),
        ("1.59", TREAD, Light.RED),
        ("2.00", WATER, Light.GREEN),
        ("2.01", WATER, Light.AMBER),
        ("3.00", WATER, Light.AMBER),
        ("3.01", WATER, Light.RED),
        ("5.00", Limits(Decimal(5), Decimal(5)), Light.GREEN),
        ("4.99", Limits(Decimal(5), Decimal(5)), Light.RED),
        ("5.00", Limits(Decimal(5), None), None),
    ],
)
def test_a_limit_belongs_to_its_better_side(
    figure: str, limits: Limits, light: Light | None
) -> None:
    assert light_of(Decimal(figure), limits) is light


def test_without_a_figure_there_is_no_light() -> None:
    assert light_of(None, TREAD) is None


@given(FIGURES, FIGURES, FIGURES, FIGURES)
def test_a_worse_figure_never_has_a_better_light(
    green: Decimal, red: Decimal, one: Decimal, other: Decimal
) -> None:
    limits = Limits(green, red)
    better, worse = (max, min) if green >= red else (min, max)
    order = list(Light)
    lights = [light_of(pick(one, other), limits) for pick in (better, worse)]
    assert order.index(lights[0] or Light.RED) <= order.index(lights[1] or Light.RED)


def test_limits_are_read_with_their_signs() -> None:
    assert limits_told(TREAD, "mm") == "≥ 3 / < 1.6 mm"
    assert limits_told(WATER, "%") == "≤ 2 / > 3 %"
    assert limits_told(Limits(None, Decimal(1)), "mm") == ""


def test_each_kind_is_answered_in_its_own_way() -> None:
    assert is_answered(Item("灯光", light=Light.RED))
    assert not is_answered(Item("前胎", ItemKind.FIGURE, light=Light.GREEN))
    assert is_answered(Item("前胎", ItemKind.FIGURE, figure=Decimal(0)))
    assert not is_answered(Item("其他", ItemKind.TEXT, light=Light.GREEN))


def test_required_items_without_an_answer_are_named() -> None:
    items = [
        *(Item(name) for name in "甲乙丙丁戊"),
        Item("己", light=Light.GREEN),
        Item("庚", required=False),
    ]
    assert missing(items) == list("甲乙丙丁戊")
    with pytest.raises(Refused) as refused:
        check_complete(items)
    assert refused.value.facts == {"count": 5, "names": "甲, 乙, 丙, 丁…"}
    check_complete(items[5:])


def test_only_the_holder_and_nobody_s_is_free() -> None:
    since = datetime(2026, 11, 21, 1, 2, tzinfo=UTC)
    check_holder(None, "", since=None, by=4)
    check_holder(4, "赵师傅", since=since, by=4)
    with pytest.raises(Refused) as refused:
        check_holder(4, "赵师傅", since=since, by=5)
    assert refused.value.facts["name"] == "赵师傅"
    assert "09:02" in refused.value.facts["time"]
