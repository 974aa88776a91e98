"""The time in each stage comes from the moves of the cards; reworks are counted by their link."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from app.records import Records
from app.workshop import commands
from app.workshop.cycle_times import QualityFigures, StageTime, quality_figures, stage_times
from db.vocabulary import ServiceType, Stage
from tests.make import NOON

DAY = date(2026, 11, 21)


def test_a_stay_ends_with_the_next_move(
    records: Records, car: Callable[..., int], manager: Any
) -> None:
    """One car waits 30 min and is worked on 90; another waits 60 and is worked on still."""

    def move(key: int, stage: Stage, minutes: int) -> None:
        records.act(commands.move, key, stage, by=manager, at=NOON + timedelta(minutes=minutes))

    first, second = car("京A11111", received_at=NOON), car("京A22222", received_at=NOON)
    begin(records, manager, first, second)
    move(first, Stage.IN_WORK, 30)
    move(second, Stage.IN_WORK, 60)
    move(first, Stage.QUALITY_CHECK, 120)
    with records.read() as session:
        assert stage_times(session, DAY, DAY) == [
            StageTime(Stage.WAITING, stays=2, minutes=90, middle=45, longest=60),
            StageTime(Stage.IN_WORK, stays=1, minutes=90, middle=90, longest=90),
        ]
        assert stage_times(session, DAY, DAY)[0].average == 45
        assert stage_times(session, date(2026, 11, 22), date(2026, 11, 22)) == []


def begin(records: Records, manager: Any, *orders: int) -> None:
    """The first step of orders that were made past the desk, where they have none yet."""
    from app.orders import operations
    from db.tables.service import StageChange

    def write(session: Any, *, by: Any, at: Any) -> None:
        for key in orders:
            if not session.query(StageChange).filter_by(order_id=key).count():
                order = operations.find(session, key)
                operations.step(session, order, Stage.WAITING, by=by, at=at)

    records.act(write, by=manager, at=NOON)


def test_the_rework_rate_counts_only_what_is_linked(
    records: Records, car: Callable[..., int]
) -> None:
    gone = {"stage": Stage.DELIVERED, "delivered_at": NOON}
    first = car("京A11111", **gone)
    car("京A22222", **gone)
    car("京A33333", service_type=ServiceType.REWORK, reworked_id=first, **gone)
    car("京A44444", service_type=ServiceType.REWORK, **gone)
    car("京A55555", reworked_id=first, **gone)  # a maintenance with one job done again
    with records.read() as session:
        found = quality_figures(session, DAY, DAY)
    assert found == QualityFigures(handed_over=5, reworks=2, failed=0)
    assert found.rework_percent == 40.0
