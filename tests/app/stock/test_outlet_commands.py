"""A car at an outlet: who may have it, sold and settled once, limits, undo; on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.admin.values import Approver
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import (
    commands,
    hold_commands,
    outlet_commands,
    outlet_money_commands,
    outlet_queries,
    queries,
)
from app.stock.facts import StockRow
from app.stock.outlet_facts import TransferRow
from app.stock.outlet_values import OutletEntry, OutletPayment, OutletSale, TransferEntry
from app.stock.values import Leaving, NewHold
from db.outlet_words import OutletKind, TransferKind, TransferState
from db.stock_words import CertificatePlace, LeftHow, StockState
from db.vocabulary import PaymentMethod
from tests.app.stock.conftest import TODAY, AddCar
from tests.make import NOON, PASSWORD

PRICE = Decimal("125800.50")
BY_BANK = PaymentMethod.TRANSFER


@pytest.fixture
def outlet(act: Any) -> int:
    limit = {"credit_limit": Decimal(200_000)}
    entry = OutletEntry(name="城北网点", kind=OutletKind.FRANCHISE, **limit)
    return int(act(outlet_commands.save_outlet, entry))


@pytest.fixture
def entry(outlet: int) -> Callable[..., TransferEntry]:
    def make(car: int, **more: Any) -> TransferEntry:
        usual = {"outlet_id": outlet, "kind": TransferKind.CONSIGNMENT, "price": PRICE}
        return TransferEntry(stock_car_id=car, **usual | {"taker": "孙师傅"} | more)

    return make


@pytest.fixture
def row(records: Records, manager: Actor) -> Callable[[int], StockRow]:
    def read(car: int) -> StockRow:
        with records.read() as session:
            return next(one for one in queries.stock(session, manager, at=NOON) if one.id == car)

    return read


@pytest.fixture
def sent(records: Records) -> Callable[[int], TransferRow]:
    def read(transfer: int) -> TransferRow:
        with records.read() as session:
            return outlet_queries.transfer(session, transfer, at=NOON)

    return read


def test_a_car_at_an_outlet_is_in_nobodys_way_twice(
    act: Any, add_car: AddCar, entry: Any, row: Any, li: Actor
) -> None:
    """It says where it is, and every way to give it away again names who sent it and when."""
    car = add_car()
    transfer = act(outlet_commands.send, entry(car))
    shown = row(car)
    assert (shown.state, shown.outlet, shown.away_since) == (
        StockState.AT_OUTLET,
        "城北网点",
        NOON,
    )
    twice = [
        lambda: act(outlet_commands.send, entry(car)),
        lambda: act(hold_commands.reserve, car, NewHold(note="王先生"), by=li),
        lambda: act(commands.leave, car, Leaving(how=LeftHow.TRANSFERRED)),
    ]
    for again in twice:
        with pytest.raises(Refused, match=r"stock\.away") as told:
            again()
        assert told.value.facts["when"] == "11-21 12:00" and told.value.facts["who"]
    act(outlet_commands.bring_back, transfer)
    assert row(car).state is StockState.IN_STOCK
    act(hold_commands.reserve, car, NewHold(note="王先生"), by=li)
    with pytest.raises(Refused, match=r"hold\.taken"):
        act(outlet_commands.send_again, transfer)


def test_a_sale_of_the_outlet_leaves_the_stock_once_and_is_settled(
    act: Any, add_car: AddCar, entry: Any, row: Any, sent: Any, manager: Actor, cashier: Actor
) -> None:
    car = add_car(arrived_on=TODAY - timedelta(days=9))
    transfer = act(outlet_commands.send, entry(car), at=NOON - timedelta(days=3))
    for day in (TODAY - timedelta(days=4), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            act(outlet_commands.note_sale, transfer, OutletSale(on=day))
    act(outlet_commands.note_sale, transfer, OutletSale(on=TODAY - timedelta(days=1)))
    shown = row(car)
    assert (shown.left_how, shown.left_on) == (LeftHow.OUTLET, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match=r"outlet\.state") as told:
        act(outlet_commands.note_sale, transfer, OutletSale())
    assert "11-20" in told.value.facts["who"]
    with pytest.raises(Refused, match=r"stock\.away"):
        act(commands.come_back, car)
    paid = OutletPayment(method=BY_BANK, amount=PRICE - 800, rebate_reason="季度返利")
    act(outlet_money_commands.take_payment, transfer, paid)
    done = sent(transfer)
    assert (done.state, done.rebate, done.receipts[0].method) == (
        TransferState.SETTLED,
        Decimal(800),
        BY_BANK,
    )
    with pytest.raises(Refused, match=r"outlet\.state"):
        act(outlet_commands.bring_back, transfer)
    act(outlet_money_commands.take_back_settlement, transfer)
    assert sent(transfer).owed == Decimal(800)
    with pytest.raises(Refused, match=r"outlet\.paid"):
        act(outlet_commands.take_back_sale, transfer)
    back = OutletPayment(method=BY_BANK, amount=PRICE - 800, note="退车")
    signed = replace(back, approver=Approver(manager.staff_id, PASSWORD))
    act(outlet_money_commands.give_back, transfer, signed, by=cashier)
    act(outlet_commands.take_back_sale, transfer)
    assert sent(transfer).state is TransferState.OUT and row(car).is_away


def test_a_sale_to_the_outlet_is_owed_at_once_and_comes_back(
    act: Any, add_car: AddCar, entry: Any, row: Any, sent: Any
) -> None:
    car = add_car()
    transfer = act(outlet_commands.send, entry(car, kind=TransferKind.SALE))
    assert row(car).state is StockState.LEFT and sent(transfer).state is TransferState.OWED
    with pytest.raises(Refused, match=r"outlet\.own"):
        act(outlet_commands.take_back_sale, transfer)
    act(outlet_commands.bring_back, transfer)
    assert row(car).state is StockState.IN_STOCK
    act(outlet_commands.send_again, transfer)
    assert row(car).state is StockState.LEFT
    again = act(outlet_commands.send, entry(add_car(1), price=Decimal(130_000), reason="总经理"))
    act(outlet_commands.take_back_send, again)


@pytest.mark.parametrize(
    ("facts", "terms", "code"),
    [
        ({}, {"price": Decimal(124_000)}, "outlet.floor"),
        ({}, {"price": Decimal(200_001)}, "outlet.credit"),
        (
            {"certificate": CertificatePlace.BANK},
            {"kind": TransferKind.SALE},
            "outlet.certificate",
        ),
    ],
)
def test_a_rule_yields_to_a_reason_alone(
    act: Any, add_car: AddCar, entry: Any, sent: Any, facts: Any, terms: Any, code: str
) -> None:
    car = add_car(**facts)
    with pytest.raises(Refused) as told:
        act(outlet_commands.send, entry(car, **terms))
    assert (told.value.code, told.value.field) == (code, "reason")
    transfer = act(outlet_commands.send, entry(car, **terms, reason="月底冲量"))
    shown = sent(transfer)
    assert (shown.override_reason, shown.override_by) == ("月底冲量", "王敏")


def test_debts_and_cars_count_against_the_limit(
    act: Any, add_car: AddCar, entry: Any, records: Records, manager: Actor
) -> None:
    first = act(outlet_commands.send, entry(add_car(), due_on=TODAY))
    with pytest.raises(Refused, match=r"outlet\.credit") as told:
        act(outlet_commands.send, entry(add_car(1)))
    assert told.value.facts["over"] == "¥51,601.00"
    act(outlet_commands.note_sale, first, OutletSale())
    later = NOON + timedelta(days=40)
    with records.read() as session:
        [outlet] = outlet_queries.outlets(session, manager, at=later)
    assert (outlet.owed, outlet.away, outlet.overdue) == (PRICE, 0, PRICE)
    assert outlet.ages == (0, PRICE, 0, 0) and sum(outlet.ages) == outlet.owed
    act(outlet_money_commands.take_payment, first, OutletPayment(amount=PRICE, method=BY_BANK))
    act(outlet_commands.send, entry(add_car(2)))


def test_a_car_needs_its_arrival_and_an_outlet_its_name(
    act: Any, add_car: AddCar, entry: Any, outlet: int
) -> None:
    with pytest.raises(Refused, match=r"stock\.not_here"):
        act(outlet_commands.send, entry(add_car(arrived_on=None)))
    with pytest.raises(Refused, match=r"outlet\.missing"):
        act(outlet_commands.save_outlet, OutletEntry(kind=OutletKind.DIRECT))
    with pytest.raises(Refused, match=r"outlet\.due"):
        act(outlet_commands.send, entry(add_car(1), due_on=date(2026, 11, 20)))
    with pytest.raises(Refused, match=r"stock\.by_outlet"):
        act(commands.leave, add_car(2), Leaving(how=LeftHow.OUTLET))
    act(outlet_commands.remove_outlet, outlet)
