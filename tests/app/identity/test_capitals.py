"""Figures and capitals of one amount never differ (a contract is disputed in capitals)."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.identity.capitals import LARGEST, in_capitals

FIGURES = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}


def read_back(text: str) -> Decimal:
    """The amount that a clerk reads, by the rules of reading and not by those of writing."""
    sign = -1 if text.startswith("负") else 1
    yuan, _, rest = text.removeprefix("负").rpartition("元")
    total = group = figure = 0
    for one in yuan:
        if one in FIGURES:
            figure = FIGURES.index(one)
        elif one in PLACES:
            group, figure = group + figure * PLACES[one], 0
        else:
            total, group, figure = total + (group + figure) * GROUPS[one], 0, 0
    fen = 0
    for number, unit in pairwise(rest):
        fen += FIGURES.index(number) * {"角": 10, "分": 1}[unit] if unit in "角分" else 0
    return sign * (Decimal(total + group + figure) + Decimal(fen) / 100)


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1085.35", "壹仟零捌拾伍元叁角伍分"),
        ("10", "壹拾元整"),
        ("1000000", "壹佰万元整"),
        ("100010.05", "壹拾万零壹拾元零伍分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100000001", "壹亿零壹元整"),
        ("-128", "负壹佰贰拾捌元整"),
        ("-0.001", "零元整"),
    ],
)
def test_known_amounts_read_as_a_bank_writes_them(amount: str, capitals: str) -> None:
    assert in_capitals(Decimal(amount)) == capitals


@given(st.integers(0, 9_999_999_999))
@example(9_999_999_999)
@example(1_000_000_001)
def test_every_amount_up_to_a_hundred_million_reads_back_to_the_fen(fen: int) -> None:
    amount = Decimal(fen) / 100
    written = in_capitals(amount)
    assert read_back(written) == amount
    assert "零零" not in written


def test_an_amount_beyond_the_places_is_refused() -> None:
    assert read_back(in_capitals(LARGEST)) == LARGEST
    with pytest.raises(ValueError, match="too large"):
        in_capitals(LARGEST + 1)
