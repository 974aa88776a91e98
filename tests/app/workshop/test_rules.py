"""Decisions of the board: for how long a car was worked on."""

from datetime import datetime, time
from decimal import Decimal
from types import SimpleNamespace

import pytest

from app.workshop.rules import hours_used
from db.vocabulary import Stage


@pytest.mark.parametrize(
    ("since", "now", "hours"),
    [
        ((21, 9, 0), (21, 12, 0), "3.0"),
        ((21, 16, 30), (22, 9, 30), "2.5"),  # 1.5 h before closing at 18:00, 1 h from 8:30 on
        ((21, 17, 0), (23, 8, 0), "10.5"),  # 1 h, then 9.5 h of the 22nd, nothing before opening
        ((21, 20, 0), (21, 21, 0), "1.0"),  # who works late works too
    ],
)
def test_hours_of_work_are_those_of_the_opening_times(
    since: tuple[int, int, int], now: tuple[int, int, int], hours: str
) -> None:
    moments = [datetime(2026, 11, *one).astimezone() for one in (since, now)]
    row = SimpleNamespace(stage=Stage.IN_WORK, stage_since=moments[0])
    used = hours_used(row, moments[1], opens=time(8, 30), closes=time(18, 0))
    assert used == Decimal(hours)
    waiting = SimpleNamespace(stage=Stage.WAITING_PARTS, stage_since=moments[0])
    assert hours_used(waiting, moments[1], opens=time(8, 30), closes=time(18, 0)) == 0
