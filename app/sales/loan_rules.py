"""Counts the instalments of a car loan to the fen."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from db.sales_words import LoanKind

CENT, NOTHING = Decimal("0.01"), Decimal("0.00")
MONTHS_OF_PERCENT = Decimal(1200)
"""A yearly rate in percent, divided by this, is the share of a month."""


@dataclass(frozen=True, slots=True)
class CarLoan:
    """What the customer pays down, and how the rest is borrowed; `rate` in percent.

    The rate is one of a year or a fee of a month, as `kind` says; 0 where the maker pays it.
    """

    down_payment: Decimal
    months: int
    rate: Decimal
    kind: LoanKind = LoanKind.YEARLY_RATE


def instalments(borrowed: Decimal, loan: CarLoan) -> tuple[Decimal, ...]:
    """What is paid month by month, all alike; the last one takes the rest.

    Their sum is what the loan costs: the borrowed amount with its interest or fees.
    """
    if loan.kind is LoanKind.MONTHLY_FEE:
        fees = _cents(borrowed * loan.rate / 100 * loan.months)
        return _equal(borrowed + fees, loan.months)
    share = loan.rate / MONTHS_OF_PERCENT
    return _annuity(borrowed, share, loan.months) if share else _equal(borrowed, loan.months)


def _equal(total: Decimal, months: int) -> tuple[Decimal, ...]:
    each, left = _cents(total / months), total
    paid = []
    for _month in range(months - 1):
        paid.append(min(each, left))
        left -= paid[-1]
    return (*paid, left)


def _annuity(borrowed: Decimal, share: Decimal, months: int) -> tuple[Decimal, ...]:
    """等额本息: each month pays the interest of what is left, rounded, and the rest pays back."""
    each, left = _cents(borrowed * share / (1 - (1 + share) ** -months)), borrowed
    paid = []
    for _month in range(months - 1):
        owed = left + _cents(left * share)
        paid.append(min(each, owed))
        left = owed - paid[-1]
    return (*paid, left + _cents(left * share))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
