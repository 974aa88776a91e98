"""The figures of the desk. Pure: counts in, a rate out."""

from decimal import ROUND_HALF_UP, Decimal


def signing_rate(orders: int, drives: int) -> Decimal | None:
    """试乘试驾签单率 in percent = new orders with a test drive / test drives of the same month.

    None before the first drive.

    It may pass 100 %: who drove last month may order in this one.
    """
    if not drives:
        return None
    return (Decimal(orders) * 100 / drives).quantize(Decimal(1), ROUND_HALF_UP)
