"""Decides on prices below the floor: who may grant how much, what is earned, what is granted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Refused
from app.formatting import show_date
from app.orders.money_rules import authority
from app.sales import rules
from app.sales.facts import DiscountFacts, VersionFacts
from app.sales.loan_rules import NOTHING
from app.sales.rules import Amounts
from app.sales.settings import DiscountSettings
from app.text import N_
from db.sales_words import DiscountCause
from db.vocabulary import Role

LEVELS = (Role.CONSULTANT, Role.CASHIER, Role.MANAGER)
"""Who may decide, the lowest first."""


@dataclass(frozen=True, slots=True)
class DiscountBasis:
    """What the car costs the store: as bought where that is known, else its floor price."""

    floor_price: Decimal
    cost: Decimal | None = None
    income: Decimal | None = None


def level(gap: Decimal, roles: Collection[Role], *, store: DiscountSettings) -> Role | None:
    """The lowest of these roles that may let a car go so far below the floor, or None."""
    limits = {
        Role.CONSULTANT: Decimal(store.consultant_below),
        Role.CASHIER: Decimal(store.cashier_below),
    }
    held = (role for role in LEVELS if role in roles)
    enough = (role for role in held if authority(gap, roles={role}, limits=limits) >= gap)
    return next(enough, None)


def levels(gap: Decimal, *, store: DiscountSettings) -> frozenset[Role]:
    """All roles that may let a car go so far below the floor."""
    return frozenset(role for role in LEVELS if level(gap, {role}, store=store) is not None)


def margin(quote: Amounts, basis: DiscountBasis) -> Decimal:
    """What the store earns: net price less what the car cost, with loan and insurance."""
    cost = basis.floor_price if basis.cost is None else basis.cost
    return rules.net_price(quote) - cost + (basis.income or NOTHING)


def earned(version: VersionFacts) -> Decimal | None:
    """The margin of a version that was asked for; None without a request."""
    asked = version.request
    return None if asked is None else margin(version.amounts, basis_of(asked))


def basis_of(asked: DiscountFacts) -> DiscountBasis:
    """What a request was judged by."""
    return DiscountBasis(asked.floor_price, asked.cost, asked.income)


def gap_of(version: VersionFacts) -> Decimal:
    """By how much a version that was asked for lies below the floor; 0 without a request."""
    asked = version.request
    return NOTHING if asked is None else rules.floor_gap(version.amounts, asked.floor_price)


def covers(
    granted: VersionFacts, quote: Amounts, *, car: tuple[int | None, int | None], today: date
) -> bool:
    """True where a granted version lets another through: same car, no lower, in its days."""
    asked = granted.request
    holds = asked is not None and asked.granted is True and today <= granted.valid_until
    is_same = (granted.trim_id, granted.stock_car_id) == car
    return holds and is_same and rules.net_price(quote) >= rules.net_price(granted.amounts)


def check_cause(cause: DiscountCause, note: str) -> None:
    """Refused for another cause that nobody has named."""
    if cause is DiscountCause.OTHER and not note:
        raise Refused("discount.no_note", N_("Which cause is it?"), field="override_reason")


def check_decided(version: VersionFacts, *, today: date) -> None:
    """Refused where a price below the floor was not granted, or not until today."""
    asked = version.request
    if asked is not None and asked.decided_at is None:
        message = N_("The discount {number} still waits for a decision.")
        raise Refused("discount.waits", message, field="quote_id", number=asked.number)
    if asked is not None and not asked.granted:
        message = N_("The discount {number} was refused by {who}: make the next version.")
        told = {"number": asked.number, "who": asked.decider}
        raise Refused("discount.refused", message, field="quote_id", **told)
    if version.signed_by and version.valid_until < today:
        message = N_("The price below the floor held until {day}: make the next version.")
        raise Refused(
            "discount.over", message, field="quote_id", day=show_date(version.valid_until)
        )
