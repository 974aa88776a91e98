"""A quotation adds up to the cent; figures worked out by hand stand beside the rules."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import Refused
from app.identity.capitals import in_capitals
from app.sales import rules
from app.sales.loan_rules import CarLoan
from app.sales.rules import AmountLine, Amounts
from db.sales_words import QuoteLineKind, QuoteState
from db.vocabulary import Energy

TODAY = date(2026, 11, 27)
LINES = (
    AmountLine(QuoteLineKind.ACCESSORY, "全车膜", Decimal(2680)),
    AmountLine(QuoteLineKind.ACCESSORY, "360° 行车影像", Decimal(1980)),
    AmountLine(QuoteLineKind.GIFT, "脚垫、后备箱垫", Decimal(480)),
    AmountLine(QuoteLineKind.INSURANCE, "交强险", Decimal(950)),
    AmountLine(QuoteLineKind.INSURANCE, "商业险", Decimal(4386)),
)
QUOTE = Amounts(
    car_price=Decimal(139_900),
    discount=Decimal(9_000),
    tax=Decimal("11584.07"),
    plate_fee=Decimal(500),
    trade_in=Decimal(42_000),
    lines=LINES,
    loan=CarLoan(Decimal(60_900), 36, Decimal("3.88")),
)
amounts = some.decimals(0, 9_999_999, places=2)


def test_the_sums_of_a_quotation() -> None:
    assert rules.bare_price(QUOTE) == 130_900
    assert rules.of_kind(QUOTE, QuoteLineKind.ACCESSORY) == 4_660
    assert rules.of_kind(QUOTE, QuoteLineKind.INSURANCE) == 5_336
    assert rules.on_the_road(QUOTE) == Decimal("152980.07")
    assert in_capitals(rules.on_the_road(QUOTE)) == "壹拾伍万贰仟玖佰捌拾元零柒分"
    assert rules.borrowed(QUOTE) == 70_000
    assert rules.before_delivery(QUOTE) == Decimal("40980.07")
    assert rules.monthly(QUOTE)[0] == Decimal("2062.94")


@pytest.mark.parametrize(
    "bare, energy, on, tax",
    [
        ("130900", Energy.PETROL, TODAY, "11584.07"),  # 130900 / 1.13 = 115840.707…
        ("113000", Energy.HYBRID, TODAY, "10000.00"),
        ("113000", Energy.ELECTRIC, date(2025, 12, 31), "0.00"),
        ("452000", Energy.ELECTRIC, date(2025, 12, 31), "10000.00"),  # relief ends at 30,000
        ("113000", Energy.ELECTRIC, TODAY, "5000.00"),
        ("452000", Energy.ELECTRIC, TODAY, "25000.00"),  # relief ends at 15,000
        ("113000", Energy.ELECTRIC, date(2028, 1, 1), "10000.00"),
        ("0", Energy.PETROL, TODAY, "0.00"),
    ],
)
def test_the_purchase_tax_of_the_year(bare: str, energy: Energy, on: date, tax: str) -> None:
    assert rules.purchase_tax(Decimal(bare), energy, on=on) == Decimal(tax)


@given(amounts, amounts, amounts, amounts, amounts)
def test_what_is_paid_adds_up_to_the_price(price, line, tax, traded, down) -> None:
    lines = (AmountLine(QuoteLineKind.FEE, "拍照费", line),)
    loan = CarLoan(down, 24, Decimal("0.35"))
    quote = Amounts(price, tax=tax, trade_in=traded, lines=lines, loan=loan)
    total = rules.on_the_road(quote)
    assert total == price + line + tax
    assert rules.before_delivery(quote) + rules.borrowed(quote) + traded == total


@given(amounts)
def test_a_gift_costs_nothing_but_counts_against_the_floor(value: Decimal) -> None:
    gift = AmountLine(QuoteLineKind.GIFT, "脚垫", value)
    quote = Amounts(Decimal(100_000), lines=(gift,))
    assert rules.on_the_road(quote) == 100_000
    assert rules.floor_gap(quote, Decimal(100_000)) == value
    assert rules.floor_gap(quote, None) == 0


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"discount": Decimal(139_901)}, "discount"),
        ({"loan": CarLoan(Decimal(130_900), 12, Decimal(4))}, "down_payment"),
        ({"trade_in": Decimal(90_000)}, "trade_in"),
    ],
)
def test_what_cannot_be_added_up_is_refused(changes: dict, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules.check(replace(QUOTE, **changes))
    assert refusal.value.field == field


def test_a_quotation_ends_with_its_last_day() -> None:
    assert rules.state_of(TODAY, None, today=TODAY) is QuoteState.OPEN
    assert rules.state_of(TODAY - timedelta(days=1), None, today=TODAY) is QuoteState.EXPIRED
    assert rules.is_expiring(TODAY + timedelta(days=2), today=TODAY)
    assert not rules.is_expiring(TODAY + timedelta(days=3), today=TODAY)
    assert not rules.is_expiring(TODAY - timedelta(days=1), today=TODAY)
