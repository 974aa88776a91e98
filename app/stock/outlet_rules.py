"""Decides on cars at outlets: how they stand, when they are late, what an outlet may owe."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from app.errors import Refused
from app.formatting import money
from app.orders import money_rules
from app.text import N_, _
from db.outlet_words import TransferState
from db.stock_words import CertificatePlace
from db.vocabulary import PaymentMethod

AGES = (30, 60, 90)
"""The last day of each age of what is owed; the oldest is open."""
NOTHING = Decimal(0)
PAID_HOW = (PaymentMethod.TRANSFER, PaymentMethod.CARD)
"""How an outlet pays: such sums are not brought in notes."""


def state_of(
    *, returned_at: datetime | None, sold_on: date | None, settled_on: date | None
) -> TransferState:
    """How a car that went to an outlet stands."""
    if returned_at is not None:
        return TransferState.BACK
    if settled_on is not None:
        return TransferState.SETTLED
    return TransferState.OUT if sold_on is None else TransferState.OWED


def is_overdue(state: TransferState, due_on: date, *, today: date) -> bool:
    """True where a car should be back or settled by now."""
    return state in (TransferState.OUT, TransferState.OWED) and due_on < today


def by_age(owed: Iterable[tuple[date, Decimal]], today: date) -> tuple[Decimal, ...]:
    """What is owed, by the days since the sale: up to each of `AGES`, and beyond."""
    sums = [NOTHING] * (len(AGES) + 1)
    for sold_on, price in owed:
        sums[sum((today - sold_on).days > last for last in AGES)] += price
    return tuple(sums)


def check_credit(
    limit: Decimal | None, *, owed: Decimal, away: Decimal, price: Decimal, name: str
) -> None:
    """Refused where what an outlet owes and has on consignment passes its limit with this car."""
    if limit is None or owed + away + price <= limit:
        return
    message = N_(
        "{name} owes {owed} and has cars for {away}; with this one it is {over} over its credit"
        " limit of {limit}. Say why it goes all the same."
    )
    told = {"owed": money(owed), "away": money(away), "limit": money(limit)}
    over = money(owed + away + price - limit)
    raise Refused("outlet.credit", message, field="reason", name=name, over=over, **told)


def check_floor(price: Decimal, floor: Decimal | None) -> None:
    """Refused for a price below the floor of the day."""
    if floor is not None and price < floor:
        message = N_("{amount} below the floor price of the day. Say why it goes for less.")
        raise Refused("outlet.floor", message, field="reason", amount=money(floor - price))


def check_certificate(certificate: CertificatePlace) -> None:
    """Refused where the certificate of a sold car is not here."""
    if certificate is not CertificatePlace.HERE:
        message = N_(
            "The certificate is not here ({where}). Without it the car cannot be registered: fetch"
            " it, or say why the car is sold all the same."
        )
        place = _(certificate.label)
        raise Refused("outlet.certificate", message, field="reason", where=place)


def check_paid(amount: Decimal | None, *, owed: Decimal, reason: str, last: str) -> Decimal:
    """The amount of a payment; nothing at all where the whole rest is let off for a reason.

    `last` tells who took the last payment for the car, and when.
    """
    is_let_off = amount == 0 and reason
    return NOTHING if is_let_off else money_rules.check_payment(amount, balance=owed, last=last)


def check_method(method: PaymentMethod | None) -> PaymentMethod:
    """How an outlet pays; Refused for anything but bank and card."""
    if method is None:
        raise Refused("payment.no_method", N_("How was it paid? Choose one."), field="method")
    if method not in PAID_HOW:
        message = N_("An outlet pays by bank transfer or card.")
        raise Refused("outlet.method", message, field="method")
    return method
