"""What the work plans ask of the workshop, told in the shop's words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.admin.letterhead import letterhead
from app.orders.rules import Timing
from app.paper import pages
from app.paper.frame import Printed
from app.permissions import Actor
from app.records import Records
from app.settings import load
from app.text import use
from app.workbench import commands as clocks
from app.workshop import commands, papers, queries
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.make import NOON


def _car(make: Callable[..., int], plate: str, **facts: Any) -> int:
    return make(
        lambda session: makers.repair_order(
            session, makers.vehicle(session, plate), by=1, plate=plate, **facts
        )
    )


def test_s026_the_board_answers_six_questions(records: Records, make: Any, act: Any) -> None:
    """How many cars, in which bay, by whom, promised when, who is free, what waits for parts."""
    technician, bay = make(makers.staff, "马建军", Role.TECHNICIAN), make(makers.bay, "一号")
    make(makers.staff, "朱海涛", Role.TECHNICIAN)
    first = _car(make, "京A11111", promised_at=NOON + timedelta(hours=2))
    _car(make, "京A22222", stage=Stage.WAITING_PARTS)
    act(commands.assign, first, commands.Assignment(technician, bay))
    job = make(makers.labour_line, first)
    act(clocks.start, job, by=Actor(technician, "马建军", frozenset({Role.TECHNICIAN}), "车间"))
    with records.read() as session:
        told = queries.board(session, at=NOON).answers
    assert told.in_shop == 2
    assert told.bays_taken == ("一号",)
    assert told.working == ("马建军",)
    assert told.next_promise == NOON + timedelta(hours=2)
    assert told.free == ("朱海涛",)
    assert told.waiting_parts == ("京A22222",)


def test_s018_on_time_delivery_turns_red_at_the_very_minute(records: Records, make: Any) -> None:
    """A promise is kept until its minute is over; the margin before it warns."""
    _car(make, "京A11111", promised_at=NOON)
    with records.read() as session:
        before = queries.board(session, at=NOON)
        after = queries.board(session, at=NOON + timedelta(seconds=1))
    assert before.timing(before.rows[0]) is Timing.AT_RISK
    assert after.timing(after.rows[0]) is Timing.LATE


def test_s092_a_car_is_washed_before_it_is_ready_and_quality_is_checked_first(
    records: Records, make: Any, act: Any
) -> None:
    key = _car(make, "京A11111")
    for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY):
        act(commands.move, key, stage)
    with records.read() as session:
        assert [row.stage for row in queries.board(session, at=NOON).rows] == [Stage.READY]


def test_s063_the_day_of_the_workshop_is_on_one_sheet(records: Records, make: Any) -> None:
    """In shop, due, late, waiting for parts, handed over, takings.

    Counted and listed, in Chinese.
    """
    use("zh_CN")
    _car(make, "京A11111", promised_at=NOON - timedelta(hours=1))
    _car(make, "京A22222", stage=Stage.WAITING_PARTS, promised_at=NOON + timedelta(hours=1))
    _car(make, "京A33333", stage=Stage.DELIVERED, delivered_at=NOON)
    with records.read() as session:
        facts, rules = queries.workshop_day(session, NOON.date(), at=NOON), load(session)
    sheet = papers.workshop_sheet(facts, letterhead(rules), printed=Printed(NOON, "徐国强"))
    text = pages.page_text(sheet, 0)
    assert pages.page_count(sheet) == 1
    for word in (
        "车间日报",
        "京A·11111",
        "京A·22222",
        "京A·33333",
        "已超时",
        "待料",
        "已交车",
        "收款",
        "2026年11月21日",
    ):
        assert word in text
