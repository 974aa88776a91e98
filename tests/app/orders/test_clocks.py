"""What is left of the work against the promise, at the exact minute (E-PR-01 to E-PR-04)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.orders import queries
from app.orders.queries import OrderRow
from app.orders.rules import Timing
from app.records import Records
from db.clock_words import ClockEnd
from db.tables.clocks import JobClock
from db.tables.service import LabourLine
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.make import NOON

FINE, AT_RISK, LATE = Timing.FINE, Timing.AT_RISK, Timing.LATE


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 21, hour, minute).astimezone()


@pytest.fixture
def row(make: Callable[..., int], records: Records) -> Callable[..., OrderRow]:
    """`row(promised, (hours, clocked, done), …)`: an order in work as the lists read it."""
    who = make(makers.staff, "马建军", Role.TECHNICIAN)

    def clock(session: Any, line: int, hours: float) -> JobClock:
        ended = NOON - timedelta(days=1)
        began = ended - timedelta(hours=hours)
        made = JobClock(line_id=line, staff_id=who, started_at=began, ended_at=ended)
        made.ended_as = ClockEnd.PAUSED
        session.add(made)
        session.flush()
        return made

    def of_car(session: Any, **facts: Any) -> Any:
        car = makers.vehicle(session, "京A12345")
        return makers.repair_order(session, car, by=1, at=at(8), **facts)

    def made(promised: datetime, *lines: tuple[str, float, bool], **facts: Any) -> OrderRow:
        facts = {"stage": Stage.IN_WORK, "promised_at": promised} | facts
        order = make(of_car, **facts)
        for hours, clocked, done in lines:
            line = make(makers.labour_line, order, hours, finished_at=at(9) if done else None)
            if clocked:
                make(clock, line, clocked)
        with records.read() as session:
            return next(one for one in queries.in_shop(session) if one.id == order)

    return made


def states(row: OrderRow, margin: int, *moments: datetime) -> list[Timing]:
    return [row.timing(moment, margin) for moment in moments]


def test_e_pr_01_at_risk_from_the_minute_on_and_late_past_the_promise(row: Any) -> None:
    order = row(at(16), ("1.50", 0, False))
    moments = (at(14, 30), at(14, 31), at(16), at(16, 1))
    assert states(order, 0, *moments) == [FINE, AT_RISK, AT_RISK, LATE]


def test_e_pr_02_the_margin_of_the_store_counts(row: Any) -> None:
    order = row(at(16), ("1.50", 0, False))
    assert states(order, 30, at(14), at(14, 1)) == [FINE, AT_RISK]


def test_e_pr_03_clocks_take_their_time_off_each_job_and_never_below_nothing(row: Any) -> None:
    order = row(at(11), ("1.20", 0, True), ("0.80", 0.3, False), ("0.50", 0.9, False))
    assert order.hours_left(at(10, 30)) * 60 == 30
    assert states(order, 0, at(10, 30), at(10, 31)) == [FINE, AT_RISK]


@pytest.mark.parametrize(("minute", "state"), [(45, FINE), (46, AT_RISK)])
def test_e_pr_04_work_begins_when_the_last_parts_come(row: Any, minute: int, state: Timing) -> None:
    expected = {"stage": Stage.WAITING_PARTS, "parts_expected_at": at(14, minute)}
    assert states(row(at(16), ("1.25", 0, False), **expected), 0, at(9)) == [state]


def test_parts_that_came_hold_nothing_up_once_the_card_is_in_work(row: Any) -> None:
    order = row(at(16), ("1.25", 0, False), parts_expected_at=at(15, 30))
    assert states(order, 0, at(9)) == [FINE]


def test_a_running_clock_keeps_the_end_of_the_work_where_it_is(
    row: Any, records: Records, make: Any
) -> None:
    """One hour of work, promised at 12:00, begun at 11:00: fine until the standard is used up."""
    order = row(at(12), ("1.00", 0, False))

    def run(session: Any) -> JobClock:
        line = session.scalars(select(LabourLine).where(LabourLine.order_id == order.id)).one()
        made = JobClock(line_id=line.id, staff_id=1, started_at=at(11))
        session.add(made)
        session.flush()
        return made

    make(run)
    with records.read() as session:
        now = queries.in_shop(session)[0]
    assert states(now, 0, at(11), at(11, 59), at(12), at(12, 1)) == [FINE, FINE, FINE, LATE]
    assert [now.overtime(moment, 10) for moment in (at(12, 6), at(12, 7))] == [0, 1]
    assert now.worked(at(11, 30)) == timedelta(minutes=30)
