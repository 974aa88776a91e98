"""What a plan costs to read."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from app.appointments import queries
from tests.app.appointments.shop import Shop
from tests.make import NOON


def test_a_week_looks_up_the_day_of_each_moment_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[datetime] = Counter()
    day_of = queries.local_day

    def noted(at: datetime) -> Any:
        asked[at] += 1
        return day_of(at)

    shop.book()
    shop.book("京B22222", bay_id=shop.pit)
    monkeypatch.setattr(queries, "local_day", noted)
    week = shop.read(queries.week, NOON.date())
    assert [load.count for load in week if load.count] == [2]
    assert list(asked.values()) == [1]
