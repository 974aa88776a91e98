"""Decides on discounts, credit notes, payments and what a customer may owe."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

from app.errors import Refused
from app.formatting import two_decimals
from app.orders.money_rules import authority
from app.orders.rules import CENT
from app.orders.settings import AuthoritySettings
from app.service.rules import NEGATIVE, PLACES
from app.text import N_
from db.vocabulary import Role


def discount_limit(
    labour: Decimal, total: Decimal, *, roles: Iterable[Role], rules: AuthoritySettings
) -> Decimal:
    """How much these roles may give away of a bill."""
    limits = {
        Role.ADVISOR: (rules.advisor_percent, rules.advisor_amount),
        Role.CASHIER: (rules.cashier_percent, rules.cashier_amount),
    }
    most = {
        role: min((labour * percent / 100).quantize(CENT, ROUND_DOWN), Decimal(amount))
        for role, (percent, amount) in limits.items()
    }
    return authority(total, roles=roles, limits=most)


def check_discount(discount: Decimal, reason: str | None, *, total: Decimal) -> None:
    """Refused below zero, beyond the bill, or without a reason."""
    if discount < 0:
        raise Refused("bill.negative", NEGATIVE, field="discount")
    if discount > total:
        message = N_("The customer's bill is only ¥{total}.")
        raise Refused("bill.discount_total", message, field="discount", total=two_decimals(total))
    if discount != discount.quantize(CENT):
        raise Refused("bill.places", PLACES, field="discount")
    if discount and not (reason or "").strip():
        message = N_("Say why the discount is given.")
        raise Refused("bill.discount_reason", message, field="discount_reason")


def is_within_credit(amount: Decimal, *, owed: Decimal, limit: Decimal | None) -> bool:
    """True where a credit customer who owes so much may owe this amount besides."""
    return limit is not None and owed + amount <= limit


def check_shares(percents: list[Decimal | None]) -> None:
    """Refused unless each share is over 0 and all together are 100 %."""
    known = [percent for percent in percents if percent is not None and percent > 0]
    if not known or len(known) < len(percents) or sum(known) != 100:
        message = N_("Enter shares that make 100 % together, each more than 0.")
        raise Refused("line.shares", message, field="percent")
