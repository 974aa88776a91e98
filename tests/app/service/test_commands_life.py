"""An order lives as a model says it does.

Whatever is tried in whatever order, the records agree to the cent and to the step.
"""

import shutil
import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.admin import commands as house
from app.desks import DESKS
from app.errors import Refused
from app.orders import rules as orders
from app.orders.commands import send_out
from app.orders.sublets import SubletValue
from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, bill, credit, handing_over, lines, opening, payments
from app.service.queries.sheet import OrderSheet, sheet
from app.service.values import (
    Answer,
    Bill,
    Credit,
    HandOver,
    Intake,
    LabourValue,
    LineRef,
    NewOrder,
    OtherValue,
    PartLineValue,
    PaymentValue,
)
from db import upgrade
from db.vocabulary import ApprovalMedium, LineState, OldParts, PaymentMethod, Role, Stage
from tests.make import NOON

MANAGER = Actor(1, "王敏", frozenset({Role.MANAGER}), "服务台")
CENTS = st.integers(0, 50000).map(lambda fen: Decimal(fen) / 100)
EARLY = 3
"""Steps of a stay after which an order can still be given up."""
MOVABLE = [stage for stage in Stage if stage is not Stage.DELIVERED]

NEXT = {
    Stage.WAITING: Stage.IN_WORK,
    Stage.WAITING_PARTS: Stage.IN_WORK,
    Stage.WAITING_APPROVAL: Stage.IN_WORK,
    Stage.SUBLET: Stage.IN_WORK,
    Stage.IN_WORK: Stage.QUALITY_CHECK,
    Stage.QUALITY_CHECK: Stage.READY,
    Stage.WASH: Stage.READY,
}
"""The way of a car to its customer."""


def may_be_worked(old: Stage, stage: Stage, lines: dict[Any, tuple[Decimal, LineState]]) -> bool:
    """Work begins with one agreed line, goes back freely, and ends without an open question."""
    states = [state for _amount, state in lines.values()]
    if LineState.PROPOSED not in states:
        return True
    begins = stage in (Stage.IN_WORK, Stage.SUBLET) and old not in orders.FINISHED
    is_begun = not begins or LineState.APPROVED in states
    return is_begun and stage not in orders.WORKED


