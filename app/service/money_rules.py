"""Decides on discounts, credit notes, payments and what a customer may owe."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

from app.errors import Refused
from app.formatting import two_decimals
from app.orders.rules import CENT, NOTHING
from app.service.rules import MISSING, NEGATIVE
from app.service.settings import AuthoritySettings
from app.text import N_
from db.vocabulary import Role


def discount_limit(
    labour: Decimal, total: Decimal, *, roles: Iterable[Role], rules: AuthoritySettings
) -> Decimal:
    """How much these roles may give away of a bill."""
    held = frozenset(roles)
    if Role.MANAGER in held:
        return total
    limits = {
        Role.ADVISOR: (rules.advisor_percent, rules.advisor_amount),
        Role.CASHIER: (rules.cashier_percent, rules.cashier_amount),
    }
    found = (
        min((labour * percent / 100).quantize(CENT, ROUND_DOWN), Decimal(most))
        for role, (percent, most) in limits.items()
        if role in held
    )
    return min(max(found, default=NOTHING), total)


def check_discount(discount: Decimal, reason: str | None, *, total: Decimal) -> None:
    """Refused below zero, beyond the bill, or without a reason."""
    if discount < 0:
        raise Refused("bill.negative", NEGATIVE, field="discount")
    if discount > total:
        message = N_("The customer's bill is only ¥{total}.")
        raise Refused("bill.discount_total", message, field="discount", total=two_decimals(total))
    if discount and not (reason or "").strip():
        message = N_("Say why the discount is given.")
        raise Refused("bill.discount_reason", message, field="discount_reason")


def check_payment(amount: Decimal | None, *, balance: Decimal | None, last: str = "") -> Decimal:
    """The amount; Refused where it is more than the balance (None before the bill).

    `last` tells who took the last payment of this bill and when.
    """
    if amount is None:
        raise Refused("payment.no_amount", MISSING, field="amount")
    if amount <= 0:
        message = N_("More than zero. Money that goes back is a refund.")
        raise Refused("payment.not_positive", message, field="amount")
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
        raise Refused("refund.too_much", message, field="amount", paid=shown)
    if not (note or "").strip():
        raise Refused("refund.reason", N_("Say why money goes back."), field="note")
    return amount


def is_within_credit(amount: Decimal, *, owed: Decimal, limit: Decimal | None) -> bool:
    """True where a credit customer who owes so much may owe this amount besides."""
    return limit is not None and owed + amount <= limit


def check_shares(percents: list[Decimal | None]) -> None:
    """Refused unless each share is over 0 and all together are 100 %."""
    known = [percent for percent in percents if percent is not None and percent > 0]
    if not known or len(known) < len(percents) or sum(known) != 100:
        message = N_("Enter shares that make 100 % together, each more than 0.")
        raise Refused("line.shares", message, field="percent")
