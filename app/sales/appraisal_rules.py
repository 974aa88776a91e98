"""Decides what is offered for a car that a customer trades in; the form asks the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Refused
from app.text import N_
from db.sales_words import AppraisalState

NOTHING = Decimal("0.00")
HUNDRED = Decimal(100)
OFFERED = frozenset({AppraisalState.OPEN, AppraisalState.EXPIRED, AppraisalState.QUOTED})
"""What may still be changed or declined: no order has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferReach:
    """How far an offer has come: declined, in a quotation, in an order, the car in the stock."""

    is_declined: bool = False
    is_quoted: bool = False
    is_ordered: bool = False
    is_taken: bool = False


def usual_margin(expected: Decimal, percent: int) -> Decimal:
    """What the store keeps of an expected sale price, in whole hundreds."""
    hundreds = (expected * percent / HUNDRED / HUNDRED).quantize(Decimal(1), ROUND_HALF_UP)
    return hundreds * HUNDRED + NOTHING


def offer(expected: Decimal, costs: Iterable[Decimal], *, margin: Decimal) -> Decimal:
    """Expected sale price less costs and margin; never below nothing."""
    return max(expected - sum(costs, NOTHING) - margin, NOTHING)


def state_of(reach: OfferReach, valid_until: date, *, today: date) -> AppraisalState:
    """How an appraisal stands; what has come further counts first."""
    if reach.is_taken:
        return AppraisalState.TAKEN
    if reach.is_ordered:
        return AppraisalState.AGREED
    if reach.is_declined:
        return AppraisalState.DECLINED
    if reach.is_quoted:
        return AppraisalState.QUOTED
    return AppraisalState.OPEN if valid_until >= today else AppraisalState.EXPIRED


def check_prices(expected: Decimal | None, offered: Decimal) -> None:
    """Refused without an expected price, or where the car would be taken for nothing."""
    if not expected:
        message = N_("For how much can the car be sold again?")
        raise Refused("appraisal.no_price", message, field="expected_price")
    if not offered:
        message = N_("Costs and margin are more than the car will bring: enter the price offered.")
        raise Refused("appraisal.nothing", message, field="offered")
