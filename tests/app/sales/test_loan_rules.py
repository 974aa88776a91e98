"""Instalments add up to the fen, whatever is borrowed for however long."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.sales.loan_rules import CarLoan, instalments
from db.sales_words import LoanKind

amounts = some.decimals(0, 2_000_000, places=2)
months = some.integers(1, 96)
rates = some.decimals(0, 24, places=2)


@pytest.mark.parametrize(
    "borrowed, count, rate, kind, each, total",
    [
        # 70,000 at 3.88 % a year: 70000 x i / (1 - (1+i)^-36) with i = 0.0388/12
        ("70000", 36, "3.88", LoanKind.YEARLY_RATE, "2062.94", None),
        ("90000", 12, "5", LoanKind.YEARLY_RATE, "7704.67", None),
        # 0.33 % of 60,000 are 198 a month, 24 times
        ("60000", 24, "0.33", LoanKind.MONTHLY_FEE, "2698.00", "64752.00"),
        ("100000", 36, "0", LoanKind.YEARLY_RATE, "2777.78", "100000.00"),
    ],
)
def test_instalments_worked_by_hand(borrowed, count, rate, kind, each, total) -> None:
    paid = instalments(Decimal(borrowed), CarLoan(Decimal(0), count, Decimal(rate), kind))
    assert set(paid[:-1]) == {Decimal(each)}
    if total is not None:
        assert sum(paid) == Decimal(total)


def test_the_last_one_takes_the_rest() -> None:
    paid = instalments(Decimal(100_000), CarLoan(Decimal(0), 36, Decimal(0)))
    assert paid[-1] == Decimal("2777.70")


@given(amounts, months, rates)
def test_equal_parts_make_the_total(borrowed: Decimal, count: int, rate: Decimal) -> None:
    paid = instalments(borrowed, CarLoan(Decimal(0), count, rate, LoanKind.MONTHLY_FEE))
    fees = (borrowed * rate * count / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert len(paid) == count
    assert sum(paid) == borrowed + fees
    assert min(paid) >= 0


@given(amounts, months, rates)
def test_an_annuity_pays_all_back_with_its_interest(
    borrowed: Decimal, count: int, rate: Decimal
) -> None:
    paid = instalments(borrowed, CarLoan(Decimal(0), count, rate))
    left = borrowed
    for one in paid:
        left += (left * rate / 1200).quantize(Decimal("0.01"), "ROUND_HALF_UP") - one
    assert left == 0
    assert min(paid) >= 0
    assert abs(paid[-1] - paid[0]) <= Decimal(count)
