"""Two cashiers take the money of one outlet car at once: no cent more than is owed."""

from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from app.desks import DESKS
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.stock import commands, outlet_commands, outlet_money_commands
from app.stock.outlet_values import OutletEntry, OutletPayment, TransferEntry
from app.stock.values import StockEntry
from db import upgrade
from db.outlet_words import OutletKind, TransferKind
from db.store_address import StorePlace
from db.tables.bills import Payment
from db.vocabulary import PaymentMethod, Role
from tests import make as makers
from tests.make import NOON
from tests.racing import Round, loss, raced

ROUNDS = 6
NAMES = ("孙倩", "何静")
PRICE = Decimal(99_000)
WHOLE, PART = PRICE, Decimal(60_000)


def furnish(place: StorePlace, manager: Actor) -> tuple[list[tuple[int, str]], list[int]]:
    """Two cashiers, and a car for every round that an outlet has bought."""

    def found(session: Any, *, by: Actor, at: Any) -> tuple[list[tuple[int, str]], list[int]]:
        seats = [
            (makers.staff(session, name, Role.CASHIER, Role.MANAGER).id, name) for name in NAMES
        ]
        outlet = OutletEntry(name="城北网点", kind=OutletKind.FRANCHISE)
        outlet_commands.save_outlet(session, outlet, by=by, at=at)
        trim, sold = makers.trim(session, "轩逸").id, []
        terms = {"kind": TransferKind.SALE, "price": PRICE, "taker": "孙师傅", "reason": "批发"}
        for number in range(ROUNDS):
            vin = with_check_digit("LGBH52E0", f"TR{number:06d}")
            entry = StockEntry(vin=vin, trim_id=trim, arrived_on=at.date())
            car = commands.save_car(session, entry, by=by, at=at)
            sent = TransferEntry(stock_car_id=car, outlet_id=1, **terms)
            sold.append(outlet_commands.send(session, sent, by=by, at=at))
        return seats, sold

    records = Records(upgrade.prepare(place), DESKS)
    try:
        return records.act(found, by=manager, at=NOON)
    finally:
        records.close()


def take(transfer: int, amount: Decimal) -> Round:
    paid = OutletPayment(amount=amount, method=PaymentMethod.TRANSFER)
    return Round(outlet_money_commands.take_payment, (transfer, paid))


def test_one_of_two_payments_is_taken(founded_place: StorePlace, manager: Actor) -> None:
    seats, sold = furnish(founded_place, manager)
    amounts = [PART if turn % 2 else WHOLE for turn in range(ROUNDS)]
    same = [take(transfer, amount) for transfer, amount in zip(sold, amounts, strict=True)]
    for answers in raced(founded_place, seats, [same, same]):
        why = loss(answers)
        assert why.partition(":")[0] in ("outlet.state", "payment.too_much"), answers
        assert any(name in why for name in NAMES) and "11-21" in why, why
    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        assert session.scalar(select(func.sum(Payment.amount))) == sum(amounts)
        assert session.scalar(select(func.count(Payment.id))) == ROUNDS
    records.close()
