"""Clocks of jobs and shifts: what starts, what is refused, what is kept."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.orders import clocks
from app.orders.rules import SettlementBlock
from app.orders.technicians import Presence, technicians
from app.permissions import Actor
from app.records import Records
from app.service.commands import lines
from app.service.values import LineRef
from app.workbench import commands
from app.workbench.values import ClockKind, CorrectedSpan, Pause, Who, WorkShare
from app.workshop import commands as board
from db.clock_words import ClockEnd, PauseReason, ShiftEnd
from db.tables.clocks import ClockCorrection, LineShare
from db.tables.service import LabourLine, StageChange
from db.vocabulary import LineState, Role, Stage
from tests.make import NOON

PIN = "7305"
MINUTE = timedelta(minutes=1)


def after(minutes: int) -> datetime:
    return NOON + minutes * MINUTE


def now(shop: Any, minutes: int) -> dict[str, Presence]:
    with shop.records.read() as session:
        return {one.name: one.presence for one in technicians(session, at=after(minutes))}


def test_starting_a_job_starts_the_shift_takes_the_job_and_moves_the_card(shop: Any) -> None:
    assert shop.stage() is Stage.WAITING
    shop.act(commands.start, shop.jobs["oil"])
    (clock,), (shift,) = shop.job_clocks(), shop.shifts()
    assert (clock.line_id, clock.staff_id) == (shop.jobs["oil"], shop.ma.staff_id)
    assert (clock.started_at, clock.ended_at) == (NOON, None)
    assert (shift.staff_id, shift.started_at, shift.ended_at) == (shop.ma.staff_id, NOON, None)
    assert shop.stage() is Stage.IN_WORK
    [oil] = shop.rows(LabourLine, LabourLine.id == shop.jobs["oil"])
    assert oil.technician_id == shop.ma.staff_id


def test_one_clock_runs_per_technician_and_switching_ends_the_first(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    assert shop.refused(commands.start, shop.jobs["brakes"], at=after(5)).code == "clock.running"
    shop.act(commands.start, shop.jobs["lamp"], at=after(20))
    first, second = shop.job_clocks()
    assert (first.ended_at, first.ended_as) == (after(20), ClockEnd.SWITCHED)
    assert (second.line_id, second.ended_at) == (shop.jobs["lamp"], None)
    assert shop.stage(1) is Stage.IN_WORK


def test_a_pause_says_why_and_another_reason_needs_words(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    assert shop.refused(commands.pause, Pause(PauseReason.OTHER, " ")).code == "pause.note"
    shop.act(commands.pause, Pause(PauseReason.OTHER, "试车"), at=after(15))
    [clock] = shop.job_clocks()
    told = (clock.ended_at, clock.ended_as, clock.reason, clock.note)
    assert told == (after(15), ClockEnd.PAUSED, PauseReason.OTHER, "试车")
    assert shop.refused(commands.pause, Pause(PauseReason.PARTS)).code == "clock.none"


def test_a_finished_job_stops_the_clock_and_is_started_no_more(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(commands.finish, shop.jobs["brakes"], at=after(40))
    [clock] = shop.job_clocks()
    assert (clock.ended_as, clock.ended_at) == (ClockEnd.FINISHED, after(40))
    [line] = shop.rows(LabourLine, LabourLine.id == shop.jobs["brakes"])
    assert line.finished_at == after(40)
    refused = shop.refused(commands.start, shop.jobs["brakes"], at=after(50))
    assert refused.code == "clock.finished"


@pytest.mark.parametrize("state", [LineState.PROPOSED, LineState.DECLINED])
def test_nobody_clocks_unagreed_work(shop: Any, state: LineState) -> None:
    def answer(session: Any, *, by: Actor, at: datetime) -> None:
        session.get_one(LabourLine, shop.jobs["brakes"]).state = state

    shop.act(answer)
    assert shop.refused(commands.start, shop.jobs["brakes"]).code == "line.not_agreed"
    assert shop.job_clocks() == [] and shop.shifts() == [] and shop.stage() is Stage.WAITING


def test_nobody_clocks_at_a_car_that_is_done(shop: Any) -> None:
    for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK):
        shop.act(board.move, shop.orders[0], stage, by=shop.controller)
    assert shop.refused(commands.start, shop.jobs["brakes"]).code == "clock.stage"


def test_a_job_of_a_colleague_is_not_taken_but_shared(shop: Any) -> None:
    refused = shop.refused(commands.start, shop.jobs["brakes"], by=shop.lin)
    assert refused.code == "clock.others" and "马建军" in refused.text()
    halves = [WorkShare(one.staff_id, Decimal(50)) for one in (shop.ma, shop.lin)]
    shop.act(commands.share, shop.jobs["brakes"], halves, by=shop.controller)
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(commands.start, shop.jobs["brakes"], by=shop.lin, at=after(1))
    refused = shop.refused(commands.finish, shop.jobs["brakes"], at=after(9))
    assert refused.code == "clock.shared" and "林涛" in refused.text()
    shop.act(commands.pause, Pause(PauseReason.OTHER_CAR), by=shop.lin, at=after(10))
    shop.act(commands.finish, shop.jobs["brakes"], at=after(11))
    with shop.records.read() as session:
        assert clocks.running(session) == []


def test_shares_are_dropped_when_one_gets_the_job(shop: Any) -> None:
    halves = [WorkShare(one.staff_id, Decimal(50)) for one in (shop.ma, shop.lin)]
    shop.act(commands.share, shop.jobs["oil"], halves, by=shop.controller)
    assert len(shop.rows(LineShare)) == 2
    uneven = [halves[0], WorkShare(shop.lin.staff_id, Decimal(40))]
    refused = shop.refused(commands.share, shop.jobs["oil"], uneven, by=shop.controller)
    assert refused.code == "share.sum"
    shop.act(commands.give, [shop.jobs["oil"]], shop.lin.staff_id, by=shop.controller)
    assert shop.rows(LineShare) == []
    seller = WorkShare(shop.manager.staff_id, Decimal(100))
    refused = shop.refused(commands.share, shop.jobs["oil"], [seller], by=shop.controller)
    assert refused.code == "order.technician"


def test_an_order_is_not_given_up_while_somebody_is_clocked_on(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    give_up = (board.move, shop.orders[0], Stage.CANCELLED)
    refused = shop.refused(*give_up, reason="客户不修", by=shop.controller, at=after(3))
    assert refused.code == "order.clocked" and "马建军" in refused.text()
    assert shop.stage() is Stage.IN_WORK and shop.job_clocks()[0].ended_at is None
    shop.act(commands.pause, Pause(PauseReason.CUSTOMER), at=after(5))
    shop.act(*give_up, reason="客户不修", by=shop.controller, at=after(6))


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        (Stage.WAITING_PARTS, PauseReason.PARTS),
        (Stage.WAITING_APPROVAL, PauseReason.CUSTOMER),
        (Stage.QUALITY_CHECK, None),
        (Stage.WAITING, None),
    ],
)
def test_a_card_that_leaves_the_work_stops_its_clocks(
    shop: Any, stage: Stage, reason: PauseReason | None
) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(board.move, shop.orders[0], stage, by=shop.controller, at=after(7))
    [clock] = shop.job_clocks()
    assert (clock.ended_at, clock.ended_as, clock.reason) == (after(7), ClockEnd.MOVED, reason)
    assert now(shop, 8)["马建军"] is Presence.FREE


def test_a_job_with_clocks_is_not_removed_and_not_finished_for_a_colleague(shop: Any) -> None:
    ref = LineRef(SettlementBlock.LABOUR, shop.jobs["brakes"])
    shop.act(commands.start, shop.jobs["brakes"])
    advisor = Actor(shop.controller.staff_id, "赵师傅", frozenset({Role.ADVISOR}), "前台")
    refused = shop.refused(lines.remove_line, shop.orders[0], ref, by=advisor)
    assert refused.code == "line.clocked"
    done = (lines.finish_labour, shop.orders[0], shop.jobs["brakes"])
    assert shop.refused(*done, by=advisor).code == "clock.shared"
    shop.act(*done, at=after(30))
    assert shop.job_clocks()[0].ended_as is ClockEnd.FINISHED


def test_the_shift_is_apart_from_the_job_and_idle_is_what_lies_between(shop: Any) -> None:
    shop.act(commands.come, at=after(-60))
    assert shop.refused(commands.come).code == "shift.running"
    assert now(shop, -30) == {"马建军": Presence.FREE, "林涛": Presence.FREE}
    shop.act(commands.start, shop.jobs["brakes"])
    assert now(shop, 1)["马建军"] is Presence.AT_WORK
    shop.act(commands.take_break, at=after(30))
    assert now(shop, 31)["马建军"] is Presence.ON_BREAK
    assert shop.job_clocks()[0].reason is PauseReason.BREAK
    shop.act(commands.start, shop.jobs["brakes"], at=after(60))
    shop.act(commands.go, at=after(120))
    assert now(shop, 121)["马建军"] is Presence.GONE
    spans = [(one.started_at, one.ended_at, one.ended_as) for one in shop.shifts()]
    assert spans == [
        (after(-60), after(30), ShiftEnd.BREAK),
        (after(60), after(120), ShiftEnd.WENT),
    ]
    assert [one.ended_as for one in shop.job_clocks()] == [ClockEnd.PAUSED, ClockEnd.WENT]
    assert shop.refused(commands.go, at=after(121)).code == "shift.absent"


def test_who_is_absent_or_not_on_duty_is_not_free(shop: Any, records: Records, make: Any) -> None:
    from app.admin import commands as house

    shop.act(house.set_duty, shop.lin.staff_id, on_duty=False, by=shop.manager)
    assert now(shop, 0) == {"马建军": Presence.FREE, "林涛": Presence.AWAY}
    shop.act(commands.come, by=shop.lin)
    assert now(shop, 1)["林涛"] is Presence.FREE


def test_a_forgotten_clock_ends_at_closing_and_is_marked(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    assert shop.act(commands.end_forgotten, at=after(12 * 60)) == 0
    morning = NOON + timedelta(hours=20)
    assert shop.act(commands.end_forgotten, by=shop.manager, at=morning) == 2
    closing = datetime(2026, 11, 21, 18).astimezone()
    (clock,), (shift,) = shop.job_clocks(), shop.shifts()
    assert (clock.ended_at, clock.ended_as) == (closing, ClockEnd.FORGOTTEN)
    assert (shift.ended_at, shift.ended_as) == (closing, ShiftEnd.FORGOTTEN)
    assert shop.act(commands.end_forgotten, at=morning) == 0


def test_a_correction_keeps_what_was_and_says_why(shop: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(commands.finish, shop.jobs["brakes"], at=after(90))
    [clock] = shop.job_clocks()
    right = CorrectedSpan(ClockKind.JOB, clock.id, NOON, after(45), version=clock.version)
    assert shop.refused(commands.correct, right, reason="x", at=after(99)).code == (
        "permission.denied"
    )
    late = {"by": shop.controller, "at": after(100)}
    assert shop.refused(commands.correct, right, reason=" ", **late).code == "clock.reason"
    shop.act(commands.correct, right, reason="忘记打卡", **late)
    [kept] = shop.rows(ClockCorrection)
    assert (kept.job_clock_id, kept.shift_clock_id, kept.reason) == (clock.id, None, "忘记打卡")
    assert (kept.old_started_at, kept.old_ended_at) == (NOON, after(90))
    assert (kept.new_started_at, kept.new_ended_at) == (NOON, after(45))
    assert kept.staff_id == shop.controller.staff_id
    [clock] = shop.job_clocks()
    assert (clock.ended_at, clock.ended_as) == (after(45), ClockEnd.FINISHED)
    assert shop.refused(commands.correct, right, reason="x", **late).code == "record.changed"


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (30, 20, "clock.negative"),
        (0, 500, "clock.future"),
        (0, 70, "clock.overlap"),
        (-100, None, "clock.no_time"),
    ],
)
def test_wrong_corrections_are_refused(shop: Any, start: int, end: int | None, code: str) -> None:
    shop.act(commands.start, shop.jobs["brakes"])
    shop.act(commands.start, shop.jobs["lamp"], at=after(60))
    clock = shop.job_clocks()[0]
    end_at = None if end is None else after(end)
    wrong = CorrectedSpan(ClockKind.JOB, clock.id, after(start), end_at)
    refused = shop.refused(commands.correct, wrong, reason="改", by=shop.controller, at=after(100))
    assert refused.code == code


def test_a_pc_that_is_behind_proves_nothing(shop: Any) -> None:
    """No negative span is written, and no start before the last end."""
    shop.act(commands.start, shop.jobs["brakes"])
    for command in (commands.go, commands.take_break):
        assert shop.refused(command, at=after(-5)).code == "clock.negative"
    done = (commands.finish, shop.jobs["brakes"])
    assert shop.refused(*done, at=after(-5)).code == "clock.negative"
    assert shop.refused(commands.start, shop.jobs["lamp"], at=after(-5)).code == "clock.negative"
    shop.act(board.move, shop.orders[0], Stage.WAITING_PARTS, by=shop.controller, at=after(-5))
    [clock] = shop.job_clocks()
    assert (clock.started_at, clock.ended_at) == (NOON, NOON)
    assert shop.refused(commands.start, shop.jobs["lamp"], at=after(-1)).code == "clock.ahead"
    shop.act(commands.start, shop.jobs["lamp"], at=NOON)


def test_a_shared_screen_asks_for_the_pin_and_wrong_ones_lock(shop: Any) -> None:
    who = Who(shop.lin.staff_id, PIN)
    start = (commands.start, shop.jobs["oil"])
    assert shop.refused(*start, who=who).code == "pin.none"
    shop.act(commands.set_pin, shop.lin.staff_id, PIN, by=shop.lin)
    wrong = Who(shop.lin.staff_id, "1593")
    codes = [shop.refused(*start, who=wrong, at=after(minute)).code for minute in range(5)]
    assert codes == ["pin.wrong"] * 5
    refused = shop.refused(*start, who=who, at=after(5))
    assert refused.code == "pin.wait" and refused.facts["wait"] == 14 * 60 + 1
    assert shop.job_clocks() == []
    shop.act(commands.set_pin, shop.lin.staff_id, PIN, by=shop.controller, at=after(6))
    shop.act(*start, who=who, at=after(7))
    [clock] = shop.job_clocks()
    assert clock.staff_id == shop.lin.staff_id
    moved = shop.rows(StageChange)[-1]
    assert moved.staff_id == shop.lin.staff_id
    refused = shop.refused(commands.set_pin, shop.lin.staff_id, PIN)
    assert refused.code == "permission.denied"


def test_a_clock_put_forward_frees_no_pin(shop: Any) -> None:
    """Five wrong ones wait for 15 minutes of uptime, whatever the clock shows."""
    start = (commands.start, shop.jobs["oil"])
    shop.act(commands.set_pin, shop.lin.staff_id, PIN, by=shop.lin)
    for minute in range(5):
        wrong = Who(shop.lin.staff_id, "1593", 1000.0 + 60 * minute)
        assert shop.refused(*start, who=wrong, at=after(minute)).code == "pin.wrong"
    next_year = after(366 * 24 * 60)
    early, late = (Who(shop.lin.staff_id, PIN, 1240.0 + 900 + more) for more in (-1, 0))
    assert shop.refused(*start, who=early, at=next_year).code == "pin.wait"
    shop.act(*start, who=late, at=next_year)
    [clock] = shop.job_clocks()
    assert clock.staff_id == shop.lin.staff_id


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        (None, "pin.form"),
        ("123", "pin.form"),
        ("123456789", "pin.form"),
        ("12a4", "pin.form"),
        ("１２３４", "pin.form"),
        ("1111", "pin.common"),
        ("1234", "pin.common"),
        ("8765", "pin.common"),
    ],
)
def test_pins_that_anybody_guesses_are_refused(shop: Any, pin: str | None, code: str) -> None:
    assert shop.refused(commands.set_pin, shop.ma.staff_id, pin).code == code


def test_a_pin_is_kept_as_a_hash_and_masked(shop: Any) -> None:
    from sqlalchemy import text

    shop.act(commands.set_pin, shop.ma.staff_id, PIN)
    with shop.records.read() as session:
        stored = session.execute(text("SELECT pin_hash FROM staff WHERE pin_hash IS NOT NULL"))
        audits = session.execute(text("SELECT new FROM audit WHERE noun = 'staff'")).scalars()
        assert stored.scalar_one().startswith("$argon2id$")
        assert all(PIN not in (new or "") and "argon2" not in (new or "") for new in audits)
