"""Computes the signing rate of test drives, and what a driver declares."""

from decimal import ROUND_HALF_UP, Decimal

A_YEAR = 12
PRACTICE = ("实际驾龄满一年，", "has at least one year of driving practice, ")
"""What the usual clauses let a driver declare, in every language."""


def signing_rate(orders: Decimal, drives: int) -> Decimal | None:
    """试乘试驾签单率: orders after a test drive per test drive of the same month, in percent.

    None without a drive. It may pass 100 %: who drove last month may order in this one.
    """
    if not drives:
        return None
    return (orders * 100 / drives).quantize(Decimal(1), ROUND_HALF_UP)


def declared(clause: str, *, least_months: int) -> str:
    """The clause; a year of practice is declared only where the store refuses less."""
    if least_months >= A_YEAR:
        return clause
    for words in PRACTICE:
        clause = clause.replace(words, "")
    return clause
