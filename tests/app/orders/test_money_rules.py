"""Shares, spreads and ages: figures worked out by hand, and what holds for every amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.orders.money_rules import (
    AgeGroup,
    age_group,
    check_payment,
    default_payer,
    percent_off,
    split,
    spread,
)
from db.money_words import PayerKind
from db.vocabulary import ServiceType

FEN = st.integers(0, 9_999_999_999).map(lambda fen: Decimal(fen) / 100)


def money(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def percents(parts: list[int]) -> list[Decimal]:
    """Whole percents that make 100, from any positive numbers."""
    whole = sum(parts)
    known = [Decimal(part * 100 // whole) for part in parts[:-1]]
    return [*known, 100 - sum(known, Decimal(0))]


def test_goodwill_of_70_30_sums_and_the_last_takes_the_rest() -> None:
    """10.01 x 70 % = 7.007 -> 7.01, the rest 3.00."""
    assert split(Decimal("10.01"), money("70", "30")) == money("7.01", "3.00")
    assert split(Decimal("100.00"), money("33.33", "33.33", "33.34")) == money(
        "33.33", "33.33", "33.34"
    )
    assert split(Decimal("0.01"), money("50", "50")) == money("0.01", "0.00")


def test_a_round_discount_over_three_lines() -> None:
    """E-ST-03."""
    assert spread(Decimal("100.00"), money("333.33", "333.33", "333.34")) == money(
        "33.33", "33.33", "33.34"
    )


def test_a_percent_discount_is_rounded_line_by_line() -> None:
    """E-ST-01: 10 % of 192.75 is 19.275, so 19.28."""
    assert percent_off(money("192.75"), Decimal(10)) == Decimal("19.28")


@given(FEN, st.lists(st.integers(1, 1000), min_size=2, max_size=6))
def test_shares_make_the_amount_and_none_is_below_zero(amount: Decimal, parts: list[int]) -> None:
    shares = split(amount, percents(parts))
    assert sum(shares) == amount
    assert min(shares) >= 0


@given(st.lists(FEN, min_size=1, max_size=40), st.integers(0, 100))
def test_a_spread_discount_adds_up_and_exceeds_no_line(lines: list[Decimal], part: int) -> None:
    discount = (sum(lines, Decimal(0)) * part / 100).quantize(Decimal("0.01"))
    shares = spread(discount, lines)
    assert sum(shares) == (discount if any(lines) else 0)
    assert all(0 <= share <= line for share, line in zip(shares, lines, strict=True))


@pytest.mark.parametrize(
    ("made", "group"),
    [
        (date(2026, 11, 21), AgeGroup.TO_30),
        (date(2026, 10, 22), AgeGroup.TO_30),
        (date(2026, 10, 21), AgeGroup.TO_60),
        (date(2026, 9, 22), AgeGroup.TO_60),
        (date(2026, 9, 21), AgeGroup.TO_90),
        (date(2026, 8, 23), AgeGroup.TO_90),
        (date(2026, 8, 22), AgeGroup.OVER_90),
    ],
)
def test_the_age_of_a_bill_on_21_november(made: date, group: AgeGroup) -> None:
    """30 days before 21 November is 22 October, 60 is 22 September, 90 is 23 August."""
    assert age_group(made, date(2026, 11, 21)) is group


def test_who_pays_where_nobody_says_otherwise() -> None:
    assert default_payer(ServiceType.WARRANTY) is PayerKind.WARRANTY
    assert default_payer(ServiceType.PRE_SALE) is PayerKind.INTERNAL
    assert default_payer(ServiceType.ACCIDENT) is PayerKind.CUSTOMER


@given(FEN.filter(bool), FEN)
def test_no_payment_exceeds_the_balance(amount: Decimal, balance: Decimal) -> None:
    if amount <= balance:
        assert check_payment(amount, balance=balance) == amount
    else:
        with pytest.raises(Refused, match="too_much" if balance else "paid"):
            check_payment(amount, balance=balance)
