"""Deposits against worked examples (E-DP), and how an order stands for every set of facts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.sales import order_rules, rules
from app.sales.loan_rules import CarLoan
from app.sales.order_rules import Deposit, DepositEffect, SaleProgress
from app.sales.rules import AmountLine, Amounts
from db.sales_words import (
    CancelCause,
    DepositKind,
    QuoteLineKind,
    SaleBlock,
    SaleState,
    SaleStepKind,
)
from db.stock_words import CertificatePlace

FEN = st.integers(0, 9_999_999_999).map(lambda fen: Decimal(fen) / 100)
FLAGS = st.fixed_dictionaries(
    {
        name: st.booleans()
        for name in (
            *("is_approved", "is_checked", "is_signed", "has_car", "is_here", "is_inspected"),
            *("is_rejected", "is_delivered", "is_cancelled"),
        )
    }
)
KINDS = st.frozensets(st.sampled_from(SaleStepKind))
QUOTE = Amounts(
    Decimal(139_900),
    Decimal(9_000),
    Decimal("11584.07"),
    Decimal(500),
    Decimal(42_000),
    (
        AmountLine(QuoteLineKind.ACCESSORY, "全车膜", Decimal(2_680)),
        AmountLine(QuoteLineKind.ACCESSORY, "行车影像", Decimal(1_980)),
        AmountLine(QuoteLineKind.GIFT, "脚垫", Decimal(480)),
        AmountLine(QuoteLineKind.INSURANCE, "交强险", Decimal(950)),
        AmountLine(QuoteLineKind.INSURANCE, "商业险", Decimal(4_386)),
    ),
    CarLoan(Decimal(60_900), 36, Decimal("3.88")),
)


def money(*amounts: str) -> list[Decimal]:
    return [Decimal(one) for one in amounts]


@pytest.mark.parametrize(
    "total, paid, kind, effect",
    [
        ("186500.00", "40000.00", DepositKind.EARNEST, ("37300.00", "2700.00", "2700.00", "77300")),
        ("158888.88", "31777.78", DepositKind.EARNEST, ("31777.77", "0.01", "0.01", "63555.55")),
        ("98000.00", "10000.00", DepositKind.PREPAYMENT, ("0", "0", "10000.00", "10000.00")),
    ],
    ids=["E-DP-01", "E-DP-02", "E-DP-03"],
)
def test_what_a_deposit_does(total: str, paid: str, kind: DepositKind, effect: tuple) -> None:
    found = order_rules.deposit_effect(*money(total, paid), kind=kind)
    assert found == DepositEffect(*money(*effect))


def test_a_contract_of_the_sketch_adds_up() -> None:
    """130,900 + 2,680 + 1,980 = 135,560; + 11,584.07 + 500 + 5,336 = 152,980.07."""
    assert order_rules.contract_price(QUOTE) == Decimal(135_560)
    assert rules.on_the_road(QUOTE) == Decimal("152980.07")
    assert order_rules.deposit_cap(Decimal(135_560)) == Decimal("27112.00")
    assert order_rules.still_due(QUOTE, Decimal(0)) == Decimal("40980.07")
    for paid, following in ((0, "5000"), (2_000, "3000"), (5_000, "35980.07")):
        found = order_rules.next_payment(QUOTE, deposit=Decimal(5_000), paid=Decimal(paid))
        assert found == Decimal(following)
    wanted = {SaleStepKind.INSURANCE, SaleStepKind.LOAN, SaleStepKind.TRADE_IN}
    assert order_rules.needed_steps(QUOTE) == wanted | {SaleStepKind.TAX, SaleStepKind.PLATE}


@given(FEN, FEN, st.sampled_from(DepositKind))
def test_a_deposit_never_loses_a_fen(total: Decimal, paid: Decimal, kind: DepositKind) -> None:
    effect = order_rules.deposit_effect(total, paid, kind=kind)
    kept = paid - effect.buyer_breach_back
    assert 0 <= kept <= effect.cap <= total / 5
    assert effect.seller_breach_back - paid == kept
    assert effect.excess == max(paid - effect.cap, 0) or kind is DepositKind.PREPAYMENT


@given(FEN, FEN, FEN, st.sampled_from(CancelCause), st.booleans())
def test_beside_the_deposit_all_money_goes_back(
    total: Decimal, agreed: Decimal, paid: Decimal, cause: CancelCause, was_signed: bool
) -> None:
    deposit = Deposit(agreed, DepositKind.EARNEST)
    back = order_rules.money_back(cause, deposit, total=total, paid=paid, was_signed=was_signed)
    held = min(paid, agreed, order_rules.deposit_cap(total))
    if not was_signed or cause is CancelCause.AGREED:
        assert back == paid
    else:
        assert back == (paid - held if cause is CancelCause.CUSTOMER else paid + held)


@given(FLAGS, st.sampled_from(CertificatePlace), FEN, KINDS, KINDS)
def test_ready_is_an_order_to_which_nothing_is_missing(
    flags: dict[str, bool],
    place: CertificatePlace,
    due: Decimal,
    needed: frozenset,
    done: frozenset,
) -> None:
    order = SaleProgress(**flags, certificate=place, due=due, needed=needed, done=done)
    state, missing = order_rules.state_of(order), order_rules.blocks(order)
    assert (SaleBlock.PAYMENT in missing) == (due > 0)
    if state is SaleState.READY:
        assert missing == ()
        assert order.is_approved and order.is_checked and order.is_signed and order.is_here
        assert order.is_inspected and place is CertificatePlace.HERE
        assert not (needed - done) & set(order_rules.BEFORE_HAND_OVER)
    if order.is_cancelled:
        assert state is SaleState.CANCELLED


def test_a_binding_deposit_is_at_most_a_fifth() -> None:
    order_rules.check_deposit(Deposit(Decimal(27_112), DepositKind.EARNEST), QUOTE)
    with pytest.raises(Refused, match=r"sale\.deposit") as refusal:
        order_rules.check_deposit(Deposit(Decimal("27112.01"), DepositKind.EARNEST), QUOTE)
    assert "27,112.00" in refusal.value.text()
    order_rules.check_deposit(Deposit(Decimal(40_980), DepositKind.PREPAYMENT), QUOTE)
    with pytest.raises(Refused, match=r"sale\.deposit_total"):
        order_rules.check_deposit(Deposit(Decimal(40_981), DepositKind.PREPAYMENT), QUOTE)


def test_a_car_is_what_the_order_says() -> None:
    order_rules.check_car((7, ()), (7, "珠光白"), name="C1")
    order_rules.check_car((7, ("墨玉黑", "珠光白")), (7, "珠光白"), name="C1")
    with pytest.raises(Refused, match=r"sale\.other_version"):
        order_rules.check_car((7, ()), (8, "珠光白"), name="C1")
    with pytest.raises(Refused, match=r"sale\.other_colour"):
        order_rules.check_car((7, ("墨玉黑",)), (7, "珠光白"), name="C1")
