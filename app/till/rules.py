"""Decides whether a till may be closed as it was counted."""

from datetime import date
from decimal import Decimal

from app.errors import Refused
from app.formatting import two_decimals
from app.order_money import NOTHING
from app.text import N_
from app.till.values import Count

TENS = 10
"""A store has less tills than this."""


def key_of(day: date, till: int) -> int:
    """The till of a day as one number, by which pages open it."""
    return day.toordinal() * TENS + till


def day_and_till(key: int) -> tuple[date, int]:
    """The day and the till of a number that `key_of` made."""
    ordinal, till = divmod(key, TENS)
    return date.fromordinal(ordinal), till


def check_count(count: Count, *, cash: Decimal, today: date) -> Decimal:
    """The difference between counted and expected cash; Refused where something is not told."""
    if count.day > today:
        raise Refused("till.future", N_("This day has not come yet."))
    if count.counted is None:
        raise Refused("till.not_counted", N_("How much cash was counted?"), field="counted")
    if (count.left_in or NOTHING) > count.counted:
        message = N_("No more can stay in the till than was counted.")
        raise Refused("till.left_in", message, field="left_in")
    difference = count.counted - (count.opening or NOTHING) - cash
    if difference and not (count.reason or "").strip():
        message = N_("Counted and expected differ by ¥{difference}. Say why.")
        shown = two_decimals(difference)
        raise Refused("till.difference", message, field="reason", difference=shown)
    return difference