class Life(RuleBasedStateMachine):
    """One order, everything that can be done to it, and what should then be so."""

    store = Path()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "store.db"
        shutil.copy(self.store, path)
        self.records = Records(upgrade.prepare(path), DESKS)
        self.at = NOON
        self.do(house.save_settings, {"manager_alone": True}, whole=False)
        self.order: int = self.do(
            opening.open_order,
            NewOrder("京A12345", "异响", intake=Intake(odometer=1000)),
            whole=False,
        )
        self.stage, self.steps, self.checked = Stage.WAITING, [Stage.WAITING], False
        self.lines: dict[LineRef, tuple[Decimal, LineState]] = {}
        self.bill: Decimal | None = None
        self.paid = Decimal(0)

    def do(self, command: Any, *args: Any, whole: bool = True, **more: Any) -> Any:
        self.at += timedelta(minutes=1)
        told = (self.order, *args) if whole else args
        return self.records.act(command, *told, by=MANAGER, at=self.at, **more)

    def tried(self, allowed: bool, command: Any, *args: Any, **more: Any) -> Any:
        """Does what is allowed; of what is not, makes sure that it is refused."""
        if allowed:
            return self.do(command, *args, **more)
        with pytest.raises(Refused):
            self.do(command, *args, **more)
        return None

    def seen(self) -> OrderSheet:
        with self.records.read() as session:
            found = sheet(session, self.order)
        assert found is not None
        return found

    @property
    def open(self) -> bool:
        return self.bill is None and self.stage is not Stage.CANCELLED

    @initialize(steps=st.integers(0, 8), given_up=st.integers(0, 4), asked=st.booleans(), fee=CENTS)
    def begin(self, steps: int, given_up: int, asked: bool, fee: Decimal) -> None:
        """Lives begin anywhere on the way, so that the late steps are tried as often as others.

        Some with a question that nobody has answered, some with an order that was given up.
        """
        if steps:
            self.job(fee)
        for _step in range(steps if given_up else min(steps, EARLY)):
            self.go_on()
        if asked and self.open:
            self.job(fee)
        if not given_up:
            move_to(self, Stage.CANCELLED)

    @rule(fee=CENTS)
    def job(self, fee: Decimal) -> None:
        ref = self.tried(
            self.open, lines.save_labour, LabourValue("检查", Decimal(1), Decimal(100), fee)
        )
        if ref:
            self.lines[ref] = (fee, LineState.PROPOSED)

    @rule(quantity=st.integers(1, 9), price=CENTS, own=st.booleans())
    def part(self, quantity: int, price: Decimal, own: bool) -> None:
        value = PartLineValue("机油", Decimal(quantity), price, by_customer=own)
        ref = self.tried(self.open, lines.save_part, value)
        if ref:
            self.lines[ref] = (Decimal(0) if own else quantity * price, LineState.PROPOSED)

    @rule(amount=CENTS)
    def other(self, amount: Decimal) -> None:
        ref = self.tried(self.open, lines.save_other, OtherValue("拖车", amount))
        if ref:
            self.lines[ref] = (amount, LineState.PROPOSED)

    @precondition(lambda self: self.lines)
    @rule(pick=st.randoms(use_true_random=False))
    def remove(self, pick: Any) -> None:
        ref = pick.choice(sorted(self.lines, key=str))
        allowed = self.open and self.lines[ref][1] is not LineState.DECLINED
        self.tried(allowed, lines.remove_line, ref)
        if allowed:
            del self.lines[ref]

    @precondition(lambda self: self.lines)
    @rule(pick=st.randoms(use_true_random=False), agreed=st.booleans())
    def answer(self, pick: Any, agreed: bool) -> None:
        answer_line(self, pick.choice(sorted(self.lines, key=str)), agreed)

    @rule(pick=st.randoms(use_true_random=False), legal=st.integers(0, 3))
    def move(self, pick: Any, legal: int) -> None:
        ahead = sorted(
            orders.next_stages(self.stage, settled=self.bill is not None)
            - {Stage.DELIVERED, Stage.CANCELLED}
        )
        stage = (
            Stage(pick.choice(ahead)) if legal and ahead else Stage(pick.choice(sorted(MOVABLE)))
        )
        if stage is not self.stage:
            move_to(self, stage)

    @rule()
    def settle(self) -> None:
        allowed = (
            self.open
            and self.checked
            and not any(state is LineState.PROPOSED for _amount, state in self.lines.values())
        )
        self.tried(allowed, bill.settle, Bill())
        if allowed:
            self.bill = total(self, LineState.APPROVED)

    @precondition(lambda self: self.bill is not None)
    @rule()
    def reverse(self) -> None:
        self.do(credit.credit, Credit("录错"))
        self.bill = None

    @rule(amount=CENTS, rest=st.booleans())
    def pay(self, amount: Decimal, rest: bool) -> None:
        if rest and self.bill is not None:
            amount = max(self.bill - self.paid, Decimal(0))
        allowed = (
            self.stage is not Stage.CANCELLED
            and amount > 0
            and (self.bill is None or amount <= self.bill - self.paid)
        )
        self.tried(allowed, payments.pay, PaymentValue(PaymentMethod.CASH, amount))
        if allowed:
            self.paid += amount

    @rule(share=st.integers(0, 3))
    def pay_back(self, share: int) -> None:
        """A part of what was paid, all of it, or a cent more."""
        cent = Decimal("0.01")
        part = (self.paid / share).quantize(cent) if share else self.paid + cent
        amount = max(part, cent)
        self.tried(
            amount <= self.paid, payments.pay_back, PaymentValue(PaymentMethod.CASH, amount, "多收")
        )
        self.paid -= amount if amount <= self.paid else 0

    @rule()
    def hand_over(self) -> None:
        allowed = (
            self.stage is Stage.READY
            and self.bill is not None
            and self.paid >= self.bill
            and self.checked
        )
        self.tried(allowed, handing_over.hand_over, HandOver(1001, OldParts.NONE))
        if allowed:
            note_move(self, Stage.DELIVERED)

    @rule()
    def go_on(self) -> None:
        """The next legal step of a whole stay, so that its end is reached too."""
        asked = [ref for ref, line in self.lines.items() if line[1] is LineState.PROPOSED]
        if self.open and asked:
            answer_line(self, asked[0], True)
        elif self.bill is None and self.stage in NEXT:
            move_to(self, NEXT[self.stage])
        elif self.stage is Stage.READY and self.bill is None:
            self.settle()
        elif self.stage is Stage.READY and self.bill is not None and self.paid < self.bill:
            self.pay(Decimal(0), True)
        elif self.stage is Stage.READY:
            self.hand_over()

    @invariant()
    def the_records_agree(self) -> None:
        found = self.seen()
        assert found.stage is self.stage
        assert [step.new_stage for step in found.steps] == self.steps
        assert [step.old_stage for step in found.steps] == [None, *self.steps[:-1]]
        assert {line.ref: (line.amount, line.state) for line in found.lines} == self.lines
        assert found.totals.total == total(self, LineState.PROPOSED, LineState.APPROVED)
        assert found.totals.authorised == total(self, LineState.APPROVED)
        assert found.account.received == self.paid
        assert (found.bill.total if found.bill else None) == self.bill
        if found.bill is not None:
            assert (
                found.bill.total
                == found.bill.labour + found.bill.material + found.bill.other - found.bill.discount
            )

    def teardown(self) -> None:
        self.records.close()
        self.folder.cleanup()


