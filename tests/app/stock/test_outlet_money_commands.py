"""What outlets pay: taken at the till, paid back, let off; the account is the sum of receipts."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.admin.second_person import SecondPersonNeeded
from app.admin.values import Approver
from app.errors import Refused
from app.order_money import receipts_of_day
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.stock import outlet_commands, outlet_money_commands, outlet_queries
from app.stock.outlet_facts import OutletMonth, TransferRow
from app.stock.outlet_values import OutletEntry, OutletPayment, OutletSale, TransferEntry
from app.till import queries as till
from db.nouns import Noun
from db.outlet_words import OutletKind, TransferKind, TransferState
from db.vocabulary import PaymentMethod
from tests.app.stock.conftest import TODAY, AddCar
from tests.make import NOON, PASSWORD

BY_BANK, BY_CARD = PaymentMethod.TRANSFER, PaymentMethod.CARD
PRICE = Decimal("125800.55")
Owed = Callable[..., int]


@pytest.fixture
def outlet(act: Any) -> int:
    entry = OutletEntry(name="城北网点", kind=OutletKind.FRANCHISE)
    return int(act(outlet_commands.save_outlet, entry))


@pytest.fixture
def owed(act: Any, add_car: AddCar, outlet: int) -> Owed:
    """A car that the outlet has sold and not paid."""

    def make(nth: int = 0, price: Decimal = PRICE) -> int:
        terms = {"kind": TransferKind.CONSIGNMENT, "price": price, "taker": "孙师傅"}
        entry = TransferEntry(stock_car_id=add_car(nth), outlet_id=outlet, reason="展车", **terms)
        transfer = int(act(outlet_commands.send, entry))
        act(outlet_commands.note_sale, transfer, OutletSale())
        return transfer

    return make


@pytest.fixture
def sold(act: Any, add_car: AddCar, outlet: int) -> Callable[[Decimal], int]:
    """A car of its own that was sold to the outlet at a price."""
    numbers = count(1)

    def make(price: Decimal) -> int:
        car = add_car(vin=with_check_digit("LGBH52E0", f"PR{next(numbers):06d}"))
        terms = {"kind": TransferKind.SALE, "price": price, "taker": "孙师傅", "reason": "批发"}
        entry = TransferEntry(stock_car_id=car, outlet_id=outlet, **terms)
        return int(act(outlet_commands.send, entry))

    return make


@pytest.fixture
def signed(manager: Actor) -> Approver:
    return Approver(manager.staff_id, PASSWORD)


@pytest.fixture
def read(records: Records) -> Callable[[int], TransferRow]:
    def row(transfer: int) -> TransferRow:
        with records.read() as session:
            return outlet_queries.transfer(session, transfer, at=NOON)

    return row


def month(records: Records, outlet: int) -> OutletMonth:
    with records.read() as session:
        return outlet_queries.month(session, outlet, date(2026, 11, 1), at=NOON)


def taken(records: Records) -> dict[PaymentMethod, Decimal]:
    with records.read() as session:
        return receipts_of_day(session, TODAY)


def test_a_payment_is_a_receipt_of_the_till_and_settles_the_car(
    act: Any, owed: Owed, read: Any, records: Records, cashier: Actor, outlet: int
) -> None:
    """In two parts: the car is owed until the second one; the till of the cashier has both."""
    transfer = owed()
    parts = (Decimal(100_000), PRICE - 100_000)
    numbers = []
    for part, method in zip(parts, (BY_BANK, BY_CARD), strict=True):
        paid = OutletPayment(amount=part, method=method, till=2)
        numbers.append(act(outlet_money_commands.take_payment, transfer, paid, by=cashier))
        if part == parts[0]:
            row = read(transfer)
            assert (row.state, row.owed, row.paid) == (TransferState.OWED, parts[1], parts[0])
    row = read(transfer)
    assert (row.state, row.owed, row.rebate, row.settler) == (TransferState.SETTLED, 0, 0, "孙倩")
    with records.read() as session:
        day = till.till_day(session, TODAY, till=2)
    assert [one.number for one in day.receipts] == numbers == [one.number for one in row.receipts]
    assert {(one.paid_by, one.order, one.opens) for one in day.receipts} == {
        ("城北网点", row.number, (Noun.CAR_TRANSFER, transfer))
    }
    assert day.total == PRICE == month(records, outlet).sums[2]


def test_only_the_cashier_takes_it_and_only_by_bank_or_card(
    act: Any, owed: Owed, cashier: Actor, li: Actor
) -> None:
    transfer = owed()
    refused = [
        ({"amount": PRICE, "method": PaymentMethod.CASH}, "outlet.method"),
        ({"amount": PRICE, "method": PaymentMethod.ON_ACCOUNT}, "outlet.method"),
        ({"amount": PRICE}, "payment.no_method"),
        ({"method": BY_BANK}, "payment.no_amount"),
        ({"amount": Decimal(0), "method": BY_BANK}, "payment.not_positive"),
        ({"amount": PRICE + Decimal("0.01"), "method": BY_BANK}, "payment.too_much"),
    ]
    for typed, code in refused:
        with pytest.raises(Refused) as told:
            act(outlet_money_commands.take_payment, transfer, OutletPayment(**typed), by=cashier)
        assert told.value.code == code and told.value.field
    with pytest.raises(Refused, match="permission"):
        act(outlet_money_commands.take_payment, transfer, OutletPayment(), by=li)


def test_a_manager_signs_where_the_rest_is_let_off(
    act: Any, owed: Owed, read: Any, cashier: Actor, signed: Approver
) -> None:
    transfer = owed()
    told = {"amount": PRICE - 800, "method": BY_BANK, "rebate_reason": "季度返利"}
    with pytest.raises(SecondPersonNeeded):
        act(outlet_money_commands.take_payment, transfer, OutletPayment(**told), by=cashier)
    paid = OutletPayment(**told, approver=signed)
    act(outlet_money_commands.take_payment, transfer, paid, by=cashier)
    row = read(transfer)
    assert (row.state, row.rebate, row.settler) == (TransferState.SETTLED, 800, "王敏")
    act(outlet_money_commands.take_back_settlement, transfer)
    assert (read(transfer).owed, read(transfer).rebate_reason) == (800, "")
    rest = OutletPayment(amount=Decimal(0), rebate_reason="季度返利")
    assert act(outlet_money_commands.take_payment, transfer, rest) == ""
    assert read(transfer).state is TransferState.SETTLED and len(read(transfer).receipts) == 1


def test_money_goes_back_with_two_people_and_the_car_is_owed_again(
    act: Any, owed: Owed, read: Any, records: Records, cashier: Actor, signed: Approver
) -> None:
    transfer = owed()
    paid = OutletPayment(amount=PRICE, method=BY_BANK)
    act(outlet_money_commands.take_payment, transfer, paid, by=cashier)
    with pytest.raises(Refused, match=r"outlet\.paid"):
        act(outlet_money_commands.take_back_settlement, transfer)
    back = {"amount": PRICE, "method": BY_BANK, "note": "退车"}
    for typed, error in (({"note": ""}, r"refund\.reason"), ({"amount": PRICE + 1}, "too_much")):
        with pytest.raises(Refused, match=error):
            wrong = OutletPayment(**back | typed, approver=signed)
            act(outlet_money_commands.give_back, transfer, wrong, by=cashier)
    with pytest.raises(SecondPersonNeeded):
        act(outlet_money_commands.give_back, transfer, OutletPayment(**back), by=cashier)
    wanted = OutletPayment(**back, approver=signed)
    act(outlet_money_commands.give_back, transfer, wanted, by=cashier)
    assert (read(transfer).state, read(transfer).owed) == (TransferState.OWED, PRICE)
    assert taken(records)[BY_BANK] == 0
    act(outlet_commands.bring_back, transfer)
    assert read(transfer).state is TransferState.BACK


def test_a_car_with_money_stays_where_it_is(act: Any, owed: Owed, cashier: Actor) -> None:
    transfer = owed()
    paid = OutletPayment(amount=Decimal(1), method=BY_CARD)
    act(outlet_money_commands.take_payment, transfer, paid, by=cashier)
    for command in (outlet_commands.bring_back, outlet_commands.take_back_sale):
        with pytest.raises(Refused, match=r"outlet\.paid"):
            act(command, transfer)
    with pytest.raises(Refused, match=r"outlet\.changed"):
        act(outlet_commands.take_back_send, transfer)


@pytest.mark.sqlite_only("the sums are the same; races are tried on both engines")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cents=st.lists(st.integers(1, 9_000_000), min_size=1, max_size=5), lets_off=st.booleans())
def test_account_and_till_agree_to_the_cent(
    act: Any,
    sold: Callable[[Decimal], int],
    outlet: int,
    records: Records,
    cashier: Actor,
    signed: Approver,
    cents: Sequence[int],
    lets_off: bool,
) -> None:
    """Whatever comes in and goes back: sales less payments less rebates is what is owed."""
    amounts = [Decimal(one) / 100 for one in cents]
    before, transfer = sum(taken(records).values()), sold(sum(amounts, Decimal(1)))
    opened = month(records, outlet)
    told = {"method": BY_BANK, "approver": signed}
    for amount in amounts:
        act(
            outlet_money_commands.take_payment,
            transfer,
            OutletPayment(amount=amount, **told),
            by=cashier,
        )
    back = OutletPayment(amount=amounts[0], note="多付", **told)
    act(outlet_money_commands.give_back, transfer, back, by=cashier)
    if lets_off:
        rest = OutletPayment(amount=amounts[0], rebate_reason="尾款", **told)
        act(outlet_money_commands.take_payment, transfer, rest, by=cashier)
    now = month(records, outlet)
    paid = now.sums[2] - opened.sums[2]
    assert paid == sum(taken(records).values()) - before
    rest_of = Decimal(0) if lets_off else amounts[0] + 1
    assert now.closing == opened.closing - sum(amounts, Decimal(1)) + rest_of
    assert now.closing == now.outlet.owed == sum(now.outlet.ages)
