"""Decides who pays, what may be paid and paid back, and how old a debt is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.errors import Refused
from app.formatting import two_decimals
from app.orders.rules import CENT, NOTHING
from app.text import N_
from db.money_words import PayerKind
from db.vocabulary import Role, ServiceType

WHOLE = Decimal(100)
PAYERS = {
    ServiceType.WARRANTY: PayerKind.WARRANTY,
    ServiceType.PRE_SALE: PayerKind.INTERNAL,
    ServiceType.REWORK: PayerKind.INTERNAL,
}
"""Who pays for a line of a service type where nobody says otherwise; else the customer."""


class AgeGroup(StrEnum):
    """How old an unpaid bill is, in days since it was made."""

    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


LAST_DAYS = {AgeGroup.TO_30: 30, AgeGroup.TO_60: 60, AgeGroup.TO_90: 90}


def authority(total: Decimal, *, roles: Iterable[Role], limits: Mapping[Role, Decimal]) -> Decimal:
    """How much of a total these roles may give away: a manager all, others up to their limit."""
    held = frozenset(roles)
    if Role.MANAGER in held:
        return total
    found = (most for role, most in limits.items() if role in held)
    return min(max(found, default=NOTHING), total)


def default_payer(service_type: ServiceType) -> PayerKind:
    """Who pays for the lines of an order of this type."""
    return PAYERS.get(service_type, PayerKind.CUSTOMER)


def split(amount: Decimal, percents: Sequence[Decimal]) -> list[Decimal]:
    """An amount by percent in whole fen, half up; the last one takes the rest, never below 0."""
    parts: list[Decimal] = []
    for percent in percents[:-1]:
        part = (amount * percent / WHOLE).quantize(CENT, ROUND_HALF_UP)
        parts.append(min(part, amount - sum(parts, NOTHING)))
    return [*parts, amount - sum(parts, NOTHING)]


def spread(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """An amount by weight in whole fen: largest remainder first, ties by order."""
    whole = sum(weights, NOTHING)
    if not whole:
        return [NOTHING for _weight in weights]
    exact = [amount * weight / whole for weight in weights]
    parts = [one.quantize(CENT, ROUND_DOWN) for one in exact]
    rest = int((amount - sum(parts, NOTHING)) / CENT)
    by_rest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_rest[:rest]:
        parts[place] += CENT
    return parts


def percent_off(amounts: Sequence[Decimal], percent: Decimal) -> Decimal:
    """A discount in percent, rounded half up line by line."""
    parts = ((amount * percent / WHOLE).quantize(CENT, ROUND_HALF_UP) for amount in amounts)
    return sum(parts, NOTHING)


def age_group(made: date, today: date) -> AgeGroup:
    """The group of a bill that was made on a day; the day itself is day 0."""
    age = (today - made).days
    return next((group for group, last in LAST_DAYS.items() if age <= last), AgeGroup.OVER_90)


def check_payment(amount: Decimal | None, *, balance: Decimal | None, last: str = "") -> Decimal:
    """The amount; Refused where it is more than the balance (None before the bill).

    `last` tells who took the last payment of this bill and when.
    """
    if amount is None:
        raise Refused("payment.no_amount", N_("Please fill this in."), field="amount")
    if amount <= 0:
        message = N_("More than zero. Money that goes back is a refund.")
        raise Refused("payment.not_positive", message, field="amount")
    if balance is not None and balance <= 0:
        raise Refused("payment.paid", N_("Everything is paid. {last}"), field="amount", last=last)
    if balance is not None and amount > balance:
        message = N_("Only ¥{balance} is still to be paid. {last}")
        shown = two_decimals(balance)
        raise Refused("payment.too_much", message, field="amount", balance=shown, last=last)
    return amount


def check_refund(amount: Decimal | None, note: str | None, *, paid: Decimal) -> Decimal:
    """The amount; Refused where it is more than was paid, or has no reason."""
    if amount is None or amount <= 0:
        message = N_("Enter what goes back, more than zero.")
        raise Refused("payment.not_positive", message, field="amount")
    if amount > paid:
        message, shown = N_("Only ¥{paid} was paid."), two_decimals(paid)
        if not paid:
            message = N_("Nothing was paid that could go back in this way.")
        raise Refused("refund.too_much", message, field="amount", paid=shown)
    if not (note or "").strip():
        raise Refused("refund.reason", N_("Say why money goes back."), field="note")
    return amount
