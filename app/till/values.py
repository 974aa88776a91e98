"""What is told when a till is closed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Count:
    """The cash of a till at the end of a day.

    `left_in` stays in it for the next one.
    """

    day: date
    opening: Decimal | None
    counted: Decimal | None
    left_in: Decimal | None = None
    reason: str | None = None
    till: int = 1
