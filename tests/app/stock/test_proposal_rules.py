"""Monday's proposal against figures worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from app.stock import proposal_rules as rules
from app.stock.proposal_rules import Demand, ProposalRules
from db.stock_words import ProposalReason

USUAL = ProposalRules(lead_weeks=6, added_percent=10, target_days=30, slow_days=90)


def test_the_last_month_counts_half() -> None:
    assert rules.forecast((3, 2, 4)) == Decimal("3.2")


def test_three_whole_months_are_counted_over_the_turn_of_the_year() -> None:
    assert rules.month_begins(date(2027, 2, 1)) == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    )


def test_sales_until_the_arrival_and_the_target_less_what_is_free_and_coming() -> None:
    """3.2 x 42 x 12/365 x 1.1 = 4.860; 3.2 x 30 x 12/365 = 3.156; 4.9 + 3.2 - 3 - 2 = 3.1."""
    found = rules.propose(Demand((3, 2, 4), free=3, in_transit=2, oldest_days=12), USUAL)
    assert (found.until_arrival, found.target) == (Decimal("4.9"), Decimal("3.2"))
    assert (found.need, found.units, found.reason) == (Decimal("3.1"), 3, None)


@pytest.mark.parametrize(
    ("demand", "reason"),
    [
        (Demand((3, 2, 4), 1, 0, oldest_days=91), ProposalReason.SLOW),
        (Demand((3, 2, 4), 6, 2, oldest_days=90), ProposalReason.ENOUGH),
        (Demand((0, 0, 0), 0, 0, oldest_days=None), ProposalReason.NOT_SOLD),
        (Demand((0, 0, 0), 2, 0, oldest_days=91), ProposalReason.SLOW),
    ],
)
def test_none_is_ordered_and_the_reason_is_said(demand: Demand, reason: ProposalReason) -> None:
    found = rules.propose(demand, USUAL)
    assert (found.units, found.reason) == (0, reason)


def test_the_forecast_of_outlets_takes_the_place_of_their_sales_in_the_target() -> None:
    """4.9 as above; of their own (2, 1, 2): 1.7 x 30 x 12/365 = 1.677; 4.9 + 1.7 + 3 - 3 - 2."""
    demand = Demand((3, 2, 4), 3, 2, oldest_days=12, outlets=3, by_outlets=(1, 1, 2))
    found = rules.propose(demand, USUAL)
    assert (found.until_arrival, found.target) == (Decimal("4.9"), Decimal("1.7"))
    assert (found.need, found.units) == (Decimal("4.6"), 5)


def test_what_outlets_expect_is_ordered_though_nobody_has_sold_it() -> None:
    found = rules.propose(Demand((0, 0, 0), 0, 0, oldest_days=None, outlets=2), USUAL)
    assert (found.units, found.reason) == (2, None)
