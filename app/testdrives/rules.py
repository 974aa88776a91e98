"""Computes the signing rate of test drives."""

from decimal import ROUND_HALF_UP, Decimal


def signing_rate(orders: int, drives: int) -> Decimal | None:
    """试乘试驾签单率: orders after a test drive per test drive of the same month, in percent.

    None without a drive. It may pass 100 %: who drove last month may order in this one.
    """
    if not drives:
        return None
    return (Decimal(orders) * 100 / drives).quantize(Decimal(1), ROUND_HALF_UP)
