"""What is told of the tax invoice of a car, and which numbers and days it may have."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.errors import Refused
from app.text import N_

NUMBER = re.compile(r"\d{8}|\d{20}")
"""Eight digits on the paper form; twenty on an electronic one, or with the code of the form."""


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """A sales invoice as it was noted, with the red one that took it back."""

    id: int
    sale_order_id: int
    stock_car_id: int
    number: str
    issued_on: date
    amount: Decimal
    buyer: str
    id_number: str
    noted_at: datetime
    staff: str
    red_number: str
    red_on: date | None


def check_number(number: str | None) -> str:
    """The number without blanks; Refused where it is none."""
    told = re.sub(r"[\s-]", "", number or "")
    if not NUMBER.fullmatch(told):
        message = N_("An invoice has 8 digits on paper and 20 if it is electronic.")
        raise Refused("invoice.number", message, field="number")
    return told


def check_day(on: date, *, first: date, today: date) -> None:
    """Refused for a day to come, and for one before what it follows."""
    if on > today:
        raise Refused("invoice.future", N_("This day is still to come."), field="issued_on")
    if on < first:
        message = N_("It cannot be of a day before the order or the invoice.")
        raise Refused("invoice.past", message, field="issued_on")
