"""What each of two PCs does in a race for an order; run in a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.sales import delivery_commands, money_commands
from app.sales.order_values import CarHandOver, CarMoney
from db import upgrade
from db.store_address import StorePlace
from db.vocabulary import PaymentMethod, Role
from tests.make import NOON


@dataclass(frozen=True, slots=True)
class Round:
    """A command with what it is told."""

    command: Callable[..., Any]
    told: tuple[Any, ...]


def hand_over(order: int, advisor: int) -> Round:
    return Round(delivery_commands.hand_over, (order, CarHandOver(advisor, 15)))


def take(order: int, amount: Decimal) -> Round:
    return Round(money_commands.take_money, (order, CarMoney(PaymentMethod.CARD, amount)))


def race(
    place: StorePlace, seat: tuple[int, str], *, rounds: list[Round], start: Any, results: Any
) -> None:
    """Does each round at the same moment as the other PC, and tells what came of it."""
    records = Records(upgrade.prepare(place), DESKS)
    by = Actor(*seat, frozenset({Role.MANAGER}), f"PC{seat[0]}")
    said = []
    for one in rounds:
        start.wait(60)
        try:
            records.act(one.command, *one.told, by=by, at=NOON)
            said.append("won")
        except Refused as refused:
            said.append(f"{refused.code}: {refused.text()}")
    records.close()
    results.put(said)
