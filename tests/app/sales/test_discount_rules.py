"""Worked examples of a price below the floor: margin, levels, what a granted price covers."""

from decimal import Decimal

import pytest

from app.sales import discount_rules
from app.sales.discount_rules import DiscountBasis
from app.sales.rules import AmountLine, Amounts
from app.sales.settings import DiscountSettings
from db.sales_words import QuoteLineKind
from db.vocabulary import Role

QUOTE = Amounts(
    Decimal(139_900),
    Decimal(10_500),
    lines=(
        AmountLine(QuoteLineKind.GIFT, "脚垫", Decimal(480)),
        AmountLine(QuoteLineKind.ACCESSORY, "全车膜", Decimal(2_680)),
    ),
)
FLOOR = Decimal(130_000)


@pytest.mark.parametrize(
    ("cost", "income", "margin"),
    [
        (None, None, -1_080),  # 129,400 - 480 - 130,000
        (125_000, None, 3_920),
        (125_000, 1_500, 5_420),
        (0, 0, 128_920),
    ],
)
def test_the_margin_is_the_price_less_gifts_and_cost_with_what_loan_and_insurance_bring(
    cost: int | None, income: int | None, margin: int
) -> None:
    known = [None if one is None else Decimal(one) for one in (cost, income)]
    assert discount_rules.margin(QUOTE, DiscountBasis(FLOOR, *known)) == margin


@pytest.mark.parametrize(
    ("gap", "enough"),
    [
        (300, {Role.CONSULTANT, Role.CASHIER, Role.MANAGER}),
        (301, {Role.CASHIER, Role.MANAGER}),
        (1_000, {Role.CASHIER, Role.MANAGER}),
        (1_001, {Role.MANAGER}),
    ],
)
def test_who_may_decide_depends_on_amount_and_role(gap: int, enough: set[Role]) -> None:
    store = DiscountSettings(consultant_below=300, cashier_below=1_000)
    assert discount_rules.levels(Decimal(gap), store=store) == enough
    lowest = next(role for role in discount_rules.LEVELS if role in enough)
    held = {*enough, Role.TECHNICIAN}
    assert discount_rules.level(Decimal(gap), held, store=store) is lowest


def test_without_settings_a_manager_decides_alone() -> None:
    store = DiscountSettings()
    assert discount_rules.levels(Decimal("0.01"), store=store) == {Role.MANAGER}
