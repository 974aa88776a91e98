"""Moves, lateness and sums of an order."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.orders import rules
from app.orders.clock_rules import as_time
from app.orders.rules import Circumstances, Priced, SettlementBlock, Timing
from app.orders.settings import GuaranteeSettings
from app.settings import Settings
from db.vocabulary import LineState, ServiceType, Stage
from tests.make import NOON

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
LINES = st.lists(
    st.builds(Priced, st.sampled_from(SettlementBlock), AMOUNTS, st.sampled_from(LineState)),
    max_size=30,
)


def refused(old: Stage, new: Stage, **more: object) -> str:
    with pytest.raises(Refused) as caught:
        rules.check_move(old, new, **more)
    return caught.value.code


def test_every_stage_has_its_moves_and_none_leads_to_itself() -> None:
    assert set(rules.MOVES) == set(Stage)
    assert all(stage not in after for stage, after in rules.MOVES.items())


def test_nothing_leaves_the_shop_but_from_ready() -> None:
    assert [stage for stage, after in rules.MOVES.items() if Stage.DELIVERED in after] == [
        Stage.READY
    ]


def test_the_quality_check_stands_before_the_wash_unless_the_store_asks_for_none() -> None:
    assert refused(Stage.IN_WORK, Stage.WASH) == "order.unchecked"
    rules.check_move(Stage.IN_WORK, Stage.WASH, now=Circumstances(quality_check=False))


def test_work_that_comes_back_says_why() -> None:
    assert refused(Stage.QUALITY_CHECK, Stage.IN_WORK, reason="  ") == "order.reason_needed"
    rules.check_move(Stage.QUALITY_CHECK, Stage.IN_WORK, reason="漏油")


def test_a_settled_order_only_goes_on() -> None:
    assert (
        refused(Stage.READY, Stage.IN_WORK, reason="x", now=Circumstances(settled=True))
        == "order.settled"
    )
    rules.check_move(Stage.WASH, Stage.READY, now=Circumstances(settled=True))


def test_an_order_with_money_is_not_cancelled() -> None:
    assert (
        refused(Stage.WAITING, Stage.CANCELLED, reason="x", now=Circumstances(paid=True))
        == "order.paid"
    )
    assert refused(Stage.WAITING, Stage.CANCELLED) == "order.reason_needed"
    rules.check_move(Stage.WAITING, Stage.CANCELLED, reason="客户放弃")


@given(st.sampled_from(Stage), st.sampled_from(Stage), st.booleans(), st.booleans())
def test_a_move_is_judged_as_the_list_of_next_stages_says(
    old: Stage, new: Stage, quality_check: bool, settled: bool
) -> None:
    allowed = rules.next_stages(old, quality_check=quality_check, settled=settled)
    now = Circumstances(quality_check=quality_check, settled=settled)
    if new in allowed:
        rules.check_move(old, new, reason="原因", now=now)
    else:
        refused(old, new, reason="原因", now=now)


@given(LINES)
def test_totals_are_the_sum_of_the_lines(lines: list[Priced]) -> None:
    totals = rules.add_up(lines)
    assert totals.total == totals.authorised + totals.proposed
    charged = sum((line.amount for line in lines if line.state in rules.CHARGED), Decimal(0))
    assert totals.total == charged


@given(AMOUNTS, AMOUNTS)
def test_a_product_is_whole_fen_and_never_half_a_fen_off(quantity: Decimal, price: Decimal) -> None:
    made = rules.product(quantity, price)
    assert made == made.quantize(Decimal("0.01"))
    assert abs(made - quantity * price) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("stage", "minutes", "hours", "expected"),
    [
        (Stage.IN_WORK, -1, "0", Timing.LATE),
        (Stage.IN_WORK, 89, "1.00", Timing.AT_RISK),
        (Stage.IN_WORK, 90, "1.00", Timing.FINE),
        (Stage.QUALITY_CHECK, 40, "1.00", Timing.FINE),
        (Stage.READY, -60, "0", Timing.FINE),
    ],
)
def test_an_order_is_at_risk_when_the_hours_left_no_longer_fit(
    stage: Stage, minutes: int, hours: str, expected: Timing
) -> None:
    promised = NOON + timedelta(minutes=minutes)
    assert rules.timing(stage, promised, done_at=_end(hours), now=NOON, risk_minutes=30) is expected


def _end(hours: str) -> datetime:
    return rules.earliest_end(NOON, as_time(Decimal(hours)), parts_at=None)


def test_an_order_without_promise_is_never_late() -> None:
    assert (
        rules.timing(Stage.WAITING, None, done_at=_end("5"), now=NOON, risk_minutes=30)
        is Timing.FINE
    )


def test_the_guarantee_follows_the_class_of_the_repair() -> None:
    settings = GuaranteeSettings()
    assert rules.guarantee(ServiceType.REPAIR, settings) == rules.Guarantee(10, 2000)
    assert rules.guarantee(ServiceType.SECOND_LEVEL, settings) == rules.Guarantee(30, 5000)
    assert rules.guarantee(ServiceType.ASSEMBLY, settings) == rules.Guarantee(100, 20000)


def test_a_promise_lies_after_the_arrival() -> None:
    with pytest.raises(Refused, match="promise_past"):
        rules.check_promise(NOON, received=NOON)


@pytest.mark.parametrize(
    ("kind", "left", "km", "last_day", "km_limit"),
    [
        (ServiceType.ASSEMBLY, date(2026, 11, 26), 48_210, date(2027, 3, 6), 68_210),
        (ServiceType.SECOND_LEVEL, date(2027, 2, 10), 92_004, date(2027, 3, 12), 97_004),
        (ServiceType.REPAIR, date(2026, 12, 25), 30_500, date(2027, 1, 4), 32_500),
        # a rework of an engine overhaul restarts where it was completed
        (ServiceType.ASSEMBLY, date(2026, 11, 20), 43_100, date(2027, 2, 28), 63_100),
    ],
)
def test_a_guarantee_ends_as_worked_out_by_hand(
    kind: ServiceType, left: date, km: int, last_day: date, km_limit: int
) -> None:
    promised = rules.guarantee(kind, GuaranteeSettings())
    assert rules.guarantee_end(left, km, promised=promised) == rules.GuaranteeEnd(
        last_day, km_limit
    )


def test_each_limit_is_never_less_than_the_law() -> None:
    """60 days or 1,500 km: the days are more than the law asks, the kilometres less."""
    store = Settings({"small_repair_days": 60, "small_repair_km": 1500}).of(GuaranteeSettings)
    small = rules.guarantee(ServiceType.REPAIR, store)
    end = rules.guarantee_end(date(2027, 3, 1), 15_020, promised=small)
    assert end == rules.GuaranteeEnd(date(2027, 4, 30), 17_020)


def test_each_line_is_rounded_by_itself_half_up() -> None:
    """0.35 h at 128.90 are 45.115: three lines are 135.36, not 135.345 rounded."""
    lines = [rules.product(Decimal("0.35"), Decimal("128.90"))] * 3
    assert (lines[0], sum(lines)) == (Decimal("45.12"), Decimal("135.36"))
    assert rules.product(Decimal("1.5"), Decimal("128.50")) == Decimal("192.75")
    assert rules.product(Decimal(2), Decimal("86.35")) == Decimal("172.70")
