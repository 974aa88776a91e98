"""Age, interest and reservations as the stock page of the domain states them (E-CS-02, 03)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import Refused
from app.stock import rules
from db.stock_words import CertificatePlace, LeftHow, StockState
from tests.make import NOON

REPORT = date(2026, 11, 26)
BANDS = (30, 60, 90, 180)


def test_the_day_of_the_arrival_is_day_0_and_180_belongs_to_the_band_below() -> None:
    arrivals = ("10-27", "10-26", "08-28", "08-27", "05-30", "05-29")
    days = [rules.days_in_stock(date.fromisoformat(f"2026-{one}"), REPORT) or 0 for one in arrivals]
    names = [rules.band_name(rules.band_of(one, BANDS), BANDS) for one in days]
    assert names == ["0–30", "31–60", "61–90", "91–180", "91–180", "180+"]


@given(some.integers(0, 5_000), some.lists(some.integers(1, 999), min_size=1, unique=True))
def test_every_age_lies_in_exactly_one_band(days: int, ends: list[int]) -> None:
    bands = sorted(ends)
    place = rules.band_of(days, bands)
    below, last = (bands[place - 1] if place else -1), [*bands, 10_000][place]
    assert below < days <= last


@pytest.mark.parametrize(
    ("price", "rate", "begins", "owed"),
    [
        ("150000", "6", date(2026, 8, 1), "1425.00"),
        ("218000", "5.4", date(2026, 10, 10), "0.00"),
    ],
)
def test_interest_runs_from_the_payment_after_the_free_days(
    price: str, rate: str, begins: date, owed: str
) -> None:
    cost = rules.interest(
        Decimal(price), Decimal(rate), payment_on=begins, until=REPORT, free_days=60
    )
    assert cost == Decimal(owed)


def test_a_hold_that_has_run_out_counts_as_none() -> None:
    here = {"arrived_on": REPORT, "left_on": None, "at": NOON}
    held = rules.state_of(held_until=NOON + timedelta(seconds=1), **here)
    over = rules.state_of(held_until=NOON, **here)
    assert (held, over) == (StockState.RESERVED, StockState.IN_STOCK)


def test_a_sale_past_its_order_needs_a_reason_and_the_certificate_is_told_first() -> None:
    with pytest.raises(Refused, match=r"stock\.no_order"):
        rules.check_sale(LeftHow.SOLD, CertificatePlace.HERE)
    rules.check_sale(LeftHow.TRANSFERRED, CertificatePlace.BANK)
    with pytest.raises(Refused) as refused:
        rules.check_sale(LeftHow.SOLD, CertificatePlace.BANK)
    assert "At the bank" in refused.value.text()
