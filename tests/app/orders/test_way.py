"""The way of an order: one next step in every state, and each one is legal."""

from itertools import product

import pytest

from app.orders import rules
from app.orders.way import Standing, next_step
from db.vocabulary import OPEN_STAGES, Stage


def told(stage: Stage, **more: bool) -> tuple[str, Stage | None, str]:
    known = {"assigned": True, "wash": True, "settled": False, **more}
    step = next_step(Standing(stage=stage, **known))
    assert step is not None
    return step.text, step.stage, step.section


@pytest.mark.parametrize(
    ("stage", "facts", "step"),
    [
        (Stage.WAITING, {"assigned": False}, ("Assign", None, "progress")),
        (Stage.WAITING, {"asks": True}, ("Note the answer", None, "approval")),
        (Stage.WAITING, {}, ("Start work", Stage.IN_WORK, "")),
        (Stage.IN_WORK, {}, ("To quality check", Stage.QUALITY_CHECK, "")),
        (Stage.IN_WORK, {"checks": False}, ("Work is done", Stage.WASH, "")),
        (Stage.IN_WORK, {"asks": True}, ("Note the answer", None, "approval")),
        (Stage.WAITING_PARTS, {}, ("Parts are here", Stage.IN_WORK, "")),
        (Stage.WAITING_APPROVAL, {}, ("Carry on", Stage.IN_WORK, "")),
        (Stage.QUALITY_CHECK, {}, ("Pass the check", Stage.WASH, "")),
        (Stage.QUALITY_CHECK, {"wash": False}, ("Pass the check", Stage.READY, "")),
        (Stage.WASH, {}, ("Washed", Stage.READY, "")),
        (Stage.READY, {}, ("Settle", None, "bill")),
        (Stage.READY, {"settled": True, "owes": True}, ("Take the payment", None, "bill")),
        (Stage.READY, {"settled": True}, ("Hand over", None, "leaving")),
    ],
)
def test_every_state_has_one_next_step(
    stage: Stage, facts: dict[str, bool], step: tuple[str, Stage | None, str]
) -> None:
    assert told(stage, **facts) == step


def test_a_closed_order_has_none() -> None:
    for stage in (Stage.DELIVERED, Stage.CANCELLED):
        assert next_step(Standing(stage=stage, assigned=True, wash=True, settled=True)) is None


def test_each_step_is_one_that_the_rules_allow() -> None:
    flags = product((True, False), repeat=6)
    names = ("assigned", "wash", "settled", "checks", "asks", "owes")
    for values, stage in product(flags, OPEN_STAGES):
        now = Standing(stage=stage, **dict(zip(names, values, strict=True)))
        step = next_step(now)
        assert step is not None and bool(step.stage) is not bool(step.section)
        if step.stage is not None:
            proposed = int(now.asks and stage is not Stage.WAITING_PARTS)
            about = rules.Circumstances(quality_check=now.checks, proposed=proposed)
            rules.check_move(stage, step.stage, now=about)
