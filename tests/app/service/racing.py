"""One of several programs that settle the same order and take the same money at once."""

from decimal import Decimal
from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.service.commands import bill, payments
from app.service.values import Bill, PaymentValue
from db import engine as engines
from db.store_address import StorePlace
from db.vocabulary import PaymentMethod, Role
from tests.make import NOON


def race(store: StorePlace, place: int, *, orders: list[int], start: Any, results: Any) -> None:
    """`results` gets for every order ("won" or what the refusal said) of bill and payment."""
    records = Records(engines.open_store(store), DESKS)
    actor = Actor(1, "王敏", frozenset({Role.MANAGER}), f"PC{place}")
    records.others_changed()
    told = []
    for order in orders:
        start.wait(60)
        told.append(_tried(records, actor, bill.settle, order, Bill()))
        money = PaymentValue(PaymentMethod.CASH, Decimal(100))
        told.append(_tried(records, actor, payments.pay, order, money))
    results.put((place, told))
    records.close()


def _tried(records: Records, actor: Actor, command: Any, *args: Any) -> str:
    try:
        records.act(command, *args, by=actor, at=NOON)
    except Refused as refused:
        return refused.text()
    return "won"