def total(life: "Life", *states: LineState) -> Decimal:
    """What the lines in these states cost."""
    return sum((amount for amount, state in life.lines.values() if state in states), Decimal(0))


def answer_line(life: "Life", ref: LineRef, agreed: bool) -> None:
    """The customer's answer to one line, where it is still asked for."""
    amount, state = life.lines[ref]
    allowed = life.open and state is LineState.PROPOSED
    told = ((ref,), ()) if agreed else ((), ((ref, "太贵"),))
    life.tried(allowed, approvals.approve, Answer(ApprovalMedium.PHONE, "张伟", *told))
    if allowed:
        life.lines[ref] = (amount, LineState.APPROVED if agreed else LineState.DECLINED)
        if life.stage is Stage.WAITING_APPROVAL:
            note_move(life, Stage.WAITING)


def move_to(life: "Life", stage: Stage) -> None:
    """A move that the table of moves allows, or that must be refused."""
    allowed = stage in orders.next_stages(life.stage, settled=life.bill is not None)
    if (stage is Stage.CANCELLED and life.paid) or not may_be_worked(life.stage, stage, life.lines):
        allowed = False
    if stage is Stage.SUBLET:
        life.tried(allowed, send_out, SubletValue("城东钣喷"))
    else:
        life.tried(allowed, opening.move, stage, reason="原因")
    if allowed:
        note_move(life, stage)


def note_move(life: "Life", stage: Stage) -> None:
    """What the model knows after a move."""
    comes_back = stage is Stage.QUALITY_CHECK and life.stage in (Stage.WASH, Stage.READY)
    if stage in (Stage.IN_WORK, Stage.SUBLET) or comes_back:
        life.checked = False
    elif life.stage is Stage.QUALITY_CHECK and stage in (Stage.WASH, Stage.READY):
        life.checked = True
    life.stage = stage
    life.steps.append(stage)


def test_an_order_lives_by_its_rules(founded_store: Path) -> None:
    Life.store = founded_store
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=7,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def test_a_whole_stay_is_among_the_lives(founded_store: Path) -> None:
    """The happy path through the same model, so that a machine that only refuses is noticed."""
    Life.store = founded_store
    life = Life()
    try:
        life.job(Decimal("96.00"))
        (ref,) = life.lines
        life.do(approvals.approve, Answer(ApprovalMedium.PAPER, "张伟", (ref,)))
        life.lines[ref] = (Decimal("96.00"), LineState.APPROVED)
        for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY):
            life.do(opening.move, stage)
            note_move(life, stage)
        life.settle()
        life.pay(Decimal(0), True)
        life.hand_over()
        life.the_records_agree()
        assert life.stage is Stage.DELIVERED
    finally:
        life.teardown()
