"""The undo of a moved card lets the clocks run on that the move stopped."""

from typing import Any

import pytest

from app.workbench import commands
from app.workbench.values import Pause
from app.workshop import commands as board
from db.clock_words import ClockEnd, PauseReason
from db.tables.service import RepairOrder
from db.vocabulary import Stage
from tests import make as makers
from tests.app.workbench.test_commands import after
from tests.make import NOON


def test_undoing_a_move_lets_the_clocks_run_on_that_it_stopped(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(commands.start, shop.jobs["oil"], by=shop.lin, at=after(1))
    wrong = board.CardMove(Stage.WAITING_PARTS, Stage.IN_WORK)
    shop.act(board.move_seen, shop.orders[0], wrong, by=shop.controller, at=after(20))
    assert [clock.ended_as for clock in shop.job_clocks()] == [ClockEnd.MOVED, ClockEnd.MOVED]
    shop.act(commands.start, shop.jobs["lamp"], by=shop.lin, at=after(21))
    back = board.CardMove(Stage.IN_WORK, Stage.WAITING_PARTS, "撤销")
    shop.act(board.undo_move, shop.orders[0], back, by=shop.controller, at=after(22))
    brakes, oil, lamp = shop.job_clocks()
    assert (brakes.started_at, brakes.ended_at, brakes.reason) == (NOON, None, None)
    assert (oil.ended_at, oil.ended_as) == (after(20), ClockEnd.MOVED), "he has begun another job"
    assert lamp.ended_at is None
    shop.act(commands.pause, Pause(PauseReason.BREAK), at=after(30))
    assert shop.job_clocks()[0].ended_at == after(30), "no minute is lost"


def test_undo_starts_no_clock_that_an_earlier_move_or_a_person_stopped(shop: Any) -> None:
    first = shop.orders[0]
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(commands.pause, Pause(PauseReason.BREAK), at=after(5))
    shop.act(commands.start, shop.jobs["oil"], by=shop.lin, at=after(6))

    def step(new: Stage, seen: Stage, minutes: int) -> None:
        move = board.CardMove(new, seen)
        shop.act(board.move_seen, first, move, by=shop.controller, at=after(minutes))

    step(Stage.WAITING_PARTS, Stage.IN_WORK, 10)
    step(Stage.IN_WORK, Stage.WAITING_PARTS, 40)
    step(Stage.WAITING_PARTS, Stage.IN_WORK, 50)
    back = board.CardMove(Stage.IN_WORK, Stage.WAITING_PARTS, "撤销")
    shop.act(board.undo_move, first, back, by=shop.controller, at=after(51))
    assert [clock.ended_at for clock in shop.job_clocks()] == [after(5), after(10)]


def test_undo_starts_no_clock_of_somebody_who_went_home(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    wrong = board.CardMove(Stage.WAITING_PARTS, Stage.IN_WORK)
    shop.act(board.move_seen, shop.orders[0], wrong, by=shop.controller, at=after(20))
    shop.act(commands.go, at=after(21))
    back = board.CardMove(Stage.IN_WORK, Stage.WAITING_PARTS, "撤销")
    shop.act(board.undo_move, shop.orders[0], back, by=shop.controller, at=after(22))
    assert shop.job_clocks()[0].ended_at == after(20)


@pytest.mark.parametrize("taken", [False, True])
def test_undo_takes_the_bay_again_unless_another_car_stands_there(
    shop: Any, make: Any, taken: bool
) -> None:
    lift = make(makers.bay, "举升机 1")
    first, second = shop.orders
    shop.act(board.assign, first, board.Assignment(None, lift), by=shop.controller)
    for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH):
        shop.act(board.move, first, stage, by=shop.controller)
    if taken:
        shop.act(board.assign, second, board.Assignment(None, lift), by=shop.controller)
    back = board.CardMove(Stage.QUALITY_CHECK, Stage.WASH, "撤销", bay_id=lift)
    shop.act(board.undo_move, first, back, by=shop.controller)
    [order] = shop.rows(RepairOrder, RepairOrder.id == first)
    assert order.bay_id == (None if taken else lift)
