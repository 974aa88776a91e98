"""The life of an approval: legal and illegal steps in any order, against a plain model of jobs.

Every step is one that a person can take; what the model forbids must be refused.
"""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.desks import DESKS
from app.errors import Refused
from app.orders.rules import SettlementBlock
from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, lines, opening
from app.service.queries.sheet import OrderSheet, sheet
from app.service.values import Answer, Deferral, LabourValue, LineRef, NewOrder, PartLineValue
from db import upgrade
from db.vocabulary import ApprovalMedium, LineState, Role
from tests.make import NOON

pytestmark = pytest.mark.sqlite_only("a model on copies of one file")

MANAGER = Actor(1, "王敏", frozenset({Role.MANAGER}), "服务台")
OPEN = (LineState.PROPOSED, LineState.ALTERNATIVE)
COUNTED = (LineState.PROPOSED, LineState.APPROVED)
BACK = (LineState.DECLINED, LineState.DEFERRED, LineState.NOT_SHOWN)
CENT, NONE = Decimal("0.01"), Decimal(0)
LATER = date(2027, 12, 24)
CENTS = st.integers(0, 50000).map(lambda fen: Decimal(fen) / 100)
PICK = st.randoms(use_true_random=False)


@dataclass(eq=False)
class Job:
    """A job of the model: its price, its parts and how it stands."""

    name: str
    fee: Decimal
    first: "Job | None" = None
    state: LineState = LineState.PROPOSED
    parts: dict[int, Decimal] = field(default_factory=dict)
    agreed: Decimal | None = None
    """What the customer agreed to last, until another answer."""
    done: bool = False

    @property
    def total(self) -> Decimal:
        return self.fee + sum(self.parts.values(), NONE)


def picked(jobs: dict[int, Job], dice: Random) -> tuple[int, Job]:
    """Any job with its key."""
    return dice.choice(sorted(jobs.items(), key=lambda one: one[0]))


