"""The clocks of two technicians live as a model says, whatever is pressed in whatever order.

Faults are planted one by one, and each must be found.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.desks import DESKS
from app.errors import Refused
from app.orders import clock_operations, clock_rules, technicians
from app.orders.clock_rules import hours
from app.orders.technicians import Presence
from app.permissions import Actor
from app.records import Records
from app.workbench import commands, operations
from app.workbench.hours import hours_of
from app.workbench.values import Pause
from app.workshop import commands as board
from db import upgrade
from db.clock_words import ClockEnd, PauseReason, ShiftEnd
from db.tables.clocks import JobClock, ShiftClock
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.make import NOON

pytestmark = pytest.mark.sqlite_only("a model on copies of one file")

WHO, JOB = st.integers(0, 1), st.integers(0, 2)
CONTROLLER = Actor(1, "王敏", frozenset({Role.MANAGER}), "车间")


class Clocks(RuleBasedStateMachine):
    """Two technicians, three agreed jobs of two cars; the model knows what runs."""

    store = Path()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "store.db"
        shutil.copy(self.store, path)
        self.records = Records(upgrade.prepare(path), DESKS)
        self.at: datetime = NOON - timedelta(hours=3)
        self.running: dict[int, int] = {}
        self.here: dict[int, datetime] = {}
        self.holder: dict[int, int] = {}
        self.done: set[int] = set()
        self.worked: dict[int, timedelta] = {0: timedelta(), 1: timedelta()}
        self.present: dict[int, timedelta] = {0: timedelta(), 1: timedelta()}
        self.since: dict[int, datetime] = {}
        self.people, self.jobs, self.cars = self.records.act(_found, by=CONTROLLER, at=self.at)

    def teardown(self) -> None:
        self.records.close()
        self.folder.cleanup()

    def press(self, who: int, command: Callable[..., Any], *args: Any) -> bool:
        """True where the press was taken."""
        one = self.people[who]
        by = Actor(one, f"技师{who}", frozenset({Role.TECHNICIAN}), "车间")
        try:
            self.records.act(command, *args, by=by, at=self.at)
        except Refused:
            return False
        return True

    def ends(self, who: int) -> None:
        if who in self.running:
            del self.running[who]
            self.worked[who] += self.at - self.since.pop(who)

    def comes(self, who: int) -> None:
        self.here.setdefault(who, self.at)

    def leaves(self, who: int) -> None:
        self.present[who] += self.at - self.here.pop(who)

    @rule(minutes=st.integers(1, 25))
    def time_passes(self, minutes: int) -> None:
        self.at = min(self.at + timedelta(minutes=minutes), NOON + timedelta(hours=5))

    @rule(who=WHO, job=JOB)
    def start(self, who: int, job: int) -> None:
        is_mine = self.holder.get(job, who) == who
        free = job not in self.done and is_mine and self.running.get(who) != job
        assert self.press(who, commands.start, self.jobs[job]) is free
        if free:
            self.ends(who)
            self.comes(who)
            self.running[who], self.since[who], self.holder[job] = job, self.at, who

    @rule(who=WHO, reason=st.sampled_from([one for one in PauseReason if one != "other"]))
    def pause(self, who: int, reason: PauseReason) -> None:
        assert self.press(who, commands.pause, Pause(reason)) is (who in self.running)
        self.ends(who)

    @rule(who=WHO, job=JOB)
    def finish(self, who: int, job: int) -> None:
        may = job not in self.done and self.holder.get(job, who) == who
        assert self.press(who, commands.finish, self.jobs[job]) is may
        if may:
            self.done.add(job)
            if self.running.get(who) == job:
                self.ends(who)

    @rule(who=WHO)
    def come(self, who: int) -> None:
        assert self.press(who, commands.come) is (who not in self.here)
        self.comes(who)

    @rule(who=WHO, home=st.booleans())
    def leave(self, who: int, home: bool) -> None:
        command = commands.go if home else commands.take_break
        assert self.press(who, command) is (who in self.here)
        if who in self.here:
            self.ends(who)
            self.leaves(who)

    @rule(car=st.integers(0, 1))
    def stop_for_parts(self, car: int) -> None:
        try:
            self.records.act(
                board.move, self.cars[car], Stage.WAITING_PARTS, by=CONTROLLER, at=self.at
            )
        except Refused:
            return
        for who, job in list(self.running.items()):
            if (job < 2) == (car == 0):
                self.ends(who)

    @rule()
    def give_a_car_up(self) -> None:
        """Refused while somebody works at it; the model never lets it happen otherwise."""
        for job in set(self.running.values()):
            car = self.cars[job // 2]
            with pytest.raises(Refused, match="clocked"):
                self.records.act(
                    board.move, car, Stage.CANCELLED, reason="x", by=CONTROLLER, at=self.at
                )

    @rule(who=WHO)
    def press_on_a_pc_that_is_behind(self, who: int) -> None:
        now, self.at = self.at, self.at - timedelta(minutes=30)
        late = who in self.running and self.since[who] > self.at
        try:
            if late:
                assert not self.press(who, commands.pause, Pause(PauseReason.PARTS))
        finally:
            self.at = now

    @invariant()
    def the_records_say_what_runs(self) -> None:
        with self.records.read() as session:
            clocks = list(session.scalars(select(JobClock)))
            shifts = list(session.scalars(select(ShiftClock)))
            now = {one.id: one for one in technicians.technicians(session, at=self.at)}
            stages = {row.id: row.stage for row in session.scalars(select(RepairOrder))}
            lines = {row.id: row for row in session.scalars(select(LabourLine))}
            told = hours_of(session, NOON.date(), NOON.date(), at=self.at)
        runs = {row.staff_id: row.line_id for row in clocks if row.ended_at is None}
        assert runs == {self.people[who]: self.jobs[job] for who, job in self.running.items()}
        assert {row.staff_id for row in shifts if row.ended_at is None} == {
            self.people[who] for who in self.here
        }
        for row in (*clocks, *shifts):
            assert row.ended_at is None or row.ended_at >= row.started_at
        assert {key for key, line in lines.items() if line.finished_at is not None} == {
            self.jobs[job] for job in self.done
        }
        for who in (0, 1):
            one = now[self.people[who]]
            assert (one.presence is Presence.AT_WORK) is (who in self.running)
            assert one.is_clocked_in is (who in self.here)
            open_span = self.at - self.since[who] if who in self.running else timedelta()
            assert told[one.id].worked == hours(self.worked[who] + open_span)
            stay = self.at - self.here[who] if who in self.here else timedelta()
            assert told[one.id].attended == hours(self.present[who] + stay)
        for job in self.running.values():
            assert stages[lines[self.jobs[job]].order_id] is Stage.IN_WORK


def _found(session: Any, *, by: Actor, at: datetime) -> tuple[list[int], list[int], list[int]]:
    people = [makers.staff(session, f"技师{place}", Role.TECHNICIAN).id for place in (0, 1)]
    cars = [
        makers.repair_order(session, makers.vehicle(session, plate), by=1, at=at, plate=plate).id
        for plate in ("京A11111", "京A22222")
    ]
    jobs = [makers.labour_line(session, cars[place // 2]).id for place in range(3)]
    return people, jobs, cars


def run(store: Path, examples: int) -> None:
    """Tries so many lives of the clocks in copies of `store`."""
    machine = type("ClocksOf", (Clocks,), {"store": store})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_clocks_live_as_the_model_says(founded_store: Path) -> None:
    run(founded_store, 8)


def _no_switch(session: Any, line: Any, staff_id: int, *, at: datetime) -> JobClock:
    """The clock that runs elsewhere is left running, and the new one is never written."""
    clock_rules.check_workable(line.state, line.finished_at)
    return clock_operations.running(session, staff_id) or _plain_start(
        session, line, staff_id, at=at
    )


def _plain_start(session: Any, line: Any, staff_id: int, *, at: datetime) -> JobClock:
    made = JobClock(line_id=line.id, staff_id=staff_id, started_at=at)
    session.add(made)
    session.flush()
    return made


def _keeps_job(session: Any, staff_id: int, ended_as: ShiftEnd, *, at: datetime) -> None:
    """Forgets to write the end of the presence."""


def _early(session: Any, now: JobClock, ended_as: ClockEnd, *, at: datetime, **more: Any) -> None:
    now.ended_at, now.ended_as = now.started_at, ended_as
    session.flush()


def _nothing(*_args: Any, **_more: Any) -> None:
    """Does not do what it should."""


def _nobody(*_args: Any, **_more: Any) -> None:
    return None


FAULTS: dict[str, tuple[Any, str, Any]] = {
    "switching ends nothing": (clock_operations, "start", _no_switch),
    "the end is the start": (clock_operations, "stop", _early),
    "a moved card stops no clock": (clock_operations, "follow_move", _nothing),
    "a job is never finished": (clock_operations, "finish", _nothing),
    "a finished job starts again": (clock_rules, "check_workable", _nothing),
    "anybody takes any job": (operations, "check_own", _nothing),
    "starting brings nobody in": (operations, "be_present", _nobody),
    "leaving is not written": (operations, "leave", _keeps_job),
    "nobody is ever here": (operations, "present", _nobody),
    "no clock is found running": (clock_operations, "running", _nobody),
    "a cancelled car is worked at": (clock_operations, "refuse_running", _nothing),
    "a PC that is behind ends clocks": (clock_rules, "check_order", _nothing),
    "hours are counted to now only": (clock_rules.Span, "length", lambda _s, _now: timedelta()),
}


@contextmanager
def planted(fault: str) -> Iterator[None]:
    """The program with one fault."""
    owner, name, wrong = FAULTS[fault]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, wrong)
        yield


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, founded_store: Path) -> None:
    with planted(fault), pytest.raises(BaseException) as told:
        run(founded_store, 10)
    assert not isinstance(told.value, KeyboardInterrupt)
