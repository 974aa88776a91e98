"""Quick services of a month with the pay cuts that follow from them, counted by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app import settings
from app.admin.commands import save_settings
from app.orders.quick_month import quick_month, quick_text
from app.permissions import Actor
from app.records import Records
from db.clock_words import QuickKind
from db.tables.clocks import QuickService
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.make import NOON

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def quick(make: Callable[..., int]) -> Callable[..., None]:
    """A quick maintenance of 60 minutes that took `minutes`, by an advisor, on 21 November."""

    def build(session: Any, advisor: int, minutes: int, day: timedelta) -> Any:
        left = NOON + day
        plate = f"京A{advisor}{minutes:04d}"
        order = makers.repair_order(
            session,
            makers.vehicle(session, plate),
            by=advisor,
            plate=plate,
            stage=Stage.DELIVERED,
            received_at=left - timedelta(minutes=minutes),
            delivered_at=left,
        )
        session.flush()
        session.add(QuickService(order_id=order.id, kind=QuickKind.MAINTENANCE, minutes=60))
        return order

    return lambda advisor, minutes, day=timedelta(): make(build, advisor, minutes, day)


def test_a_missed_target_cuts_the_head_and_the_advisors_who_missed_it(
    records: Records, make: Callable[..., int], manager: Actor, quick: Any
) -> None:
    """Wang kept 3 of 3 (60 min counts), Chen 1 of 2: 4 of 5 are 80 %, below 95 %."""
    wang, chen = (make(makers.staff, name, Role.ADVISOR) for name in ("王敏", "陈静"))
    for minutes in (30, 59, 60):
        quick(wang, minutes)
    for minutes in (45, 61):
        quick(chen, minutes)
    quick(chen, 300, timedelta(days=20))
    with records.read() as session:
        found = quick_month(session, FIRST, LAST)
    assert [(one.taken, one.kept) for one in found.visits] == [
        (30, True),
        (59, True),
        (60, True),
        (45, True),
        (61, False),
    ]
    assert (found.head_cut, [one.name for one in found.advisor_cuts]) == (10, ["陈静"])
    assert quick_text(found) == (
        "Quick service: 4 of 5 kept (80.0 %), target 95 %"
        " · pay cuts: workshop head −10 %; 陈静 −10 %: 1 of 2 kept (50.0 %)"
    )
    looser = {"quick_target": 80, "quick_advisor_cut": 15}
    records.act(save_settings, looser, by=manager, at=NOON)
    with records.read() as session:
        found = quick_month(session, FIRST, LAST)
        assert settings.load(session).of(type(found.pay)).quick_target == 80
    assert (found.head_cut, [one.name for one in found.advisor_cuts]) == (0, ["陈静"])
    assert quick_text(found).endswith("pay cuts: 陈静 −15 %: 1 of 2 kept (50.0 %)")


def test_a_month_without_quick_service_says_nothing(records: Records) -> None:
    with records.read() as session:
        found = quick_month(session, FIRST, LAST)
    assert (found.head_cut, found.advisor_cuts, quick_text(found)) == (0, (), "")
