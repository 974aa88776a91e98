"""Cards move where the rules allow it, a bay holds one car, and the six questions are answered from
the rows.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.errors import Conflict, Refused
from app.permissions import Actor
from app.records import Records
from app.service.commands import opening
from app.workshop import commands, queries
from app.workshop.commands import CardMove
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.make import NOON


def test_a_card_moves_and_tells_where_it_came_from(
    records: Records, act: Callable[..., Any], car: Callable[..., int]
) -> None:
    key = car("京A12345")
    assert act(commands.move, key, Stage.IN_WORK) is Stage.WAITING
    with records.read() as session:
        assert [row.stage for row in queries.board(session, at=NOON).rows] == [Stage.IN_WORK]


def test_a_move_that_the_table_does_not_know_is_refused(
    act: Callable[..., Any], car: Callable[..., int]
) -> None:
    key = car("京A12345")
    with pytest.raises(Refused) as refusal:
        act(commands.move, key, Stage.READY)
    assert refusal.value.code == "order.move"


def test_hand_over_is_not_a_move_of_the_board(
    act: Callable[..., Any], car: Callable[..., int]
) -> None:
    key = car("京A12345", stage=Stage.READY)
    with pytest.raises(Refused) as refusal:
        act(commands.move, key, Stage.DELIVERED)
    assert refusal.value.code == "order.hand_over"


def test_a_bay_holds_one_car_and_is_free_when_the_car_is_washed(
    records: Records, act: Callable[..., Any], car: Callable[..., int], make: Callable[..., int]
) -> None:
    bay, technician = make(makers.bay, "一号"), make(makers.staff, "马建军", Role.TECHNICIAN)
    first, second = car("京A11111", stage=Stage.QUALITY_CHECK), car("京A22222")
    act(commands.assign, first, commands.Assignment(technician, bay))
    with pytest.raises(Refused) as refusal:
        act(commands.assign, second, commands.Assignment(technician, bay))
    assert (refusal.value.code, refusal.value.field) == ("bay.taken", "bay_id")
    assert "京A·11111 stands in this bay (王敏, 11-21 12:00)" in refusal.value.text()
    with pytest.raises(Refused) as refusal:
        act(opening.assign, second, technician_id=technician, bay_id=bay)
    assert refusal.value.code == "bay.taken", "at the service desk too"
    act(commands.move, first, Stage.WASH)
    act(commands.assign, second, commands.Assignment(technician, bay))


def test_a_receptionist_may_not_move_cards(
    records: Records, car: Callable[..., int], make: Callable[..., int]
) -> None:
    key, who = car("京A12345"), make(makers.staff, "刘芳", Role.RECEPTION)
    with pytest.raises(Refused) as refusal:
        records.act(
            commands.move,
            key,
            Stage.IN_WORK,
            by=Actor(who, "刘芳", frozenset({Role.RECEPTION}), "x"),
            at=NOON,
        )
    assert refusal.value.code == "permission.denied"


def test_the_six_questions_are_answered(
    records: Records, car: Callable[..., int], make: Callable[..., int]
) -> None:
    bay = make(makers.bay, "一号")
    busy, idle = (
        make(makers.staff, "马建军", Role.TECHNICIAN),
        make(makers.staff, "朱海涛", Role.TECHNICIAN),
    )
    first = car(
        "京A11111",
        stage=Stage.IN_WORK,
        technician_id=busy,
        bay_id=bay,
        promised_at=NOON - timedelta(minutes=5),
    )
    car("京A22222", stage=Stage.WAITING_PARTS, promised_at=NOON + timedelta(hours=3))
    make(makers.running_clock, busy, make(makers.labour_line, first))
    with records.read() as session:
        told = queries.board(session, at=NOON).answers
    assert (told.in_shop, told.late, told.working, told.free) == (2, 1, ("马建军",), ("朱海涛",))
    assert (told.bays_taken, told.next_plate, told.waiting_parts) == (
        ("一号",),
        "京A11111",
        ("京A22222",),
    )
    assert idle != busy


def test_the_day_counts_what_came_due_left_and_was_paid(
    records: Records, car: Callable[..., int]
) -> None:
    car("京A11111", promised_at=NOON + timedelta(hours=2))
    car("京A22222", stage=Stage.DELIVERED, delivered_at=NOON, received_at=NOON - timedelta(days=1))
    with records.read() as session:
        day = queries.workshop_day(session, NOON.date(), at=NOON)
    assert (day.received, len(day.in_shop), len(day.due), len(day.delivered), day.taken) == (
        1,
        1,
        1,
        1,
        0,
    )


def test_expected_parts_are_told_over_the_version_that_was_read(
    records: Records, act: Callable[..., Any], car: Callable[..., int]
) -> None:
    key = car("京A12345", stage=Stage.WAITING_PARTS)
    with records.read() as session:
        version = queries.newest_card(session, key).version
    act(commands.expect_parts, key, NOON + timedelta(days=2), version=version)
    with pytest.raises(Conflict):
        act(commands.expect_parts, key, None, version=version)
    with records.read() as session:
        (row,) = queries.board(session, at=NOON).rows
        assert row.parts_expected_at == NOON + timedelta(days=2)


def test_who_moves_a_card_second_is_told_who_moved_it_and_when(
    act: Callable[..., Any], car: Callable[..., int], make: Callable[..., int]
) -> None:
    key = car("京A12345")
    foreman = Actor(
        make(makers.staff, "赵师傅", Role.CONTROLLER),
        "赵师傅",
        frozenset({Role.CONTROLLER}),
        "车间",
    )
    later = NOON + timedelta(minutes=7)
    act(commands.move_seen, key, CardMove(Stage.IN_WORK, Stage.WAITING), by=foreman, at=later)
    with pytest.raises(Conflict) as told:
        act(commands.move_seen, key, CardMove(Stage.CANCELLED, Stage.WAITING))
    assert told.value.facts["who"] == "赵师傅"
    assert told.value.facts["time"] == "12:07"
    assert "京A·12345" in told.value.text()
    act(commands.move_seen, key, CardMove(Stage.QUALITY_CHECK, Stage.IN_WORK))


def test_the_board_with_a_moved_card_is_the_board_read_anew(
    records: Records, act: Callable[..., Any], car: Callable[..., int]
) -> None:
    key = car("京A12345", promised_at=NOON + timedelta(hours=1))
    car("京B22222", promised_at=NOON - timedelta(hours=1), stage=Stage.IN_WORK)
    with records.read() as session:
        before = queries.board(session, at=NOON)
    later, there, back = NOON + timedelta(minutes=7), Stage.WAITING_PARTS, Stage.WAITING
    moved = act(commands.move_seen, key, CardMove(there, back), at=later)
    with records.read() as session:
        assert before.with_card(moved.row) == queries.board(session, at=later)
    undone = act(commands.undo_move, key, CardMove(back, there, "撤销"), at=later)
    assert (moved.left, undone.left, undone.row.stage) == (back, there, back)
