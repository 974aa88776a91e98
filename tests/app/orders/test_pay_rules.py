"""Parts of pay by figures, worked by hand (S173, S178)."""

from decimal import Decimal

import pytest

from app.orders.pay_rules import QuickResult, earned, results


@pytest.mark.parametrize(
    ("share", "ratio", "part"),
    [
        (20, "75.19", "15.04"),  # 15.038
        (20, "110.00", "22.00"),
        (35, "98.77", "34.57"),  # 34.5695
        (20, "0.00", "0.00"),
        (20, "62.525", "12.51"),  # 12.505, half up
    ],
)
def test_the_share_is_earned_by_the_ratio(share: int, ratio: str, part: str) -> None:
    assert earned(share, Decimal(ratio)) == Decimal(part)


def test_without_hours_nothing_can_be_told() -> None:
    assert earned(20, None) is None


@pytest.mark.parametrize(
    ("kept", "of", "target", "missed"),
    [
        (19, 20, 95, False),  # exactly 95 %
        (18, 19, 95, True),  # 94.74 %
        (189, 199, 95, True),  # 94.9749 % reads 94.97: compared unrounded
        (20, 20, 100, False),
        (0, 0, 95, False),  # nothing promised
        (0, 1, 1, True),
    ],
)
def test_the_target_is_compared_unrounded(kept: int, of: int, target: int, missed: bool) -> None:
    assert QuickResult("", kept, of).missed(target) is missed


def test_everybody_together_comes_first_then_each_advisor() -> None:
    found = results(
        [("王敏", True), ("陈静", False), ("王敏", False), ("陈静", True), ("王敏", True)]
    )
    assert [(one.name, one.kept, one.of) for one in found] == [
        ("", 3, 5),
        ("王敏", 2, 3),
        ("陈静", 1, 2),
    ]
    assert found[1].percent == Decimal("66.67")
    assert results([]) == (QuickResult("", 0, 0),)
