"""Decides on what outlets expect to sell: which month, and what a form begins with."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Refused
from app.formatting import show_month
from app.stock.outlet_values import ExpectedCars
from app.stock.proposal_rules import forecast, month_at
from app.text import N_

Wish = dict[tuple[int, str], int]
"""Cars by version and colour."""
FIELD = "grid"
"""The field of the form beside which a refusal stands."""


def check_month(month: date, *, today: date) -> None:
    """Refused but for this month, where somebody is late, and the next one."""
    if month not in (month_at(today, 0), month_at(today, 1)):
        message = N_("A forecast is given for this month or the next one, not for {month}.")
        raise Refused("forecast.month", message, field=FIELD, month=show_month(month))


def read(lines: Iterable[ExpectedCars]) -> Wish:
    """The lines in which something stands; Refused where one is half empty or stands twice."""
    wish: Wish = {}
    for line in lines:
        colour = (line.colour or "").strip()
        if line.cars is None and line.trim_id is None and not colour:
            continue
        if line.trim_id is None or not colour or line.cars is None:
            message = N_("Each line needs a version, a colour and a number.")
            raise Refused("forecast.half", message, field=FIELD)
        if (line.trim_id, colour) in wish:
            message = N_("{colour} stands there twice for the same version.")
            raise Refused("forecast.twice", message, field=FIELD, colour=colour)
        wish[line.trim_id, colour] = line.cars
    if not wish:
        message = N_("No number yet. Where the outlet expects nothing, one line says 0.")
        raise Refused("forecast.empty", message, field=FIELD)
    return wish


def suggested(sold: Sequence[int], before: int | None) -> int | None:
    """With how many cars a line begins: the last forecast, else the sales, newer ones first."""
    if before is not None or not any(sold):
        return before
    return int(forecast(sold).quantize(Decimal(1), ROUND_HALF_UP))
