"""What is offered for a car that is traded in, against figures worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import Refused
from app.sales import appraisal_rules as rules
from app.sales.appraisal_rules import OfferReach
from app.sales.appraisal_values import AppraisalEntry
from db.sales_words import AppraisalState

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("expected", "costs", "margin", "offered"),
    [
        ("52000", ["1800", "1600"], "4200", "44400"),
        ("34500.50", [], "0", "34500.50"),
        ("5000", ["4000"], "3000", "0"),
    ],
)
def test_costs_and_margin_are_taken_off(
    expected: str, costs: list[str], margin: str, offered: str
) -> None:
    left = rules.offer(Decimal(expected), map(Decimal, costs), margin=Decimal(margin))
    assert left == Decimal(offered)


def test_the_usual_margin_is_a_share_in_whole_hundreds() -> None:
    assert rules.usual_margin(Decimal(52_000), 8) == 4_200  # 4,160
    assert rules.usual_margin(Decimal(500), 8) == 0
    typed = AppraisalEntry(expected_price=Decimal(52_000), margin=Decimal(1_000))
    assert (typed.kept(8), typed.by_rule(8)) == (1_000, 51_000)


@pytest.mark.parametrize(
    ("reach", "state"),
    [
        (OfferReach(), AppraisalState.OPEN),
        (OfferReach(is_quoted=True), AppraisalState.QUOTED),
        (OfferReach(is_quoted=True, is_declined=True), AppraisalState.DECLINED),
        (OfferReach(is_quoted=True, is_ordered=True), AppraisalState.AGREED),
        (OfferReach(is_ordered=True, is_taken=True), AppraisalState.TAKEN),
    ],
)
def test_what_has_come_further_counts(reach: OfferReach, state: AppraisalState) -> None:
    assert rules.state_of(reach, DAY, today=DAY) is state


def test_an_offer_ends_after_its_day() -> None:
    ended = rules.state_of(OfferReach(), DAY, today=date(2026, 11, 22))
    assert ended is AppraisalState.EXPIRED


def test_a_car_is_not_taken_for_nothing() -> None:
    with pytest.raises(Refused, match=r"appraisal\.no_price"):
        rules.check_prices(None, Decimal(1))
    with pytest.raises(Refused, match=r"appraisal\.nothing"):
        rules.check_prices(Decimal(1), Decimal(0))