class ApprovalLife(RuleBasedStateMachine):
    """One order, its jobs, and what the customer has said to them."""

    store = Path()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "store.db"
        shutil.copy(self.store, path)
        self.records = Records(upgrade.prepare(path), DESKS)
        self.at, self.count = NOON, 0
        self.jobs: dict[int, Job] = {}
        new = NewOrder("京A12345", "异响")
        self.order = self.records.act(opening.open_order, new, by=MANAGER, at=self.at)

    def teardown(self) -> None:
        self.records.close()
        self.folder.cleanup()

    def tried(self, allowed: bool, command: Any, *args: Any, **more: Any) -> Any:
        self.at += timedelta(minutes=1)
        if allowed:
            return self.records.act(command, self.order, *args, by=MANAGER, at=self.at, **more)
        with pytest.raises(Refused):
            self.records.act(command, self.order, *args, by=MANAGER, at=self.at, **more)
        return None

    def seen(self) -> OrderSheet:
        with self.records.read() as session:
            found = sheet(session, self.order)
        assert found is not None
        return found

    def offers(self, job: Job) -> list[Job]:
        first = job.first or job
        found = [one for one in self.jobs.values() if (one.first or one) is first]
        return [one for one in found if one is not job]

    def reopen(self, job: Job) -> None:
        """What an edit does: the job is asked again, and so are those rejected for it.

        Nothing was rejected for a job that nobody has answered yet.
        """
        if job.state in OPEN:
            return
        others = self.offers(job)
        leads = job.state is LineState.APPROVED or not any(one.state in COUNTED for one in others)
        job.state, job.done = LineState.PROPOSED if leads else LineState.ALTERNATIVE, False
        for one in others if job.state is LineState.PROPOSED else ():
            if one.state is LineState.NOT_CHOSEN:
                one.state, one.done = LineState.ALTERNATIVE, False

    @rule(fee=CENTS)
    def add_job(self, fee: Decimal) -> None:
        self.count += 1
        name = f"项目{self.count}"
        value = LabourValue(name, Decimal(1), Decimal(100), fee)
        self.jobs[self.tried(True, lines.save_labour, value).id] = Job(name, fee)

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK, fee=CENTS)
    def add_alternative(self, dice: Random, fee: Decimal) -> None:
        key, job = picked(self.jobs, dice)
        self.count += 1
        name = f"备选{self.count}"
        value = LabourValue(name, Decimal(1), Decimal(100), fee, alternative_id=key)
        made = self.tried(True, lines.save_labour, value).id
        leads = any(one.state in COUNTED for one in (job, *self.offers(job)))
        new = Job(name, fee, job.first or job)
        new.state = LineState.ALTERNATIVE if leads else LineState.PROPOSED
        self.jobs[made] = new

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK, price=CENTS)
    def add_part(self, dice: Random, price: Decimal) -> None:
        key, job = picked(self.jobs, dice)
        value = PartLineValue("配件", Decimal(1), price, job_id=key)
        made = self.tried(True, lines.save_part, value)
        job.parts[made.id] = price
        self.reopen(job)

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def save_unchanged(self, dice: Random) -> None:
        """A save without a change cancels nothing."""
        key, job = picked(self.jobs, dice)
        value = LabourValue(job.name, Decimal(1), Decimal(100), job.fee, id=key)
        self.tried(True, lines.save_labour, value)

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def one_cent_more(self, dice: Random) -> None:
        key, job = picked(self.jobs, dice)
        job.fee += CENT
        value = LabourValue(job.name, Decimal(1), Decimal(100), job.fee, id=key)
        self.tried(True, lines.save_labour, value)
        self.reopen(job)

    @precondition(lambda self: any(job.parts for job in self.jobs.values()))
    @rule(dice=PICK)
    def one_cent_more_for_a_part(self, dice: Random) -> None:
        key, job = dice.choice([one for one in sorted(self.jobs.items()) if one[1].parts])
        part = dice.choice(sorted(job.parts))
        job.parts[part] += CENT
        value = PartLineValue("配件", Decimal(1), job.parts[part], job_id=key, id=part)
        self.tried(True, lines.save_part, value)
        self.reopen(job)

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def agree(self, dice: Random) -> None:
        key, job = picked(self.jobs, dice)
        allowed = job.state in OPEN
        answer = Answer(ApprovalMedium.PHONE, "张伟", (LineRef(SettlementBlock.LABOUR, key),))
        self.tried(allowed, approvals.approve, answer)
        if not allowed:
            return
        job.state, job.agreed = LineState.APPROVED, job.total
        for one in self.offers(job):
            one.state, one.agreed = LineState.NOT_CHOSEN, None

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK, later=st.booleans())
    def turn_down(self, dice: Random, later: bool) -> None:
        key, job = picked(self.jobs, dice)
        ref, leads = LineRef(SettlementBlock.LABOUR, key), job.state is LineState.PROPOSED
        answer = Answer(ApprovalMedium.WECHAT, "张伟", (), ((ref, "太贵"),))
        if later:
            answer = Answer(ApprovalMedium.WECHAT, "张伟", (), (), (Deferral(ref, LATER),))
        allowed = job.state in OPEN
        self.tried(allowed, approvals.approve, answer)
        if not allowed:
            return
        job.state, job.agreed = LineState.DEFERRED if later else LineState.DECLINED, None
        for one in self.offers(job):
            if leads and one.state is LineState.ALTERNATIVE:
                one.state, one.agreed = LineState.NOT_CHOSEN, None

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def set_aside(self, dice: Random) -> None:
        key, job = picked(self.jobs, dice)
        allowed = job.state is LineState.PROPOSED and job.agreed is None
        self.tried(allowed, approvals.set_aside, LineRef(SettlementBlock.LABOUR, key))
        if not allowed:
            return
        job.state = LineState.NOT_SHOWN
        for one in self.offers(job):
            if one.state is LineState.ALTERNATIVE:
                one.state, one.agreed = LineState.NOT_CHOSEN, None

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def offer_again(self, dice: Random) -> None:
        key, job = picked(self.jobs, dice)
        allowed = job.state in (*BACK, LineState.NOT_CHOSEN)
        self.tried(allowed, approvals.offer_again, LineRef(SettlementBlock.LABOUR, key))
        if allowed:
            self.reopen(job)

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def finish(self, dice: Random) -> None:
        key, job = picked(self.jobs, dice)
        allowed = job.state is LineState.APPROVED
        self.tried(allowed, lines.finish_labour, key)
        job.done = job.done or allowed

    @precondition(lambda self: self.jobs)
    @rule(dice=PICK)
    def remove(self, dice: Random) -> None:
        key, job = picked(self.jobs, dice)
        allowed = job.state not in BACK
        self.tried(allowed, lines.remove_line, LineRef(SettlementBlock.LABOUR, key))
        if not allowed:
            return
        left = sorted(self.offers(job), key=lambda one: one.name[2:].zfill(5))
        del self.jobs[key]
        if left:
            left[0].first = None
            for one in left[1:]:
                one.first = left[0]
        for one in left if job.state is LineState.APPROVED else ():
            if one.state is LineState.NOT_CHOSEN:
                one.state, one.done = LineState.ALTERNATIVE, False
        open_ones = [one for one in left if one.state is LineState.ALTERNATIVE]
        if open_ones and not any(one.state in COUNTED for one in left):
            open_ones[0].state = LineState.PROPOSED

    @invariant()
    def stands_as_the_model_says(self) -> None:
        seen = self.seen()
        for line in seen.lines:
            head = self.jobs[line.job_id or line.id]
            assert line.state is head.state, (line.name, line.state, head.state)
            if line.job_id is None:
                assert (line.finished_at is not None) == head.done, line.name
            if line.state is LineState.APPROVED:
                assert line.approval_id is not None and line.agreed_amount == line.amount
        jobs = self.jobs.values()
        told = {
            state: sum((job.total for job in jobs if job.state is state), NONE)
            for state in LineState
        }
        totals = seen.totals
        assert totals.authorised == told[LineState.APPROVED]
        assert totals.proposed == told[LineState.PROPOSED]
        assert totals.total == totals.authorised + totals.proposed

    @invariant()
    def one_of_several_offers_leads_at_most(self) -> None:
        for job in self.jobs.values():
            states = [one.state for one in (job, *self.offers(job))]
            leading = [state for state in states if state in COUNTED]
            assert len(leading) <= 1, leading
            assert leading or LineState.ALTERNATIVE not in states, "an offer beside no job"


def test_an_approval_lives_as_the_model_says(founded_store: Path) -> None:
    ApprovalLife.store = founded_store
    run_state_machine_as_test(
        ApprovalLife,
        settings=settings(
            max_examples=5,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
